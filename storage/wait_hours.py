"""Waits rolled up by the hour: kept for longer than single samples, and what the usual stands on.

`WaitRollUp` is an hourly job; `waits` reads.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import FacilityId
from core.waits.usual_hours import hour_of
from storage.database import Database
from storage.upsert import upsert
from storage.wait_samples import HOUR_SECONDS, rolled_up_to
from storage.wait_tables import FacilityRow, FeedStateRow, WaitHourRow, WaitSampleRow

_BATCH_SECONDS = 24 * HOUR_SECONDS
"""Rolled up by one transaction."""

_PAUSE_SECONDS = 0.02
"""Between two batches: SQLite's waiting writers only look now and then whether they may write."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Hours of a feed that are over and not rolled up yet."""

    feed: str
    start: int
    """Seconds since 1970, UTC, as is the end."""
    end: int


class WaitRollUp:
    """Rolls single samples up into hours, of all feeds."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def roll_up(self, now: datetime) -> int:
        """Roll up every hour that is over; safe to be broken off and to be done again.

        An hour is over when the feed has told of a later one: what it tells may be older than now.

        Args:
            now: With its time zone.

        Returns:
            How many hours were written, each of one facility.

        Raises:
            StorageError: The database cannot be written; what was rolled up by then stays.
        """
        count = 0
        for stretch in await self._due(now):
            for start in range(stretch.start, stretch.end, _BATCH_SECONDS):
                end = min(start + _BATCH_SECONDS, stretch.end)
                count += await self._roll_up(_Stretch(stretch.feed, start, end))
                await asyncio.sleep(_PAUSE_SECONDS)
        return count

    async def _due(self, now: datetime) -> list[_Stretch]:
        first_seen = (
            select(func.min(FacilityRow.first_seen_at))
            .where(FacilityRow.feed == FeedStateRow.feed)
            .scalar_subquery()
        )
        state = FeedStateRow
        feeds = select(state.feed, state.as_of, state.rolled_up_to, first_seen)
        async with self._database.reading() as session:
            found = (await session.execute(feeds)).all()
        return [
            _Stretch(
                feed,
                start=_seconds(hour_of(first)) if up_to is None else up_to,
                end=_seconds(hour_of(min(as_of, now))),
            )
            for feed, as_of, up_to, first in found
            if as_of is not None and first is not None
        ]

    async def _roll_up(self, stretch: _Stretch) -> int:
        # Nobody writes samples of hours that are over: looking at them needs no lock.
        async with self._database.reading() as session:
            hours = await _rolled_up(session, stretch)
        feed = FeedStateRow.feed == stretch.feed
        async with self._database.writing() as session:
            await session.run_sync(upsert, WaitHourRow, hours)
            await session.execute(update(FeedStateRow).where(feed).values(rolled_up_to=stretch.end))
        return len(hours)


async def middles(
    session: AsyncSession,
    feed: str,
    facilities: Sequence[FacilityId],
    hours: Collection[datetime],
) -> Mapping[tuple[FacilityId, datetime], float]:
    """The median wait of facilities in hours, by facility and hour; unknown ones are missing.

    Args:
        session: A transaction.
        feed: Whose facilities they are.
        facilities: Which.
        hours: When each of them begins.
    """
    wanted = [_seconds(hour) for hour in hours]
    found = await _middles_kept(session, facilities, wanted)
    up_to = await rolled_up_to(session, feed)
    if not_yet := [hour for hour in wanted if hour >= up_to]:
        found |= await _middles_of_samples(session, facilities, not_yet)
    return {
        (facility, datetime.fromtimestamp(hour, UTC)): middle
        for (facility, hour), middle in found.items()
    }


async def _rolled_up(session: AsyncSession, stretch: _Stretch) -> list[dict[str, Any]]:
    """The rows of a stretch's hours."""
    row = WaitSampleRow
    of_feed = select(FacilityRow.id).where(FacilityRow.feed == stretch.feed)
    samples = select(row.facility_id, row.at, row.wait_minutes).where(
        row.facility_id.in_(of_feed), row.at >= stretch.start, row.at < stretch.end
    )
    waits: dict[tuple[int, int], list[int | None]] = defaultdict(list)
    for facility, at, minutes in await session.execute(samples):
        waits[facility, at - at % HOUR_SECONDS].append(minutes)
    return [_hour(facility, hour, said) for (facility, hour), said in waits.items()]


def _hour(facility: FacilityId, hour: int, said: Sequence[int | None]) -> dict[str, Any]:
    known = [minutes for minutes in said if minutes is not None]
    return {
        "facility_id": facility,
        "at": hour,
        "known": len(known),
        "unknown": len(said) - len(known),
        "middle_minutes": median(known) if known else None,
    }


async def _middles_kept(
    session: AsyncSession, facilities: Sequence[FacilityId], hours: Sequence[int]
) -> dict[tuple[FacilityId, int], float]:
    row = WaitHourRow
    kept = select(row.facility_id, row.at, row.middle_minutes).where(
        row.facility_id.in_(facilities), row.at.in_(hours)
    )
    return {
        (facility, at): middle
        for facility, at, middle in await session.execute(kept)
        if middle is not None
    }


async def _middles_of_samples(
    session: AsyncSession, facilities: Sequence[FacilityId], hours: Sequence[int]
) -> dict[tuple[FacilityId, int], float]:
    row = WaitSampleRow
    hour = row.at - row.at % HOUR_SECONDS
    samples = select(row.facility_id, hour, row.wait_minutes).where(
        row.facility_id.in_(facilities),
        # The bounds use the key; the hours among them are picked without it.
        row.at.between(min(hours), max(hours) + HOUR_SECONDS - 1),
        hour.in_(hours),
    )
    waits: dict[tuple[FacilityId, int], list[int]] = defaultdict(list)
    for facility, begun, minutes in await session.execute(samples):
        if minutes is not None:
            waits[facility, begun].append(minutes)
    return {key: float(median(known)) for key, known in waits.items()}


def _seconds(at: datetime) -> int:
    return int(at.timestamp())

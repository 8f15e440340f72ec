"""Single samples of waits in the database, and the hours that take their place.

`waits` and nobody else calls it, inside of its transactions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from math import ceil, floor

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import FacilityId, Sample
from storage.facilities import published_wait
from storage.tables import storable
from storage.upsert import insert_if_new
from storage.wait_tables import FacilityRow, FeedStateRow, WaitHourRow, WaitSampleRow, WaitTextRow

HOUR_SECONDS = 3600

LONGEST_SINGLE = timedelta(days=21)
"""A longer time is told by the hour: a year of single samples is 100,000 for each facility."""

_AFTER_ALL = 2**62
"""Seconds."""

_LONGEST_TEXT = 500
"""Characters of a published wait that are kept; what is longer is none, and no index takes it."""


async def keep_samples(session: AsyncSession, rows: Sequence[FacilityRow], at: datetime) -> None:
    """Keep what a reading said of each facility that it lists.

    Args:
        session: A transaction that writes.
        rows: The facilities, already with what was said of them.
        at: Of what moment it is, later than all samples before.
    """
    if not rows:
        return
    said = {row.id: published_wait(row) for row in rows}
    texts = await _text_ids(session, {_kept(published) for _, published in said.values()})
    seconds = int(at.timestamp())
    samples = [
        {
            "facility_id": facility,
            "at": seconds,
            "wait_minutes": minutes,
            "text_id": texts[_kept(published)],
        }
        for facility, (minutes, published) in said.items()
    ]
    await session.execute(insert(WaitSampleRow), samples)


async def read_samples(
    session: AsyncSession,
    feed: str,
    facilities: Sequence[FacilityId],
    since: datetime,
    until: datetime,
) -> Mapping[FacilityId, tuple[Sample, ...]]:
    """How waits went, oldest first: single samples, and hours where those are gone or too many."""
    starts = await _first_singles(session, facilities)
    if until - since > LONGEST_SINGLE:
        up_to = await rolled_up_to(session, feed)
        starts = {facility: max(start, up_to) for facility, start in starts.items()}
    first, last = ceil(since.timestamp()), floor(until.timestamp())
    found: dict[FacilityId, list[Sample]] = {facility: [] for facility in facilities}
    if first < max(starts.values(), default=first):
        for facility, hour, minutes in await _hours(session, facilities, first, last):
            if hour < starts[facility]:
                found[facility].append(_sample(hour + HOUR_SECONDS // 2, minutes))
    for facility, at, minutes in await _singles(session, facilities, first, last, starts):
        found[facility].append(_sample(at, minutes))
    return {facility: tuple(samples) for facility, samples in found.items()}


async def rolled_up_to(session: AsyncSession, feed: str) -> int:
    """Of the hours that begin before, each was rolled up; seconds since 1970, 0: none was."""
    kept = select(FeedStateRow.rolled_up_to).where(FeedStateRow.feed == feed)
    return await session.scalar(kept) or 0


async def _text_ids(session: AsyncSession, texts: set[str]) -> dict[str, int]:
    """The number of each text, given where it is new."""
    known = select(WaitTextRow.text, WaitTextRow.id).where(WaitTextRow.text.in_(texts))
    found = dict((await session.execute(known)).all())
    if missing := texts - found.keys():
        for text in sorted(missing):
            await session.run_sync(insert_if_new, WaitTextRow, [{"text": text}])
        found = dict((await session.execute(known)).all())
    return found


def _kept(published: str) -> str:
    return storable(published[:_LONGEST_TEXT])


async def _first_singles(
    session: AsyncSession, facilities: Sequence[FacilityId]
) -> dict[FacilityId, int]:
    """From which hour on single samples are there; for one without any, after all that is."""
    # Looked up for each: with GROUP BY, the minimum would be sought among all samples.
    oldest = (
        select(WaitSampleRow.at)
        .where(WaitSampleRow.facility_id == FacilityRow.id)
        .order_by(WaitSampleRow.at)
        .limit(1)
        .scalar_subquery()
    )
    each = select(FacilityRow.id, oldest).where(FacilityRow.id.in_(facilities))
    found = {facility: at for facility, at in await session.execute(each) if at is not None}
    return {
        facility: found[facility] - found[facility] % HOUR_SECONDS
        if facility in found
        else _AFTER_ALL
        for facility in facilities
    }


async def _hours(
    session: AsyncSession, facilities: Sequence[FacilityId], first: int, last: int
) -> Iterable[tuple[FacilityId, int, float | None]]:
    """Those whose middle lies between two moments."""
    row, half = WaitHourRow, HOUR_SECONDS // 2
    hours = (
        select(row.facility_id, row.at, row.middle_minutes)
        .where(row.facility_id.in_(facilities), row.at.between(first - half, last - half))
        .order_by(row.facility_id, row.at)
    )
    return (await session.execute(hours)).all()


async def _singles(
    session: AsyncSession,
    facilities: Sequence[FacilityId],
    first: int,
    last: int,
    starts: Mapping[FacilityId, int],
) -> list[tuple[FacilityId, int, int | None]]:
    """Those between two moments, and of each facility only from its own start on."""
    earliest = max(first, min(starts.values(), default=first))
    row = WaitSampleRow
    singles = (
        select(row.facility_id, row.at, row.wait_minutes)
        .where(row.facility_id.in_(facilities), row.at.between(earliest, last))
        .order_by(row.facility_id, row.at)
    )
    found = await session.execute(singles)
    return [single for single in found if single[1] >= starts[single[0]]]


def _sample(at: int, minutes: float | None) -> Sample:
    return Sample(datetime.fromtimestamp(at, UTC), None if minutes is None else round(minutes))

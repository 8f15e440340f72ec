"""Deletes waits that have been kept long enough.  A nightly job.

The wait's words (`wait_texts`) stay: there are no more of them than a feed has ways to say a wait.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from sqlalchemy import CursorResult, delete, select

from core.domain import FacilityId
from core.waits.usual_hours import hour_of
from storage.database import Database
from storage.wait_samples import HOUR_SECONDS
from storage.wait_tables import FacilityRow, FeedStateRow, WaitHourRow, WaitSampleRow

_BATCH_SECONDS = 7 * 24 * HOUR_SECONDS
"""Of one facility, deleted by one transaction: about 2,000 samples."""

_PAUSE_SECONDS = 0.02
"""Between two batches: SQLite's waiting writers only look now and then whether they may write."""

_Table: TypeAlias = type[WaitSampleRow] | type[WaitHourRow]


@dataclass(frozen=True, slots=True)
class CleanedWaits:
    """What was deleted."""

    samples: int
    hours: int
    """Each of one facility."""
    facilities: int
    """Those that the feed dropped so long ago that nothing of them is left."""


class WaitRetention:
    """Knows how long waits are kept, of all feeds."""

    def __init__(self, *, database: Database, samples_days: int, hours_days: int) -> None:
        """Use a database that has been upgraded.

        Args:
            database: What is cleaned.
            samples_days: Age at which single samples go, once they are rolled up; 0: never.
            hours_days: Age at which hours go; 0: never.
        """
        self._database = database
        self._samples_days = samples_days
        self._hours_days = hours_days

    async def clean(self, now: datetime) -> CleanedWaits:
        """Delete what is old; safe to be broken off and while people are being served.

        Args:
            now: With its time zone.

        Raises:
            StorageError: The database cannot be written; what was deleted by then stays deleted.
        """
        samples = hours = 0
        for facility, up_to in await self._facilities():
            samples += await self._delete(
                WaitSampleRow, facility, self._samples_limit(now, up_to or 0)
            )
            hours += await self._delete(WaitHourRow, facility, _limit(now, self._hours_days))
        return CleanedWaits(samples, hours, await self._delete_facilities(now))

    async def _facilities(self) -> list[tuple[FacilityId, int | None]]:
        """Each facility, and up to when the samples of its feed were rolled up."""
        state = FeedStateRow
        each = select(FacilityRow.id, state.rolled_up_to).outerjoin(
            state, state.feed == FacilityRow.feed
        )
        async with self._database.reading() as session:
            return list(await session.execute(each))

    def _samples_limit(self, now: datetime, up_to: int) -> int:
        """Before which samples go: not before they are rolled up, unless their hours would go."""
        if not self._samples_days:
            return 0
        rolled_up = min(_limit(now, self._samples_days), up_to)
        if not self._hours_days:
            return rolled_up
        return max(rolled_up, _limit(now, max(self._samples_days, self._hours_days)))

    async def _delete(self, table: _Table, facility: FacilityId, limit: int) -> int:
        """Delete what is of before a moment, a stretch at a time; return how many rows.

        A stretch ends on the hour, so that no hour is ever told by a part of its samples.
        """
        count = 0
        oldest = select(table.at).where(table.facility_id == facility).order_by(table.at).limit(1)
        while True:
            async with self._database.reading() as session:
                first = await session.scalar(oldest)
            if first is None or first >= limit:
                return count
            end = min(limit, first - first % HOUR_SECONDS + _BATCH_SECONDS)
            count += await self._delete_before(table, facility, end)
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _delete_before(self, table: _Table, facility: FacilityId, end: int) -> int:
        doomed = delete(table).where(table.facility_id == facility, table.at < end)
        async with self._database.writing() as session:
            result = await session.execute(doomed)
            assert isinstance(result, CursorResult)
            return result.rowcount

    async def _delete_facilities(self, now: datetime) -> int:
        """Delete those that the feed has not listed for as long as hours are kept."""
        if not self._hours_days:
            return 0
        row = FacilityRow
        is_left = [
            select(table.at).where(table.facility_id == row.id).exists()
            for table in (WaitSampleRow, WaitHourRow)
        ]
        doomed = delete(row).where(
            row.position.is_(None),
            row.seen_at < now - timedelta(days=self._hours_days),
            *(~some for some in is_left),
        )
        async with self._database.writing() as session:
            result = await session.execute(doomed, execution_options={"synchronize_session": False})
            assert isinstance(result, CursorResult)
            return result.rowcount


def _limit(now: datetime, days: int) -> int:
    """The whole hour that lies some days ago, in seconds since 1970; 0 where there are no days."""
    return int(hour_of(now - timedelta(days=days)).timestamp()) if days else 0

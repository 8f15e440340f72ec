"""Wait times in the database: the `WaitStore` port.

Each reading is one transaction.  What it says of a facility is kept twice: as the facility's latest
listing, which the board is read from, and as a sample, which charts and the usual stand on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import FacilityId, FeedReading, Sample, UsualWait, WaitBoard
from core.waits.usual_hours import hour_of, hours_of_day, same_hours_before, usual_of
from storage.database import Database
from storage.facilities import keep_listed, read_board
from storage.wait_future import CLOCK_SKEW, forget_from
from storage.wait_hours import middles
from storage.wait_samples import keep_samples, read_samples
from storage.wait_tables import FeedStateRow


class SqlWaits:
    """Keeps the facilities of one feed and their waits."""

    def __init__(self, *, database: Database, feed: str, time_zone: str) -> None:
        """Use a database that has been upgraded.

        Args:
            database: Where they are kept; other feeds may be kept there too.
            feed: As `core.ports.WaitFeed.name` calls it.
            time_zone: Whose clocks say what the same hour on the same weekday is: a name of the
                IANA database, such as `America/Edmonton`.
        """
        self._database = database
        self._feed = feed
        self._zone = ZoneInfo(time_zone)

    async def record(self, reading: FeedReading, at: datetime) -> WaitBoard:
        """Keep a reading, durably, and return the board after it.

        What was kept under a clock that has been set back since is of the future: it goes first.

        Raises:
            StorageError: The database cannot be written.
        """
        # Samples are kept by the second, so the second is what must be newer.
        at = at.replace(microsecond=0)
        async with self._database.writing() as session:
            state = await self._state(session)
            state.failing_since, state.failure = None, ""
            read_at = at + timedelta(seconds=reading.age_seconds)
            if state.as_of is not None and state.as_of > read_at + CLOCK_SKEW:
                await forget_from(session, state, at)
                state.as_of = None
            if state.as_of is None or at > state.as_of:
                rows, is_changed = await keep_listed(session, self._feed, reading.waits, at)
                await keep_samples(session, rows, at)
                if state.as_of is None or is_changed:
                    state.unchanged_since = at
                state.as_of = at
            return await read_board(session, self._feed)

    async def record_failure(self, at: datetime, reason: str) -> None:
        """Remember that the feed could not be read.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            state = await self._state(session)
            state.failing_since = state.failing_since or at
            state.failure = reason

    async def board(self) -> WaitBoard:
        """What is known about now.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            return await read_board(session, self._feed)

    async def samples(
        self, facilities: Sequence[FacilityId], since: datetime, until: datetime
    ) -> Mapping[FacilityId, tuple[Sample, ...]]:
        """How waits went, oldest first; of more than three weeks by the hour.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            return await read_samples(session, self._feed, facilities, since, until)

    async def usual(
        self, facilities: Sequence[FacilityId], at: datetime
    ) -> Mapping[FacilityId, UsualWait]:
        """What is usual at the hour and weekday of a moment, over the weeks before it.

        Raises:
            StorageError: The database cannot be read.
        """
        hours = same_hours_before(hour_of(at), self._zone)
        async with self._database.reading() as session:
            known = await middles(session, self._feed, facilities, hours)
        found = {facility: _usual(known, facility, hours) for facility in facilities}
        return {facility: usual for facility, usual in found.items() if usual is not None}

    async def usual_day(
        self, facility: FacilityId, day: date
    ) -> tuple[tuple[datetime, UsualWait], ...]:
        """The same for every hour of a day that is known well enough: when it begins, what it is.

        Raises:
            StorageError: The database cannot be read.
        """
        before = {
            hour: same_hours_before(hour, self._zone) for hour in hours_of_day(day, self._zone)
        }
        wanted = {hour for hours in before.values() for hour in hours}
        async with self._database.reading() as session:
            known = await middles(session, self._feed, [facility], wanted)
        found = ((hour, _usual(known, facility, hours)) for hour, hours in before.items())
        return tuple((hour, usual) for hour, usual in found if usual is not None)

    async def _state(self, session: AsyncSession) -> FeedStateRow:
        """How reading the feed is going, made where it is new."""
        state = await session.get(FeedStateRow, self._feed)
        if state is None:
            state = FeedStateRow(feed=self._feed, failure="")
            session.add(state)
        return state


def _usual(
    known: Mapping[tuple[FacilityId, datetime], float],
    facility: FacilityId,
    hours: Sequence[datetime],
) -> UsualWait | None:
    return usual_of([known[facility, hour] for hour in hours if (facility, hour) in known])

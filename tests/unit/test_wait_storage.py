"""Waits in the database beyond what the port says: hours, retention, and what feeds may send."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.domain import (
    FacilityKind,
    FeedReading,
    PublishedWait,
    Sample,
    UsualWait,
    WaitBoard,
)
from core.errors import StorageError
from storage.database import Database
from storage.tables import Base
from storage.wait_hours import WaitRollUp
from storage.wait_retention import CleanedWaits, WaitRetention
from storage.wait_tables import FacilityRow, WaitHourRow, WaitSampleRow, WaitTextRow
from storage.waits import SqlWaits

START = datetime(2026, 1, 7, 19, 0, tzinfo=UTC)
"""Noon on a Wednesday in Edmonton."""
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
FOOTHILLS = PublishedWait(
    "Calgary", "Foothills Medical Centre", FacilityKind.EMERGENCY, 30, "30 min", "Calgary"
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture
def waits(database: Database) -> SqlWaits:
    return store(database)


@pytest.fixture
def roll_up(database: Database) -> WaitRollUp:
    return WaitRollUp(database=database)


def store(database: Database, feed: str = "feed") -> SqlWaits:
    return SqlWaits(database=database, feed=feed, time_zone="America/Edmonton")


async def record(
    waits: SqlWaits, at: datetime, minutes: int | None, name: str = FOOTHILLS.name
) -> WaitBoard:
    published = "unavailable" if minutes is None else f"{minutes} min"
    said = replace(FOOTHILLS, name=name, wait_minutes=minutes, published=published)
    return await waits.record(FeedReading((said,)), at)


async def record_weeks(waits: SqlWaits, weeks: int) -> int:
    """An hour of each week, with 10 minutes in the first week, 20 in the second and so on."""
    for week in range(weeks):
        for step in range(3):
            at = START + week * 7 * DAY + step * 20 * MINUTE
            board = await record(waits, at, 10 * (week + 1) + step - 1)
    return board.waits[0].facility.id


async def count(database: Database, table: type[Base]) -> int:
    async with database.reading() as session:
        return await session.scalar(select(func.count()).select_from(table)) or 0


async def hours(database: Database) -> list[tuple[datetime, int, int, float | None]]:
    columns = (
        WaitHourRow.at,
        WaitHourRow.known,
        WaitHourRow.unknown,
        WaitHourRow.middle_minutes,
    )
    async with database.reading() as session:
        rows = await session.execute(select(*columns).order_by(WaitHourRow.at))
        return [(datetime.fromtimestamp(at, UTC), *others) for at, *others in rows]


class TestRecording:
    async def test_feeds_are_kept_apart(self, database: Database) -> None:
        """Two hospitals of one name in two provinces are two, with a board for each feed."""
        one, other = store(database, "one"), store(database, "other")
        first = await record(one, START, 10)
        second = await record(other, START + MINUTE, 20)
        assert first.waits[0].facility.id != second.waits[0].facility.id
        assert (await one.board(), await other.board()) == (first, second)

    async def test_a_published_wait_is_kept_once(self, database: Database, waits: SqlWaits) -> None:
        """Millions of samples share a few hundred."""
        for step, minutes in enumerate([30, 40, 30, None, 40, None]):
            await record(waits, START + step * MINUTE, minutes)
        assert await count(database, WaitSampleRow) == 6
        assert await count(database, WaitTextRow) == 3

    async def test_text_that_no_database_takes_costs_no_reading(self, waits: SqlWaits) -> None:
        """Half an emoji, a NUL and a novel come back as what can be kept of them."""
        odd = replace(
            FOOTHILLS,
            name="Foothills\0",
            published="\ud83d" + "x" * 9_000,
            note="a\0b",
            short_names=("\ud83d", "é"),
        )
        board = await waits.record(FeedReading((odd,)), START)
        told = board.waits[0]
        assert (told.facility.name, told.facility.note) == ("Foothills\ufffd", "a\ufffdb")
        assert told.facility.short_names == ("\ufffd", "é")
        assert told.published == "\ufffd" + "x" * 9_000
        again = await waits.record(FeedReading((odd,)), START + MINUTE)
        assert [wait.facility.id for wait in again.waits] == [told.facility.id]

    async def test_a_reading_is_kept_whole_or_not_at_all(
        self, database: Database, waits: SqlWaits, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A full disk in the middle of it leaves the board as it was."""
        before = await record(waits, START, 10)

        async def fail(*_: object) -> None:
            raise OSError("disk full")

        monkeypatch.setattr("storage.waits.keep_samples", fail)
        with pytest.raises(StorageError, match="disk full"):
            await record(waits, START + MINUTE, 20, "Rockyview")
        assert await waits.board() == before
        assert await count(database, FacilityRow) == 1


class TestRollUp:
    async def test_an_hour_is_the_median_of_what_is_known(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """Unknown waits are counted, and are no number."""
        said = [10, None, 50, 20, None, 30]
        for step, minutes in enumerate([*said, None, None, 40]):
            await record(waits, START + step * 10 * MINUTE, minutes)
        await record(waits, START + 2 * HOUR, None)
        await record(waits, START + 3 * HOUR, 1)
        assert await roll_up.roll_up(START + 3 * HOUR) == 3
        assert await hours(database) == [
            (START, 4, 2, 25.0),
            (START + HOUR, 1, 2, 40.0),
            (START + 2 * HOUR, 0, 1, None),
        ]

    async def test_an_hour_that_may_go_on_is_left(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """A feed may tell of ten to two at ten past two."""
        await record(waits, START + 30 * MINUTE, 10)
        assert await roll_up.roll_up(START + 65 * MINUTE) == 0
        await record(waits, START + 50 * MINUTE, 20)
        await record(waits, START + 66 * MINUTE, 30)
        assert await roll_up.roll_up(START + 70 * MINUTE) == 1
        assert await hours(database) == [(START, 2, 0, 15.0)]

    async def test_hours_are_rolled_up_anew_after_a_clock_was_set_back(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """What was rolled up by a clock of the future must not leave a hole of a year."""
        await record(waits, START, 10)
        await record(waits, START + 365 * DAY, 99)
        await roll_up.roll_up(START + 366 * DAY)
        await record(waits, START + 30 * MINUTE, 20)
        await record(waits, START + 2 * HOUR, 30)
        await roll_up.roll_up(START + 2 * HOUR)
        async with database.reading() as session:
            hours = (await session.execute(select(WaitHourRow.at, WaitHourRow.known))).all()
        assert [tuple(hour) for hour in hours] == [(int(START.timestamp()), 2)]

    async def test_a_feed_ahead_of_the_clock_is_rolled_up_to_now(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """The hour that now lies in may go on."""
        await record(waits, START, 10)
        await record(waits, START + 2 * HOUR, 20)
        await roll_up.roll_up(START + 30 * MINUTE)
        assert await hours(database) == []

    async def test_it_may_be_done_again_and_goes_on_where_it_was(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """Also over a gap of days in which the desk did not run."""
        await record(waits, START, 10)
        await record(waits, START + HOUR, 20)
        assert await roll_up.roll_up(START + HOUR) == 1
        assert await roll_up.roll_up(START + HOUR) == 0
        await record(waits, START + 5 * DAY, 30)
        await record(waits, START + 5 * DAY + HOUR, 40)
        assert await roll_up.roll_up(START + 6 * DAY) == 2
        assert [middle for *_, middle in await hours(database)] == [10, 20, 30]

    async def test_feeds_are_rolled_up_each_for_itself(
        self, database: Database, roll_up: WaitRollUp
    ) -> None:
        """One that stalls holds up no other; one that never worked is passed over."""
        one, other = store(database, "one"), store(database, "other")
        await record(one, START, 10)
        await record(other, START, 20)
        await record(other, START + HOUR, 20)
        await store(database, "broken").record_failure(START, "no such host")
        await roll_up.roll_up(START + 2 * HOUR)
        assert await hours(database) == [(START, 1, 0, 20.0)]

    async def test_the_usual_is_the_same_before_and_after(
        self, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """Whether the hourly job ran changes no answer, nor does it where it ran half way."""
        number = await record_weeks(waits, 6)
        now = START + 6 * 7 * DAY
        usual = {number: UsualWait(22.5, 35, 47.5, 6)}
        assert await waits.usual([number], now) == usual
        await roll_up.roll_up(START + 15 * DAY)
        assert await waits.usual([number], now) == usual
        await roll_up.roll_up(now)
        assert await waits.usual([number], now) == usual
        ((hour, of_hour),) = await waits.usual_day(number, date(2026, 2, 18))
        assert (hour, of_hour) == (now, usual[number])


class TestSamples:
    async def test_hours_take_the_place_of_samples_that_are_gone(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """Each at its middle, and none beside a sample of the same hour."""
        for step, minutes in enumerate([10, 20, None, None, 41, 42]):
            board = await record(waits, START + step * 30 * MINUTE, minutes)
        await record(waits, START + 10 * DAY, 50)
        await roll_up.roll_up(START + 10 * DAY)
        retention = WaitRetention(database=database, samples_days=9, hours_days=0)
        await retention.clean(START + 9 * DAY + 2 * HOUR + 15 * MINUTE)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], START, START + 11 * DAY)
        assert kept[number] == (
            Sample(START + 30 * MINUTE, 15),
            Sample(START + 90 * MINUTE, None),
            Sample(START + 2 * HOUR, 41),
            Sample(START + 2 * HOUR + 30 * MINUTE, 42),
            Sample(START + 10 * DAY, 50),
        )

    async def test_hours_too_lie_between_the_two_moments(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """It is their middle that counts."""
        for hour in range(4):
            board = await record(waits, START + hour * HOUR, hour)
        await roll_up.roll_up(START + DAY)
        await WaitRetention(database=database, samples_days=1, hours_days=0).clean(START + 9 * DAY)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], START + HOUR, START + 2 * HOUR + 30 * MINUTE)
        assert [sample.wait_minutes for sample in kept[number]] == [1, 2]

    async def test_a_long_time_is_told_by_the_hour(
        self, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """As far as it was rolled up; three weeks still come sample by sample."""
        number = await record_weeks(waits, 5)
        await roll_up.roll_up(START + 100 * DAY)
        three = await waits.samples([number], START, START + 21 * DAY)
        five = await waits.samples([number], START, START + 35 * DAY)
        assert [sample.wait_minutes for sample in three[number]][:4] == [9, 10, 11, 19]
        assert [sample.wait_minutes for sample in five[number]] == [10, 20, 30, 40, 49, 50, 51]


class TestRetention:
    async def test_only_what_is_rolled_up_is_deleted(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """A roll-up that was late loses nothing."""
        await record_weeks(waits, 3)
        retention = WaitRetention(database=database, samples_days=1, hours_days=400)
        later = START + 90 * DAY
        assert await retention.clean(later) == CleanedWaits(0, 0, 0)
        await roll_up.roll_up(later)
        assert await retention.clean(later) == CleanedWaits(samples=6, hours=0, facilities=0)
        assert await count(database, WaitSampleRow) == 3
        assert await count(database, WaitHourRow) == 2

    async def test_a_clean_that_is_broken_off_leaves_whole_hours(
        self,
        database: Database,
        waits: SqlWaits,
        roll_up: WaitRollUp,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        """Of an hour whose samples are told, none is missing."""
        for after in (20 * MINUTE, 7 * DAY + 10 * MINUTE, 7 * DAY + 30 * MINUTE, 8 * DAY):
            board = await record(waits, START + after, 10)
        await roll_up.roll_up(START + 9 * DAY)

        async def stop(_seconds: float) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("storage.wait_retention.asyncio.sleep", stop)
        retention = WaitRetention(database=database, samples_days=1, hours_days=0)
        with pytest.raises(KeyboardInterrupt):
            await retention.clean(START + 90 * DAY)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], START + 7 * DAY, START + 7 * DAY + HOUR)
        assert len(kept[number]) == 2

    async def test_hours_go_when_they_are_old(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """The later ones stay."""
        await record_weeks(waits, 5)
        await roll_up.roll_up(START + 90 * DAY)
        retention = WaitRetention(database=database, samples_days=1, hours_days=20)
        cleaned = await retention.clean(START + 30 * DAY)
        assert (cleaned.hours, cleaned.facilities) == (2, 0)
        assert [hour for hour, *_ in await hours(database)] == [START + 14 * DAY, START + 21 * DAY]

    async def test_a_feed_that_is_read_no_more_is_cleaned_at_last(
        self, database: Database, waits: SqlWaits
    ) -> None:
        """Its last hour is never rolled up, yet goes with the hours."""
        await record(waits, START, 10)
        retention = WaitRetention(database=database, samples_days=1, hours_days=20)
        assert (await retention.clean(START + 19 * DAY)).samples == 0
        assert (await retention.clean(START + 21 * DAY)).samples == 1

    async def test_without_days_all_is_kept(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """0 means for ever."""
        await record_weeks(waits, 3)
        await roll_up.roll_up(START + 90 * DAY)
        retention = WaitRetention(database=database, samples_days=0, hours_days=0)
        assert await retention.clean(START + 9_000 * DAY) == CleanedWaits(0, 0, 0)

    async def test_facilities_of_which_nothing_is_left_go_for_good(
        self, database: Database, waits: SqlWaits, roll_up: WaitRollUp
    ) -> None:
        """Their number is given to no other: somebody may still be subscribed to it."""
        await record(waits, START, 10)
        board = await record(waits, START + HOUR, 10, "Rockyview General Hospital")
        gone = max(wait.facility.id for wait in board.waits)
        await waits.record(FeedReading(()), START + 2 * HOUR)
        await record(waits, START + 60 * DAY, 10)
        await roll_up.roll_up(START + 60 * DAY)
        retention = WaitRetention(database=database, samples_days=1, hours_days=20)
        assert (await retention.clean(START + 60 * DAY)).facilities == 1
        board = await record(waits, START + 61 * DAY, 10, "Peter Lougheed Centre")
        assert max(wait.facility.id for wait in board.waits) > gone
        assert await count(database, FacilityRow) == 2

    async def test_a_listed_facility_stays(self, database: Database, waits: SqlWaits) -> None:
        """However long its feed has failed."""
        await record(waits, START, 10)
        retention = WaitRetention(database=database, samples_days=1, hours_days=2)
        assert await retention.clean(START + 90 * DAY) == CleanedWaits(1, 0, 0)
        assert len((await waits.board()).waits) == 1

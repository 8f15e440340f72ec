"""What every `WaitStore` keeps, shown on the fake and on the database."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain import (
    FacilityKind,
    FeedReading,
    PublishedWait,
    Sample,
    UsualWait,
    WaitBoard,
)
from core.ports import WaitStore
from storage.database import Database
from storage.waits import SqlWaits
from tests.fakes.waits import FakeWaits

NOON = datetime(2026, 3, 4, 19, 0, tzinfo=UTC)
"""In Edmonton, on a Wednesday."""
FEED = "https://example.org/waits"
ZONE = "America/Edmonton"
MINUTE, DAY, WEEK = timedelta(minutes=1), timedelta(days=1), timedelta(weeks=1)
FOOTHILLS = PublishedWait(
    "Calgary",
    "Foothills Medical Centre",
    FacilityKind.EMERGENCY,
    218,
    "3 hr 38 min",
    "Calgary",
    address="1403 29 Street NW",
    url="https://example.org/foothills",
    note="Open 24 hours",
    latitude=51.0654,
    longitude=-114.1329,
    site_id="5",
    short_names=("FMC", "Foothills"),
)
AIRDRIE = PublishedWait(
    "Calgary", "Airdrie Health Centre", FacilityKind.URGENT_CARE, 54, "0 hr 54 min", "Airdrie"
)
UNKNOWN = {"wait_minutes": None, "published": "Wait times unavailable"}


@asynccontextmanager
async def opened(kind: str, folder: Path | str) -> AsyncIterator[WaitStore]:
    if kind == "fake":
        yield FakeWaits(ZONE)
        return
    async with Database(url=f"sqlite+aiosqlite:///{folder}/frontdesk.db") as database:
        yield SqlWaits(database=database, feed=FEED, time_zone=ZONE)


@pytest.fixture(params=["fake", "sql"])
async def waits(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[WaitStore]:
    async with opened(request.param, tmp_path) as store:
        yield store


def reading(*waits: PublishedWait) -> FeedReading:
    return FeedReading(waits)


async def record_wait(waits: WaitStore, at: datetime, minutes: int | None) -> WaitBoard:
    said = replace(FOOTHILLS, wait_minutes=minutes, published=f"{minutes} min")
    return await waits.record(reading(said), at)


def told(board: WaitBoard) -> list[tuple[str, int | None, bool]]:
    return [(wait.facility.name, wait.wait_minutes, wait.is_listed) for wait in board.waits]


class TestBoard:
    async def test_before_the_first_reading_nothing_is_known(self, waits: WaitStore) -> None:
        """Not even that reading the feed works."""
        assert await waits.board() == WaitBoard()

    async def test_a_reading_is_told_whole_and_in_order(self, waits: WaitStore) -> None:
        """All that the feed said of a facility comes back, with the moment that it is of."""
        board = await waits.record(reading(AIRDRIE, FOOTHILLS), NOON)
        assert told(board) == [(AIRDRIE.name, 54, True), (FOOTHILLS.name, 218, True)]
        foothills = board.waits[1]
        assert foothills.published == "3 hr 38 min"
        assert foothills.seen_at == board.as_of == board.unchanged_since == NOON
        for name in "region name kind town address url note latitude longitude".split():
            assert getattr(foothills.facility, name) == getattr(FOOTHILLS, name)
        assert foothills.facility.short_names == ("FMC", "Foothills")

    async def test_the_board_is_what_recording_returned(self, waits: WaitStore) -> None:
        """Whoever polls and whoever asks see the same."""
        assert await waits.board() != await waits.record(reading(AIRDRIE, FOOTHILLS), NOON)
        assert await waits.record(reading(FOOTHILLS), NOON + MINUTE) == await waits.board()

    async def test_an_unknown_wait_stays_unknown(self, waits: WaitStore) -> None:
        """It is no zero, and the wait of before is not told in its place."""
        await waits.record(reading(FOOTHILLS), NOON)
        board = await waits.record(reading(replace(FOOTHILLS, **UNKNOWN)), NOON + MINUTE)
        assert told(board) == [(FOOTHILLS.name, None, True)]
        assert board.waits[0].published == "Wait times unavailable"

    async def test_a_dropped_facility_is_told_last_and_without_its_wait(
        self, waits: WaitStore
    ) -> None:
        """For a week: somebody who asks for it learns that the feed lists it no more."""
        await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        board = await waits.record(reading(AIRDRIE), NOON + WEEK)
        assert told(board) == [(AIRDRIE.name, 54, True), (FOOTHILLS.name, None, False)]
        assert (board.waits[1].published, board.waits[1].seen_at) == ("", NOON)
        board = await waits.record(reading(AIRDRIE), NOON + WEEK + MINUTE)
        assert told(board) == [(AIRDRIE.name, 54, True)]

    async def test_those_dropped_lately_come_first_among_the_dropped(
        self, waits: WaitStore
    ) -> None:
        """They are the likelier ones to be asked for."""
        await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        await waits.record(reading(AIRDRIE), NOON + MINUTE)
        board = await waits.record(reading(), NOON + 2 * MINUTE)
        assert [name for name, *_ in told(board)] == [AIRDRIE.name, FOOTHILLS.name]

    async def test_a_reading_of_nothing_is_a_reading(self, waits: WaitStore) -> None:
        """A feed may list no facility at night; that moment is known, and nothing of it."""
        board = await waits.record(reading(), NOON)
        assert board == WaitBoard((), NOON, NOON)

    async def test_readings_of_the_future_give_way(self, waits: WaitStore) -> None:
        """A clock was wrong and has been set back: the board must not stand still until then."""
        await record_wait(waits, NOON, 100)
        await record_wait(waits, NOON + DAY, 999)
        board = await record_wait(waits, NOON + MINUTE, 110)
        assert (board.as_of, board.unchanged_since) == (NOON + MINUTE, NOON + MINUTE)
        assert (board.waits[0].wait_minutes, board.waits[0].seen_at) == (110, NOON + MINUTE)
        number = board.waits[0].facility.id
        samples = await waits.samples([number], NOON - DAY, NOON + 2 * DAY)
        assert [sample.wait_minutes for sample in samples[number]] == [100, 110]

    async def test_an_older_reading_that_was_made_now_changes_nothing(
        self, waits: WaitStore
    ) -> None:
        """A publisher's slower server gives what is of before; no clock was wrong."""
        await record_wait(waits, NOON, 100)
        old = replace(reading(replace(FOOTHILLS, wait_minutes=999)), age_seconds=1260)
        board = await waits.record(old, NOON - 20 * MINUTE)
        assert (board.as_of, board.waits[0].wait_minutes) == (NOON, 100)

    async def test_a_repeated_record_is_one_facility(self, waits: WaitStore) -> None:
        """A feed that lists a facility twice makes no second one of it."""
        board = await waits.record(reading(FOOTHILLS, AIRDRIE, FOOTHILLS), NOON)
        assert [name for name, *_ in told(board)] == [FOOTHILLS.name, AIRDRIE.name]


class TestTime:
    @pytest.mark.parametrize("later", [timedelta(), -MINUTE, timedelta(milliseconds=300)])
    async def test_a_reading_that_is_not_newer_changes_nothing(
        self, waits: WaitStore, later: timedelta
    ) -> None:
        """The feed's clock, which counts in seconds, says whether there is anything new."""
        before = await waits.record(reading(FOOTHILLS), NOON)
        assert await waits.record(reading(AIRDRIE), NOON + later) == before
        facility = before.waits[0].facility.id
        kept = await waits.samples([facility], NOON - DAY, NOON + DAY)
        assert kept[facility] == (Sample(NOON, 218),)

    async def test_a_reading_that_is_not_newer_shows_that_reading_works(
        self, waits: WaitStore
    ) -> None:
        """A publisher that says "not modified" can be reached."""
        before = await waits.record(reading(FOOTHILLS), NOON)
        await waits.record_failure(NOON + MINUTE, "timed out")
        assert await waits.record(reading(FOOTHILLS), NOON) == before

    async def test_a_feed_that_says_the_same_is_unchanged_since_it_first_did(
        self, waits: WaitStore
    ) -> None:
        """It may have stalled, though it is read every few minutes."""
        await waits.record(reading(FOOTHILLS), NOON)
        board = await waits.record(reading(FOOTHILLS), NOON + MINUTE)
        assert (board.as_of, board.unchanged_since) == (NOON + MINUTE, NOON)

    @pytest.mark.parametrize(
        "then",
        [
            (replace(FOOTHILLS, wait_minutes=219), AIRDRIE),
            (replace(FOOTHILLS, published="3 h 38"), AIRDRIE),
            (replace(FOOTHILLS, **UNKNOWN), AIRDRIE),
            (FOOTHILLS,),
            (FOOTHILLS, AIRDRIE, replace(AIRDRIE, name="Cochrane", town="Cochrane")),
        ],
    )
    async def test_whatever_changes_shows_that_the_feed_is_alive(
        self, waits: WaitStore, then: Sequence[PublishedWait]
    ) -> None:
        """A number, its words, an unknown, one that goes or comes."""
        await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        board = await waits.record(reading(*then), NOON + MINUTE)
        assert board.unchanged_since == NOON + MINUTE

    async def test_another_note_or_order_is_no_change_of_a_wait(self, waits: WaitStore) -> None:
        """What stalls is the waits."""
        await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        board = await waits.record(reading(AIRDRIE, replace(FOOTHILLS, note="")), NOON + MINUTE)
        assert board.unchanged_since == NOON

    async def test_the_first_failure_and_the_latest_reason_are_told(self, waits: WaitStore) -> None:
        """Since when people have no newer waits, and what an operator should look at."""
        board = await waits.record(reading(FOOTHILLS), NOON)
        await waits.record_failure(NOON + MINUTE, "timed out")
        await waits.record_failure(NOON + 2 * MINUTE, "answered 503")
        failing = replace(board, failing_since=NOON + MINUTE, failure="answered 503")
        assert await waits.board() == failing

    async def test_a_feed_may_fail_from_the_start(self, waits: WaitStore) -> None:
        """Then nothing is known but that."""
        await waits.record_failure(NOON, "no such host")
        assert await waits.board() == WaitBoard(failing_since=NOON, failure="no such host")

    async def test_the_next_reading_ends_a_failure(self, waits: WaitStore) -> None:
        """It is told no more."""
        await waits.record_failure(NOON, "timed out")
        board = await waits.record(reading(FOOTHILLS), NOON + MINUTE)
        assert (board.failing_since, board.failure) == (None, "")


class TestIdentity:
    async def test_a_respelled_facility_keeps_its_number_and_history(
        self, waits: WaitStore
    ) -> None:
        """Its new name is told, its old samples are its own."""
        before = await waits.record(reading(FOOTHILLS), NOON)
        respelled = replace(FOOTHILLS, name="FOOTHILLS MED. CENTER", wait_minutes=30)
        after = await waits.record(reading(respelled), NOON + MINUTE)
        number = before.waits[0].facility.id
        assert [wait.facility.id for wait in after.waits] == [number]
        assert after.waits[0].facility.name == "FOOTHILLS MED. CENTER"
        kept = await waits.samples([number], NOON, NOON + DAY)
        assert kept[number] == (Sample(NOON, 218), Sample(NOON + MINUTE, 30))

    async def test_a_facility_comes_back_as_itself(self, waits: WaitStore) -> None:
        """Also long after it left the board."""
        before = await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        await waits.record(reading(AIRDRIE), NOON + 30 * DAY)
        after = await waits.record(reading(AIRDRIE, FOOTHILLS), NOON + 60 * DAY)
        assert after.waits[1].facility.id == before.waits[0].facility.id

    async def test_another_facility_is_a_new_one(self, waits: WaitStore) -> None:
        """It takes nobody's number, though the one it followed is gone."""
        before = await waits.record(reading(FOOTHILLS), NOON)
        other = replace(AIRDRIE, kind=FacilityKind.EMERGENCY)
        after = await waits.record(reading(other), NOON + MINUTE)
        assert len({wait.facility.id for wait in before.waits + after.waits}) == 2


class TestSamples:
    async def test_they_come_oldest_first_and_unknown_ones_among_them(
        self, waits: WaitStore
    ) -> None:
        """An unknown is told as one; where the feed was not read there is nothing."""
        for minutes, said in ((0, 10), (5, None), (50, 30)):
            board = await record_wait(waits, NOON + minutes * MINUTE, said)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], NOON, NOON + 50 * MINUTE)
        assert kept[number] == (
            Sample(NOON, 10),
            Sample(NOON + 5 * MINUTE, None),
            Sample(NOON + 50 * MINUTE, 30),
        )

    async def test_only_those_between_the_two_moments_come(self, waits: WaitStore) -> None:
        """Both moments belong to what is asked for."""
        for minutes in range(5):
            board = await record_wait(waits, NOON + minutes * MINUTE, minutes)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], NOON + MINUTE, NOON + 3 * MINUTE)
        assert [sample.wait_minutes for sample in kept[number]] == [1, 2, 3]

    async def test_every_facility_asked_for_has_an_entry(self, waits: WaitStore) -> None:
        """Also one that nobody knows."""
        assert await waits.samples([7, 8], NOON, NOON + DAY) == {7: (), 8: ()}
        assert await waits.samples([], NOON, NOON + DAY) == {}

    async def test_a_facility_that_a_reading_lacks_has_a_gap(self, waits: WaitStore) -> None:
        """A gap stays a gap."""
        board = await waits.record(reading(FOOTHILLS, AIRDRIE), NOON)
        await waits.record(reading(AIRDRIE), NOON + MINUTE)
        await waits.record(reading(FOOTHILLS, AIRDRIE), NOON + 2 * MINUTE)
        number = board.waits[0].facility.id
        kept = await waits.samples([number], NOON, NOON + DAY)
        assert [sample.at for sample in kept[number]] == [NOON, NOON + 2 * MINUTE]


async def record_weeks(waits: WaitStore, hours: Sequence[datetime], wait: Sequence[int]) -> int:
    """One wait in each of these hours, which may come in any order; returns the facility."""
    for hour, minutes in sorted(zip(hours, wait, strict=True)):
        board = await record_wait(waits, hour + 10 * MINUTE, minutes)
    return board.waits[0].facility.id


def weeks_before(hour: datetime, count: int) -> list[datetime]:
    return [hour - week * WEEK for week in range(1, count + 1)]


class TestUsual:
    async def test_it_is_the_quartiles_of_the_same_hour_of_the_weeks_before(
        self, waits: WaitStore
    ) -> None:
        """Any moment of the hour gives the same."""
        number = await record_weeks(waits, weeks_before(NOON, 5), [50, 10, 40, 20, 30])
        usual = await waits.usual([number], NOON + 59 * MINUTE)
        assert usual == {number: UsualWait(20, 30, 40, 5)}

    async def test_each_week_counts_once(self, waits: WaitStore) -> None:
        """With its median, however often the feed was read in that hour."""
        hours = weeks_before(NOON, 4)
        number = await record_weeks(
            waits,
            [*hours, *(hours[0] + minutes * MINUTE for minutes in (20, 30))],
            [9] * 4 + [1, 2],
        )
        usual = await waits.usual([number], NOON)
        assert usual[number].weeks == 4
        assert usual[number].high_minutes == 9

    async def test_of_three_weeks_nothing_is_usual(self, waits: WaitStore) -> None:
        """Nor of unknown waits, however many."""
        for hour in reversed(weeks_before(NOON, 3)):
            await record_wait(waits, hour, 20)
            board = await record_wait(waits, hour + 6 * DAY, 20)
        for hour in range(30, 50):
            await record_wait(waits, NOON + hour * WEEK, None)
        number = board.waits[0].facility.id
        assert await waits.usual([number], NOON) == {}
        assert await waits.usual([number], NOON + 50 * WEEK) == {}

    async def test_it_looks_twelve_weeks_back(self, waits: WaitStore) -> None:
        """What was usual in another season is not now."""
        number = await record_weeks(waits, weeks_before(NOON, 14), [20] * 12 + [500] * 2)
        assert await waits.usual([number], NOON) == {number: UsualWait(20, 20, 20, 12)}

    async def test_the_present_week_does_not_count(self, waits: WaitStore) -> None:
        """What is unusual now must not make itself usual."""
        number = await record_weeks(waits, [NOON, *weeks_before(NOON, 4)], [500] + [20] * 4)
        assert await waits.usual([number], NOON + 30 * MINUTE) == {number: UsualWait(20, 20, 20, 4)}

    async def test_clocks_count_when_daylight_saving_begins(self, waits: WaitStore) -> None:
        """Noon is an hour earlier in UTC from 8 March 2026 on; people come by their clocks."""
        after = datetime(2026, 3, 11, 18, 0, tzinfo=UTC)
        noons = weeks_before(after + timedelta(hours=1), 5)
        number = await record_weeks(waits, noons, [10, 20, 30, 40, 50])
        assert await waits.usual([number], after) == {number: UsualWait(20, 30, 40, 5)}
        assert await waits.usual([number], after + timedelta(hours=1)) == {}

    async def test_clocks_count_when_daylight_saving_ends(self, waits: WaitStore) -> None:
        """Noon is an hour later in UTC from 1 November 2026 on."""
        after = datetime(2026, 11, 4, 19, 0, tzinfo=UTC)
        noons = weeks_before(after - timedelta(hours=1), 5)
        number = await record_weeks(waits, noons, [10, 20, 30, 40, 50])
        assert await waits.usual([number], after) == {number: UsualWait(20, 30, 40, 5)}

    async def test_an_hour_that_clocks_skipped_is_no_week(self, waits: WaitStore) -> None:
        """On 8 March 2026 there was no half past two; the hour after it is not taken for it."""
        half_past_two = datetime(2026, 3, 15, 8, 30, tzinfo=UTC)
        hours = [half_past_two + timedelta(hours=1) - week * WEEK for week in range(2, 7)]
        after = [half_past_two - WEEK + timedelta(hours=1)]
        number = await record_weeks(waits, [*after, *hours], [500, *([20] * 5)])
        assert await waits.usual([number], half_past_two) == {number: UsualWait(20, 20, 20, 5)}

    async def test_a_day_has_the_hours_that_its_clocks_show(self, waits: WaitStore) -> None:
        """On 8 March 2026 there are 23, a week before 24, each with what is usual at it."""
        start = datetime(2026, 1, 25, 7, 0, tzinfo=UTC)
        hours = [
            start + week * WEEK + timedelta(hours=hour) for week in range(6) for hour in range(24)
        ]
        number = await record_weeks(waits, hours, [*range(24)] * 6)
        changed = await waits.usual_day(number, date(2026, 3, 8))
        before = await waits.usual_day(number, date(2026, 3, 1))
        assert [usual.middle_minutes for _, usual in changed] == [0, 1, *range(3, 24)]
        assert [usual.middle_minutes for _, usual in before] == list(range(24))
        assert changed[0][0] == datetime(2026, 3, 8, 7, 0, tzinfo=UTC)
        assert changed[-1][0] == datetime(2026, 3, 9, 5, 0, tzinfo=UTC)

    async def test_hours_of_which_too_little_is_known_are_left_out(self, waits: WaitStore) -> None:
        """The band of a day begins and ends where it must."""
        number = await record_weeks(waits, weeks_before(NOON, 5), [10] * 5)
        assert await waits.usual_day(number, date(2026, 3, 4)) == (
            (NOON, UsualWait(10, 10, 10, 5)),
        )
        assert await waits.usual_day(number + 1, date(2026, 3, 4)) == ()


NAMES = [
    "Foothills Medical Centre",
    "Rockyview General Hospital",
    "South Health Campus - Children's emergency",
    "South Health Campus - Adult emergency",
    "Northeast Community Health Centre",
    "Medicine Hat Regional Hospital",
    "Red Deer Regional Hospital Centre",
]
RESPELLED = [str.upper, str.lower, lambda name: f" {name} ", lambda name: name.replace(" ", "  ")]


@st.composite
def readings(draw: st.DrawFn) -> list[FeedReading]:
    """Readings one after the other, in which names are spelled in one way or another."""

    def wait(number: int) -> PublishedWait:
        minutes = draw(st.none() | st.integers(0, 900))
        return PublishedWait(
            "Calgary",
            draw(st.sampled_from(RESPELLED))(NAMES[number]),
            FacilityKind.EMERGENCY,
            minutes,
            "unknown" if minutes is None else f"{minutes} min",
            "Calgary",
            site_id=draw(st.sampled_from(["", "same for all", str(number)])),
        )

    listed = st.lists(st.integers(0, len(NAMES) - 1), unique=True)
    return [FeedReading(tuple(map(wait, draw(listed)))) for _ in range(draw(st.integers(1, 6)))]


def name_of(name: str) -> str:
    return " ".join(name.lower().split())


def said(one: FeedReading) -> Iterator[tuple[str, int | None]]:
    return ((name_of(wait.name), wait.wait_minutes) for wait in one.waits)


async def check(store: WaitStore, history: Sequence[FeedReading]) -> None:
    numbers: dict[str, int] = {}
    expected: dict[str, list[int | None]] = {name_of(name): [] for name in NAMES}
    for step, one in enumerate(history):
        board = await store.record(one, NOON + step * MINUTE)
        listed = [wait for wait in board.waits if wait.is_listed]
        assert [(name_of(wait.facility.name), wait.wait_minutes) for wait in listed] == [*said(one)]
        assert all(wait.wait_minutes is None for wait in board.waits if not wait.is_listed)
        for wait in board.waits:
            number = numbers.setdefault(name_of(wait.facility.name), wait.facility.id)
            assert number == wait.facility.id
        for name, minutes in said(one):
            expected[name].append(minutes)
    assert len(set(numbers.values())) == len(numbers)
    kept = await store.samples([*numbers.values()], NOON, NOON + DAY)
    for name, number in numbers.items():
        assert [sample.wait_minutes for sample in kept[number]] == expected[name]


@pytest.mark.parametrize("kind", ["fake", "sql"])
@given(history=readings())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_is_read_nothing_is_told_that_was_not_said(
    kind: str, history: list[FeedReading]
) -> None:
    """No unknown becomes a number, no wait another facility's, no facility another one."""

    async def run() -> None:
        with TemporaryDirectory() as folder:
            async with opened(kind, folder) as store:
                await check(store, history)

    asyncio.run(run())

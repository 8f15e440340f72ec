"""Schedules: from words to cron lines and back, and when they are due."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import SubscriptionRefused
from core.waits.subscribing.schedule_words import mentions_schedule, parse_schedule
from core.waits.subscribing.schedules import check, crons_of, describe, next_due
from tests.unit.waits.boards import ZONE

EDMONTON = ZoneInfo(ZONE)
SPRING = datetime(2026, 3, 8, tzinfo=EDMONTON)
"""The day on which 02:00 becomes 03:00."""
AUTUMN = datetime(2026, 11, 1, tzinfo=EDMONTON)
"""The day on which 02:00 becomes 01:00."""


@pytest.mark.parametrize(
    ("text", "crons", "rest"),
    [
        ("weekdays 7:00 and 15:00, Calgary emergency", ("0 7,15 * * 1-5",), "Calgary emergency"),
        ("Foothills every day at 7", ("0 7 * * *",), "Foothills"),
        ("daily 07:00", ("0 7 * * *",), ""),
        ("mon, wed and fri at 8:30 am", ("30 8 * * 1,3,5",), ""),
        ("weekends at noon", ("0 12 * * 0,6",), ""),
        ("every hour", ("0 * * * *",), ""),
        ("every 2 hours from 8 to 14", ("0 8,10,12,14 * * *",), ""),
        ("every 3 hours from 20 to 6", ("0 2,5,20,23 * * *",), ""),
        ("hourly on weekdays", ("0 * * * 1-5",), ""),
        ('"0 7,15 * * 1-5" Calgary', ("0 7,15 * * 1-5",), "Calgary"),
        ("weekdays at 7 and weekends at 9:30", ("0 7 * * 1-5", "30 9 * * 0,6"), ""),
        ("fri to mon at 9 pm", ("0 21 * * 0,1,5,6",), ""),
        ("Calgary, weekdays at 7, Edmonton", ("0 7 * * 1-5",), "Calgary, Edmonton"),
        ("at 7 on weekdays", ("0 7 * * 1-5",), ""),
        ("weekdays at 7 and 15:30", ("0 7 * * 1-5", "30 15 * * 1-5"), ""),
        ("every half hour", ("0,30 * * * *",), ""),
        ("South Health Campus Mondays at 7.30", ("30 7 * * 1",), "South Health Campus"),
        ("12 am and 12 pm daily", ("0 0,12 * * *",), ""),
    ],
)
def test_a_schedule_is_found_in_words(text: str, crons: tuple[str, ...], rest: str) -> None:
    """Days, times and distances in the ways that people write them."""
    found = parse_schedule(text)
    assert found is not None
    assert (found.crons, found.rest) == (crons, rest)


@pytest.mark.parametrize("text", ["hello", "Calgary emergency", "2 sites in Calgary", "", "monday"])
def test_a_text_without_times_holds_no_schedule(text: str) -> None:
    """A number or a day alone is none."""
    assert parse_schedule(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "every 5 minutes",
        "7:00 and 7:10 daily",
        "*/5 * * * *",
        "0,59 0,23 * * * Calgary",
        "at 25:00",
        "daily at 13 pm",
        "0 0 30 2 *",
        "every 2000 minutes",
    ],
)
def test_a_schedule_that_cannot_be_kept_is_refused(text: str) -> None:
    """Too often, also across midnight; impossible times; days that never come."""
    with pytest.raises(SubscriptionRefused):
        parse_schedule(text)
    assert mentions_schedule(text)


def test_times_of_different_days_may_be_near_each_other() -> None:
    """07:00 on weekdays and 07:10 at weekends never meet."""
    check(("0 7 * * 1-5", "10 7 * * 0,6"))


@pytest.mark.parametrize("cron", ["", "0 7 * *", "0 7 * * * *", "x 7 * * *", "61 7 * * *"])
def test_a_line_that_is_none_is_refused(cron: str) -> None:
    """Lines of the command line and of chat are checked alike."""
    with pytest.raises(SubscriptionRefused):
        check((cron,))


@pytest.mark.parametrize(
    ("crons", "words"),
    [
        (("0 7,15 * * 1-5",), "weekdays at 07:00 and 15:00"),
        (("30 8 * * 1,3,5",), "Mondays, Wednesdays and Fridays at 08:30"),
        (("0 * * * *",), "every hour"),
        (("0 8-20/2 * * 1-5",), "every 2 hours from 08:00 to 20:00 on weekdays"),
        (("0 7 * * 1-5", "30 9 * * 0,6"), "weekdays at 07:00 and weekends at 09:30"),
        (("0 7 * * 7",), "Sundays at 07:00"),
    ],
)
def test_a_schedule_is_told_in_words(crons: tuple[str, ...], words: str) -> None:
    """As people would say it."""
    assert describe(crons) == words


def test_what_has_no_plain_words_is_explained_all_the_same() -> None:
    """Days of the month are told by the library's own words."""
    assert "07:00" in describe(("0 7 1 * *",))


@given(
    quarters=st.sets(st.integers(0, 95), min_size=1, max_size=12),
    days=st.frozensets(st.integers(0, 6), min_size=1),
)
def test_what_was_told_is_understood_again(quarters: set[int], days: frozenset[int]) -> None:
    """The words of a schedule, written back, give the same schedule."""
    crons = crons_of({quarter * 15 for quarter in quarters}, days)
    found = parse_schedule(describe(crons))
    assert found is not None
    assert (sorted(found.crons), found.rest) == (sorted(crons), "")


@given(st.text(alphabet="0123456789:., apmevrydhouwks-*/\0monfri", max_size=60))
def test_any_text_is_a_schedule_or_none_or_refused(text: str) -> None:
    """Nothing that people type breaks the parser."""
    try:
        found = parse_schedule(text)
    except SubscriptionRefused:
        return
    assert found is None or found.crons


def firings(crons: tuple[str, ...], day: datetime) -> list[datetime]:
    """All moments that a schedule is due on a local day."""
    end = (day + timedelta(days=1)).astimezone(UTC)
    found, at = [], day.astimezone(UTC) - timedelta(seconds=1)
    while (at := next_due(crons, ZONE, at)) < end:
        found.append(at)
    return found


@pytest.mark.parametrize("changing_day", [SPRING, AUTUMN])
@given(minute_of_day=st.integers(0, 24 * 60 - 1))
def test_a_time_of_day_comes_once_on_every_day(changing_day: datetime, minute_of_day: int) -> None:
    """Also on the days when the clocks change, whether it exists never, once or twice."""
    wanted = time(minute_of_day // 60, minute_of_day % 60)
    cron = f"{wanted.minute} {wanted.hour} * * *"
    for offset in (-1, 0, 1):
        day = changing_day + timedelta(days=offset)
        (due,) = firings((cron,), day)
        local = due.astimezone(EDMONTON)
        if changing_day is SPRING and offset == 0 and wanted.hour == 2:
            assert local.time() == time(3, 0)
        else:
            assert local.time() == wanted
            assert local.fold == 0


def test_a_list_of_times_does_not_come_twice_because_of_the_gap() -> None:
    """What the gap leaves out falls on its end together with what is due then."""
    at = [due.astimezone(EDMONTON).time() for due in firings(("0,30 1,2,3 * * *",), SPRING)]
    assert at == [time(1, 0), time(1, 30), time(3, 0), time(3, 30)]


@pytest.mark.parametrize(
    ("cron", "day", "expected"),
    [
        ("*/30 2 * * *", SPRING, [time(3, 0)]),
        ("*/30 1 * * *", AUTUMN, [time(1, 0), time(1, 30)]),
        (
            "0 */2 * * *",
            SPRING,
            [time(0, 0), time(3, 0), *(time(hour) for hour in range(4, 24, 2))],
        ),
    ],
)
def test_steps_within_a_day_are_times_of_day_too(
    cron: str, day: datetime, expected: list[time]
) -> None:
    """However they are written, each comes once."""
    assert [due.astimezone(EDMONTON).time() for due in firings((cron,), day)] == expected


@pytest.mark.parametrize("cron", ["0,30 1 * * *", "30 * * * *", "*/15 1-2 * * *"])
def test_in_the_hour_that_comes_twice_the_next_moment_is_later(cron: str) -> None:
    """A time of its second round is never told to be due in the first."""
    midnight = AUTUMN.astimezone(UTC)
    for minute in range(4 * 60):
        after = midnight + timedelta(minutes=minute)
        assert next_due((cron,), ZONE, after) > after


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25)])
def test_every_hour_means_every_hour_that_passes(day: datetime, hours: int) -> None:
    """A day of 23 hours has 23 of them, one of 25 has 25, an hour apart."""
    due = firings(("0 * * * *",), day)
    assert len(due) == hours
    assert {later - sooner for sooner, later in pairwise(due)} == {timedelta(hours=1)}


@given(
    cron=st.builds(
        "{} {} * * {}".format,
        st.sampled_from(["0", "30", "0,30", "*/15", "59"]),
        st.sampled_from(["*", "1", "2", "1-3", "*/2", "0,23"]),
        st.sampled_from(["*", "0", "1-5", "6"]),
    ),
    minutes=st.integers(0, 3 * 24 * 60),
    start=st.sampled_from([SPRING, AUTUMN]),
)
def test_the_next_moment_is_always_later(cron: str, minutes: int, start: datetime) -> None:
    """Whatever the hour that it is asked in; else a digest would be posted again and again."""
    after = (start - timedelta(days=1)).astimezone(UTC) + timedelta(minutes=minutes)
    assert next_due((cron,), ZONE, after) > after


def test_the_earliest_of_several_lines_is_next() -> None:
    """Whichever line it is of."""
    after = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)
    due = next_due(("0 7 * * *", "30 15 * * *"), ZONE, after)
    assert due.astimezone(EDMONTON).time() == time(15, 30)

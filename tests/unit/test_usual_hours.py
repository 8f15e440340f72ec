"""Which hours are compared across weeks and changes of the clocks, and what is usual at them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import UsualWait
from core.waits.usual_hours import WEEKS, hour_of, hours_of_day, same_hours_before, usual_of

EDMONTON = ZoneInfo("America/Edmonton")
ST_JOHNS = ZoneInfo("America/St_Johns")


def utc(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "count"),
    [(date(2026, 3, 7), 24), (date(2026, 3, 8), 23), (date(2026, 11, 1), 25)],
)
@pytest.mark.parametrize("zone", [EDMONTON, ST_JOHNS])
def test_a_day_has_as_many_hours_as_its_clocks_show(day: date, count: int, zone: ZoneInfo) -> None:
    """All of them begin on that day, also where clocks differ from UTC by half an hour."""
    hours = hours_of_day(day, zone)
    assert len(hours) == count
    assert {hour.astimezone(zone).date() for hour in hours} == {day}


@given(
    st.integers(0, 24 * 365),
    st.sampled_from(["America/Edmonton", "America/St_Johns", "Asia/Kathmandu", "UTC"]),
)
def test_all_are_the_same_hour_by_local_clocks(number: int, name: str) -> None:
    """On the same weekday, one for each week before, except where clocks skipped it."""
    zone, hour = ZoneInfo(name), utc(1, 1, 0) + timedelta(hours=number)
    local = hour.astimezone(zone)
    before = same_hours_before(hour, zone)
    assert len(before) in {WEEKS, WEEKS - 1}
    for found in (one.astimezone(zone) for one in before):
        assert (found.weekday(), found.time()) == (local.weekday(), local.time())
        assert local.date() > found.date() >= local.date() - timedelta(weeks=WEEKS)


def test_a_skipped_hour_has_no_counterpart() -> None:
    """On 8 March 2026 clocks in Edmonton went from two to three."""
    before = same_hours_before(utc(3, 15, 8), EDMONTON)
    assert len(before) == WEEKS - 1
    assert before[0] == utc(3, 1, 9)


def test_of_an_hour_shown_twice_the_first_counts() -> None:
    """On 1 November 2026 there was one o'clock at 7 and at 8 UTC."""
    assert same_hours_before(utc(11, 8, 8), EDMONTON)[0] == utc(11, 1, 7)


@pytest.mark.parametrize("hour", [7, 8])
def test_both_of_an_hour_shown_twice_are_compared_with_the_one_before(hour: int) -> None:
    """A week before it was shown once."""
    assert same_hours_before(utc(11, 1, hour), EDMONTON)[0] == utc(10, 25, 7)


def test_the_usual_needs_four_weeks() -> None:
    """And is quartiles of what they say."""
    assert usual_of([10, 20, 30]) is None
    assert usual_of([40, 10, 30, 20]) == UsualWait(17.5, 25, 32.5, 4)


def test_an_hour_begins_in_utc() -> None:
    """Also for a moment of a zone whose hours begin at half past."""
    half = datetime(2026, 3, 1, 9, 15, tzinfo=ST_JOHNS)
    assert hour_of(half) == utc(3, 1, 12)

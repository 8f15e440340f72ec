"""When jobs are due, over both changes of the clocks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.jobs import Every, Nightly, next_night
from scheduler.triggers import EveryTrigger, NightlyTrigger

EDMONTON = "America/Edmonton"
Y2024 = datetime(2024, 1, 1, tzinfo=UTC)
ZONES = [EDMONTON, "Europe/Berlin", "Australia/Lord_Howe", "Africa/Cairo", "UTC"]


def nights(when: Nightly, start: datetime) -> Iterator[datetime]:
    """Every run of a nightly job as APScheduler asks for them."""
    trigger = NightlyTrigger(when, start)
    at: datetime | None = None
    while True:
        at = trigger.get_next_fire_time(at, at or start)
        yield at


def local_days(runs: Iterator[datetime], zone: str, count: int) -> list[date]:
    return [run.astimezone(ZoneInfo(zone)).date() for run in islice(runs, count)]


@pytest.mark.parametrize("jitter_minutes", [0, 10])
@pytest.mark.parametrize(
    ("at", "change"),
    [(time(2, 30), date(2026, 3, 8)), (time(1, 30), date(2026, 11, 1))],
    ids=["a time that is left out", "a time that comes twice"],
)
def test_a_nightly_job_runs_once_on_the_day_of_a_change(
    at: time, change: date, jitter_minutes: int
) -> None:
    """And on each day around it."""
    start = datetime.combine(change - timedelta(days=2), time(12), UTC)
    runs = nights(Nightly(at, EDMONTON, jitter_minutes), start)
    days = [change + timedelta(days=offset) for offset in range(-1, 4)]
    assert local_days(runs, EDMONTON, 5) == days


def test_a_time_that_is_left_out_comes_an_hour_later() -> None:
    """As long after midnight as on any other day."""
    due = next_night(Nightly(time(2, 30), EDMONTON), datetime(2026, 3, 8, tzinfo=UTC))
    assert due == datetime(2026, 3, 8, 9, 30, tzinfo=UTC)
    assert due.astimezone(ZoneInfo(EDMONTON)).time() == time(3, 30)


def test_a_time_that_comes_twice_counts_the_first_time() -> None:
    """Also for a desk that starts between the two."""
    when = Nightly(time(1, 30), EDMONTON)
    first = datetime(2026, 11, 1, 7, 30, tzinfo=UTC)
    assert next_night(when, datetime(2026, 11, 1, tzinfo=UTC)) == first
    next_day = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    assert next_night(when, first + timedelta(minutes=40)) == next_day


@given(
    at=st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    zone=st.sampled_from(ZONES),
    start=st.integers(0, 5 * 365 * 24 * 60).map(lambda minutes: Y2024 + timedelta(minutes=minutes)),
    jitter_minutes=st.sampled_from([0, 45]),
)
def test_every_local_day_has_one_run(
    at: time, zone: str, start: datetime, jitter_minutes: int
) -> None:
    """At any time of day and anywhere; a jitter that passes midnight belongs to the day before."""
    when = Nightly(at, zone, jitter_minutes)
    runs = [*islice(nights(when, start), 30)]
    dues = [next_night(when, run - timedelta(minutes=jitter_minutes, seconds=1)) for run in runs]
    days = Counter(due.astimezone(ZoneInfo(zone)).date() for due in dues)
    first = min(days)
    assert days == Counter(first + timedelta(days=number) for number in range(30))


def test_a_night_that_is_made_up_for_comes_before_the_next() -> None:
    """Once; the next one is at its time again."""
    start = datetime(2026, 3, 31, 15, 0, tzinfo=UTC)
    first_at = start + timedelta(minutes=4)
    trigger = NightlyTrigger(Nightly(time(2, 30), "UTC"), start, first_at=first_at)
    assert trigger.get_next_fire_time(None, start) == first_at
    night = trigger.get_next_fire_time(first_at, first_at)
    assert night == datetime(2026, 4, 1, 2, 30, tzinfo=UTC)


def test_what_runs_every_few_minutes_does_so_by_seconds_that_pass() -> None:
    """Through the hour that comes twice as through any other."""
    trigger = EveryTrigger(Every(1800), delay_seconds=60)
    start = datetime(2026, 11, 1, 6, 59, tzinfo=UTC)
    first = trigger.get_next_fire_time(None, start)
    assert first == datetime(2026, 11, 1, 7, 0, tzinfo=UTC)
    assert trigger.get_next_fire_time(first, first) - first == timedelta(minutes=30)


@given(st.integers(1, 50))
def test_a_jitter_goes_both_ways_and_no_further(count: int) -> None:
    """So that the average is what was asked for."""
    trigger = EveryTrigger(Every(300, jitter_seconds=30), delay_seconds=0)
    at = datetime(2026, 3, 31, tzinfo=UTC)
    for _ in range(count):
        following = trigger.get_next_fire_time(at, at)
        assert timedelta(seconds=270) <= following - at <= timedelta(seconds=330)
        at = following

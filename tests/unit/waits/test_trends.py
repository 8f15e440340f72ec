"""Where waits are heading, and whether they are usual."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import Sample, UsualWait
from core.waits.telling.trends import (
    Direction,
    Usualness,
    nearest_reading,
    trend_in_words,
    trend_of,
    usualness,
    usualness_in_words,
)

NOW = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
STEP = timedelta(minutes=5)


def readings(*waits: int | None, step: timedelta = STEP) -> list[Sample]:
    """Waits, the last of which is of now."""
    return [Sample(NOW - step * back, wait) for back, wait in enumerate(reversed(waits))][::-1]


def test_a_wait_that_grows_is_rising() -> None:
    """By how much is told from the reading of an hour ago."""
    trend = trend_of(readings(*range(100, 208, 3)), NOW)
    assert trend is not None
    assert trend.direction is Direction.RISING
    assert trend_in_words(trend) == "up 36 min in the last hour"


def test_a_wait_that_shrinks_is_falling() -> None:
    """The same, the other way."""
    trend = trend_of(readings(*range(208, 100, -3)), NOW)
    assert trend is not None
    assert trend_in_words(trend) == "down 36 min in the last hour"


def test_what_hardly_changes_is_steady() -> None:
    """A few minutes are nothing to speak of."""
    trend = trend_of(readings(*[200, 204, 198] * 12), NOW)
    assert trend is not None
    assert trend_in_words(trend) == "steady over the last 3 hours"


def test_a_small_share_of_a_long_wait_is_steady() -> None:
    """Fifteen minutes an hour are little beside eight hours."""
    slow = [480 + back for back in range(36)]
    trend = trend_of(readings(*slow), NOW)
    assert trend is not None
    assert trend.direction is Direction.STEADY


def test_one_reading_that_stands_out_does_not_count() -> None:
    """Feeds have hiccups."""
    trend = trend_of(readings(*[100] * 30, 900, *[100] * 5), NOW)
    assert trend is not None
    assert trend.direction is Direction.STEADY


def test_a_rise_that_has_ended_is_not_told_as_one_of_the_last_hour() -> None:
    """The words must agree with the readings."""
    trend = trend_of(readings(*[60] * 18, *[200] * 14, *[190] * 4), NOW)
    assert trend is not None
    assert trend_in_words(trend) == "rising over the last 3 hours"


@pytest.mark.parametrize(
    "samples",
    [
        [],
        readings(100, 120, 140),
        readings(*[None] * 40),
        readings(100, 110, 120, 130, step=timedelta(minutes=10)),
        readings(*range(12), *[None] * 10, *range(12)),
        [Sample(one.at - timedelta(hours=1), one.wait_minutes) for one in readings(*range(36))],
    ],
    ids=["none", "three", "unknown", "short", "gap", "old"],
)
def test_too_few_readings_tell_nothing(samples: list[Sample]) -> None:
    """A gap is a gap: no line is drawn across it."""
    assert trend_of(samples, NOW) is None


def test_unknown_waits_are_passed_over() -> None:
    """They are not zero: a short one changes nothing."""
    waits: list[int | None] = [150] * 36
    waits[10] = waits[30] = None
    trend = trend_of(readings(*waits), NOW)
    assert trend is not None
    assert trend.direction is Direction.STEADY


@given(st.dictionaries(st.integers(-300, 30), st.none() | st.integers(0, 2880), max_size=60))
def test_any_readings_can_be_judged(points: dict[int, int | None]) -> None:
    """And what is told of the last hour is a difference of two of them."""
    samples = [
        Sample(NOW + timedelta(minutes=at), wait)
        for at, wait in sorted(points.items(), key=lambda point: point[0])
    ]
    trend = trend_of(samples, NOW)
    if trend is not None and trend.last_hour_minutes is not None:
        waits = [wait for wait in points.values() if wait is not None]
        assert trend.last_hour_minutes in {a - b for a in waits for b in waits}


def test_the_nearest_known_reading_counts() -> None:
    """Within reach only."""
    samples = readings(10, 20, None, 30)
    assert nearest_reading(samples, NOW - STEP * 1.2, STEP) == 20
    assert nearest_reading(samples, NOW + STEP, STEP) == 30
    assert nearest_reading(samples, NOW + STEP * 2, STEP) is None


USUAL = UsualWait(170, 200, 250, 8)


@pytest.mark.parametrize(
    ("minutes", "how"),
    [
        (169, Usualness.SHORTER),
        (170, Usualness.USUAL),
        (250, Usualness.USUAL),
        (251, Usualness.LONGER),
    ],
)
def test_usual_is_what_half_of_the_weeks_had(minutes: int, how: Usualness) -> None:
    """The ends of the band that is told belong to it."""
    assert usualness(minutes, USUAL) is how


def test_the_band_is_told() -> None:
    """So that people can judge for themselves."""
    assert (
        usualness_in_words(218, USUAL, "Tuesday")
        == "about usual for a Tuesday at this hour (2 h 50 min to 4 h 10 min)"
    )

"""Where a wait is heading, and whether it is usual: judged from readings, told in words.

Times are moments; what a day is called is given by the caller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median

from core.domain import Sample, UsualWait
from core.waits.telling.wording import range_in_words, wait_in_words

TREND_PERIOD = timedelta(hours=3)
"""What a trend is judged from."""
_FEWEST = 4
"""Known readings."""
_SHORTEST = timedelta(hours=1)
"""Between the first reading and the last."""
_LONGEST_GAP = timedelta(minutes=45)
"""Between two readings, and between the last one and the end."""
_STEADY_MINUTES_AN_HOUR = 10.0
_STEADY_SHARE_AN_HOUR = 0.08
"""Of the wait: what changes by less, or by less than the minutes above, is steady."""
_HOUR = timedelta(hours=1)
_NEAR_AN_HOUR = timedelta(minutes=15)


class Direction(StrEnum):
    """Where a wait is heading."""

    RISING = "rising"
    FALLING = "falling"
    STEADY = "steady"


class Usualness(StrEnum):
    """How a wait compares with what is usual at its hour."""

    SHORTER = "shorter than usual"
    USUAL = "about usual"
    LONGER = "longer than usual"


@dataclass(frozen=True, slots=True)
class Trend:
    """How a wait has been going over the last hours."""

    direction: Direction
    last_hour_minutes: int | None
    """How much longer it is than an hour ago; None where there is no reading of then."""


def trend_of(samples: Sequence[Sample], until: datetime) -> Trend | None:
    """Judge where a wait is heading.

    Single readings that stand out do not count: the medians of the older and of the newer half are
    compared.

    Args:
        samples: Oldest first; those outside of `TREND_PERIOD` before the end are passed over.
        until: The end: as of when the board is.

    Returns:
        None where there are fewer than four known readings, or a gap between them.
    """
    known = [
        (sample.at, sample.wait_minutes)
        for sample in samples
        if sample.wait_minutes is not None and until - TREND_PERIOD <= sample.at <= until
    ]
    if len(known) < _FEWEST or known[-1][0] - known[0][0] < _SHORTEST:
        return None
    ends = [*(at for at, _ in known), until]
    if any(after - before > _LONGEST_GAP for before, after in pairwise(ends)):
        return None
    return Trend(_direction(known), _since_an_hour_ago(known))


def nearest_reading(samples: Sequence[Sample], at: datetime, within: timedelta) -> int | None:
    """The known wait that was read nearest to a moment, in minutes; None where none is near."""
    near = [
        (abs(sample.at - at), sample.wait_minutes)
        for sample in samples
        if sample.wait_minutes is not None and abs(sample.at - at) <= within
    ]
    return min(near)[1] if near else None


def usualness(wait_minutes: int, usual: UsualWait) -> Usualness:
    """Whether a wait lies where half of the weeks did."""
    if wait_minutes < round(usual.low_minutes):
        return Usualness.SHORTER
    return Usualness.LONGER if wait_minutes > round(usual.high_minutes) else Usualness.USUAL


def trend_in_words(trend: Trend) -> str:
    """`up 40 min in the last hour`, `rising over the last 3 hours`, `steady over the last 3 hours`."""
    change = trend.last_hour_minutes or 0
    is_up = trend.direction is Direction.RISING and change > 0
    is_down = trend.direction is Direction.FALLING and change < 0
    if is_up or is_down:
        return f"{'up' if is_up else 'down'} {wait_in_words(abs(change))} in the last hour"
    return f"{trend.direction.value} over the last 3 hours"


def usualness_in_words(wait_minutes: int, usual: UsualWait, weekday: str) -> str:
    """`about usual for a Tuesday at this hour (2 h 50 min to 4 h 10 min)`.

    Args:
        wait_minutes: Now.
        usual: At this hour of this weekday.
        weekday: What the day is called where the facility is.
    """
    band = range_in_words(usual.low_minutes, usual.high_minutes)
    return f"{usualness(wait_minutes, usual).value} for a {weekday} at this hour ({band})"


def _direction(known: Sequence[tuple[datetime, int]]) -> Direction:
    middle = len(known) // 2
    older, newer = known[:middle], known[middle:]
    hours = (_middle_time(newer) - _middle_time(older)) / 3600
    change = median(wait for _, wait in newer) - median(wait for _, wait in older)
    least = max(_STEADY_MINUTES_AN_HOUR, _STEADY_SHARE_AN_HOUR * median(wait for _, wait in known))
    if abs(change) < least * hours:
        return Direction.STEADY
    return Direction.RISING if change > 0 else Direction.FALLING


def _middle_time(known: Sequence[tuple[datetime, int]]) -> float:
    """In seconds."""
    return fmean(at.timestamp() for at, _ in known)


def _since_an_hour_ago(known: Sequence[tuple[datetime, int]]) -> int | None:
    last_at, last_wait = known[-1]
    samples = [Sample(at, wait) for at, wait in known]
    before = nearest_reading(samples, last_at - _HOUR, _NEAR_AN_HOUR)
    return None if before is None else last_wait - before

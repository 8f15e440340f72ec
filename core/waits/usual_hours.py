"""Which hours tell what is usual at an hour of a weekday, and what they tell.

The wait stores call it.  Hours are those of UTC, so that each is there once on every day; weeks are
counted on local clocks, so that nine in the morning is compared with nine in the morning across a
change to or from daylight saving.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from statistics import quantiles
from zoneinfo import ZoneInfo

from core.domain import UsualWait

HOUR = timedelta(hours=1)

WEEKS = 12
"""How far back the usual looks: far enough to be steady, near enough to be of the same season."""

LEAST_WEEKS = 4
"""Of how many weeks a wait must be known; of fewer, nobody can say what is usual."""


def hour_of(at: datetime) -> datetime:
    """When the hour of a moment begins, in UTC."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def hours_of_day(day: date, zone: ZoneInfo) -> tuple[datetime, ...]:
    """When each hour of a local day begins, in UTC: 24 of them, or 23 or 25 where clocks change."""
    end = _midnight(day + timedelta(days=1), zone)
    begun = hour_of(_midnight(day, zone) + HOUR - timedelta(microseconds=1))
    hours = []
    while begun < end:
        hours.append(begun)
        begun += HOUR
    return tuple(hours)


def same_hours_before(hour: datetime, zone: ZoneInfo) -> tuple[datetime, ...]:
    """The same hour by local clocks in each of the weeks before, the latest first, in UTC.

    A week whose clocks skipped that hour is left out.  Of an hour that clocks showed twice, the
    first counts, unless it is the second that is asked about.

    Args:
        hour: When the hour begins.
        zone: Whose clocks count.
    """
    local = hour.astimezone(zone)
    found = []
    for weeks in range(1, WEEKS + 1):
        before = local - timedelta(weeks=weeks)
        begun = before.astimezone(UTC)
        if begun.astimezone(zone).replace(tzinfo=None) == before.replace(tzinfo=None):
            found.append(hour_of(begun))
    return tuple(found)


def usual_of(middles: Sequence[float]) -> UsualWait | None:
    """What is usual, or None where too few weeks are known.

    Args:
        middles: Minutes; the median wait of each hour that is known.
    """
    if len(middles) < LEAST_WEEKS:
        return None
    low, middle, high = quantiles(middles, n=4, method="inclusive")
    return UsualWait(low, middle, high, len(middles))


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)

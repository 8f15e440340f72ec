"""Made-up waits to draw."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.domain import BandChart, ChartLine, Sample, TrendChart, UsualWait

ZONE = "America/Edmonton"
SINCE = datetime(2026, 3, 5, 21, 30, tzinfo=UTC)
"""14:30 in Edmonton."""
UNTIL = SINCE + timedelta(hours=24)


def after(hours: float) -> datetime:
    return SINCE + timedelta(hours=hours)


def every(
    minutes: int, hours: tuple[float, float] = (0, 24), wait: int | None = 60
) -> tuple[Sample, ...]:
    """Samples at even distances, all with the same wait."""
    count = round((hours[1] - hours[0]) * 60 / minutes)
    return tuple(
        Sample(after(hours[0]) + timedelta(minutes=number * minutes), wait)
        for number in range(count + 1)
    )


def trend(*samples: tuple[Sample, ...], labels: tuple[str, ...] = ()) -> TrendChart:
    names = labels or tuple(f"Site {number}" for number in range(len(samples)))
    lines = tuple(ChartLine(name, waits) for name, waits in zip(names, samples, strict=True))
    return TrendChart("Waits, last 24 hours", lines, SINCE, UNTIL, ZONE)


def day(samples: tuple[Sample, ...], hours: tuple[int, ...] = tuple(range(24))) -> BandChart:
    """The day from `SINCE`, of which these hours have a usual wait."""
    usual = UsualWait(60, 90, 130, 8)
    band = tuple((after(hour), usual) for hour in hours)
    return BandChart("Against usual", ChartLine("today", samples), band, SINCE, UNTIL, ZONE)

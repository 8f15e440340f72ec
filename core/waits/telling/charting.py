"""Says what charts of waits show.  Answers, digests and the command line use it; painters draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain import BandChart, Bar, BarChart, ChartLine, Facility, FacilityWait, TrendChart
from core.ports import WaitStore
from core.waits.telling.wording import clock_time, is_elsewhere

MOST_LINES = 6
"""Of one trend chart: more cannot be told apart."""
TREND_HOURS = 24
_MOST_BARS = 40
_FEWEST_USUAL_HOURS = 6
"""Of a day: fewer are no band."""


async def trend_chart(
    store: WaitStore, waits: Sequence[FacilityWait], now: datetime, time_zone: str, note: str
) -> TrendChart:
    """How the waits of a few facilities went over the last 24 hours.

    Args:
        store: Knows how they were.
        waits: At least one; the first six are shown.
        now: Where the chart ends.
        time_zone: Of its clock.
        note: Small print, see `chart_note`.

    Raises:
        StorageError: The database cannot be read.
    """
    shown = waits[:MOST_LINES]
    since = now - timedelta(hours=TREND_HOURS)
    samples = await store.samples([wait.facility.id for wait in shown], since, now)
    lines = tuple(
        ChartLine(chart_label(wait.facility), tuple(samples[wait.facility.id])) for wait in shown
    )
    subject = f"Wait at {lines[0].label}" if len(lines) == 1 else "Waits"
    return TrendChart(f"{subject}, last {TREND_HOURS} hours", lines, since, now, time_zone, note)


async def band_chart(
    store: WaitStore, wait: FacilityWait, now: datetime, time_zone: str, note: str
) -> BandChart | None:
    """The day of one facility against what is usual; None where too little is known of that.

    Args:
        store: Knows how it was and what is usual.
        wait: Whose day.
        now: Tells what day it is; readings end here.
        time_zone: Of the day and the chart's clock.
        note: Small print, see `chart_note`.

    Raises:
        StorageError: The database cannot be read.
    """
    facility = wait.facility
    today = now.astimezone(ZoneInfo(time_zone)).date()
    band = await store.usual_day(facility.id, today)
    if len(band) < _FEWEST_USUAL_HOURS:
        return None
    since, until = _midnight(today, time_zone), _midnight(today + timedelta(days=1), time_zone)
    samples = await store.samples([facility.id], since, now)
    label = chart_label(facility)
    return BandChart(
        title=f"{label}: today and a usual {today:%A}",
        line=ChartLine(label, tuple(samples[facility.id])),
        band=band,
        since=since,
        until=until,
        time_zone=time_zone,
        note=note,
    )


def bar_chart(waits: Sequence[FacilityWait], title: str, note: str) -> BarChart:
    """Facilities now: the known waits from the shortest on, then those that are not known."""
    known = [wait for wait in waits if wait.is_listed and wait.wait_minutes is not None]
    known.sort(key=lambda wait: wait.wait_minutes or 0)
    unknown = [wait for wait in waits if wait not in known]
    bars = [Bar(wait.facility.name, wait.wait_minutes, _detail(wait.facility)) for wait in known]
    bars += [Bar(wait.facility.name, None, _detail(wait.facility)) for wait in unknown]
    return BarChart(title, tuple(bars[:_MOST_BARS]), note)


def chart_note(as_of: datetime, now: datetime, time_zone: str, publisher: str) -> str:
    """The small print of a chart: as of when, and from whom where that is known."""
    by = f" of {publisher}" if publisher else ""
    return f"As of {clock_time(as_of, now, time_zone)}. Estimates{by}."


def chart_label(facility: Facility) -> str:
    """A facility's name, with its town where the region is another's."""
    return f"{facility.name}, {facility.town}" if is_elsewhere(facility) else facility.name


def _detail(facility: Facility) -> str:
    town = facility.town or facility.region
    return f"{town}, {facility.kind.value}" if town else facility.kind.value


def _midnight(day: date, time_zone: str) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(time_zone)).astimezone(UTC)

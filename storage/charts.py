"""Charts as JSON, kept beside their pictures so that platforms which draw charts can draw them anew.

Called by `storage.posts`.  What another version wrote and this one cannot read is no chart: the picture is there.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import structlog

from core.domain import BandChart, Bar, BarChart, Chart, ChartLine, Sample, TrendChart, UsualWait

_log = structlog.get_logger()


def written_chart(chart: Chart | None) -> str:
    """A chart as JSON; empty where there is none.  Moments are seconds since 1970."""
    if chart is None:
        return ""
    return json.dumps(_fields(chart), ensure_ascii=False, separators=(",", ":"))


def read_chart(text: str) -> Chart | None:
    """The chart; None where there is none, or it cannot be read."""
    if not text:
        return None
    try:
        return _chart(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        _log.error("chart_unreadable", kind=type(error).__name__)
        return None


def _fields(chart: Chart) -> dict[str, Any]:
    match chart:
        case BarChart():
            bars = [[bar.label, bar.wait_minutes, bar.detail] for bar in chart.bars]
            return {"kind": "bars", "title": chart.title, "bars": bars, "note": chart.note}
        case TrendChart():
            return {"kind": "trend", "lines": [_line(line) for line in chart.lines], **_time(chart)}
        case BandChart():
            band = [
                [
                    at.timestamp(),
                    usual.low_minutes,
                    usual.middle_minutes,
                    usual.high_minutes,
                    usual.weeks,
                ]
                for at, usual in chart.band
            ]
            return {"kind": "band", "lines": [_line(chart.line)], "band": band, **_time(chart)}


def _time(chart: TrendChart | BandChart) -> dict[str, Any]:
    return {
        "title": chart.title,
        "since": chart.since.timestamp(),
        "until": chart.until.timestamp(),
        "time_zone": chart.time_zone,
        "note": chart.note,
    }


def _line(line: ChartLine) -> list[Any]:
    return [line.label, [[_seconds(one.at), one.wait_minutes] for one in line.samples]]


def _seconds(at: datetime) -> float:
    """Whole seconds without `.0`: there are thousands of them."""
    seconds = at.timestamp()
    return int(seconds) if seconds.is_integer() else seconds


def _chart(fields: dict[str, Any]) -> Chart | None:
    if fields["kind"] == "bars":
        bars = tuple(Bar(label, wait, detail) for label, wait, detail in fields["bars"])
        return BarChart(fields["title"], bars, fields["note"])
    lines = tuple(
        ChartLine(label, tuple(Sample(_moment(at), wait) for at, wait in samples))
        for label, samples in fields["lines"]
    )
    since, until = _moment(fields["since"]), _moment(fields["until"])
    title, zone, note = fields["title"], fields["time_zone"], fields["note"]
    match fields["kind"]:
        case "trend":
            return TrendChart(title, lines, since, until, zone, note)
        case "band":
            return BandChart(title, lines[0], _band(fields["band"]), since, until, zone, note)
        case _:
            return None


def _band(hours: Sequence[Sequence[Any]]) -> tuple[tuple[datetime, UsualWait], ...]:
    return tuple(
        (_moment(at), UsualWait(low, middle, high, weeks)) for at, low, middle, high, weeks in hours
    )


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, tz=UTC)

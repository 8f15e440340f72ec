"""Charts in cards: drawn by Teams from their numbers, else a picture, else told in words.

Sources: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
for the elements, https://adaptivecards.microsoft.com/?topic=Chart.Line for what a line makes of its values:
where every `x` is a number they stand as far from each other as they are apart, and a missing `y` would be 0.

Teams joins all points of a series, and gives each series an entry in the legend ("Unknown" where it has no
name).  So a site is one series, and where there are times of which nothing is known, the chart is a picture:
that has gaps.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from math import ceil
from statistics import median
from typing import TypeAlias
from zoneinfo import ZoneInfo

from adapters.teams.writing.cards import Element, text_block
from adapters.teams.writing.escaping import escaped
from adapters.teams.writing.sizes import MOST_CARD_BYTES, bytes_of
from core.chatting.one_line import cut
from core.domain import BandChart, BarChart, ChartLine, Picture, TrendChart

_COLOURS = (
    "categoricalBlue",
    "categoricalMarigold",
    "categoricalPurple",
    "categoricalTeal",
    "categoricalRed",
    "categoricalLime",
)
_MOST_POINTS = 160
"""Of all lines of a chart: each takes about 50 bytes."""
_HOURS_BEFORE = -24
"""Where a trend begins."""
_NEARLY = 0.1
_QUARTERS = {1: 40, 60: 2}
"""Of what the end of the axis is a multiple, by the minutes that it counts as one: Teams divides it in four."""
_LONG_MINUTES = 120
"""From which wait on the axis counts hours."""
_MOST_BARS = 40
_LONGEST_STEP = timedelta(minutes=20)
_SPACINGS = 2.5
_MOST_TITLE = 120
_MOST_LABEL = 60
_SMALLER = ((800, 16), (600, 8))
"""Width in pixels and number of colours; charts have few."""
_MOST_PIXELS = 1024
_Value: TypeAlias = tuple[datetime, float]


@dataclass(frozen=True, slots=True)
class _Series:
    """A line with its entry in the legend."""

    name: str
    colour: str
    parts: tuple[tuple[_Value, ...], ...]
    """Between them nothing is known."""

    @property
    def values(self) -> Sequence[_Value]:
        """Those of the first part."""
        return self.parts[0]


@dataclass(frozen=True, slots=True)
class _Clock:
    """What an axis of time counts."""

    title: str
    zero: datetime
    zone: ZoneInfo

    def hours(self, at: datetime) -> float:
        """Hours of the clock since zero; before it they are negative."""
        span = self._read(at) - self._read(self.zero)
        hours = span.total_seconds() / 3600
        # Teams divides the axis from the first value on: -24, -18, … is read more easily than -23.92, -17.94.
        is_whole = abs(hours - round(hours)) < _NEARLY and round(hours) == _HOURS_BEFORE
        return round(hours) if is_whole else round(hours, 2)

    def _read(self, at: datetime) -> datetime:
        return at.astimezone(self.zone).replace(tzinfo=None)


def picture_element(picture: Picture, *, room: int = MOST_CARD_BYTES) -> Element:
    """A chart as Teams draws it, as a picture, or in words; the first of them that fits into a card.

    Args:
        picture: What it shows.
        room: Bytes that are left in the card, for a chart that can do without its picture.
    """
    told = text_block(f"Chart: {escaped(picture.alt_text)}", isSubtle=True)
    chart = _chart(picture)
    shown = [image for png in _pngs(picture.png) if (image := _image(picture, png))]
    if chart:
        tries = [chart | {"fallback": instead} for instead in (*shown, told)]
        if beside := next((one for one in tries if bytes_of(one) <= room), None):
            return beside
        shown = [*tries, *shown]
    return next((one for one in shown if bytes_of(one) <= MOST_CARD_BYTES), told)


def _image(picture: Picture, png: bytes) -> Element:
    data = b64encode(png).decode()
    return {"type": "Image", "url": f"data:image/png;base64,{data}", "altText": picture.alt_text}


def _pngs(png: bytes) -> Iterator[bytes]:
    """The picture in sizes that Teams shows, largest first."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  (most answers have no picture)

    try:
        with Image.open(BytesIO(png)) as opened:
            whole = opened.convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError):
        return
    if max(whole.size) <= _MOST_PIXELS:
        yield png
    for width, colours in _SMALLER:
        smaller = whole.copy()
        smaller.thumbnail((width, _MOST_PIXELS))
        written = BytesIO()
        smaller.quantize(colours).save(written, "PNG", optimize=True)
        yield written.getvalue()


def _chart(picture: Picture) -> Element | None:
    match picture.chart:
        case BarChart() as chart:
            return _bars(chart)
        case TrendChart() as chart:
            zone = ZoneInfo(chart.time_zone)
            until = chart.until.astimezone(zone)
            clock = _Clock(f"Hours up to now ({until:%a %H:%M})", until, zone)
            return _lines(chart.title, clock, list(_series_of(chart.lines)))
        case BandChart() as chart:
            zone = ZoneInfo(chart.time_zone)
            since = chart.since.astimezone(zone)
            clock = _Clock(f"Hour of {since:%A}", since, zone)
            return _lines(chart.title, clock, [*_series_of((chart.line,)), *_usual(chart)])
        case None:
            return None


def _bars(chart: BarChart) -> Element | None:
    """Waits side by side; those that are not known have no bar, and are named in the axis's title."""
    known = [bar for bar in chart.bars if bar.wait_minutes is not None]
    if not known or len(known) > _MOST_BARS:
        return None
    unknown = [bar.label for bar in chart.bars if bar.wait_minutes is None]
    missing = f"; not known: {', '.join(unknown)}" if unknown else ""
    values = []
    for bar in known:
        name = f"{bar.label} ({bar.detail})" if bar.detail else bar.label
        values.append({"x": cut(name, _MOST_LABEL), "y": bar.wait_minutes})
    return {
        "type": "Chart.HorizontalBar",
        "title": cut(chart.title, _MOST_TITLE),
        "xAxisTitle": cut(f"Minutes{missing}", 3 * _MOST_TITLE),
        "yAxisTitle": "Site",
        "displayMode": "AbsoluteWithAxis",
        "color": _COLOURS[0],
        "data": values,
    }


def _lines(title: str, clock: _Clock, series: Sequence[_Series]) -> Element | None:
    if not series or any(len(one.parts) > 1 for one in series):
        return None
    most = max(2, _MOST_POINTS // len(series))
    longest = max(y for one in series for _, y in one.values)
    minutes, unit = _unit(longest)
    step = _QUARTERS[minutes]
    return {
        "type": "Chart.Line",
        "title": cut(title, _MOST_TITLE),
        "showTitle": True,
        "xAxisTitle": clock.title,
        "yAxisTitle": unit,
        "yMin": 0,
        "yMax": step * max(1, ceil(longest / minutes / step)),
        "data": [
            {
                "legend": cut(one.name, _MOST_LABEL),
                "color": one.colour,
                "values": [
                    {"x": clock.hours(at), "y": round(y / minutes, 2)}
                    for at, y in _thinned(one.values, most)
                ],
            }
            for one in series
        ],
    }


def _unit(most_minutes: float) -> tuple[int, str]:
    """How many minutes an axis counts as one, and what it is called."""
    return (60, "Hours of waiting") if most_minutes >= _LONG_MINUTES else (1, "Minutes of waiting")


def _series_of(lines: Sequence[ChartLine]) -> Iterator[_Series]:
    """Those lines of which anything is known."""
    for number, line in enumerate(lines):
        if parts := _parts(line):
            yield _Series(line.label, _COLOURS[number % len(_COLOURS)], tuple(parts))


def _parts(line: ChartLine) -> list[tuple[_Value, ...]]:
    limit = _longest_step(line)
    parts: list[list[_Value]] = []
    before: datetime | None = None
    for sample in line.samples:
        if sample.wait_minutes is None:
            before = None
            continue
        if before is None or sample.at - before > limit:
            parts.append([])
        parts[-1].append((sample.at, sample.wait_minutes))
        before = sample.at
    return [tuple(part) for part in parts]


def _longest_step(line: ChartLine) -> timedelta:
    """How far apart two readings in a row may be and still belong together."""
    steps = [(later.at - earlier.at).total_seconds() for earlier, later in pairwise(line.samples)]
    usual = timedelta(seconds=median(steps)) if steps else timedelta()
    return max(_LONGEST_STEP, _SPACINGS * usual)


def _usual(chart: BandChart) -> Iterator[_Series]:
    if chart.band:
        # What is usual in an hour is so until its end.
        hours = [*chart.band, (chart.band[-1][0] + timedelta(hours=1), chart.band[-1][1])]
        low = tuple((at, round(usual.low_minutes)) for at, usual in hours)
        high = tuple((at, round(usual.high_minutes)) for at, usual in hours)
        yield _Series("Usually at least", "neutral", (low,))
        yield _Series("Usually at most", "neutral", (high,))


def _thinned(values: Sequence[_Value], most: int) -> list[_Value]:
    """Values at even distances, with the first and the last."""
    if len(values) <= most:
        return list(values)
    step = (len(values) - 1) / (most - 1)
    return [values[round(number * step)] for number in range(most)]

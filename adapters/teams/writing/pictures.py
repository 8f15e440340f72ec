"""Charts in cards: drawn by Teams from their numbers, else a picture, else told in words.

Sources: https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/charts-in-adaptive-cards
for the elements, https://adaptivecards.microsoft.com for what a line makes of its values: where every `x` is
a number they stand as far from each other as they are apart, and a missing `y` would be 0.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from itertools import pairwise
from statistics import median
from typing import TypeAlias
from zoneinfo import ZoneInfo

from adapters.teams.writing.cards import Element, text_block
from adapters.teams.writing.escaping import escaped
from adapters.teams.writing.sizes import MOST_CARD_BYTES, bytes_of
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
_MOST_PARTS = 12
"""A line with so many gaps is shown better by a picture."""
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
    """An unbroken part of a line."""

    name: str
    colour: str
    values: tuple[_Value, ...]


def picture_element(picture: Picture) -> Element:
    """A chart as Teams draws it, as a picture, or in words; the first of them that fits into a card."""
    told = text_block(f"Chart: {escaped(picture.alt_text)}", isSubtle=True)
    chart = _chart(picture)
    shown = [image for png in _pngs(picture.png) if (image := _image(picture, png))]
    tries = [chart | {"fallback": image} for image in shown] if chart else shown
    tries += [chart | {"fallback": told}] if chart else []
    return next((one for one in tries if bytes_of(one) <= MOST_CARD_BYTES), told)


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
            series = list(_series_of(chart.lines))
            return _lines(chart, series)
        case BandChart() as chart:
            return _lines(chart, [*_series_of((chart.line,)), *_usual(chart)])
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
        values.append({"x": _short(name, _MOST_LABEL), "y": bar.wait_minutes})
    return {
        "type": "Chart.HorizontalBar",
        "title": _short(chart.title, _MOST_TITLE),
        "xAxisTitle": _short(f"Minutes{missing}", 3 * _MOST_TITLE),
        "yAxisTitle": "Site",
        "displayMode": "AbsoluteWithAxis",
        "color": _COLOURS[0],
        "data": values,
    }


def _lines(chart: TrendChart | BandChart, series: Sequence[_Series]) -> Element | None:
    if not series or len(series) > _MOST_PARTS:
        return None
    until = chart.until.astimezone(ZoneInfo(chart.time_zone))
    most = max(2, _MOST_POINTS // len(series))
    return {
        "type": "Chart.Line",
        "title": _short(chart.title, _MOST_TITLE),
        "xAxisTitle": f"Hours before {until:%a %H:%M}",
        "yAxisTitle": "Minutes",
        "data": [
            {
                "legend": _short(one.name, _MOST_LABEL),
                "color": one.colour,
                "values": [
                    {"x": _hours(at - chart.until), "y": y} for at, y in _thinned(one.values, most)
                ],
            }
            for one in series
        ],
    }


def _hours(span: timedelta) -> float:
    return round(span.total_seconds() / 3600, 2)


def _series_of(lines: Sequence[ChartLine]) -> Iterator[_Series]:
    """Each unbroken part of each line by itself: nothing is drawn across what is not known."""
    for number, line in enumerate(lines):
        for part, values in enumerate(_parts(line)):
            name = line.label if not part else f"{line.label} (after gap {part})"
            yield _Series(name, _COLOURS[number % len(_COLOURS)], values)


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
        low = tuple((at, round(usual.low_minutes)) for at, usual in chart.band)
        high = tuple((at, round(usual.high_minutes)) for at, usual in chart.band)
        yield _Series("Usually at least", "neutral", low)
        yield _Series("Usually at most", "neutral", high)


def _thinned(values: Sequence[_Value], most: int) -> list[_Value]:
    """Values at even distances, with the first and the last."""
    if len(values) <= most:
        return list(values)
    step = (len(values) - 1) / (most - 1)
    return [values[round(number * step)] for number in range(most)]


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

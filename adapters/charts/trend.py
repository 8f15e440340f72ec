"""Draws how the waits of a few facilities went, each line named at its end."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from adapters.charts import style
from adapters.charts.card import Card, Ruler
from adapters.charts.fitting import shortened, spread
from adapters.charts.gaps import Point, common_silences, known, longest_step, segments, within
from adapters.charts.plot import Plot, draw_grid, make_plot
from adapters.charts.style import Lettering
from adapters.charts.words import NO_READINGS, NOT_KNOWN, brief_wait, moment_words
from core.domain import Sample, TrendChart

_LABEL_WIDTH = 336
_LABEL_LINES = 2
_BETWEEN_LABELS = 12
_CONNECTOR_WIDTH = 64
_BESIDE_LABEL = 16
_STRAIGHT = 9
"""Pixels that a connector goes straight on at its ends."""
_MARKS = 8
"""Of each line in the whole time, at most."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands beside a line's end."""

    value: str
    lettering: Lettering
    name: tuple[str, ...]
    last: Point | None = None
    is_current: bool = False
    """Whether the line reaches the present."""

    @property
    def height(self) -> float:
        return self.lettering.line_height + len(self.name) * style.LABEL.line_height

    @property
    def spaced_height(self) -> float:
        return self.height + _BETWEEN_LABELS


def trend_card(chart: TrendChart) -> Card:
    """Draw a trend."""
    ruler = Ruler()
    lines = [within(line.samples, chart.since, chart.until) for line in chart.lines]
    labels = _labels(chart, lines, ruler)
    card = Card(
        title=chart.title,
        note=chart.note,
        ruler=ruler,
        body_height=sum(label.spaced_height for label in labels),
    )
    points = [point for line in lines for point in known(line)]
    plot = make_plot(
        card,
        span=(chart.since, chart.until),
        time_zone=chart.time_zone,
        longest_minutes=max((minutes for _, minutes in points), default=0),
        beside=_LABEL_WIDTH + _CONNECTOR_WIDTH if labels else 0,
    )
    silent = (
        common_silences(lines, plot.since, plot.until) if points else ((plot.since, plot.until),)
    )
    draw_grid(card, plot, silent)
    for number, samples in enumerate(lines):
        draw_line(card, plot, samples, number, has_marks=len(lines) > 1)
    _draw_labels(card, plot, labels)
    return card


def draw_line(
    card: Card, plot: Plot, samples: Sequence[Sample], number: int, *, has_marks: bool
) -> None:
    """Draw one line in the parts that it has; a reading that stands alone is a dot.

    Args:
        card: Where to draw.
        plot: The plane on it.
        samples: Oldest first, of the plane's time.
        number: Which colour and shape the line gets.
        has_marks: Whether shapes along the line tell it from others.
    """
    colour, shape = _look(number)
    for part in segments(samples):
        places = [(plot.x(at), plot.y(minutes)) for at, minutes in part]
        if len(part) > 1:
            card.line(places, colour, style.LINE_WIDTH, name=f"line {number}")
        else:
            card.mark(*places[0], shape, colour, name=f"dot {number}")
    for at, minutes in _marked(plot, known(samples), number) if has_marks else ():
        card.mark(plot.x(at), plot.y(minutes), shape, colour, name=f"mark {number}")


def _marked(plot: Plot, points: Sequence[Point], number: int) -> Iterator[Point]:
    """Readings at even distances, at other moments for each line so that shapes do not meet."""
    step = (plot.until - plot.since) / _MARKS
    due = plot.since + step * (number + 0.5) / len(style.LINES)
    for at, minutes in points:
        if at >= due:
            yield at, minutes
            due += step * ((at - due) // step + 1)


def _look(number: int) -> tuple[str, tuple[str, float]]:
    return style.LINES[number % len(style.LINES)], style.MARKS[number % len(style.MARKS)]


def _labels(chart: TrendChart, lines: Sequence[Sequence[Sample]], ruler: Ruler) -> list[_Label]:
    room = ruler.room(style.LABEL, _LABEL_WIDTH, _LABEL_LINES)
    names = shortened([ruler.drawable(line.label) for line in chart.lines], room)
    return [
        _label(chart, number, samples, room.broken(name))
        for number, (samples, name) in enumerate(zip(lines, names, strict=True))
    ]


def _label(
    chart: TrendChart, number: int, samples: Sequence[Sample], name: tuple[str, ...]
) -> _Label:
    points = known(samples)
    if not points:
        return _Label(NOT_KNOWN if samples else NO_READINGS, style.ABSENT, name)
    at, minutes = points[-1]
    value = brief_wait(minutes)
    if is_current(samples, chart.until - at):
        lettering = replace(style.VALUE, colour=_look(number)[0])
        return _Label(value, lettering, name, points[-1], is_current=True)
    zone = ZoneInfo(chart.time_zone)
    when = moment_words(at, chart.since, chart.until, zone)
    return _Label(f"{value} at {when}", style.ABSENT, name, points[-1])


def is_current(samples: Sequence[Sample], age: timedelta) -> bool:
    """Whether the last known wait, of this age, still is what a line ends with."""
    return samples[-1].wait_minutes is not None and age <= longest_step(samples)


def _draw_labels(card: Card, plot: Plot, labels: Sequence[_Label]) -> None:
    """Write labels beside the ends of their lines, moved apart where lines end close together."""
    middles = spread(
        [_wanted_middle(plot, label) for label in labels],
        [label.spaced_height for label in labels],
        card.body.bottom,
        card.body.top + _BETWEEN_LABELS,
    )
    left = plot.box.right + _CONNECTOR_WIDTH
    for number, (label, middle) in enumerate(zip(labels, middles, strict=True)):
        top = middle + label.height / 2
        beside = left - _BESIDE_LABEL, top - label.lettering.line_height / 2
        colour, shape = _look(number)
        if label.last and label.is_current:
            _connect(card, plot, label.last, beside, colour)
        if label.last:
            end = plot.x(label.last[0]), plot.y(label.last[1])
            card.mark(*end, shape, colour, name=f"end {number}")
        card.mark(*beside, shape, colour, name=f"key {number}")
        card.text(left, top, [label.value], label.lettering, name=f"value {number}")
        below = top - label.lettering.line_height
        card.text(left, below, label.name, style.LABEL, name=f"label {number}")


def _wanted_middle(plot: Plot, label: _Label) -> float:
    """Where a label's middle is when its first line is at the height of its line's end."""
    end = plot.y(label.last[1]) if label.last else plot.box.bottom
    return end + label.lettering.line_height / 2 - label.height / 2


def _connect(card: Card, plot: Plot, last: Point, label: tuple[float, float], colour: str) -> None:
    """Lead the eye from the end of a line that reaches the edge to its label."""
    end = plot.x(last[0]), plot.y(last[1])
    turns = (plot.box.right + _STRAIGHT, end[1]), (label[0] - _STRAIGHT, label[1])
    card.line([end, *turns, label], colour, 2, name="connector")

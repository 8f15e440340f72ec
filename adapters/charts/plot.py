"""The plane of time and wait that trends and bands are drawn on: its scales, grid and hours."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from adapters.charts import style
from adapters.charts.card import Box, Card, Ruler
from adapters.charts.gaps import Span
from adapters.charts.words import NO_READINGS, brief_wait, day_words

_WAIT_STEPS = (15, 30, 60, 120, 180, 240, 360, 720, 1440)
"""Minutes between two lines of the grid."""
_MOST_WAIT_STEPS = 5
_LEAST_WAIT = 60
_HEADROOM = 1.06
_HOUR_STEPS = (1, 2, 3, 6, 12)
_DAY_STEPS = (1, 2, 7, 14, 28)
_MANY_DAYS = timedelta(days=3)
_BETWEEN_TICKS = 34
"""Pixels between the words of two hours, at least."""
_TICKS_HEIGHT = 46
_TICK_GAP = 14


@dataclass(frozen=True, slots=True)
class Tick:
    """A moment that is named below the plane."""

    at: datetime
    words: str
    is_day: bool
    """Whether a day begins."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The plane."""

    box: Box
    since: datetime
    until: datetime
    zone: ZoneInfo
    step_minutes: int
    """Between two lines of the grid."""
    most_minutes: int
    """At the top; 0 is at the bottom."""

    def x(self, at: datetime) -> float:
        """Where a moment is.  Each hour is equally long, also on days of 23 or 25."""
        share = (at - self.since) / (self.until - self.since)
        return self.box.left + share * self.box.width

    def y(self, minutes: float) -> float:
        """Where a wait is."""
        return self.box.bottom + minutes / self.most_minutes * self.box.height


def make_plot(
    card: Card,
    *,
    span: Span,
    time_zone: str,
    longest_minutes: float,
    beside: float = 0,
    above: float = 0,
) -> Plot:
    """Lay a plane into a card; nothing is drawn yet.

    Args:
        card: Where to draw.
        span: From when to when.
        time_zone: Of the hours that are named.
        longest_minutes: The longest wait that must have a place.
        beside: Pixels to leave free on the right.
        above: Pixels to leave free above.
    """
    since, until = span[0], max(span[1], span[0] + timedelta(hours=1))
    step = _wait_step(longest_minutes)
    steps = max(1, math.ceil(max(longest_minutes * _HEADROOM, _LEAST_WAIT) / step))
    waits = {number * step: brief_wait(number * step) for number in range(steps + 1)} | {0: "0"}
    widest = max(card.ruler.width(words, style.TICK) for words in waits.values())
    box = Box(
        card.body.left + widest + _TICK_GAP,
        card.body.bottom + _TICKS_HEIGHT,
        card.body.right - beside,
        card.body.top - above,
    )
    return Plot(box, since, until, ZoneInfo(time_zone), step, steps * step)


def draw_grid(card: Card, plot: Plot, silent: Sequence[Span]) -> None:
    """Draw what lies behind the lines: silences, waits, hours and days."""
    box = plot.box
    for since, until in silent:
        _silence(card, plot, Box(plot.x(since), box.bottom, plot.x(until), box.top))
    for minutes in range(0, plot.most_minutes + 1, plot.step_minutes):
        y = plot.y(minutes)
        words = brief_wait(minutes) if minutes else "0"
        card.line([(box.left, y), (box.right, y)], style.GRID if minutes else style.MUTED, 2)
        card.text(
            box.left - _TICK_GAP,
            y + style.TICK.line_height * 0.56,
            [words],
            style.TICK,
            across="right",
            name="wait",
        )
    for tick in time_ticks(plot, card.ruler):
        _draw_tick(card, plot, tick)


def time_ticks(plot: Plot, ruler: Ruler) -> tuple[Tick, ...]:
    """The hours that are named: as many as have room, and always whole parts of a day."""
    hour_width = plot.box.width / ((plot.until - plot.since) / timedelta(hours=1))
    of_time = ruler.width("00:00", style.TICK) + _BETWEEN_TICKS
    of_day = ruler.width(_day(plot, plot.until), style.DAY) + _BETWEEN_TICKS
    for step in _HOUR_STEPS:
        # A day is wider than an hour and stands between two of them.
        if step * hour_width >= max(of_time, (of_time + of_day) / 2):
            return tuple(_ticks(plot, days=1, hours=step))
    for days in _DAY_STEPS:
        if days * 24 * hour_width >= of_day:
            break
    return tuple(_ticks(plot, days=days, hours=24))


def _ticks(plot: Plot, *, days: int, hours: int) -> Iterator[Tick]:
    day = plot.since.astimezone(plot.zone).date()
    while day <= plot.until.astimezone(plot.zone).date():
        for hour in range(0, 24, hours):
            local = datetime.combine(day, time(hour), plot.zone)
            at = local.astimezone(UTC)
            # An hour that the beginning of summer time leaves out has no place.
            is_real = at.astimezone(plot.zone).hour == hour
            if is_real and plot.since <= at <= plot.until and day.toordinal() % days == 0:
                yield Tick(at, f"{local:%H:%M}" if hour else _day(plot, local), is_day=not hour)
        day += timedelta(days=1)


def _day(plot: Plot, at: datetime) -> str:
    """A day's name, short where there are many."""
    words = day_words(at.astimezone(plot.zone))
    return words if plot.until - plot.since < _MANY_DAYS else words.partition(" ")[2]


def _draw_tick(card: Card, plot: Plot, tick: Tick) -> None:
    """Name a moment; at the edges the words move inwards."""
    x, bottom = plot.x(tick.at), plot.box.bottom
    height = plot.box.top if tick.is_day else bottom
    card.line([(x, bottom - 9), (x, height)], style.EDGE if tick.is_day else style.MUTED, 2)
    lettering = style.DAY if tick.is_day else style.TICK
    half = card.ruler.width(tick.words, lettering) / 2
    middle = min(max(x, card.body.left + half), card.body.right - half)
    card.text(middle, bottom - 12, [tick.words], lettering, across="center", name="time")


def _silence(card: Card, plot: Plot, box: Box) -> None:
    card.block(box, style.SILENCE, name="silence")
    for words in ([NO_READINGS], NO_READINGS.split()):
        if max(card.ruler.width(line, style.DETAIL) for line in words) <= box.width - 4:
            middle = (box.left + box.right) / 2
            top = plot.box.top - 8
            card.text(middle, top, words, style.DETAIL, across="center", name="silence words")
            return


def _wait_step(longest_minutes: float) -> int:
    for step in _WAIT_STEPS:
        if longest_minutes * _HEADROOM <= step * _MOST_WAIT_STEPS:
            return step
    return _WAIT_STEPS[-1]

"""Draws a day of one facility over what is usual for each of its hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.charts import style
from adapters.charts.card import Box, Card, Ruler
from adapters.charts.fitting import shortened
from adapters.charts.gaps import Point, known, silences, within
from adapters.charts.plot import Plot, draw_grid, make_plot
from adapters.charts.trend import draw_line, is_current
from adapters.charts.words import brief_wait, moment_words
from core.domain import BandChart, Sample, UsualWait

_HOUR = timedelta(hours=1)
_KEY_HEIGHT = 50
_KEY_WIDTH = 56
_KEY_GAP = 14
_USUAL = "usual range and middle"
_NO_USUAL = "what is usual is not known yet"
_BESIDE = 18
"""Pixels between the latest reading and its words."""


def band_card(chart: BandChart) -> Card:
    """Draw a day against what is usual."""
    card = Card(title=chart.title, note=chart.note, ruler=Ruler())
    samples = within(chart.line.samples, chart.since, chart.until)
    points = known(samples)
    usual = [(at, wait) for at, wait in chart.band if chart.since - _HOUR < at < chart.until]
    plot = make_plot(
        card,
        span=(chart.since, chart.until),
        time_zone=chart.time_zone,
        longest_minutes=max(
            [*(minutes for _, minutes in points), *(wait.high_minutes for _, wait in usual)],
            default=0,
        ),
        above=_KEY_HEIGHT,
    )
    draw_grid(card, plot, _silent(samples, plot))
    for run in usual_runs(usual):
        _draw_usual(card, plot, run)
    draw_line(card, plot, samples, 0, has_marks=False)
    if points:
        _draw_latest(card, plot, points, is_last=is_current(samples, chart.until - points[-1][0]))
    _draw_key(card, chart.line.label, has_usual=bool(usual))
    return card


def usual_runs(
    band: Sequence[tuple[datetime, UsualWait]],
) -> tuple[tuple[tuple[datetime, UsualWait], ...], ...]:
    """Hours that follow each other; where hours are missing the band has a gap."""
    runs: list[list[tuple[datetime, UsualWait]]] = []
    for at, wait in band:
        if not runs or at - runs[-1][-1][0] > _HOUR:
            runs.append([])
        runs[-1].append((at, wait))
    return tuple(map(tuple, runs))


def _silent(samples: Sequence[Sample], plot: Plot) -> tuple[tuple[datetime, datetime], ...]:
    """Where readings are missing.  What is after the latest one is not: it has yet to come."""
    if not known(samples):
        return ((plot.since, plot.until),)
    return silences(samples, plot.since, known(samples)[-1][0])


def _draw_usual(card: Card, plot: Plot, run: Sequence[tuple[datetime, UsualWait]]) -> None:
    """An hour's values are drawn at its middle, and reach to the ends of the run."""
    first, last = run[0], run[-1]
    hours = [
        (max(first[0], plot.since), first[1]),
        *((at + _HOUR / 2, wait) for at, wait in run if plot.since <= at + _HOUR / 2 < plot.until),
        (min(last[0] + _HOUR, plot.until), last[1]),
    ]
    upper = [(plot.x(at), plot.y(wait.high_minutes)) for at, wait in hours]
    lower = [(plot.x(at), plot.y(wait.low_minutes)) for at, wait in hours]
    middle = [(plot.x(at), plot.y(wait.middle_minutes)) for at, wait in hours]
    card.area([*upper, *reversed(lower)], style.BAND, name="band")
    card.line(middle, style.BAND_MIDDLE, 3, name="middle")


def _draw_latest(card: Card, plot: Plot, points: Sequence[Point], *, is_last: bool) -> None:
    """Mark the latest reading with its wait and time, on the side that has room."""
    at, minutes = points[-1]
    x = plot.x(at)
    if not is_last:
        path = [(x, plot.box.bottom), (x, plot.box.top)]
        card.line(path, style.MUTED, 2, dashes=(4, 4), name="now")
    card.mark(x, plot.y(minutes), style.MARKS[0], style.LINES[0], name="latest")
    words = f"{brief_wait(minutes)} at {moment_words(at, plot.since, plot.until, plot.zone)}"
    lettering = replace(style.VALUE, colour=style.LINES[0])
    width = card.ruler.width(words, lettering)
    is_right = x + _BESIDE + width <= plot.box.right
    left = x + _BESIDE if is_right else x - _BESIDE - width
    top = _free_top(plot, points, Box(left, 0, left + width, lettering.line_height))
    card.text(left, top, [words], lettering, has_halo=True, name="latest words")


def _free_top(plot: Plot, points: Sequence[Point], words: Box) -> float:
    """How high words are that lie above the line, or below it where there is no room."""
    heights = [plot.y(minutes) for at, minutes in points if words.left <= plot.x(at) <= words.right]
    heights.append(plot.y(points[-1][1]))
    top = max(heights) + _BESIDE + words.height
    return top if top <= plot.box.top else min(heights) - _BESIDE


def _draw_key(card: Card, label: str, *, has_usual: bool) -> None:
    """Say what is the day and what is usual, in one row above the plane."""
    top = card.body.top
    middle = top - style.LABEL.line_height / 2
    usual = _USUAL if has_usual else _NO_USUAL
    usual_width = card.ruler.width(usual, style.LABEL) + 2 * (_KEY_WIDTH + _KEY_GAP) + 40
    room = card.ruler.room(style.LABEL, card.body.width - usual_width)
    (name,) = shortened([card.ruler.drawable(label)], room)
    left = card.body.left
    card.line([(left, middle), (left + _KEY_WIDTH, middle)], style.LINES[0], style.LINE_WIDTH)
    left += _KEY_WIDTH + _KEY_GAP
    card.text(left, top, [name], style.LABEL, name="key")
    left += card.ruler.width(name, style.LABEL) + 40
    if has_usual:
        card.block(Box(left, middle - 14, left + _KEY_WIDTH, middle + 14), style.BAND)
        card.line([(left, middle), (left + _KEY_WIDTH, middle)], style.BAND_MIDDLE, 3)
        left += _KEY_WIDTH + _KEY_GAP
    card.text(left, top, [usual], style.LABEL if has_usual else style.ABSENT, name="key")

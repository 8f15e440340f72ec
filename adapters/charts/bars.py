"""Draws facilities now as bars that lie, one below the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from adapters.charts import style
from adapters.charts.card import Box, Card, Ruler
from adapters.charts.fitting import Room, shortened
from adapters.charts.words import NO_READINGS, NOT_KNOWN, full_wait
from core.domain import Bar, BarChart

_MOST_BARS = 40
"""A region has about ten facilities, the whole feed about thirty."""
_MOST_BODY = 1500
"""Pixels; details are left out before a picture gets higher than this."""
_LABEL_WIDTH = 510
_LABEL_LINES = 2
"""Of a long name, where there is room."""
_LEAST_HEIGHT = 360
_GAP = 16
_ROW_SPACE = 18
_BAR_HEIGHT = 38
_LEAST_SCALE = 60
"""Minutes: a wait of a few minutes is no long bar, also where it is the longest."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A bar's words, as they fit."""

    bar: Bar
    name: tuple[str, ...]
    """In lines."""
    detail: str


def bar_card(chart: BarChart) -> Card:
    """Draw bars."""
    ruler = Ruler()
    rows = _rows(chart.bars[:_MOST_BARS], ruler)
    left_out = len(chart.bars) - len(rows)
    note = f"{left_out} more not shown. {chart.note}" if left_out else chart.note
    height = _row_height(rows)
    card = Card(
        title=chart.title,
        note=note,
        ruler=ruler,
        body_height=len(rows) * height,
        least_height=_LEAST_HEIGHT,
    )
    if not rows:
        middle = (card.body.left + card.body.right) / 2
        top = (card.body.bottom + card.body.top) / 2
        card.text(middle, top, [NO_READINGS], style.ABSENT, across="center", name="absent")
        return card
    _draw_rows(card, rows, card.body.height / len(rows))
    return card


def _rows(bars: Sequence[Bar], ruler: Ruler) -> list[_Row]:
    """Names over their details; where there are many, names in one line each, or these alone."""
    names = [ruler.drawable(bar.label) for bar in bars]
    details = [ruler.drawable(bar.detail) for bar in bars]
    short = shortened(details, ruler.room(style.DETAIL, _LABEL_WIDTH))
    for lines in range(_LABEL_LINES, 0, -1):
        room = ruler.room(style.LABEL, _LABEL_WIDTH, lines)
        rows = [
            _Row(bar, room.broken(name), detail)
            for bar, name, detail in zip(bars, shortened(names, room), short, strict=True)
        ]
        if len(rows) * _row_height(rows) <= _MOST_BODY:
            return rows
    room = ruler.room(style.LABEL, _LABEL_WIDTH)
    joined = _joined(names, details, room)
    return [_Row(bar, (name,), "") for bar, name in zip(bars, joined, strict=True)]


def _joined(names: Sequence[str], details: Sequence[str], room: Room) -> tuple[str, ...]:
    """Names in one line each, with their details where only these tell them apart."""
    pairs = zip(names, details, strict=True)
    return shortened(
        [f"{name}, {detail}" if names.count(name) > 1 else name for name, detail in pairs], room
    )


def _row_height(rows: Sequence[_Row]) -> float:
    """Pixels of each, so that the one that needs most has enough."""
    return _ROW_SPACE + max((_words_height(row) for row in rows), default=0.0)


def _words_height(row: _Row) -> float:
    details = style.DETAIL.line_height if row.detail else 0.0
    return len(row.name) * style.LABEL.line_height + details


def _draw_rows(card: Card, rows: Sequence[_Row], height: float) -> None:
    value_width = max(card.ruler.width(_value(row.bar), style.VALUE) for row in rows)
    left = card.body.left + _LABEL_WIDTH + _GAP
    room = card.body.right - value_width - _GAP - left
    longest = max((row.bar.wait_minutes or 0 for row in rows), default=0)
    scale = room / max(longest, _LEAST_SCALE)
    for number, row in enumerate(rows):
        middle = card.body.top - (number + 0.5) * height
        _draw_words(card, row, middle, left - _GAP)
        _draw_bar(card, row.bar, middle, left, scale)
    base = [(left, card.body.top), (left, card.body.bottom)]
    card.line(base, style.EDGE, 3, name="base")


def _draw_words(card: Card, row: _Row, middle: float, right: float) -> None:
    top = middle + _words_height(row) / 2
    card.text(right, top, row.name, style.LABEL, across="right", name="label")
    below = top - len(row.name) * style.LABEL.line_height
    if row.detail:
        card.text(right, below, [row.detail], style.DETAIL, across="right", name="detail")


def _draw_bar(card: Card, bar: Bar, middle: float, left: float, scale: float) -> None:
    end = left
    if bar.wait_minutes is not None:
        end = left + bar.wait_minutes * scale
        half = _BAR_HEIGHT / 2
        card.block(Box(left, middle - half, end, middle + half), style.BAR, name="bar")
    lettering = style.ABSENT if bar.wait_minutes is None else style.VALUE
    top = middle + lettering.line_height / 2
    card.text(end + _GAP, top, [_value(bar)], lettering, name="value")


def _value(bar: Bar) -> str:
    return NOT_KNOWN if bar.wait_minutes is None else full_wait(bar.wait_minutes)

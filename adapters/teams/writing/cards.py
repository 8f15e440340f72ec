"""Pieces become elements of an Adaptive Card: tables first of all, which no text in Teams can hold.

Called by `messages`.
Sources: https://adaptivecards.io/explorer/Table.html,
https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-format
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from adapters.teams.message import Card
from adapters.teams.writing.escaping import at_line_start, inline
from adapters.teams.writing.marking import Place, marked
from adapters.teams.writing.packing import fitted
from adapters.teams.writing.pieces import Code, Line, Piece
from adapters.teams.writing.sizes import MOST_CARD_BYTES, bytes_of
from core.chatting.markdown.runs import Rule, Run, Runs, Table, text_of

Element: TypeAlias = dict[str, Any]

SMALL: Mapping[str, Any] = {"isSubtle": True, "size": "Small"}
"""How small print looks."""
_MOST_COLUMNS = 12
_MOST_ROW_CHARACTERS = 2_000
_FEW_COLUMNS = 3
"""A table of more looks like a cage with lines around each cell."""
_NARROW, _WIDE, _PADDING = 14, 28, 2
"""Widths of columns in characters: on a telephone there is room for about 45 beside each other."""
_LONG = 60
"""Characters of a cell that needs a wide column."""
_QUANTITY = re.compile(
    r"[~<>≈]?\s*[$€£+−-]?\d[\d.,:]*\s*(?:%|h|min|hours?|minutes?)?(?:\s*\d+\s*min)?"
)
_NO_QUANTITY = {"", "–", "—", "-", "not known", "unknown", "no longer in the feed"}
_LIST_BREAK = "\n"
_BREAK = "\n\n"
"""Source: `cards-format`, "Newlines for Adaptive Cards"."""
_INDENT = "    "
_SHIFT = {"left": "Left", "center": "Center", "right": "Right"}


def card(body: Sequence[Mapping[str, Any]], actions: Sequence[Mapping[str, Any]] = ()) -> Card:
    """A card of the version that Teams draws everywhere, as wide as the chat."""
    drawn: dict[str, Any] = {
        "type": "AdaptiveCard",
        "$schema": "https://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": list(body),
        "msteams": {"width": "Full"},
    }
    return drawn | ({"actions": list(actions)} if actions else {})


def text_block(markdown: str, **looks: Any) -> Element:
    """Text as a card shows it, wrapped."""
    return {"type": "TextBlock", "text": markdown or " ", "wrap": True, **looks}


def elements_of(pieces: Sequence[Piece], *, is_board: bool = False) -> list[Element]:
    """Draw pieces.

    Args:
        pieces: In order.
        is_board: Whether what stands behind the first table is its small print.
    """
    drawn: list[Element] = []
    for kind, group in groupby(_that_fit(pieces), key=_kind):
        is_small = is_board and any(map(is_table, drawn))
        drawn += _drawn(kind, list(group), SMALL if is_small else {})
    return drawn


def is_table(element: Mapping[str, Any]) -> bool:
    """Whether an element is a table."""
    return bool(element["type"] == "Table")


def card_pages(elements: Sequence[Element]) -> list[list[Element]]:
    """Divide elements among cards; a table that is too long goes on with its header repeated."""
    pages: list[list[Element]] = [[]]
    size = 0
    for element in (part for whole in elements for part in _parts(whole)):
        cost = bytes_of(element)
        if pages[-1] and size + cost > MOST_CARD_BYTES:
            pages.append([])
            size = 0
        pages[-1].append(element)
        size += cost
    return [page for page in pages if page]


def _that_fit(pieces: Sequence[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if not isinstance(piece, Table):
            yield from fitted(piece)
        elif len(piece.header) > _MOST_COLUMNS or _longest_row(piece) > _MOST_ROW_CHARACTERS:
            for line in _as_lines(piece):
                yield from fitted(line)
        else:
            yield piece


def _kind(piece: Piece) -> str:
    match piece:
        case Line(depth=depth, is_quoted=True):
            return "quote"
        case Line(depth=depth):
            return "list" if depth >= 0 else "heading" if piece.is_heading else "text"
        case _:
            return type(piece).__name__


def _drawn(kind: str, group: Sequence[Piece], looks: Mapping[str, Any]) -> Iterator[Element]:
    lines = [piece for piece in group if isinstance(piece, Line)]
    if kind == "list":
        yield text_block(_LIST_BREAK.join(map(_item, lines)), **looks)
    elif kind == "heading":
        # A heading in bold, and bold once more, would show its signs.
        plain = (Run(text_of(line.runs)) for line in lines)
        yield from (text_block(marked((run,), Place.CARD), weight="Bolder") for run in plain)
    elif kind == "text":
        yield from (text_block(paragraph, **looks) for paragraph in _paragraphs(lines))
    elif kind == "quote":
        items = [text_block(paragraph, **looks) for paragraph in _paragraphs(lines)]
        yield {"type": "Container", "style": "emphasis", "items": items}
    for piece in group:
        match piece:
            case Table():
                yield _table(piece)
            case Code(text=text):
                yield text_block(_code(text), fontType="Monospace")
            case Rule():
                yield text_block(" ", separator=True)
            case _:
                pass


def _paragraphs(lines: Sequence[Line]) -> Iterator[str]:
    """Lines that belong together in one text each."""
    said: list[str] = []
    for line in lines:
        if said and line.is_after_gap:
            yield _BREAK.join(said)
            said = []
        said.append(marked(line.runs, Place.CARD))
    yield _BREAK.join(said)


def _item(line: Line) -> str:
    mark = f"{line.marker} " if line.marker else "  "
    return f"{_INDENT * line.depth}{mark}{marked(line.runs, Place.CARD)}"


def _code(text: str) -> str:
    """Lines of code; white space at their beginning is kept, as a card would drop it."""
    return _BREAK.join(
        "\u00a0" * (len(line) - len(line.lstrip())) + at_line_start(inline(line.strip()))
        for line in text.split("\n")
    )


# ---- Tables -----------------------------------------------------------------------------


def _table(table: Table) -> Element:
    columns = list(zip(table.header, *table.rows, strict=True))
    settings = [
        {
            "width": _width(column),
            "horizontalCellContentAlignment": _SHIFT[_side(at, align, column)],
        }
        for at, (align, column) in enumerate(zip(table.aligns, columns, strict=True))
    ]
    return {
        "type": "Table",
        "firstRowAsHeaders": True,
        "showGridLines": len(columns) <= _FEW_COLUMNS,
        "columns": settings,
        "rows": [
            _row(table.header, settings, weight="Bolder"),
            *(_row(row, settings) for row in table.rows),
        ],
    }


def _row(cells: Sequence[Runs], settings: Sequence[Mapping[str, Any]], **looks: Any) -> Element:
    drawn = []
    for runs, column in zip(cells, settings, strict=True):
        if looks:
            runs = tuple(Run(text_of(runs)) for _ in range(1) if runs)  # noqa: PLW2901
        side = column["horizontalCellContentAlignment"]
        shift = {} if side == "Left" else {"horizontalAlignment": side}
        text = marked(runs, Place.CARD) if runs else ""
        drawn.append({"type": "TableCell", "items": [text_block(text, **looks, **shift)]})
    return {"type": "TableRow", "cells": drawn}


def _side(at: int, align: str, column: Sequence[Runs]) -> str:
    """Times and amounts stand at the right, so that their digits are below each other."""
    if align != "left" or not at:
        return align
    cells = [text_of(cell).strip() for cell in column[1:]]
    are_quantities = any(_QUANTITY.fullmatch(cell) for cell in cells) and all(
        _QUANTITY.fullmatch(cell) or cell.lower() in _NO_QUANTITY for cell in cells
    )
    return "right" if are_quantities else "left"


def _width(column: Sequence[Runs]) -> int:
    """A column's share of the width: room for its longest word, and more where cells are long."""
    cells = [text_of(cell) for cell in column]
    longest = max(map(len, cells))
    word = max((len(word) for cell in cells for word in cell.split()), default=0)
    wanted = _WIDE if longest > _LONG else min(longest, _NARROW)
    return max(min(word, _WIDE) + _PADDING, wanted)


def _longest_row(table: Table) -> int:
    rows = (table.header, *table.rows)
    return max(sum(len(run.text) + len(run.url) for cell in row for run in cell) for row in rows)


def _as_lines(table: Table) -> Iterator[Line]:
    """A table as a list: `Site: Foothills; Wait: 3 h`; without rows, its header."""
    for row in table.rows or (table.header,):
        runs: list[Run] = []
        for name, cell in zip(table.header, row, strict=True):
            called = f"{text_of(name)}: " if name and table.rows else ""
            if cell:
                runs += [Run(f"{'; ' if runs else ''}{called}"), *cell] if runs or called else cell
        if runs:
            yield Line(tuple(runs), depth=0, marker="-")


# ---- Dividing ---------------------------------------------------------------------------


def _parts(element: Element) -> Iterator[Element]:
    """Elements of which each fits into a card."""
    if bytes_of(element) <= MOST_CARD_BYTES:
        yield element
    elif element["type"] == "Table":
        yield from _table_parts(element)
    elif element["type"] == "Container":
        for item in element["items"]:
            yield from (element | {"items": [part]} for part in _parts(item))
    elif element["type"] == "TextBlock":
        yield from _text_parts(element)
    else:
        yield element


def _table_parts(table: Element) -> Iterator[Element]:
    header, *rows = table["rows"]
    room = MOST_CARD_BYTES - bytes_of(table | {"rows": [header]})
    part: list[Element] = []
    left = room
    for row in rows:
        cost = bytes_of(row) + bytes_of("")
        if part and cost > left:
            yield table | {"rows": [header, *part]}
            part, left = [], room
        part.append(row)
        left -= cost
    yield table | {"rows": [header, *part]}


def _text_parts(block: Element) -> Iterator[Element]:
    """Whole lines, as many as fit; a line that is too long alone is divided before it comes here."""
    sep = _BREAK if _BREAK in block["text"] else _LIST_BREAK
    part = ""
    for line in block["text"].split(sep):
        longer = f"{part}{sep}{line}" if part else line
        if part and bytes_of(block | {"text": longer}) > MOST_CARD_BYTES:
            yield block | {"text": part}
            longer = line
        part = longer
    yield block | {"text": part}

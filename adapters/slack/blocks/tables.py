"""Tables as Slack's table block, or as lines where they are more than it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from adapters.slack.blocks.pieces import Item, Paragraph, Piece, cost_of
from adapters.slack.blocks.rich_text import section
from core.chatting.markdown.runs import Run, Runs, Table, text_of

MOST_TABLE_CHARACTERS = 10_000
"""Of all cells.  Source: https://docs.slack.dev/reference/block-kit/blocks/table-block"""
_MOST_ROWS = 100
"""The header is one of them."""
_MOST_COLUMNS = 20
_WIDE = 24
"""Characters; a column with wider cells is wrapped, or it would push the others out of sight."""
_EMPTY: Runs = (Run(" "),)
"""Slack refuses a cell without any text."""


def fits_a_table(table: Table, most_characters: int) -> bool:
    """Whether Slack takes a table as such.

    Args:
        table: The table.
        most_characters: Of one message.
    """
    return (
        len(table.rows) < _MOST_ROWS
        and 0 < len(table.header) <= _MOST_COLUMNS
        and cost_of(table) <= min(MOST_TABLE_CHARACTERS, most_characters)
    )


def table_block(table: Table) -> dict[str, Any]:
    """Draw a table that fits."""
    header = [_cell(_bold(cell)) for cell in table.header]
    columns = list(zip(table.header, *table.rows, strict=True))
    settings = [
        {"align": align, "is_wrapped": any(len(text_of(cell)) > _WIDE for cell in column)}
        for align, column in zip(table.aligns, columns, strict=True)
    ]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return {"type": "table", "column_settings": settings, "rows": [header, *rows]}


def as_lines(table: Table) -> Iterator[Piece]:
    """A table as a list: `Site: Foothills; Wait: 3 h`; without rows, its header."""
    if not table.rows:
        yield Paragraph(_in_line(table.header, "") or _EMPTY)
    for row in table.rows:
        cells = [
            (Run(f"{text_of(name)}: "), *cell) if name else cell
            for name, cell in zip(table.header, row, strict=True)
            if cell
        ]
        if cells:
            yield Item(_in_line(cells, ";"))


def _in_line(cells: list[Runs] | tuple[Runs, ...], mark: str) -> Runs:
    runs: list[Run] = []
    for cell in cells:
        runs += [Run(f"{mark} "), *cell] if runs else cell
    return tuple(runs)


def _bold(cell: Runs) -> Runs:
    return tuple(replace(run, is_bold=True) for run in cell)


def _cell(runs: Runs) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [section(runs or _EMPTY)]}

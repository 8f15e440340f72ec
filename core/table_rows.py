"""Tables become lines that stand on their own: `Name: Ann Lee | Role: Clerk | Extension: 0142`.

A parser lays its table out as a grid; this module finds the column names and writes the rows, so
that a table reads the same whether it came from HTML, Word or PDF.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

SEPARATOR = " | "
_HEADER_WIDTH = 40
"""Characters; longer texts in a first row are contents, not column names."""
_MAX_HEADER_ROWS = 3
_KEY_WIDTH = 60
_PAIR = 2
_HEADER_WORD_LIST = """
    action address amount area bring building by city code color colour colours condition contact
    cost date day days deadline department description desk document due duration e-mail email ext
    extension fax fee file floor form from function goes group hours item job kind language letter
    level limit location meaning measure month name note notes number office open opens operator
    owner pager paid person phone place position post price priority program purpose quantity rate
    reason remark remarks report responsible role room run section service shift site size staff
    start state status step subject system target task team tel telephone term time title to topic
    type unit value version week what when where who whom with word year
"""
_HEADER_WORDS = frozenset(_HEADER_WORD_LIST.split())
"""What columns are commonly called."""
_VALUE = re.compile(r"^\W*\d|\d{3}|[@€$£]|\]\(")
_FIGURES = re.compile(r"[\d@€$£]|\]\(")


@dataclass(frozen=True, slots=True)
class Cell:
    """One place in a grid.  A cell that spans several places stands in each of them."""

    text: str = ""
    is_header: bool = False
    is_bold: bool = False
    origin: int = 0
    """Tells cells apart: places that one spanning cell covers share it."""


Grid: TypeAlias = Sequence[Sequence[Cell]]
"""Rows of cells, all of one width."""


def rows_of(grid: Grid, header_rows: int | None = None) -> list[str]:
    """Write the body rows of a table, each with its column names.

    Args:
        grid: The table.
        header_rows: How many rows name the columns, where the file says so; None to find out.
    """
    grid = [row for row in grid if any(cell.text for cell in row)]
    if not grid:
        return []
    count = count_header_rows(grid) if header_rows is None else header_rows
    count = min(count, len(grid) - 1)
    names = _column_names(grid[:count])
    if not names:
        return [_keyed(row, is_key_value=_is_key_value(grid)) for row in grid]
    return _under_names(grid[count:], names)


def count_header_rows(grid: Grid) -> int:
    """Tell how many of the first rows name the columns."""
    marked = 0
    for row in grid[:_MAX_HEADER_ROWS]:
        filled = [cell for cell in row if cell.text]
        if not all(cell.is_header for cell in filled) or len(row) == 1:
            break
        marked += 1
    if marked:
        return marked if marked < len(grid) else 0
    return int(_looks_like_header(grid))


def _looks_like_header(grid: Grid) -> bool:
    """Whether a first row without markup is short, wordy and unlike the rows below it."""
    if len(grid) < 2 or len(grid[0]) < 2:  # noqa: PLR2004 - a header needs rows below, and columns
        return False
    first, below = grid[0], grid[1:]
    texts = [cell.text for cell in first]
    if len(set(texts)) < len(texts) or not all(map(_may_name_a_column, texts)):
        return False
    if any(cell.is_header for row in below for cell in row):
        return False
    if all(cell.is_bold for cell in first):
        return not all(cell.is_bold for row in below for cell in row)
    return (len(below) > 1 and _are_called_like_columns(texts)) or any(
        all(_FIGURES.search(row[column].text) for row in below) for column in range(len(first))
    )


def _may_name_a_column(text: str) -> bool:
    """Whether a text is short, and neither a figure nor a label of what stands beside it."""
    return (
        0 < len(text) <= _HEADER_WIDTH and not _VALUE.search(text) and not text.endswith((":", "."))
    )


def _are_called_like_columns(texts: Sequence[str]) -> bool:
    """Whether the texts of a row are words for columns: both of two, or half of more."""
    called = sum(
        bool(_HEADER_WORDS.intersection(re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())))
        for text in texts
    )
    return called >= max(_PAIR, (len(texts) + 1) // 2)


def _column_names(rows: Grid) -> list[str]:
    """Join stacked column names, a spanning one being told once: `Weekdays opens`."""
    names = []
    for column in zip(*rows, strict=True):
        parts: list[str] = []
        for cell in column:
            if cell.text and cell.text not in parts:
                parts.append(cell.text)
        names.append(" ".join(parts).rstrip(":").replace(SEPARATOR.strip(), "/"))
    return names


def _under_names(rows: Grid, names: Sequence[str]) -> list[str]:
    """Write rows with their column names; a row that is one wide cell heads those below it."""
    lines: list[str] = []
    section, is_told = "", True
    for row in rows:
        if len(row) > 1 and row[0].origin == row[-1].origin:
            lines += [] if is_told else [section]
            section, is_told = row[0].text, False
            if len(section) > _KEY_WIDTH:
                lines.append(section)
                section, is_told = "", True
        elif [cell.text for cell in row] != names:
            lines.append(_named(row, names, section))
            is_told = True
    return lines if is_told else [*lines, section]


def _named(row: Sequence[Cell], names: Sequence[str], section: str) -> str:
    parts = [section] if section else []
    previous: Cell | None = None
    for cell, name in zip(row, names, strict=True):
        is_repeated = previous is not None and cell.origin == previous.origin
        previous = cell
        if cell.text and not is_repeated:
            text = _inside(cell.text)
            parts.append(f"{name}: {text}" if name else text)
    return SEPARATOR.join(parts)


def _is_key_value(grid: Grid) -> bool:
    """Whether a table of two columns without markup pairs a label with its value."""
    if len(grid[0]) != _PAIR:
        return False
    labels = [row[0] for row in grid]
    return all(
        (label.text.endswith(":") or (label.is_bold and not row[1].is_bold))
        and len(label.text) <= _KEY_WIDTH
        for label, row in zip(labels, grid, strict=True)
    )


def _keyed(row: Sequence[Cell], *, is_key_value: bool) -> str:
    """Write a row of a table without column names; header cells label what follows them."""
    parts: list[str] = []
    key = ""
    for index, cell in enumerate(_distinct(row)):
        if not cell.text:
            continue
        if (cell.is_header or (is_key_value and index == 0)) and not key:
            key = _inside(cell.text).rstrip(": ")
            continue
        parts.append(f"{key}: {_inside(cell.text)}" if key else _inside(cell.text))
        key = ""
    if key:
        parts.append(key)
    return SEPARATOR.join(parts)


def _distinct(row: Sequence[Cell]) -> list[Cell]:
    """Return the cells of a row, a spanning one once."""
    cells: list[Cell] = []
    for cell in row:
        if not cells or cells[-1].origin != cell.origin:
            cells.append(cell)
    return cells


def _inside(text: str) -> str:
    """Keep a cell's text from looking like two cells."""
    return text.replace("|", "/")

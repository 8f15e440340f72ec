"""Tables in PDFs: lines whose cells begin at the same places."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from adapters.documents.pdf_lines import Line
from core.table_rows import Cell, rows_of

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2
_SAME_COLUMN = 4.0
"""Points that the beginnings of cells in one column may differ."""
_ROW_DISTANCE = 3.5
"""Font sizes between two lines of one table."""
_CELL_DISTANCE = 1.35
"""Font sizes between two lines of one cell."""
_LOOK_AHEAD = 4
"""Lines that one cell may have above those of its neighbours."""


def take_table(lines: Sequence[Line], start: int) -> tuple[list[str], int]:
    """Read a table that begins at a line.

    Args:
        lines: Of the document, in reading order.
        start: Where to look.

    Returns:
        The rows with their column names, and how many lines they took; nothing and 0 when no
        table begins there.
    """
    columns = [x for x, _ in lines[start].cells]
    if len(columns) < _FEWEST_COLUMNS:
        return [], 0
    taken = [lines[start]]
    while (index := start + len(taken)) < len(lines):
        if not _goes_on(lines[index : index + _LOOK_AHEAD], taken[-1], columns):
            break
        taken.append(lines[index])
        columns = _merge(columns, lines[index])
    if sum(len(line.cells) > 1 for line in taken) < _FEWEST_ROWS:
        return [], 0
    return rows_of(_grid(_rows(taken), columns)), len(taken)


def _goes_on(ahead: Sequence[Line], last: Line, columns: Sequence[float]) -> bool:
    """Whether the next line belongs to a table."""
    line = ahead[0]
    if not _is_near(last, line, _ROW_DISTANCE) or not _matches(line, columns):
        return False
    if _matches(line, columns) >= _FEWEST_COLUMNS or _is_near(last, line, _CELL_DISTANCE):
        return True
    # The first line of a cell that is taller than its neighbours: the rest of the row follows.
    for above, below in pairwise(ahead):
        if not _is_near(above, below, _CELL_DISTANCE):
            return False
        if _matches(below, columns) >= _FEWEST_COLUMNS:
            return True
    return False


def _is_near(above: Line, below: Line, distance: float) -> bool:
    return above.page == below.page and 0 < above.y - below.y <= distance * below.size


def _matches(line: Line, columns: Sequence[float]) -> int:
    """Count the cells of a line that begin where a column begins."""
    return sum(_column(x, columns) is not None for x, _ in line.cells)


def _column(x: float, columns: Sequence[float]) -> int | None:
    for index, column in enumerate(columns):
        if abs(x - column) <= _SAME_COLUMN:
            return index
    return None


def _merge(columns: Sequence[float], line: Line) -> list[float]:
    """Add the columns that only later rows fill."""
    added = [x for x, _ in line.cells if _column(x, columns) is None]
    return sorted((*columns, *added))


def _rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Group the lines of a table into rows, by the space between rows where there is any."""
    groups: list[list[Line]] = [[lines[0]]]
    for above, below in pairwise(lines):
        if _is_near(above, below, _CELL_DISTANCE):
            groups[-1].append(below)
        else:
            groups.append([below])
    full = sum(len(line.cells) > 1 for line in lines)
    if len(groups) * 2 >= full:
        return groups
    # A table set solid: each full line is a row, and the others continue it.
    rows: list[list[Line]] = []
    for line in lines:
        if rows and len(line.cells) == 1:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _grid(rows: Sequence[Sequence[Line]], columns: Sequence[float]) -> list[list[Cell]]:
    """Lay rows out in columns; the lines of a cell are joined."""
    grid: list[list[Cell]] = []
    for number, row in enumerate(rows):
        texts = [""] * len(columns)
        for line in row:
            for x, text in line.cells:
                place = max((i for i, c in enumerate(columns) if c <= x + _SAME_COLUMN), default=0)
                texts[place] = f"{texts[place]} {text}".strip()
        is_bold = all(line.is_bold for line in row)
        grid.append(
            [
                Cell(text, is_bold=is_bold and bool(text), origin=number * len(columns) + place + 1)
                for place, text in enumerate(texts)
            ]
        )
    return grid

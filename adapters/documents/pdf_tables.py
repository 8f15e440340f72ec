"""Tables in PDFs: lines whose cells begin at the same places."""

from __future__ import annotations

from collections.abc import Sequence

from adapters.documents.pdf_lines import Line
from core.table_rows import Cell, rows_of

_FEWEST_ROWS = 2
_FEWEST_COLUMNS = 2
_SAME_COLUMN = 4.0
"""Points that the beginnings of cells in one column may differ."""
_ROW_DISTANCE = 3.5
"""Font sizes between two lines of one table."""


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
    for line in lines[start + 1 :]:
        if not _belongs(line, taken[-1], columns):
            break
        taken.append(line)
        columns = _merge(columns, line)
    while len(taken) > 1 and len(taken[-1].cells) == 1 and taken[-1].x <= columns[0] + _SAME_COLUMN:
        # A lone line at the left margin is the text after the table.
        taken.pop()
    full = [line for line in taken if len(line.cells) > 1]
    if len(full) < _FEWEST_ROWS:
        return [], 0
    return rows_of(_grid(taken, columns)), len(taken)


def _belongs(line: Line, last: Line, columns: Sequence[float]) -> bool:
    """Whether a line goes on with a table: every cell in a column, the right one among them."""
    distance = last.y - line.y
    is_near = line.page == last.page and 0 < distance <= _ROW_DISTANCE * line.size
    places = [_column(x, columns) for x, _ in line.cells]
    matched = [place for place in places if place is not None]
    if not is_near or not matched:
        return False
    if len(line.cells) == 1:
        # A second line of a cell; in the first column it may as well be a paragraph.
        return distance <= 1.5 * line.size
    return len(matched) >= _FEWEST_COLUMNS


def _column(x: float, columns: Sequence[float]) -> int | None:
    for index, column in enumerate(columns):
        if abs(x - column) <= _SAME_COLUMN:
            return index
    return None


def _merge(columns: Sequence[float], line: Line) -> list[float]:
    """Add the columns that only later rows fill."""
    added = [x for x, _ in line.cells if _column(x, columns) is None]
    return sorted((*columns, *added))


def _grid(lines: Sequence[Line], columns: Sequence[float]) -> list[list[Cell]]:
    """Lay lines out in columns; a line that leaves the first column empty continues its row."""
    rows: list[list[str]] = []
    bold: list[bool] = []
    last: Line | None = None
    for line in lines:
        cells = [""] * len(columns)
        for x, text in line.cells:
            place = max((i for i, c in enumerate(columns) if c <= x + _SAME_COLUMN), default=0)
            cells[place] = f"{cells[place]} {text}".strip()
        is_close = last is not None and last.y - line.y <= 1.35 * line.size
        if rows and not cells[0] and is_close:
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        else:
            rows.append(cells)
            bold.append(line.is_bold)
        last = line
    width = len(columns)
    return [
        [
            Cell(text, is_bold=is_bold and bool(text), origin=row * width + column + 1)
            for column, text in enumerate(cells)
        ]
        for row, (cells, is_bold) in enumerate(zip(rows, bold, strict=True))
    ]

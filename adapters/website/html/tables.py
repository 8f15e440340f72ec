"""HTML tables: spans expanded, layout told from data."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from adapters.website.html.inline import inline_text, one_line
from core.domain import Address
from core.table_rows import Cell, rows_of

_MAX_COLUMNS = 60
_MAX_PLACES = 50_000
"""Of one grid: a table that claims a million columns must not fill the memory."""
_LONG_CELL = 200
"""Characters; a lone row of longer cells is a layout, not data."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def is_layout(table: etree._Element) -> bool:
    """Whether a table only places things beside each other."""
    if table.get("role") in ("presentation", "none"):
        return True
    rows = list(_rows(table))
    cells = [cell for row in rows for cell in _cells(row)]
    if len(cells) <= 1:
        return True
    if any(cell.tag == "th" for cell in cells):
        return False
    if any(next(cell.iter("table", *_HEADINGS), None) is not None for cell in cells):
        return True
    if all(len(list(_cells(row))) <= 1 for row in rows):
        return True
    return len(rows) == 1 and any(len("".join(cell.itertext())) > _LONG_CELL for cell in cells)


def layout_cells(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a layout table in reading order."""
    for row in _rows(table):
        yield from _cells(row)


def table_rows(table: etree._Element, base: Address) -> list[str]:
    """Write a data table's rows, each with its column names."""
    rows = list(_rows(table))
    named = sum(1 for row in rows if _parent_tag(row) == "thead")
    return rows_of(_grid(rows, base), header_rows=named if 0 < named < len(rows) else None)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row if cell.tag in ("td", "th"))


def _grid(rows: list[etree._Element], base: Address) -> list[list[Cell]]:
    """Lay the rows out, a spanning cell in each place that it covers."""
    grid: list[list[Cell]] = []
    hanging: dict[int, tuple[Cell, int]] = {}
    origin = 0
    places = 0
    for row in rows:
        line: list[Cell] = []
        for element in _cells(row):
            _hang(line, hanging)
            origin += 1
            cell = _cell(element, origin, base)
            width = _span(element, "colspan", _MAX_COLUMNS)
            height = _span(element, "rowspan", len(rows))
            for _ in range(min(width, _MAX_COLUMNS - len(line))):
                if height > 1:
                    hanging[len(line)] = (cell, height - 1)
                line.append(cell)
        _hang(line, hanging)
        places += len(line)
        if places > _MAX_PLACES:
            break
        grid.append(line)
    width = max((len(line) for line in grid), default=0)
    return [line + [Cell(origin=-1)] * (width - len(line)) for line in grid]


def _hang(line: list[Cell], hanging: dict[int, tuple[Cell, int]]) -> None:
    """Put in the cells that reach down from rows above, up to the next free place."""
    while len(line) in hanging:
        column = len(line)
        cell, left = hanging.pop(column)
        if left > 1:
            hanging[column] = (cell, left - 1)
        line.append(cell)


def _cell(element: etree._Element, origin: int, base: Address) -> Cell:
    text = one_line(inline_text(element, base))
    return Cell(
        text=text,
        is_header=element.tag == "th",
        is_bold=bool(text) and _is_bold(element),
        origin=origin,
    )


def _is_bold(element: etree._Element) -> bool:
    """Whether all that a cell shows is bold."""
    inner = element
    while not (inner.text or "").strip() and len(inner) == 1 and not (inner[0].tail or "").strip():
        inner = inner[0]
        if inner.tag in ("b", "strong"):
            return True
    return False


def _span(element: etree._Element, name: str, most: int) -> int:
    """Read a span; 0 means "to the end" for rows, and nonsense means 1."""
    value = element.get(name, "1").strip()
    if not value.isascii() or not value.isdigit():
        return 1
    return min(int(value[:6]) or most, most)


def _parent_tag(row: etree._Element) -> str:
    parent = row.getparent()
    return str(parent.tag) if parent is not None else ""

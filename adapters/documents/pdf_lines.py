"""The text of a PDF page as it was drawn becomes lines with their place, size and weight.

A PDF knows neither lines nor words: only pieces of text, each with a position and a font.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.page_text import clean

_BOLD_FONT = re.compile(r"bold|black|heavy|semibd|demi|cmbx|[-,]bd\b", re.IGNORECASE)
_NARROW, _WIDE = frozenset("iljtfrI.,;:'!|()[] "), frozenset("mwMW@%—")
_NARROW_WIDTH, _WIDE_WIDTH, _CAPITAL_WIDTH, _USUAL_WIDTH = 0.28, 0.85, 0.69, 0.54
"""Of the font size, as in the usual sans-serif fonts; reading each font's own is not worth it."""
_GAP = 0.9
"""Font sizes of empty space that part two columns."""
_SAME_LINE = 0.45
"""Font sizes that baselines on one line may differ, as with a superscript."""
_NEW_COLUMN = 10.0
"""Font sizes that the text may jump up within one column: to the next cell of a table's row."""
_SYMBOL_BULLET = re.compile("^[\x7f\uf000-\uf0ff\u2022]\\s*")
"""Bullets, also as symbol fonts draw them, outside of Unicode."""
_MARK = re.compile(r"^(?:[•▪●○◦‣■□*·–-]|\(?\d{1,2}[.)]|\(?[a-z][.)])$")
_HANGING = 4.0
"""Font sizes between a hanging bullet and its text, at most."""
_LINK_SLACK = 2.0
"""Points by which a link's rectangle may miss its text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text in one font."""

    text: str
    x: float
    y: float
    """Points from the page's lower left corner."""
    size: float
    """Font size in points, as it appears."""
    is_bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """Pieces side by side, parted into cells where wide gaps lie between them."""

    cells: tuple[tuple[float, str], ...]
    """Where each cell begins, in points from the left, and its text."""
    y: float
    size: float
    is_bold: bool
    end: float
    """Where the line ends, roughly, in points."""
    page: int = 0
    is_edge: bool = False
    """Whether it is among the first or last lines of its page, where headers and footers are."""

    @property
    def x(self) -> float:
        """Where the line begins."""
        return self.cells[0][0]

    @property
    def text(self) -> str:
        """All cells, with spaces between them."""
        return " ".join(text for _, text in self.cells)


def collect_pieces(page: Any, check_time: Callable[[], None]) -> list[Piece]:
    """Collect the pieces of text of a page in the order in which they were drawn.

    Args:
        page: A page of pypdf.
        check_time: Called again and again; raises when the time is up.
    """
    pieces: list[Piece] = []

    def visit(text: str, cm: Sequence[float], tm: Sequence[float], font: Any, size: float) -> None:
        if not text.strip():
            return
        # The text matrix places text in the space that the page's own matrix places on paper.
        x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
        y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
        scale = (abs(tm[0] * cm[0] + tm[1] * cm[2]) + abs(tm[2] * cm[1] + tm[3] * cm[3])) / 2
        shown = abs(size) * (scale or 1.0)
        name = str(font.get("/BaseFont", "")) if font else ""
        pieces.extend(_by_line(text, x, y, shown or 1.0, is_bold=bool(_BOLD_FONT.search(name))))

    page.extract_text(visitor_text=visit, visitor_operand_before=lambda *_: check_time())
    return pieces


def lines_of(pieces: Iterable[Piece], page: int) -> list[Line]:
    """Put pieces together to lines in reading order, column after column."""
    bands: list[list[Piece]] = []
    last: Piece | None = None
    for piece in pieces:
        if last is None or piece.y - last.y > _NEW_COLUMN * piece.size:
            bands.append([])
        bands[-1].append(piece)
        last = piece
    return [line for band in bands for line in _lines_of_band(band, page)]


def add_links(lines: list[Line], page: Any) -> list[Line]:
    """Write the web and e-mail addresses of a page's links behind the lines that they lie on."""
    for target, (_, low, _, high) in _links(page):
        for index, line in enumerate(lines):
            is_on_line = low - _LINK_SLACK <= line.y <= high
            if is_on_line and target not in line.text:
                *before, (x, text) = line.cells
                lines[index] = replace(line, cells=(*before, (x, f"{text} ({target})")))
                break
            if is_on_line:
                break
    return lines


def _by_line(text: str, x: float, y: float, size: float, *, is_bold: bool) -> Iterable[Piece]:
    """Part a run that pypdf gives with line ends inside; only the first part's place is known."""
    for part in text.split("\n"):
        if part.strip():
            yield Piece(part, x, y, size, is_bold)


def _lines_of_band(band: list[Piece], page: int) -> list[Line]:
    """Order the pieces of one column from top to bottom and from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(band, key=lambda piece: -piece.y):
        slack = _SAME_LINE * max(piece.size, rows[-1][0].size) if rows else 0.0
        if rows and rows[-1][0].y - piece.y <= slack:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = (_line(sorted(row, key=lambda piece: piece.x), page) for row in rows)
    return [line for line in lines if line.text]


def _line(row: list[Piece], page: int) -> Line:
    cells: list[tuple[float, str]] = []
    end = row[0].x
    for piece in row:
        gap = piece.x - end
        if not cells or gap > _GAP * piece.size:
            cells.append((piece.x, piece.text))
        else:
            x, text = cells[-1]
            space = " " if gap > 0.15 * piece.size and not text.endswith(" ") else ""
            cells[-1] = (x, f"{text}{space}{piece.text}")
        end = max(end, piece.x + _width(piece.text.rstrip()) * piece.size)
    weights = [(len(piece.text.strip()), piece) for piece in row]
    bold = sum(length for length, piece in weights if piece.is_bold)
    return Line(
        cells=_with_bullet([(x, text) for x, raw in cells if (text := clean(raw))], row[0]),
        y=row[0].y,
        size=round(max(weights, key=lambda weight: weight[0])[1].size, 1),
        is_bold=bold >= 0.9 * sum(length for length, _ in weights),
        end=end,
        page=page,
    )


def _with_bullet(cells: list[tuple[float, str]], first: Piece) -> tuple[tuple[float, str], ...]:
    """Put a bullet or number that hangs before its text into one cell with it."""
    if not cells:
        return ((first.x, ""),)
    x, text = cells[0]
    cells[0] = (x, text := _SYMBOL_BULLET.sub("• ", text).strip())
    if len(cells) == 2 and _MARK.match(text) and cells[1][0] - x < _HANGING * first.size:  # noqa: PLR2004
        return ((x, f"{text} {cells[1][1]}"),)
    return tuple(cells)


def _width(text: str) -> float:
    """Estimate how wide a text runs, in font sizes."""
    width = 0.0
    for character in text:
        if character in _NARROW:
            width += _NARROW_WIDTH
        elif character in _WIDE:
            width += _WIDE_WIDTH
        else:
            width += _CAPITAL_WIDTH if character.isupper() else _USUAL_WIDTH
    return width


def _links(page: Any) -> Iterable[tuple[str, tuple[float, float, float, float]]]:
    """Yield the addresses of a page's links with their rectangles."""
    for reference in page.get("/Annots") or ():
        annotation = reference.get_object()
        action = annotation.get("/A") if hasattr(annotation, "get") else None
        target = str(action.get_object().get("/URI", "")) if action is not None else ""
        target = clean(target.removeprefix("mailto:").partition("?subject")[0])
        rectangle = annotation.get("/Rect") if target else None
        if rectangle is not None and len(rectangle) == 4:  # noqa: PLR2004 - two corners
            left, low, right, high = (float(value) for value in rectangle)
            yield target, (left, min(low, high), right, max(low, high))

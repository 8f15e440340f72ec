"""What an answer is made of, between its Markdown and Slack's blocks.

`parsing` writes pieces; `fitting`, `rich_text`, `tables` and `packing` read them.  A list is a run of items
that each say where they stand, so that a message may end between any two of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look."""

    text: str
    """Never empty."""
    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    is_code: bool = False
    url: str = ""
    """Where a click leads: http, https or mailto."""
    person: str = ""
    """Set where this is the mention of a person: their user id.  `text` is their name then."""

    @property
    def cost(self) -> int:
        """Characters that count for Slack's limits, counted generously."""
        return len(self.text) + len(self.url) + len(self.person)


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines of text; a paragraph all in bold is a heading."""

    runs: Runs
    is_quoted: bool = False

    @property
    def is_heading(self) -> bool:
        """Whether what follows belongs under it."""
        return not self.is_quoted and all(run.is_bold for run in self.runs)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    runs: Runs
    depth: int = 0
    number: int | None = None
    """Its number in an ordered list; None: a bullet."""
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they are."""

    text: str
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, all of the width of the header."""

    header: tuple[Runs, ...]
    rows: tuple[tuple[Runs, ...], ...]
    aligns: tuple[str, ...]
    """Of each column: `left`, `center` or `right`."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


Piece: TypeAlias = Paragraph | Item | Code | Table | Rule


def text_of(runs: Iterable[Run]) -> str:
    """What runs say."""
    return "".join(run.text for run in runs)


def cost_of(piece: Piece) -> int:
    """Characters of a piece that count for Slack's limits."""
    match piece:
        case Paragraph(runs=runs) | Item(runs=runs):
            return sum(run.cost for run in runs) + 2
        case Code(text=text):
            return len(text) + 1
        case Table(header=header, rows=rows):
            return sum(
                max(1, sum(run.cost for run in cell)) for row in (header, *rows) for cell in row
            )
        case Rule():
            return 1


def plain_of(pieces: Sequence[Piece]) -> str:
    """The words of pieces in one line, as they are read aloud."""
    told: list[str] = []
    for piece, after in zip(pieces, (*pieces[1:], None), strict=False):
        text = " ".join(_plain(piece).split())
        told.append(text + (_pause(piece, after) if text[-1:].isalnum() else ""))
    return " ".join(filter(None, told))


def _pause(piece: Piece, after: Piece | None) -> str:
    """What the end of a line says to the eye; items have their bullets."""
    if after is None:
        return ""
    if isinstance(piece, Paragraph) and piece.is_heading:
        return ":"
    return "" if isinstance(after, Item) else "."


def _plain(piece: Piece) -> str:
    match piece:
        case Paragraph(runs=runs):
            return text_of(runs)
        case Item(runs=runs, number=number):
            return f"{'•' if number is None else f'{number}.'} {text_of(runs)}"
        case Code(text=text):
            return text
        case Table(header=header, rows=rows):
            lines = (", ".join(filter(None, map(text_of, row))) for row in (header, *rows))
            return "; ".join(lines)
        case Rule():
            return ""

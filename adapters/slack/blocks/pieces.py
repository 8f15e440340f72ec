"""What an answer is made of, between its Markdown and Slack's blocks.

`parsing` writes pieces; `fitting`, `rich_text`, `tables` and `packing` read them.  A list is a run of items
that each say where they stand, so that a message may end between any two of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.chatting.markdown.runs import Rule, Runs, Table, text_of


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


Piece: TypeAlias = Paragraph | Item | Code | Table | Rule


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

"""What an answer is made of, between its Markdown and what Teams takes: lines, code, tables.

`reading` makes pieces; `text`, `cards` and `packing` read them.  A paragraph is a run of lines, a list one
of items, so that a message may end between any two of them.
"""

from __future__ import annotations

from collections.abc import Iterable
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
    """Where a click leads: http, https, mailto or tel."""
    person: str = ""
    """Set where this mentions a person: their id.  `text` is their name then."""

    @property
    def is_whole(self) -> bool:
        """Whether it is never cut in two."""
        return bool(self.url or self.person)


Runs: TypeAlias = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text, or the first line of an item of a list."""

    runs: Runs
    """At least one."""
    depth: int = -1
    """Of the list it belongs to, from 0; -1: it stands in none."""
    marker: str = ""
    """`-` or `3.` where an item begins with it; empty: a line of text."""
    is_quoted: bool = False
    is_after_gap: bool = False
    """Whether a blank line stands before it."""

    @property
    def is_heading(self) -> bool:
        """Whether what follows belongs under it."""
        return self.depth < 0 and not self.is_quoted and all(run.is_bold for run in self.runs)


@dataclass(frozen=True, slots=True)
class Code:
    """Lines shown as they are."""

    text: str
    """Not blank."""
    fence: str
    """Encloses it; does not stand in it."""
    is_closed: bool = True


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


Piece: TypeAlias = Line | Code | Table | Rule


def text_of(runs: Iterable[Run]) -> str:
    """What runs say."""
    return "".join(run.text for run in runs)

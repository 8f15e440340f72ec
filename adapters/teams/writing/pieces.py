"""What an answer is made of, between its Markdown and what Teams takes: lines, code, tables.

`reading` makes pieces; `text`, `cards` and `packing` read them.  A paragraph is a run of lines, a list one
of items, so that a message may end between any two of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from core.chatting.markdown.runs import Rule, Runs, Table


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


Piece: TypeAlias = Line | Code | Table | Rule

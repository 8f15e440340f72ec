"""What lines, items and cells are made of, and the pieces of an answer that are alike on each platform.

`inline` makes runs; the chat adapters read them, and make pieces of them.
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
    """Where a click leads: http, https or mailto, and tel where the platform takes it."""
    person: str = ""
    """Set where this mentions a person: their id.  `text` is their name then."""

    @property
    def is_whole(self) -> bool:
        """Whether it is never cut in two."""
        return bool(self.url or self.person)

    @property
    def cost(self) -> int:
        """Characters that count for a platform's limits, counted generously."""
        return len(self.text) + len(self.url) + len(self.person)


Runs: TypeAlias = tuple[Run, ...]


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


def text_of(runs: Iterable[Run]) -> str:
    """What runs say."""
    return "".join(run.text for run in runs)

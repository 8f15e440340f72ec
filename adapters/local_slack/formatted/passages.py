"""What formatted text consists of, whichever markup it was written in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto


class SpanKind(Enum):
    """What some words are."""

    TEXT = auto()
    LINK = auto()
    USER = auto()
    GROUP = auto()
    CHANNEL = auto()
    BROADCAST = auto()
    DATE = auto()
    """Read in the zone of whoever reads it; its words are for those who cannot."""
    DIVIDER = auto()
    """What stands between two cells of a row."""


NOTIFYING = frozenset({SpanKind.USER, SpanKind.GROUP, SpanKind.BROADCAST})
"""What makes somebody's phone ring."""


class Style(Enum):
    """How words look; the value is rich text's name of it."""

    BOLD = "bold"
    ITALIC = "italic"
    STRIKE = "strike"
    CODE = "code"
    UNDERLINE = "underline"


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of one kind and look."""

    text: str
    """As it is read, without any escaping; of a mention: what its writer called it, or empty."""
    kind: SpanKind = SpanKind.TEXT
    target: str = ""
    """The address of a link; the id of who or what is mentioned; `channel`, `here` or `everyone`; of a
    date: its seconds since 1970, `^`, and Slack's format."""
    styles: frozenset[Style] = frozenset()

    def styled(self, *styles: Style) -> Span:
        """The same words, looking like this too."""
        return replace(self, styles=self.styles | set(styles))


class PassageKind(Enum):
    """What a passage is."""

    TEXT = auto()
    HEADING = auto()
    BULLET = auto()
    ORDERED = auto()
    QUOTE = auto()
    CODE = auto()
    RULE = auto()
    ROW = auto()
    """Of a table in Markdown."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a list's item, a quote or a block of code."""

    kind: PassageKind
    spans: tuple[Span, ...] = ()
    indent: int = 0
    """Of a list's item: how deep it stands, from 0."""
    number: int = 0
    """Of a numbered item, from 1."""

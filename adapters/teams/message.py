"""A message as this adapter sends it, before it becomes an activity of botbuilder.

`adapters.teams.writing` makes them, `adapters.teams.calls` sends them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Card: TypeAlias = Mapping[str, Any]
"""The content of an Adaptive Card (`{"type": "AdaptiveCard", …}`)."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that an answer stands on, as Teams opens it from `[1]` in the text."""

    position: int
    """From 1; the text holds `[position]`."""
    name: str
    url: str
    """Of http(s); empty: it leads nowhere, and only tells its name."""
    abstract: str


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is named in the text as `<at>name</at>` (escaped there), and called by it."""

    person: str
    """Their id in Teams, `29:…`."""
    name: str


@dataclass(frozen=True, slots=True)
class TeamsMessage:
    """One message."""

    text: str
    """Markdown as Teams understands it; may be empty where there are cards."""
    cards: tuple[Card, ...] = ()
    citations: tuple[Citation, ...] = ()
    mentions: tuple[Mention, ...] = ()
    is_ai: bool = False
    """Whether it carries the label "AI-generated"."""
    takes_feedback: bool = False
    """Whether thumbs are shown beneath it."""
    suggested: tuple[str, ...] = ()
    """Questions that are offered beneath it (personal chats only)."""
    summary: str = ""
    """What notifications show where there is a card: its first line."""

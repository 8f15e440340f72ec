"""What surfaces hear of: cards and dialogs by the name of their action, words by themselves.

Surfaces register theirs; `listening.bot` finds them here, keeps strangers and faults from them, and
puts their answers in Teams' words.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from adapters.teams.message import Card, TeamsMessage
from adapters.teams.spot import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class Pressed:
    """Somebody pressed a card's button, opened a dialog, or sent one in."""

    spot: Spot
    """Where the card stands; in a thread with its root."""
    person: str
    """Their id in Teams, `29:…`."""
    name: str
    """What they are called; may be empty."""
    data: Mapping[str, Any]
    """The card's data together with its inputs, as untrusted as anything from outside."""
    message_id: str
    """The message that carries the card; empty in dialogs."""
    activity_id: str
    """Of the press itself: the same where Teams delivers it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidCommand:
    """Somebody said a word that surfaces answer, e.g. `settings`."""

    spot: Spot
    """Where it was said; in a thread with its root."""
    person: str
    name: str
    """What they are called; may be empty."""
    activity_id: str
    """The message that said it."""
    is_private: bool = False
    """Whether it was said in the message extension, and the answer is shown to them alone."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words for that person alone: beneath the card, or in the dialog."""

    text: str


@dataclass(frozen=True, slots=True)
class Dialog:
    """Opens a dialog, or goes on with it."""

    title: str
    card: Card
    height: int | str = "medium"
    """Pixels, or `small`, `medium`, `large`."""
    width: int | str = "medium"


@dataclass(frozen=True, slots=True)
class Nothing:
    """It is done; a dialog closes."""


InvokeAnswer: TypeAlias = Told | Dialog | Nothing
Handler: TypeAlias = Callable[[Pressed], Awaitable[InvokeAnswer]]
WordHandler: TypeAlias = Callable[[SaidCommand], Awaitable[TeamsMessage]]


@dataclass(frozen=True, slots=True)
class Routes:
    """Who hears what, by the name that stands under `names.ACTION` in the data."""

    actions: dict[str, Handler] = field(default_factory=dict)
    """Buttons of cards (`Action.Submit` and `Action.Execute`)."""
    dialogs: dict[str, Handler] = field(default_factory=dict)
    """Buttons that open a dialog (`task/fetch`)."""
    submissions: dict[str, Handler] = field(default_factory=dict)
    """Dialogs that were sent in (`task/submit`)."""
    words: dict[str, WordHandler] = field(default_factory=dict)
    """`help`, `settings`, `sources`: what to post where one of them was said by itself."""

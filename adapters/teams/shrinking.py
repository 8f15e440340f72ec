"""A message that Teams found too big, made smaller step by step: nothing that it says is ever lost.

`adapters.teams.answer` and `adapters.teams.poster` call it after a 413.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from adapters.teams.message import Card, TeamsMessage

_PICTURE = "data:image/"
_LEAST_CHARACTERS = 500
"""What is refused though it is shorter is refused for another reason."""
_LEAST_ROWS = 3
"""Of a table: its header and two others."""
_FENCE = "```"
_ENDS = ("\n\n", "\n", " ")


def smaller(message: TeamsMessage) -> list[TeamsMessage]:
    """The same in less: pictures in words, text and card apart, at last in two messages.

    Returns:
        What to send in its place, in order; nothing where it cannot be made smaller.
    """
    plain = tuple(map(_without_pictures, message.cards))
    if plain != message.cards:
        return [replace(message, cards=plain)]
    if message.cards and message.text:
        return [
            _unfinished(replace(message, cards=(), summary="")),
            replace(message, text="", citations=(), mentions=()),
        ]
    if message.cards:
        return _halved_card(message)
    if len(message.text) < _LEAST_CHARACTERS:
        return []
    first, second = _halves(message.text)
    return [_unfinished(replace(message, text=first)), replace(message, text=second)]


def _unfinished(message: TeamsMessage) -> TeamsMessage:
    """One that others follow: what belongs beneath an answer comes with the last."""
    return replace(message, takes_feedback=False, suggested=())


# ---- Cards ------------------------------------------------------------------------------


def _without_pictures(card: Card) -> Card:
    return {name: _told(value) for name, value in card.items()}


def _told(value: Any) -> Any:
    """A part of a card with what its pictures show in their place."""
    match value:
        case {"type": "Image", "url": str(url)} if url.startswith(_PICTURE):
            return {"type": "TextBlock", "text": value.get("altText") or " ", "wrap": True}
        case Mapping():
            return {name: _told(inner) for name, inner in value.items()}
        case list() | tuple():
            return [_told(inner) for inner in value]
        case _:
            return value


def _halved_card(message: TeamsMessage) -> list[TeamsMessage]:
    """A card in two; where that cannot be done, its first line has to do."""
    card, *others = message.cards
    if others:
        return [_unfinished(replace(message, cards=(card,))), replace(message, cards=tuple(others))]
    body = list(card.get("body") or [])
    match body:
        case [{"fallback": Mapping() as instead}]:
            return [replace(message, cards=({**card, "body": [instead]},))]
    parts = _body_halves(body)
    if not parts:
        return [replace(message, text=message.summary or "This is too big to be shown.", cards=())]
    first, second = parts
    begun = {name: value for name, value in card.items() if name != "actions"}
    return [
        _unfinished(replace(message, cards=({**begun, "body": first},))),
        replace(message, cards=({**card, "body": second},)),
    ]


def _body_halves(body: Sequence[Any]) -> tuple[list[Any], list[Any]] | None:
    """Elements in two; a single one is divided where it can be."""
    if len(body) > 1:
        middle = len(body) // 2
        return list(body[:middle]), list(body[middle:])
    match body:
        case [{"type": "Table", "rows": [header, *rows]} as table] if len(rows) >= _LEAST_ROWS - 1:
            middle = len(rows) // 2
            return (
                [{**table, "rows": [header, *rows[:middle]]}],
                [{**table, "rows": [header, *rows[middle:]]}],
            )
        case [{"type": "TextBlock", "text": str(text)} as block] if len(text) >= _LEAST_CHARACTERS:
            first, second = _halves(text)
            return [{**block, "text": first}], [{**block, "text": second}]
        case _:
            return None


# ---- Text -------------------------------------------------------------------------------


def _halves(text: str) -> tuple[str, str]:
    """A text in two, between paragraphs, lines or words, as near to its middle as can be."""
    middle = len(text) // 2
    for end in _ENDS:
        at = text.rfind(end, middle // 2, middle + len(end))
        if at > 0:
            return _whole(text[:at], text[at + len(end) :])
    return _whole(text[:middle], text[middle:])


def _whole(first: str, second: str) -> tuple[str, str]:
    """Code that goes over both is code in both."""
    if first.count(_FENCE) % 2:
        return f"{first}\n{_FENCE}", f"{_FENCE}\n{second}"
    return first, second

"""A message that Teams found too big, made smaller step by step: nothing of its text is ever lost.

`adapters.teams.answer` and `adapters.teams.poster` call it after a 413.
"""

from __future__ import annotations

import json
from dataclasses import replace

from adapters.teams.message import TeamsMessage

_PICTURE = "data:image/"
_LEAST_CHARACTERS = 500
"""What is refused though it is shorter is refused for another reason."""
_FENCE = "```"
_ENDS = ("\n\n", "\n", " ")


def smaller(message: TeamsMessage) -> list[TeamsMessage]:
    """The same in less: without pictures, without any card, at last in two messages.

    Returns:
        What to send in its place, in order; nothing where it cannot be made smaller.
    """
    plain = tuple(card for card in message.cards if _PICTURE not in json.dumps(card, default=dict))
    if len(plain) < len(message.cards):
        return [_said(replace(message, cards=plain))]
    if message.cards:
        return [_said(replace(message, cards=()))]
    if len(message.text) < _LEAST_CHARACTERS:
        return []
    first, second = _halves(message.text)
    return [
        replace(message, text=first, takes_feedback=False, suggested=()),
        replace(message, text=second),
    ]


def _said(message: TeamsMessage) -> TeamsMessage:
    """What was only in cards is told by its summary."""
    if message.text or message.cards:
        return message
    return replace(message, text=message.summary or "This is too big to be shown in Teams.")


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

"""The cards in the dialogs of the message extension."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.teams.message import Card, TeamsMessage
from adapters.teams.names import QUESTION
from adapters.teams.taking_in.routes import Dialog
from adapters.teams.writing import in_card

ASK_TITLE = "Ask frontdesk"
_MOST_QUESTION_CHARACTERS = 1_000


def question_dialog() -> Dialog:
    """Asks for a question, or a command."""
    entry = {
        "type": "Input.Text",
        "id": QUESTION,
        "label": "What would you like to know?",
        "placeholder": "A question, or: waits, sources, settings, subscriptions, forget, help",
        "isMultiline": True,
        "isRequired": True,
        "errorMessage": "Please write a question.",
        "maxLength": _MOST_QUESTION_CHARACTERS,
    }
    button = {"type": "Action.Submit", "title": "Ask"}
    return Dialog(ASK_TITLE, _card([entry], [button]))


def message_dialog(title: str, message: TeamsMessage) -> Dialog:
    """Shows what would be a message elsewhere."""
    if message.cards:
        return Dialog(title, message.cards[0])
    return words_dialog(title, message.text)


def words_dialog(title: str, markdown: str) -> Dialog:
    """Shows words."""
    return Dialog(title, _card(in_card(markdown)))


def link_dialog(title: str, text: str, *, button: str, address: str) -> Dialog:
    """Shows words, and a button that leads somewhere in Teams."""
    action = {"type": "Action.OpenUrl", "title": button, "url": address}
    return Dialog(title, _card(in_card(text), [action]), height="small")


def _card(body: Sequence[Any], actions: Sequence[Any] = ()) -> Card:
    card: dict[str, Any] = {
        "type": "AdaptiveCard",
        "$schema": "https://adaptivecards.io/schemas/adaptive-card.json",
        "version": "1.5",
        "body": list(body),
    }
    return {**card, "actions": list(actions)} if actions else card

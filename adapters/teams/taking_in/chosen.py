"""Reads the message that something of the message extension was chosen on."""

from __future__ import annotations

from adapters.teams.taking_in.html_text import plain_html
from adapters.teams.taking_in.payloads import ChosenMention, ChosenMessage

_BOT = "28:"


def is_by(message: ChosenMessage, app_id: str, desk: str) -> bool:
    """Whether the desk wrote it.

    Args:
        message: The message.
        app_id: Of the bot; may be empty.
        desk: What Teams calls the desk (`28:…`).
    """
    author = message.sender.application.id
    return bool(author) and author in {app_id, desk, desk.removeprefix(_BOT)}


def text_of(message: ChosenMessage, *, desk: str) -> str:
    """Its text in plain words; where the desk is named, nothing is left."""
    names = {str(one.id): _called(one, desk) for one in message.mentions}
    if message.body.content_type == "text":
        return message.body.content.strip()
    return plain_html(message.body.content, names=names).strip(" ,:\n")


def _called(mention: ChosenMention, desk: str) -> str:
    mentioned = mention.mentioned
    ids = {mentioned.id, mentioned.application.id}
    is_desk = bool(ids & {desk, desk.removeprefix(_BOT)} - {""})
    name = mention.text or mentioned.name or mentioned.user.name
    return "" if is_desk else f"@{name.lstrip('@')}"

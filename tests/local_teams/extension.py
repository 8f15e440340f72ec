"""The message extension: how a person uses its commands, and what goes with them.

`people` calls it.  Its dialogs are read as others are.

Source: https://learn.microsoft.com/microsoftteams/platform/messaging-extensions/how-to/action-commands/create-task-module
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import escape

from tests.local_teams.dialogs import Door
from tests.local_teams.state import PERSONAL, Chat, Json, Message, World, entities_of

_FETCHES = "composeExtension/fetchTask"
_SUBMITS = "composeExtension/submitAction"
_NAMED = re.compile(r'<span [^>]*itemid="(\d+)">(.*?)</span>')


def composer_door(command_id: str, chat: Chat, under: str = "", *, names_chat: bool = True) -> Door:
    """The dialog of a command in the composer (or in the bar above all).

    Args:
        command_id: Which.
        chat: Where.
        under: The thread's root (channels).
        names_chat: Whether the bot is told where: in a chat of two people it need not be.
    """
    extra = {"commandId": command_id, "commandContext": "compose"}
    return Door(chat, _FETCHES, _SUBMITS, root=under, extra=extra, names_chat=names_chat)


def message_door(world: World, command_id: str, on: Message) -> Door:
    """The dialog of a command in a message's menu."""
    extra = {
        "commandId": command_id,
        "commandContext": "message",
        "messagePayload": message_payload(world, on),
    }
    return Door(on.chat, _FETCHES, _SUBMITS, root=on.root, extra=extra)


def message_payload(world: World, message: Message) -> Json:
    """A message, as an extension's command is told of it."""
    created = datetime.fromtimestamp(int(message.id) / 1000, UTC)
    return {
        "id": message.id,
        "replyToId": message.under or None,
        "createdDateTime": created.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "lastModifiedDateTime": None,
        "deleted": message.is_deleted,
        "subject": None,
        "summary": None,
        "importance": "normal",
        "locale": "en-us",
        "linkToMessage": f"https://teams.example/l/message/{message.chat.id}/{message.id}",
        "from": _identity(world, message.author_id),
        "body": {"contentType": "html", "content": _html(message)},
        "attachmentLayout": None,
        "attachments": _attachments(message),
        "mentions": _mentions(world, message),
        "reactions": [],
        **({} if message.chat.kind == PERSONAL else _where(message)),
    }


def _where(message: Message) -> Json:
    return {"channelIdentity": {"channelId": message.chat.id}} if message.chat.team else {}


def _html(message: Message) -> str:
    for one in message.activity.get("attachments") or []:
        if one.get("contentType") == "text/html":
            return _NAMED.sub(r'<at id="\1">\2</at>', str(one["content"]))
    return f"<p>{escape(message.text, quote=False)}</p>" if message.text else ""


def _attachments(message: Message) -> list[Json]:
    shown = message.activity.get("attachments") or []
    return [one for one in shown if one.get("contentType") != "text/html"]


def _mentions(world: World, message: Message) -> list[Json]:
    return [
        {
            "id": number,
            "mentionText": one["mentioned"]["name"],
            "mentioned": _identity(world, one["mentioned"]["id"]),
        }
        for number, one in enumerate(entities_of(message.activity, "mention"))
    ]


def _identity(world: World, author_id: str) -> Json:
    """Somebody as Microsoft Graph names them: a person by the id in the directory, or an app."""
    account = world.accounts.get(author_id)
    if account is not None:
        user = {"userIdentityType": "aadUser", "id": account.aad, "displayName": account.name}
        return {"user": user, "application": None}
    app = {"applicationIdentityType": "bot", "id": world.app_id, "displayName": world.bot_name}
    return {"user": None, "application": app}

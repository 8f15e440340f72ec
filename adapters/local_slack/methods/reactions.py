"""`reactions.*`."""

from __future__ import annotations

import re
from collections.abc import Mapping

from adapters.local_slack.methods.call import Call, Method, message_in, written_channel
from adapters.local_slack.payloads import message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, Message

_NAME = re.compile(r"[a-z0-9_+'-]+(::skin-tone-[2-6])?")


def add(call: Call) -> Json:
    """`reactions.add`."""
    message, who = _message(call), call.workspace.app.bot_user
    users = message.reactions.setdefault(_name(call), [])
    if who in users:
        raise SlackRefusal("already_reacted")
    users.append(who)
    _tell(call, message, "reaction_added")
    return {}


def remove(call: Call) -> Json:
    """`reactions.remove`."""
    if not {"channel", "timestamp"} <= set(call.arguments):
        raise SlackRefusal("no_item_specified")
    message, who, name = _message(call), call.workspace.app.bot_user, _name(call)
    if who not in message.reactions.get(name, []):
        raise SlackRefusal("no_reaction")
    message.reactions[name].remove(who)
    if not message.reactions[name]:
        del message.reactions[name]
    _tell(call, message, "reaction_removed")
    return {}


def get(call: Call) -> Json:
    """`reactions.get`."""
    if not {"channel", "timestamp"} <= set(call.arguments):
        raise SlackRefusal("no_item_specified")
    message = _message(call)
    shown = message_json(call.workspace, message)
    return {"type": "message", "channel": message.channel, "message": shown}


def _message(call: Call) -> Message:
    return message_in(written_channel(call), call.text("timestamp"))


def _name(call: Call) -> str:
    name = call.text("name").strip(":")
    if not _NAME.fullmatch(name):
        raise SlackRefusal("invalid_name")
    return name


def _tell(call: Call, message: Message, kind: str) -> None:
    event = {
        "type": kind,
        "user": call.workspace.app.bot_user,
        "reaction": _name(call),
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": call.workspace.new_ts(),
    }
    call.workspace.announce(event, message.channel)


METHODS: Mapping[str, Method] = {
    "reactions.add": add,
    "reactions.remove": remove,
    "reactions.get": get,
}

"""Activities as Teams sends them to a bot.

`people` and what stands beside it fill them in; `delivery` carries them.

Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
and …/subscribe-to-conversation-events
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime

from tests.local_teams.composing import Composed
from tests.local_teams.state import (
    CHANNEL,
    PERSONAL,
    STANDARD,
    Account,
    Chat,
    Json,
    Message,
    World,
    thread_id,
)

LOCALE = "en-GB"
_ZONE = "Europe/London"


def envelope(world: World, kind: str, chat: Chat, by: Account, *, root: str = "") -> Json:
    """What every activity carries.

    Args:
        world: Where it happens.
        kind: The activity's type.
        chat: Where.
        by: Who did it.
        root: The thread's root (channels).
    """
    now = datetime.now(UTC)
    return {
        "type": kind,
        "id": f"f:{uuid.uuid4()}",
        "timestamp": now.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "localTimestamp": now.isoformat(timespec="milliseconds"),
        "localTimezone": _ZONE,
        "serviceUrl": world.service_url,
        "channelId": "msteams",
        "from": sender(by),
        "conversation": conversation(chat, root),
        "recipient": {"id": world.bot_id, "name": world.bot_name},
        "channelData": channel_data(chat, by),
        "locale": LOCALE,
    }


def message_activity(
    world: World, message: Message, by: Account, composed: Composed, *, kind: str = "message"
) -> Json:
    """Something that was said, edited or deleted."""
    ending = "\n" if composed.entities and message.chat.kind == CHANNEL else ""
    return {
        **envelope(world, kind, message.chat, by, root=message.root),
        "id": message.id,
        "text": composed.text + ending,
        "textFormat": "plain",
        "attachments": [{"contentType": "text/html", "content": composed.html}],
        "entities": [*composed.entities, client_info()],
    }


def invoke(
    world: World, name: str, chat: Chat, by: Account, value: Json, *, root: str = ""
) -> Json:
    """Something that wants an answer at once."""
    return {
        **envelope(world, "invoke", chat, by, root=root),
        "name": name,
        "value": value,
        "entities": [client_info()],
    }


def membership(
    world: World,
    chat: Chat,
    by: Account,
    *,
    added: Sequence[Json] = (),
    removed: Sequence[Json] = (),
) -> Json:
    """Who came, and who left; of the bot with the channel that was chosen for it."""
    activity = {
        **envelope(world, "conversationUpdate", chat, by),
        **({"membersAdded": list(added)} if added else {}),
        **({"membersRemoved": list(removed)} if removed else {}),
    }
    if chat.team is not None:
        data = event_data(chat, "teamMemberAdded" if added else "teamMemberRemoved")
        if {"id": world.bot_id} in added:
            data["settings"] = {"selectedChannel": {"id": chat.id}}
        if chat.channel_type != STANDARD:
            data["channel"] = channel_named(chat)
        activity["channelData"] = data
    return activity


def channel_event(world: World, chat: Chat, by: Account, event_type: str) -> Json:
    """Something that befell a channel or its team."""
    activity = envelope(world, "conversationUpdate", chat, by)
    return {**activity, "channelData": event_data(chat, event_type)}


def installation(world: World, chat: Chat, by: Account, action: str) -> Json:
    """The app was added (`add`) or removed (`remove`), or its bot by an upgrade (`add-upgrade` …)."""
    return {**envelope(world, "installationUpdate", chat, by), "action": action}


def sender(account: Account) -> Json:
    """Somebody, as activities name them."""
    named = {"id": account.id, "name": account.name}
    return {**named, "aadObjectId": account.aad} if account.aad else named


def conversation(chat: Chat, root: str = "") -> Json:
    """A chat or a thread, as activities name it."""
    common = {
        "id": thread_id(chat, root),
        "conversationType": chat.kind,
        "tenantId": chat.tenant,
    }
    if chat.kind == PERSONAL:
        return common
    return {**common, "isGroup": True}


def channel_data(chat: Chat, by: Account) -> Json:
    """Of a message: whose tenant, and for channels which team and channel."""
    tenant = {"tenant": {"id": chat.tenant if by.role == "guest" else by.tenant}}
    if chat.team is None:
        return tenant
    return {
        "teamsChannelId": chat.id,
        "teamsTeamId": chat.team.id,
        "channel": channel_named(chat),
        "team": {"id": chat.team.id},
        **tenant,
    }


def event_data(chat: Chat, event_type: str) -> Json:
    """Of an event in a team: with names, which messages do not carry."""
    assert chat.team is not None, "Only teams have such events."
    team = {"id": chat.team.id, "name": chat.team.name, "aadGroupId": chat.team.aad}
    data = {"eventType": event_type, "team": team, "tenant": {"id": chat.tenant}}
    is_about_team = event_type.startswith("team")
    if is_about_team:
        return data
    return {**data, "channel": {**channel_named(chat), "name": chat.name}}


def channel_named(chat: Chat) -> Json:
    """A channel, as activities name it; what kind it is Teams tells of the uncommon ones."""
    named = {"id": chat.id}
    return named if chat.channel_type == STANDARD else {**named, "type": chat.channel_type}


def client_info() -> Json:
    """Which client it was."""
    return {
        "type": "clientInfo",
        "locale": LOCALE,
        "country": "GB",
        "platform": "Web",
        "timezone": _ZONE,
    }

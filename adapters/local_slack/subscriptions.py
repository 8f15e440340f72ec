"""Which events the app gets to see: by subscription, scope and membership.

`delivery` asks.
"""

from __future__ import annotations

from collections.abc import Iterator

from adapters.local_slack.events import EVENT_SCOPES
from adapters.local_slack.state import Channel, ChannelKind, Json, Workspace

_MESSAGES = {
    ChannelKind.PUBLIC: ("message.channels", "channels:history"),
    ChannelKind.PRIVATE: ("message.groups", "groups:history"),
    ChannelKind.DIRECT: ("message.im", "im:history"),
    ChannelKind.GROUP_DIRECT: ("message.mpim", "mpim:history"),
}
_FOR_MEMBERS = frozenset(
    {
        "app_mention",
        "group_archive",
        "group_unarchive",
        "member_joined_channel",
        "member_left_channel",
        "message",
        "reaction_added",
        "reaction_removed",
    }
)
_AFTER_THE_END = frozenset({"app_uninstalled", "tokens_revoked"})


def deliverable(event: Json, channel_id: str, workspace: Workspace) -> Iterator[Json]:
    """The events that the app is sent for something that happened: none, one, or two.

    A post that mentions the app comes twice, as `app_mention` and as `message`.

    Args:
        event: What happened.
        channel_id: Where; empty where it is about no channel.
        workspace: Who is where, and what the app asked for.
    """
    app = workspace.app
    if not app.is_installed and event["type"] not in _AFTER_THE_END:
        return
    channel = workspace.channels.get(channel_id)
    mention = _as_mention(event, channel, workspace)
    for one in (mention, event):
        if one is not None and _may_see(one, channel, workspace):
            yield one


def _may_see(event: Json, channel: Channel | None, workspace: Workspace) -> bool:
    app, kind = workspace.app, event["type"]
    if kind in _FOR_MEMBERS and (channel is None or app.bot_user not in channel.members):
        return False
    if kind == "message" and channel is not None:
        name, scope = _MESSAGES[channel.kind]
        return name in app.events and scope in app.scopes
    scopes = EVENT_SCOPES.get(kind, frozenset())
    return kind in app.events and (not scopes or bool(scopes & app.scopes))


def _as_mention(event: Json, channel: Channel | None, workspace: Workspace) -> Json | None:
    """The `app_mention` that goes with a message.

    An edit sends one as well, with `edited` in it, whether or not it added the mention.  In direct
    messages there are none.
    Source: https://docs.slack.dev/reference/events/app_mention,
    https://github.com/slackapi/bolt-js/issues/960
    """
    if event["type"] != "message" or channel is None or channel.kind is ChannelKind.DIRECT:
        return None
    said: Json
    match event.get("subtype", ""):
        case "" | "thread_broadcast" | "file_share" | "bot_message":
            said = event
        case "message_changed":
            said = event["message"]
        case _:
            return None
    bot = workspace.app.bot_user
    if f"<@{bot}>" not in said.get("text", "") or said.get("user") == bot:
        return None
    if event is not said and "edited" not in said:
        return None
    kept = {key: value for key, value in said.items() if key not in ("channel_type", "subtype")}
    return {**kept, "type": "app_mention", "channel": channel.id, "event_ts": event["event_ts"]}

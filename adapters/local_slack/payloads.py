"""Messages, users and channels as Slack writes them in answers and events.

The Web API's methods and what people do both take them from here, so that an event and a read of the
same message agree.
"""

from __future__ import annotations

from adapters.local_slack.connect import author_facts, foreign_teams, is_shared, meets_bot
from adapters.local_slack.state import Channel, ChannelKind, File, Json, Message, User, Workspace

TOMBSTONE = "tombstone"
"""The subtype of what stays of a deleted message that others hang on."""


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as `conversations.replies` and events show it.

    Args:
        workspace: Where it stands.
        message: The message.
        with_metadata: Whether its metadata is shown (`include_all_metadata`).
    """
    author = workspace.users.get(message.user)
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": author.team_id if author else workspace.team_id,
        **(author_facts(author) if author else {}),
    }
    optional: Json = {
        "subtype": message.subtype,
        "client_msg_id": message.client_msg_id,
        "thread_ts": message.thread_ts,
        "bot_id": message.bot_id,
        "app_id": workspace.app.id if message.bot_id == workspace.app.bot_id else "",
        "blocks": message.blocks,
        "files": [file_json(workspace, workspace.files[one]) for one in message.files],
        "reactions": _reactions(message),
        "edited": {"user": message.user, "ts": message.edited_ts} if message.edited else None,
        "hidden": message.subtype == TOMBSTONE,
        "metadata": message.metadata if with_metadata else None,
        "streaming_state": _streaming_state(message),
    }
    shown.update({name: value for name, value in optional.items() if value})
    shown.update(_thread_facts(workspace, message))
    return shown


def message_event(workspace: Workspace, channel: Channel, message: Message) -> Json:
    """The event of a new message."""
    return {
        **message_json(workspace, message),
        "channel": channel.id,
        "channel_type": str(channel.kind),
        "event_ts": message.ts,
    }


def changed_event(workspace: Workspace, channel: Channel, message: Message, before: Json) -> Json:
    """The event of a changed message; `before` is its `message_json` from before."""
    now = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_changed",
        "hidden": True,
        "message": message_json(workspace, message),
        "previous_message": before,
        "channel": channel.id,
        "channel_type": str(channel.kind),
        "ts": now,
        "event_ts": now,
    }


def deleted_event(workspace: Workspace, channel: Channel, before: Json) -> Json:
    """The event of a deleted message; `before` is its `message_json` from before."""
    now = workspace.new_ts()
    return {
        "type": "message",
        "subtype": "message_deleted",
        "hidden": True,
        "deleted_ts": before["ts"],
        "previous_message": before,
        "channel": channel.id,
        "channel_type": str(channel.kind),
        "ts": now,
        "event_ts": now,
    }


def user_json(workspace: Workspace, user: User) -> Json:
    """A user as `users.info` shows it.

    Whether somebody is external shows by `team_id`: `is_stranger` says only that they share no channel
    with the bot.
    Source: https://docs.slack.dev/apis/slack-connect
    """
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "is_bot": bool(user.bot_id),
        "is_app_user": False,
        "is_stranger": user.is_external and not meets_bot(workspace, user),
        "tz": "Etc/UTC",
        "tz_offset": 0,
        "profile": {
            "real_name": user.real_name,
            "display_name": user.name,
            "team": user.team_id,
            **({"bot_id": user.bot_id} if user.bot_id else {}),
        },
        **_enterprise_user(workspace, user),
    }


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """A conversation as `conversations.info` shows it."""
    bot = workspace.app.bot_user
    shown: Json = {
        "id": channel.id,
        "is_channel": channel.kind is ChannelKind.PUBLIC,
        "is_group": channel.kind is ChannelKind.PRIVATE,
        "is_im": channel.kind is ChannelKind.DIRECT,
        "is_mpim": channel.kind is ChannelKind.GROUP_DIRECT,
        "is_private": channel.kind is not ChannelKind.PUBLIC,
        "is_archived": channel.is_archived,
        "is_shared": is_shared(workspace, channel),
        "is_ext_shared": is_shared(workspace, channel),
        "is_org_shared": False,
        "context_team_id": workspace.team_id,
    }
    if is_shared(workspace, channel):
        connected = foreign_teams(workspace, channel)
        shown["conversation_host_id"] = workspace.team_id
        shown["connected_team_ids"] = connected
        shown["shared_team_ids"] = [workspace.team_id, *connected]
    if channel.kind is ChannelKind.DIRECT:
        shown["user"] = next((one for one in sorted(channel.members) if one != bot), bot)
    else:
        shown.update(name=channel.name, name_normalized=channel.name)
        shown["is_member"] = bot in channel.members
    return shown


def file_json(workspace: Workspace, file: File) -> Json:
    """A file as `files.info` shows it."""
    name = f"{file.id}/{file.name}"
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "alt_txt": file.alt_text,
        "size": len(file.content),
        "user": workspace.app.bot_user,
        "channels": [file.channel] if file.channel else [],
        "shares": _shares(workspace, file),
        "url_private": f"{workspace.address}/files-pri/{name}",
        "permalink": f"{workspace.address}/files/{name}",
    }


def _shares(workspace: Workspace, file: File) -> Json:
    """The messages that show a file, by kind of channel; none yet while it is still being shared.

    Source: https://docs.slack.dev/reference/objects/file-object
    """
    shares: Json = {}
    for channel in workspace.channels.values():
        kind = "public" if channel.kind is ChannelKind.PUBLIC else "private"
        for message in channel.messages.values():
            if file.id in message.files:
                shown = {"ts": message.ts, "thread_ts": message.thread_ts or None}
                shares.setdefault(kind, {}).setdefault(channel.id, []).append(shown)
    return shares


def _enterprise_user(workspace: Workspace, user: User) -> Json:
    """Who somebody is in the organisation.

    Source: https://docs.slack.dev/reference/objects/user-object
    """
    if not workspace.enterprise_id or user.is_external or user.bot_id:
        return {}
    enterprise_user = {
        "id": user.id,
        "enterprise_id": workspace.enterprise_id,
        "enterprise_name": workspace.name,
        "is_admin": False,
        "is_owner": False,
        "teams": [workspace.team_id],
    }
    return {"enterprise_user": enterprise_user}


def _reactions(message: Message) -> list[Json]:
    return [
        {"name": name, "users": list(users), "count": len(users)}
        for name, users in message.reactions.items()
    ]


def _streaming_state(message: Message) -> str:
    if message.stream is None:
        return ""
    return "in_progress" if message.stream.is_open else "completed"


def _thread_facts(workspace: Workspace, message: Message) -> Json:
    thread = workspace.channels[message.channel].thread(message.thread_ts or message.ts)
    if message.thread_ts and message.thread_ts != message.ts:
        root = workspace.channels[message.channel].messages.get(message.thread_ts)
        return {"parent_user_id": root.user} if root else {}
    replies = [one for one in thread if one.ts != message.ts and not one.is_ephemeral_for]
    if not replies:
        return {}
    return {
        "thread_ts": message.ts,
        "reply_count": len(replies),
        "reply_users": sorted({one.user for one in replies}),
        "latest_reply": replies[-1].ts,
    }

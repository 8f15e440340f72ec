"""Messages, users and channels as Slack writes them in answers and events.

The Web API's methods and what people do both take them from here, so that an event and a read of the
same message agree.
"""

from __future__ import annotations

from adapters.local_slack.state import Channel, ChannelKind, File, Json, Message, User, Workspace


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as `conversations.replies` and events show it.

    Args:
        workspace: Where it stands.
        message: The message.
        with_metadata: Whether its metadata is shown (`include_all_metadata`).
    """
    shown: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.users[message.user].team_id
        if message.user in workspace.users
        else workspace.team_id,
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
        "edited": {"user": message.user, "ts": message.ts} if message.edited else None,
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


def user_json(user: User) -> Json:
    """A user as `users.info` shows it."""
    return {
        "id": user.id,
        "team_id": user.team_id,
        "name": user.name,
        "real_name": user.real_name,
        "deleted": False,
        "is_bot": bool(user.bot_id),
        "is_app_user": False,
        "is_stranger": user.is_external,
        "tz": "Etc/UTC",
        "tz_offset": 0,
        "profile": {
            "real_name": user.real_name,
            "display_name": user.name,
            "team": user.team_id,
            **({"bot_id": user.bot_id} if user.bot_id else {}),
        },
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
        "is_ext_shared": bool(channel.connected_teams),
        "context_team_id": workspace.team_id,
    }
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
        "url_private": f"{workspace.address}/files-pri/{name}",
        "permalink": f"{workspace.address}/files/{name}",
    }


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

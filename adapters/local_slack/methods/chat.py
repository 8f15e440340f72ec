"""`chat.*` without streams: post, change, delete, link."""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.connect import meets_bot
from adapters.local_slack.methods.call import (
    Call,
    Method,
    check_customising,
    check_thread,
    is_streaming,
    message_in,
    open_channel,
    own_channel,
    visible_channel,
    written_channel,
)
from adapters.local_slack.methods.content import read_content
from adapters.local_slack.methods.posting import post, take_away, tell_changed
from adapters.local_slack.payloads import message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, ChannelKind, Json, Message

_MOST_UPDATED_CHARACTERS = 4000


def post_message(call: Call) -> Json:
    """`chat.postMessage`."""
    check_customising(call)
    channel = _channel_to_post_in(call)
    _check_messages_tab(call, channel)
    thread_ts = call.text("thread_ts")
    if thread_ts:
        check_thread(channel, thread_ts)
    message = post(
        call.workspace,
        channel,
        read_content(call.arguments),
        thread_ts=thread_ts,
        unfurls=bool(call.arguments.get("unfurl_links", True)),
        subtype="thread_broadcast" if thread_ts and call.flag("reply_broadcast") else "",
    )
    return {"channel": channel.id, "ts": message.ts, "message": _shown(call, message)}


def post_ephemeral(call: Call) -> Json:
    """`chat.postEphemeral`."""
    check_customising(call)
    channel = open_channel(call)
    user = call.text("user")
    if user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    thread_ts = call.text("thread_ts")
    if thread_ts:
        check_thread(channel, thread_ts)
    content = read_content(call.arguments)
    message = post(call.workspace, channel, content, thread_ts=thread_ts, only_for=user)
    return {"message_ts": message.ts}


def update(call: Call) -> Json:
    """`chat.update`: blocks that are not given stay, unless text is given without them.

    It takes less text than `chat.postMessage`.
    Source: https://docs.slack.dev/reference/methods/chat.update#errors
    """
    channel = own_channel(call)
    if channel.is_archived:
        raise SlackRefusal("is_inactive")
    message = _own_message(call, channel, "cant_update_message")
    if is_streaming(call, message):
        raise SlackRefusal("streaming_state_conflict")
    if len(call.text("text")) > _MOST_UPDATED_CHARACTERS:
        raise SlackRefusal("msg_too_long")
    content = read_content(call.arguments, must_say_something="metadata" not in call.arguments)
    before = message_json(call.workspace, message)
    message.stream = None
    if content.text or "blocks" in call.arguments:
        message.text, message.blocks = content.text, content.blocks
    if "metadata" in call.arguments:
        message.metadata = content.metadata
    if "text" in call.arguments and not content.blocks:
        message.edited_ts = call.workspace.new_ts()
    tell_changed(call.workspace, channel, message, before)
    return {
        "channel": channel.id,
        "ts": message.ts,
        "text": message.text,
        "message": _shown(call, message),
    }


def delete(call: Call) -> Json:
    """`chat.delete`."""
    channel = written_channel(call)
    message = _own_message(call, channel, "cant_delete_message")
    if is_streaming(call, message):
        raise SlackRefusal("cant_delete_message")
    take_away(call.workspace, channel, message)
    return {"channel": channel.id, "ts": message.ts}


def get_permalink(call: Call) -> Json:
    """`chat.getPermalink`."""
    channel = visible_channel(call)
    message = message_in(channel, call.text("message_ts"))
    address = f"{call.workspace.address}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts and message.thread_ts != message.ts:
        address += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": address}


def _channel_to_post_in(call: Call) -> Channel:
    """`chat.postMessage` takes a user's id (their direct message) and a name as well."""
    wanted = call.text("channel")
    user = call.workspace.users.get(wanted)
    if user is not None and not user.bot_id:
        if user.is_external and not meets_bot(call.workspace, user):
            raise SlackRefusal("channel_not_found")
        return call.workspace.direct(user.id)
    if wanted.startswith("#"):
        for channel in call.workspace.channels.values():
            if channel.name == wanted[1:]:
                call.arguments["channel"] = channel.id
    return open_channel(call)


def _check_messages_tab(call: Call, channel: Channel) -> None:
    """In direct messages the app speaks in its Messages tab, if it has one."""
    home = call.workspace.app.manifest.get("features", {}).get("app_home", {})
    if channel.kind is ChannelKind.DIRECT and not home.get("messages_tab_enabled", True):
        raise SlackRefusal("messages_tab_disabled")


def _own_message(call: Call, channel: Channel, refusal: str) -> Message:
    message = message_in(channel, call.text("ts"))
    if message.bot_id != call.workspace.app.bot_id:
        raise SlackRefusal(refusal)
    return message


def _shown(call: Call, message: Message) -> Json:
    return message_json(call.workspace, message, with_metadata=True)


METHODS: Mapping[str, Method] = {
    "chat.postMessage": post_message,
    "chat.postEphemeral": post_ephemeral,
    "chat.update": update,
    "chat.delete": delete,
    "chat.getPermalink": get_permalink,
}

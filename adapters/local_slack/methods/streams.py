"""`chat.*Stream`: a message that grows while people watch.

Source: https://docs.slack.dev/reference/methods/chat.startStream (and `appendStream`, `stopStream`).
"""

from __future__ import annotations

from collections.abc import Mapping

from adapters.local_slack.methods.agents import set_session_status
from adapters.local_slack.methods.call import (
    Call,
    Method,
    check_thread,
    is_streaming,
    message_in,
    open_channel,
    written_channel,
)
from adapters.local_slack.methods.content import (
    MOST_MARKDOWN_CHARACTERS,
    MOST_TEXT_CHARACTERS,
    Content,
    check_message_blocks,
    read_metadata,
)
from adapters.local_slack.methods.posting import post, tell_changed
from adapters.local_slack.payloads import message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, ChannelKind, Json, Message, Stream

_MOST_CHUNK_CHARACTERS = 256
"""Of the title of a task or a plan."""
_TASK_STATES = frozenset({"pending", "in_progress", "complete", "error"})


def start(call: Call) -> Json:
    """`chat.startStream`."""
    channel = open_channel(call)
    _check_place(call, channel)
    piece = _piece(call)
    stream = Stream(
        began_at=call.now_seconds(),
        recipient=call.text("recipient_user_id"),
        mode=_mode(call),
    )
    message = post(
        call.workspace,
        channel,
        Content(piece),
        thread_ts=call.text("thread_ts"),
        stream=stream,
    )
    return {"channel": channel.id, "ts": message.ts}


def append(call: Call) -> Json:
    """`chat.appendStream`."""
    channel = written_channel(call)
    if not {"markdown_text", "chunks"} & set(call.arguments):
        raise SlackRefusal("markdown_text_or_chunks_required")
    _check_stopped(call, channel)
    message, _ = _open_stream(call, channel)
    _grow(message, _piece(call))
    call.workspace.changed()
    return {"channel": channel.id, "ts": message.ts}


def stop(call: Call) -> Json:
    """`chat.stopStream`; the session becomes active, unless another status is asked for."""
    channel = written_channel(call)
    message, stream = _open_stream(call, channel)
    piece = _piece(call)
    blocks = list(call.arguments.get("blocks", []))
    check_message_blocks(blocks)
    metadata = read_metadata(call.arguments.get("metadata"))
    before = message_json(call.workspace, message)
    _grow(message, piece)
    stream.is_open = False
    message.blocks += blocks
    message.metadata = metadata or message.metadata
    if "session_status" in call.arguments or message.thread_ts in channel.sessions:
        status = call.text("session_status") or "active"
        set_session_status(call, channel, message.thread_ts, status)
    tell_changed(call.workspace, channel, message, before)
    shown = message_json(call.workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shown}


def _check_place(call: Call, channel: Channel) -> None:
    """Refuse where no stream can be."""
    refused = call.mischief.refuse_streams_in
    if channel.id in refused or channel.kind in refused:
        raise SlackRefusal("channel_type_not_supported")
    if channel.kind is not ChannelKind.DIRECT:
        _check_recipient(call, channel)
    check_thread(channel, call.text("thread_ts"))
    if call.text("task_display_mode") not in ("", "timeline", "plan", "dense"):
        raise SlackRefusal("invalid_arguments", messages=["[ERROR] bad task_display_mode"])


def _check_recipient(call: Call, channel: Channel) -> None:
    if not call.text("recipient_team_id"):
        raise SlackRefusal("missing_recipient_team_id")
    if not call.text("recipient_user_id"):
        raise SlackRefusal("missing_recipient_user_id")
    user = call.workspace.users.get(call.text("recipient_user_id"))
    if user is None or user.bot_id or user.id not in channel.members:
        raise SlackRefusal("user_not_found")
    if user.team_id != call.text("recipient_team_id"):
        raise SlackRefusal("team_not_found")


def _check_stopped(call: Call, channel: Channel) -> None:
    """Refuse to add to a message that somebody stopped.

    Source: https://docs.slack.dev/reference/methods/chat.appendStream#errors
    """
    stream = message_in(channel, call.text("ts")).stream
    if stream is not None and stream.is_stopped:
        raise SlackRefusal("stopped_by_user")


def _open_stream(call: Call, channel: Channel) -> tuple[Message, Stream]:
    """The stream of the message named, if it is still open."""
    message = message_in(channel, call.text("ts"))
    if message.bot_id != call.workspace.app.bot_id:
        raise SlackRefusal("message_not_owned_by_app")
    stream = message.stream
    if stream is None or not is_streaming(call, message):
        raise SlackRefusal("message_not_in_streaming_state")
    mode = _mode(call)
    if mode and stream.mode and mode != stream.mode:
        raise SlackRefusal("streaming_mode_mismatch")
    stream.mode = stream.mode or mode
    return message, stream


def _mode(call: Call) -> str:
    if "markdown_text" in call.arguments:
        return "markdown_text"
    return "chunks" if call.arguments.get("chunks") else ""


def _piece(call: Call) -> str:
    """The text that a call adds."""
    if "markdown_text" in call.arguments and call.arguments.get("chunks"):
        raise SlackRefusal("cannot_provide_both_markdown_text_and_chunks")
    pieces = [_chunk_text(chunk) for chunk in call.arguments.get("chunks", [])]
    piece = call.text("markdown_text") + "".join(pieces)
    if len(piece) > MOST_MARKDOWN_CHARACTERS:
        raise SlackRefusal("msg_too_long")
    return piece


def _chunk_text(chunk: Json) -> str:
    """The text of one chunk; tasks and plans are checked, and not shown."""
    match chunk:
        case {"type": "markdown_text", "text": str(text)} if set(chunk) == {"type", "text"}:
            return text
        case {"type": "task_update", "id": str(), "title": str(title), "status": status} if (
            status in _TASK_STATES and len(title) <= _MOST_CHUNK_CHARACTERS
        ):
            return ""
        case {"type": "plan_update", "title": str(title)} if len(title) <= _MOST_CHUNK_CHARACTERS:
            return ""
        case {"type": "blocks", "blocks": list(blocks)}:
            check_message_blocks(blocks)
            return ""
    raise SlackRefusal("invalid_chunks")


def _grow(message: Message, piece: str) -> None:
    if len(message.text) + len(piece) > MOST_TEXT_CHARACTERS:
        raise SlackRefusal("msg_too_long")
    message.text += piece


METHODS: Mapping[str, Method] = {
    "chat.startStream": start,
    "chat.appendStream": append,
    "chat.stopStream": stop,
}

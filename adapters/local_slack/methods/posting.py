"""Puts the app's messages into channels, changes and takes them away, and tells of it.

The methods of `chat`, streams, files and response addresses all do it through here.
"""

from __future__ import annotations

from adapters.local_slack.methods.content import Content
from adapters.local_slack.payloads import (
    TOMBSTONE,
    changed_event,
    deleted_event,
    message_event,
    message_json,
)
from adapters.local_slack.state import Channel, Json, Message, Stream, Workspace

_EPITAPH = "This message was deleted."


def post(
    workspace: Workspace,
    channel: Channel,
    content: Content,
    *,
    thread_ts: str = "",
    only_for: str = "",
    unfurls: bool = True,
    stream: Stream | None = None,
    files: list[str] | None = None,
    subtype: str = "",
) -> Message:
    """Let the app say something.

    Args:
        workspace: Where the channel is.
        channel: Where it is said.
        content: What is said.
        thread_ts: The message that it stands under; empty: none.
        only_for: The only user who sees it; empty: everybody.
        unfurls: Whether links would be shown with a preview.
        stream: Set for a message that is being streamed.
        files: Ids of files that it shows.
        subtype: As events name it, e.g. `file_share`.
    """
    message = Message(
        ts=workspace.new_ts(),
        channel=channel.id,
        user=workspace.app.bot_user,
        text=content.text,
        blocks=content.blocks,
        thread_ts=thread_ts,
        bot_id=workspace.app.bot_id,
        metadata=content.metadata,
        is_ephemeral_for=only_for,
        unfurls=unfurls,
        stream=stream,
        files=files or [],
        subtype=subtype,
    )
    channel.messages[message.ts] = message
    if only_for:
        workspace.changed()
        return message
    if thread_ts:
        # Source: https://docs.slack.dev/reference/methods/assistant.threads.setStatus
        channel.statuses.pop(thread_ts, None)
    workspace.announce(message_event(workspace, channel, message), channel.id)
    return message


def tell_changed(workspace: Workspace, channel: Channel, message: Message, before: Json) -> None:
    """Tell that a message has changed; `before` is its `message_json` from before."""
    workspace.announce(changed_event(workspace, channel, message, before), channel.id)


def take_away(workspace: Workspace, channel: Channel, message: Message) -> None:
    """Delete a message and tell of it; where others hang on it, a tombstone stays."""
    before = message_json(workspace, message)
    if len(channel.thread(message.ts)) > 1 and not message.is_ephemeral_for:
        _bury(message)
        tell_changed(workspace, channel, message, before)
        return
    del channel.messages[message.ts]
    if message.is_ephemeral_for:
        workspace.changed()
    else:
        workspace.announce(deleted_event(workspace, channel, before), channel.id)


def _bury(message: Message) -> None:
    """Leave a tombstone in a message's place, which Slackbot seems to have said."""
    message.text, message.blocks, message.files = _EPITAPH, [], []
    message.user, message.bot_id, message.subtype = "USLACKBOT", "", TOMBSTONE
    message.metadata, message.stream, message.reactions = None, None, {}

"""What somebody sees in a channel or a thread, as lines of text: the transcript that tests compare."""

from __future__ import annotations

from adapters.local_slack.reading import as_text
from adapters.local_slack.state import Channel, Message, Workspace

_PRIVATE = " (only visible to you)"
_GREY_LINES = frozenset(
    f"{kind}_{what}" for kind in ("channel", "group") for what in ("join", "archive")
)


def seen_in(workspace: Workspace, channel: str, thread: Message | str | None, by: str) -> list[str]:
    """What a person sees; see `LocalSlack.seen`.

    Raises:
        LookupError: There is no such channel or person.
    """
    return [_line(workspace, one) for one in messages_in(workspace, channel, thread, by)]


def messages_in(
    workspace: Workspace, channel: str, thread: Message | str | None, by: str
) -> list[Message]:
    """The messages that a person sees, but for grey lines such as "has joined the channel".

    Raises:
        LookupError: There is no such channel or person.
    """
    viewer = next((one.id for one in workspace.users.values() if by and one.name == by), "")
    if by and not viewer:
        raise LookupError(f"Nobody in the workspace is called '{by}'.")
    place = _place(workspace, channel, viewer)
    root = thread.thread_ts or thread.ts if isinstance(thread, Message) else thread
    return [
        message
        for message in place.messages.values()
        if message.is_ephemeral_for in ("", viewer)
        and message.subtype not in _GREY_LINES
        and _is_there(message, root)
    ]


def _place(workspace: Workspace, channel: str, viewer: str) -> Channel:
    if channel == "dm":
        if not viewer:
            raise LookupError("Say whose direct message is meant: seen('dm', by='ann').")
        return workspace.direct(viewer)
    if channel.startswith("dm:"):
        return workspace.direct_between(viewer, _partner(workspace, channel.removeprefix("dm:")))
    for one in workspace.channels.values():
        if one.id == channel or (one.name and one.name == channel.removeprefix("#")):
            return one
    raise LookupError(f"There is no channel '{channel}'.")


def _partner(workspace: Workspace, name: str) -> str:
    for one in workspace.users.values():
        if one.name == name:
            return one.id
    raise LookupError(f"Nobody in the workspace is called '{name}'.")


def _is_there(message: Message, root: str | None) -> bool:
    if root:
        return root in (message.ts, message.thread_ts)
    return message.thread_ts in ("", message.ts) or message.subtype == "thread_broadcast"


def _line(workspace: Workspace, message: Message) -> str:
    author = workspace.users.get(message.user)
    name = author.name if author else message.user
    private = _PRIVATE if message.is_ephemeral_for else ""
    return f"{name}{private}: {as_text(message, workspace)}"

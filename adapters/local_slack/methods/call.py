"""One call of the Web API, as the methods see it, and what several of them look up in it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from adapters.local_slack.later import Later
from adapters.local_slack.mischief import Mischief
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, ChannelKind, Json, Message, Workspace

_WITHOUT_ANSWERS = frozenset({"channel_join", "channel_archive", "group_join", "group_archive"})
"""Grey lines that Slack writes itself."""
_TS = re.compile(r"\d{10}\.\d{6}")


@dataclass(frozen=True, slots=True)
class Call:
    """A call whose token, scopes and arguments are in order."""

    workspace: Workspace
    arguments: Json
    """As `method_rules.py` declares them."""
    mischief: Mischief
    now_seconds: Callable[[], float]
    """Monotonic time."""
    token: str
    open_socket: Callable[[str], str]
    """Gives an address for a new Socket Mode connection, for an app token."""
    exchange_code: Callable[[Json], Json]
    """Answers `oauth.v2.access`."""
    later: Later
    """Does what is done only after the answer."""
    fading: Later
    """Takes away what does not stay."""

    def text(self, name: str) -> str:
        """A text argument, empty if it was not given."""
        return str(self.arguments.get(name, ""))

    def flag(self, name: str) -> bool:
        """A flag, false if it was not given."""
        return bool(self.arguments.get(name, False))


Method: TypeAlias = Callable[[Call], Json]
"""Answers with what stands beside `"ok": true`; raises `SlackRefusal`."""


def visible_channel(call: Call, name: str = "channel") -> Channel:
    """The channel that an argument names, if the bot may know of it.

    Raises:
        SlackRefusal: There is none, or it is a private one that the bot is not in.
    """
    channel = call.workspace.channels.get(call.text(name))
    if channel is None:
        raise SlackRefusal("channel_not_found")
    is_in = call.workspace.app.bot_user in channel.members
    if channel.kind is not ChannelKind.PUBLIC and not is_in:
        raise SlackRefusal("channel_not_found")
    return channel


def own_channel(call: Call, name: str = "channel") -> Channel:
    """A channel that the bot is in.

    Raises:
        SlackRefusal: As `visible_channel`, or `not_in_channel`.
    """
    channel = visible_channel(call, name)
    if call.workspace.app.bot_user not in channel.members:
        raise SlackRefusal("not_in_channel")
    return channel


def written_channel(call: Call, name: str = "channel") -> Channel:
    """A channel that the bot is in and where messages may change now.

    Raises:
        SlackRefusal: As `own_channel`, or `is_archived`.
    """
    channel = own_channel(call, name)
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    return channel


def open_channel(call: Call, name: str = "channel") -> Channel:
    """A channel that the bot may post in now.

    Raises:
        SlackRefusal: As `own_channel`, or `is_archived`.
    """
    channel = visible_channel(call, name)
    may_drop_in = "chat:write.public" in call.workspace.app.scopes
    if call.workspace.app.bot_user not in channel.members and not may_drop_in:
        raise SlackRefusal("not_in_channel")
    if channel.is_archived:
        raise SlackRefusal("is_archived")
    return channel


def message_in(channel: Channel, ts: str) -> Message:
    """A message of a channel that everybody sees.

    Raises:
        SlackRefusal: There is none (any more).
    """
    message = channel.messages.get(ts)
    if message is None or message.is_ephemeral_for:
        raise SlackRefusal("message_not_found")
    return message


def is_streaming(call: Call, message: Message) -> bool:
    """Whether a message still grows; a stream that has run out does not."""
    stream = message.stream
    if stream is None:
        return False
    age_seconds = call.now_seconds() - stream.began_at
    if age_seconds > call.mischief.streams_expire_after_seconds:
        stream.is_open = False
    return stream.is_open


def check_thread(channel: Channel, thread_ts: str, *, not_there: str = "thread_not_found") -> None:
    """Refuse to answer under what is no message that begins a thread.

    Args:
        channel: Where.
        thread_ts: The message.
        not_there: Slack's name for it that there is none, which differs by method.

    Raises:
        SlackRefusal: It is no ts, no message, or itself an answer in a thread.
    """
    if not _TS.fullmatch(thread_ts):
        raise SlackRefusal("invalid_thread_ts")
    root = channel.messages.get(thread_ts)
    if root is None or root.is_ephemeral_for:
        # Source: https://github.com/slackapi/bolt-js/issues/2307
        raise SlackRefusal(not_there)
    if root.thread_ts not in ("", root.ts) or root.subtype in _WITHOUT_ANSWERS:
        raise SlackRefusal("cannot_reply_to_message")


def check_customising(call: Call) -> None:
    """Refuse a name or picture of its own, which needs a scope of its own.

    Raises:
        SlackRefusal: `missing_scope`.
    """
    granted = call.workspace.app.scopes
    wanted = {"username", "icon_emoji", "icon_url"} & set(call.arguments)
    if wanted and "chat:write.customize" not in granted:
        raise SlackRefusal(
            "missing_scope", needed="chat:write.customize", provided=",".join(sorted(granted))
        )


def check_scope(call: Call, kind: ChannelKind, scopes: dict[ChannelKind, str]) -> None:
    """Refuse a call that needs another scope for this kind of channel.

    Raises:
        SlackRefusal: `missing_scope`.
    """
    granted = call.workspace.app.scopes
    if scopes[kind] not in granted:
        raise SlackRefusal("missing_scope", needed=scopes[kind], provided=",".join(sorted(granted)))

"""`conversations.*`: channels, who is in them, what was said there."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import TypeVar

from adapters.local_slack.connect import meets_bot
from adapters.local_slack.methods.call import (
    Call,
    Method,
    check_scope,
    own_channel,
    visible_channel,
)
from adapters.local_slack.payloads import channel_json, message_json
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Channel, ChannelKind, Json, Message

_T = TypeVar("_T")

_HISTORY = {
    ChannelKind.PUBLIC: "channels:history",
    ChannelKind.PRIVATE: "groups:history",
    ChannelKind.DIRECT: "im:history",
    ChannelKind.GROUP_DIRECT: "mpim:history",
}
_READ = {
    ChannelKind.PUBLIC: "channels:read",
    ChannelKind.PRIVATE: "groups:read",
    ChannelKind.DIRECT: "im:read",
    ChannelKind.GROUP_DIRECT: "mpim:read",
}
_TYPES = {
    "public_channel": ChannelKind.PUBLIC,
    "private_channel": ChannelKind.PRIVATE,
    "im": ChannelKind.DIRECT,
    "mpim": ChannelKind.GROUP_DIRECT,
}
_PAGE = 100
_MOST_A_PAGE = 999
"""Source: https://docs.slack.dev/reference/methods/conversations.history; `conversations.list` says
"under 1000", and for `conversations.members` the types of Slack's own client say 999."""
_REPLIES_A_PAGE = 1000
"""As many as there may be, too.
Source: https://docs.slack.dev/reference/methods/conversations.replies"""
_DISTRIBUTED_PAGE = 15
"""Of messages, for an app that is sold outside of the Marketplace: so many at most, and if not said.
Source: https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps"""


def open_direct(call: Call) -> Json:
    """`conversations.open`: only direct messages with one person."""
    users = [one for one in call.text("users").split(",") if one]
    check_scope(call, ChannelKind.DIRECT, {ChannelKind.DIRECT: "im:write"})
    if "channel" in call.arguments:
        channel = visible_channel(call)
    elif len(users) != 1:
        raise SlackRefusal("users_list_not_supplied" if not users else "method_not_supported")
    elif users[0] not in call.workspace.users:
        raise SlackRefusal("user_not_found")
    elif call.workspace.users[users[0]].bot_id:
        raise SlackRefusal("cannot_dm_bot")
    elif not _may_write_to(call, users[0]):
        raise SlackRefusal("invalid_user_combination")
    else:
        channel = call.workspace.direct(users[0])
    shown = channel_json(call.workspace, channel)
    return {"channel": shown if call.flag("return_im") else {"id": channel.id}}


def _may_write_to(call: Call, user_id: str) -> bool:
    """Whether it is one of ours, or somebody external in a channel with the bot."""
    user = call.workspace.users[user_id]
    return not user.is_external or meets_bot(call.workspace, user)


def info(call: Call) -> Json:
    """`conversations.info`."""
    channel = visible_channel(call)
    check_scope(call, channel.kind, _READ)
    shown = channel_json(call.workspace, channel)
    if call.flag("include_num_members"):
        shown["num_members"] = len(channel.members)
    return {"channel": shown}


def history(call: Call) -> Json:
    """`conversations.history`: the newest first, without answers in threads."""
    channel = own_channel(call)
    check_scope(call, channel.kind, _HISTORY)
    top = [
        one
        for one in channel.messages.values()
        if one.thread_ts in ("", one.ts) or one.subtype == "thread_broadcast"
    ]
    page, rest = _page(call, _between(call, top)[::-1], *_sizes(call, _PAGE, _MOST_A_PAGE))
    return {"messages": _shown(call, page), **rest}


def replies(call: Call) -> Json:
    """`conversations.replies`: the message that begins the thread, then the answers."""
    channel = own_channel(call)
    check_scope(call, channel.kind, _HISTORY)
    thread = channel.thread(call.text("ts"))
    if not thread:
        raise SlackRefusal("thread_not_found")
    root = [one for one in thread if one.ts == call.text("ts")]
    answers = [one for one in thread if one.ts != call.text("ts")]
    sizes = _sizes(call, _REPLIES_A_PAGE, _REPLIES_A_PAGE)
    page, rest = _page(call, root + _between(call, answers), *sizes)
    return {"messages": _shown(call, page), **rest}


def members(call: Call) -> Json:
    """`conversations.members`."""
    channel = visible_channel(call)
    check_scope(call, channel.kind, _READ)
    page, rest = _page(call, sorted(channel.members))
    return {"members": list(page), **rest}


def list_channels(call: Call) -> Json:
    """`conversations.list`: what the bot may know of."""
    wanted = [one.strip() for one in (call.text("types") or "public_channel").split(",")]
    if not set(wanted) <= set(_TYPES):
        raise SlackRefusal("invalid_types")
    kinds = {_TYPES[one] for one in wanted}
    for kind in kinds:
        check_scope(call, kind, _READ)
    channels = [one for one in call.workspace.channels.values() if _is_listed(call, one, kinds)]
    page, rest = _page(call, channels)
    return {"channels": [channel_json(call.workspace, one) for one in page], **rest}


def _is_listed(call: Call, channel: Channel, kinds: set[ChannelKind]) -> bool:
    is_known = channel.kind is ChannelKind.PUBLIC or call.workspace.app.bot_user in channel.members
    is_hidden = channel.is_archived and call.flag("exclude_archived")
    return channel.kind in kinds and is_known and not is_hidden


def _between(call: Call, messages: list[Message]) -> list[Message]:
    """Those that everybody sees, between `oldest` and `latest`."""
    oldest, latest = _moment(call, "oldest", 0.0), _moment(call, "latest", float("inf"))
    kept = []
    for message in messages:
        ts = float(message.ts)
        is_edge = call.flag("inclusive") and ts in (oldest, latest)
        if not message.is_ephemeral_for and (oldest < ts < latest or is_edge):
            kept.append(message)
    return kept


def _moment(call: Call, name: str, otherwise: float) -> float:
    try:
        return float(call.text(name) or otherwise)
    except ValueError as error:
        raise SlackRefusal(f"invalid_ts_{name}") from error


def _shown(call: Call, messages: Sequence[Message]) -> list[Json]:
    with_metadata = call.flag("include_all_metadata")
    return [message_json(call.workspace, one, with_metadata=with_metadata) for one in messages]


def _sizes(call: Call, usual: int, most: int) -> tuple[int, int]:
    """How many messages a page has if nobody says, and at most."""
    if call.workspace.app.is_distributed:
        return _DISTRIBUTED_PAGE, _DISTRIBUTED_PAGE
    return usual, most


def _page(
    call: Call, everything: Sequence[_T], usual: int = _PAGE, most: int = _MOST_A_PAGE
) -> tuple[Sequence[_T], Json]:
    """One page of a list, and what is said about the rest."""
    limit = int(call.arguments.get("limit", usual))
    if not 1 <= limit <= most:
        raise SlackRefusal("invalid_limit")
    begin = _read_cursor(call.text("cursor"))
    end = begin + limit
    more = end < len(everything)
    cursor = base64.b64encode(f"next:{end}".encode()).decode() if more else ""
    return everything[begin:end], {"has_more": more, "response_metadata": {"next_cursor": cursor}}


def _read_cursor(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        return int(base64.b64decode(cursor).decode().removeprefix("next:"))
    except ValueError as error:
        raise SlackRefusal("invalid_cursor") from error


METHODS: Mapping[str, Method] = {
    "conversations.open": open_direct,
    "conversations.info": info,
    "conversations.history": history,
    "conversations.replies": replies,
    "conversations.members": members,
    "conversations.list": list_channels,
}

"""Addresses of messages in Teams, as people copy them there."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from adapters.teams.spot import ChatKind, Spot

_HOST = "https://teams.microsoft.com/l/message"
_IN_CHAT = urlencode({"context": '{"contextType":"chat"}'})


def message_link(spot: Spot, message_id: str) -> str:
    """Where a message can be seen; empty where nobody else can go, or it is not known which it is.

    Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams

    Args:
        spot: Its chat or thread.
        message_id: The message; in a channel it may be left empty for the root of the thread.
    """
    wanted = message_id or spot.root
    # Numbers are the ids of messages; whatever else was done has one that leads nowhere.
    if spot.kind is ChatKind.PERSONAL or not wanted.isdecimal():
        return ""
    where = f"{_HOST}/{quote(spot.chat, safe='')}/{wanted}"
    if spot.kind is ChatKind.GROUP:
        return f"{where}?{_IN_CHAT}"
    thread = {"tenantId": spot.tenant, "parentMessageId": spot.root or wanted}
    return f"{where}?{urlencode(thread)}"

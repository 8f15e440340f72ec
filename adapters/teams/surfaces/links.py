"""Addresses of messages in Teams, as people copy them there."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from adapters.teams.references import References
from adapters.teams.spot import ChatKind, Spot
from core.errors import StorageError

_HOST = "https://teams.microsoft.com/l/message"
_IN_CHAT = urlencode({"context": '{"contextType":"chat"}'})


def message_link(spot: Spot, message_id: str, *, group: str = "") -> str:
    """Where a message can be seen; empty where nobody else can go, or it is not known which it is.

    Source: https://learn.microsoft.com/microsoftteams/platform/concepts/build-and-test/deep-link-teams

    Args:
        spot: Its chat or thread.
        message_id: The message; in a channel it may be left empty for the root of the thread.
        group: What a channel's team is called in the directory (see `group_of`); empty: it is left out.
    """
    wanted = message_id or spot.root
    # Numbers are the ids of messages; whatever else was done has one that leads nowhere.
    if spot.kind is ChatKind.PERSONAL or not wanted.isdecimal():
        return ""
    where = f"{_HOST}/{quote(spot.chat, safe='')}/{wanted}"
    if spot.kind is ChatKind.GROUP:
        return f"{where}?{_IN_CHAT}"
    of_team = {"groupId": group} if group else {}
    thread = {"tenantId": spot.tenant, **of_team, "parentMessageId": spot.root or wanted}
    return f"{where}?{urlencode(thread)}"


async def group_of(spot: Spot, references: References) -> str:
    """What a channel's team is called in the directory; empty: no channel, or not known now.

    Teams tells it with the team's own events alone.
    """
    if spot.kind is not ChatKind.CHANNEL:
        return ""
    try:
        known = await references.of(spot.tenant, spot.chat)
        if known is not None and known.team and not known.group:
            known = await references.of_team(spot.tenant, known.team)
    except StorageError:
        return ""
    return known.group if known is not None else ""

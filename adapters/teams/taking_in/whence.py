"""How a chat is reached, as an activity from there tells it.

`lifecycle` keeps it for every activity, the message extension where it knows that the desk is there.
"""

from __future__ import annotations

from adapters.teams.references import Reference
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.payloads import HeardActivity


def reference_of(
    heard: HeardActivity, *, spot: Spot | None = None, name: str = ""
) -> Reference | None:
    """How a chat is reached, by what came from there; None where that does not tell.

    Args:
        heard: The activity.
        spot: The chat; None: that of the activity.
        name: Of the chat, where the activity does not tell it.
    """
    spot = spot or heard.spot.channel
    if not (spot.chat and heard.service_url and heard.recipient.id):
        return None
    is_personal = spot.kind is ChatKind.PERSONAL
    is_channel = spot.kind is ChatKind.CHANNEL
    is_own_name = heard.channel_data.channel.id == spot.chat
    told = (heard.channel_data.channel.name if is_own_name else "") or heard.conversation.name
    return Reference(
        spot=spot,
        service_url=heard.service_url,
        bot_id=heard.recipient.id,
        bot_name=heard.recipient.name,
        team=heard.team if is_channel else "",
        group=heard.channel_data.team.aad_group_id if is_channel else "",
        name=name or ("" if is_personal else told),
        person=heard.sender.id if is_personal and not heard.sender.is_bot else "",
        is_restricted=is_channel and is_own_name and heard.is_restricted,
    )

"""Finds the conversation of an answer that stands in a person's own chat though it was asked elsewhere.

Surfaces and listeners ask here for what the chat itself does not hold: what somebody asked in private, or
ordered for a whole channel, before this process began.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams.names import PLATFORM
from adapters.teams.spot import ChatKind, Spot
from core.domain import ConversationKey, TurnId
from core.ports import Conversations

_MOST_LOOKED_AT = 200
"""Of a person's latest questions."""


async def asked_elsewhere(
    turn_id: TurnId, spot: Spot, person: str, conversations: Conversations
) -> Sequence[ConversationKey]:
    """The conversations in which a person asked a turn that is answered in their own chat.

    Args:
        turn_id: As a button or a message names it, and so untrusted: nobody finds what others asked.
        spot: Where it stands; outside of a personal chat nothing is found.
        person: Whose chat that is.
        conversations: Know what was asked.

    Raises:
        StorageError: The database cannot be read.
    """
    if spot.kind is not ChatKind.PERSONAL or not turn_id:
        return ()
    asked = await conversations.asked_by(PLATFORM, spot.tenant, person, _MOST_LOOKED_AT)
    return [one.conversation for one in asked if one.turn_id == turn_id]

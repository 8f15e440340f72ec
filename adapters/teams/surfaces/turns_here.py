"""Whether an answer belongs where its button was pressed.

A button reaches no other conversation, except that a private answer stands in the personal chat of who
asked, wherever that was.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams.names import PLATFORM, TURN
from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.asking import private_key
from adapters.teams.taking_in.routes import Pressed
from core.chatting.open_turns import AskedIn
from core.domain import ConversationKey, TurnId
from core.ports import Conversations

_MOST_LOOKED_AT = 50
"""Of a person's latest questions."""


def turn_of(pressed: Pressed) -> TurnId:
    """The turn that a button is about; empty: none."""
    turn_id = pressed.data.get(TURN)
    return turn_id if isinstance(turn_id, str) else ""


def stands_here(asked_in: AskedIn, pressed: Pressed) -> bool:
    """Whether a turn belongs to the chat in which its button was pressed."""
    spot = pressed.spot
    if (asked_in.workspace, asked_in.channel) == (spot.tenant, spot.chat):
        return True
    is_own = asked_in.workspace == spot.tenant and _is_own(asked_in.thread, pressed)
    return spot.kind is ChatKind.PERSONAL and is_own


async def conversations_of(
    pressed: Pressed, conversations: Conversations
) -> Sequence[ConversationKey]:
    """The conversations that the turn of a button may belong to.

    Raises:
        StorageError: The database cannot be read.
    """
    here = pressed.spot.key
    if pressed.spot.kind is not ChatKind.PERSONAL:
        return (here,)
    asked = await conversations.asked_by(
        PLATFORM, pressed.spot.tenant, pressed.person, _MOST_LOOKED_AT
    )
    turn_id = turn_of(pressed)
    own = [
        one.conversation
        for one in asked
        if one.turn_id == turn_id and _is_own(one.conversation.thread, pressed)
    ]
    return (here, *own)


def _is_own(thread: str, pressed: Pressed) -> bool:
    return thread == private_key(pressed.spot, pressed.person).thread

"""Whether an answer belongs where its button was pressed.

A button reaches no other conversation, except that what was asked in private is answered in the personal
chat of who asked, wherever that was.
"""

from __future__ import annotations

from collections.abc import Sequence

from adapters.teams.names import TURN
from adapters.teams.spot import ChatKind
from adapters.teams.taking_in.asking import private_key
from adapters.teams.taking_in.own_turns import asked_elsewhere
from adapters.teams.taking_in.routes import Pressed
from core.chatting.open_turns import AskedIn
from core.domain import ConversationKey, TurnId
from core.ports import Conversations


def turn_of(pressed: Pressed) -> TurnId:
    """The turn that a button is about; empty: none."""
    turn_id = pressed.data.get(TURN)
    return turn_id if isinstance(turn_id, str) else ""


def stands_here(asked_in: AskedIn, pressed: Pressed) -> bool:
    """Whether a turn belongs to the chat in which its button was pressed."""
    spot = pressed.spot
    if (asked_in.workspace, asked_in.channel) == (spot.tenant, spot.chat):
        return True
    private = private_key(spot, pressed.person).thread
    is_own = (asked_in.workspace, asked_in.thread) == (spot.tenant, private)
    return spot.kind is ChatKind.PERSONAL and is_own


async def conversations_of(
    pressed: Pressed, conversations: Conversations
) -> Sequence[ConversationKey]:
    """The conversations that the turn of a button may belong to.

    Raises:
        StorageError: The database cannot be read.
    """
    here, person = pressed.spot.key, pressed.person
    own = await asked_elsewhere(turn_of(pressed), pressed.spot, person, conversations)
    return (here, *(key for key in own if key != here))

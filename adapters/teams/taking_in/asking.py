"""Takes questions in, whichever way they came, and remembers where; tells who is turned away.

Messages, the message extension and cards end here.  Once `ask` has returned, the question is kept.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.teams.place import Place
from adapters.teams.spot import Spot
from adapters.teams.taking_in.telling import Addressee, Teller
from adapters.teams.writing import escaped
from core.chatting.once import AcceptingOnce
from core.chatting.open_turns import AskedIn, OpenTurns
from core.chatting.private_threads import private_thread
from core.domain import Acceptance, ConversationKey, Question, TurnedAway
from core.ports import ServingDesk


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way in."""

    question: Question
    place: Place
    event_id: str
    addressee: Addressee | None
    """Where its person is told why it is not answered; None: whoever brings it in tells them."""
    is_about_message: bool = False
    """Whether its person asked what somebody else had written."""


def private_key(spot: Spot, person: str) -> ConversationKey:
    """The conversation of what a person asks in a chat without the others seeing it."""
    return replace(spot.channel.key, thread=private_thread(person))


def message_event_id(chat: str, message_id: str) -> str:
    """What a message that is asked is known by, however the desk came to hear of it."""
    return f"message:{chat}:{message_id}"


class Asking:
    """Gives questions to the desk."""

    def __init__(self, *, desk: ServingDesk, turns: OpenTurns, teller: Teller) -> None:
        """Take who answers, what remembers and what tells."""
        self._desk = AcceptingOnce(desk=desk, turns=turns)
        self._teller = teller

    async def ask(self, asked: Asked) -> Acceptance:
        """Give a question to the desk; who is turned away is told why.

        Raises:
            StorageError: It could not be kept.
        """
        acceptance = await self._desk.accept(
            asked.question,
            event_id=asked.event_id,
            place=asked.place.written(),
            asked_in=_asked_in(asked),
        )
        if isinstance(acceptance, TurnedAway) and asked.addressee is not None:
            self._teller.tell_once(asked.event_id, asked.addressee, escaped(acceptance.reason))
        return acceptance


def _asked_in(asked: Asked) -> AskedIn:
    key = asked.question.conversation
    return AskedIn(
        key.workspace,
        key.channel,
        key.thread,
        asked.place.question_id,
        is_about_message=asked.is_about_message,
    )

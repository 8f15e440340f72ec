"""Takes questions in, whichever way they came, and remembers where; tells who is turned away.

Messages, commands, the shortcut and the App Home end here.  Once `ask` has returned, the question is kept.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from adapters.slack.blocks import escaped
from adapters.slack.lately import Lately
from adapters.slack.names import PLATFORM
from adapters.slack.open_turns import AskedIn, OpenTurns
from adapters.slack.place import Place
from adapters.slack.taking_in.telling import Addressee, Teller
from core.domain import (
    Acceptance,
    Accepted,
    ConversationKey,
    Question,
    Repeated,
    TurnedAway,
    TurnId,
)
from core.ports import ServingDesk

_PRIVATE = "private:"
_MOST_KNOWN = 5_000
"""Events that are recognised without asking the database."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question on its way in."""

    question: Question
    place: Place
    event_id: str
    addressee: Addressee
    """Where its person is told why it is not answered."""
    is_about_message: bool = False
    """Whether its person asked what somebody else had written."""


def conversation(workspace: str, channel: str, thread: str = "") -> ConversationKey:
    """The key of a thread, or of the channel itself."""
    return ConversationKey(PLATFORM, workspace, channel, thread)


def private_thread(person: str) -> str:
    """The thread of what a person asks in a channel without the others seeing it."""
    return f"{_PRIVATE}{person}"


def is_private(thread: str) -> bool:
    """Whether a thread holds what only one person asks."""
    return thread.startswith(_PRIVATE)


class Asking:
    """Gives questions to the desk."""

    def __init__(self, *, desk: ServingDesk, turns: OpenTurns, teller: Teller) -> None:
        """Take who answers, what remembers and what tells."""
        self._desk = desk
        self._turns = turns
        self._teller = teller
        self._known: Lately[tuple[str, str], TurnId] = Lately(most=_MOST_KNOWN)
        self._coming: dict[tuple[str, str], asyncio.Future[Acceptance]] = {}

    async def ask(self, asked: Asked) -> Acceptance:
        """Give a question to the desk; who is turned away is told why.

        Slack brings a mention as two events in the same moment, and each perhaps again: the second
        waits for what becomes of the first, and later ones need not be looked up.

        Raises:
            StorageError: It could not be kept.
        """
        event = (asked.question.conversation.workspace, asked.event_id)
        if turn_id := self._known.get(event):
            return Repeated(turn_id)
        if coming := self._coming.get(event):
            acceptance = await asyncio.shield(coming)
            if isinstance(acceptance, TurnedAway):
                return acceptance
            return Repeated(acceptance.turn_id)
        self._coming[event] = coming = asyncio.get_running_loop().create_future()
        try:
            acceptance = await self._accept(asked)
        except BaseException as error:
            coming.set_exception(error)
            coming.exception()  # Perhaps nobody else waits for it.
            raise
        else:
            coming.set_result(acceptance)
        finally:
            del self._coming[event]
        if isinstance(acceptance, Accepted | Repeated):
            self._known.put(event, acceptance.turn_id)
        return acceptance

    async def _accept(self, asked: Asked) -> Acceptance:
        acceptance = await self._desk.accept(
            asked.question, event_id=asked.event_id, place=asked.place.written()
        )
        match acceptance:
            case Accepted(turn_id=turn_id) | Repeated(turn_id=turn_id):
                self._turns.remember(turn_id, _asked_in(asked))
            case TurnedAway(reason=reason):
                self._teller.tell_once(asked.event_id, asked.addressee, escaped(reason))
        return acceptance


def _asked_in(asked: Asked) -> AskedIn:
    key, place = asked.question.conversation, asked.place
    thread = key.thread if place.is_private else place.thread_ts
    return AskedIn(
        key.workspace,
        key.channel,
        thread,
        place.question_ts,
        is_about_message=asked.is_about_message,
    )

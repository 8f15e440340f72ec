"""Gives each event to the desk once, though platforms bring it in several guises and again.

The adapters' `Asking` asks here.  Two that come in the same moment share what becomes of the first, and
later ones need not be looked up in the database.  Of what was accepted it is remembered where it was asked.
"""

from __future__ import annotations

import asyncio

from core.chatting.lately import Lately
from core.chatting.open_turns import AskedIn, OpenTurns
from core.domain import Acceptance, Accepted, Question, Repeated, TurnedAway, TurnId
from core.ports import ServingDesk

_MOST_KNOWN = 5_000
"""Events that are recognised without asking the database."""


class AcceptingOnce:
    """A desk that recognises what it has just been given."""

    def __init__(self, *, desk: ServingDesk, turns: OpenTurns) -> None:
        """Take who accepts questions, and what remembers its turns."""
        self._desk = desk
        self._turns = turns
        self._known: Lately[tuple[str, str, str], TurnId] = Lately(most=_MOST_KNOWN)
        self._coming: dict[tuple[str, str, str], asyncio.Future[Acceptance]] = {}

    async def accept(
        self, question: Question, *, event_id: str, place: str, asked_in: AskedIn
    ) -> Acceptance:
        """Give a question to the desk; see `core.ports.ServingDesk.accept`.

        Who comes second gets `Repeated`, or is turned away like the first.

        Raises:
            StorageError: It could not be kept.
        """
        acceptance = await self._accept(question, event_id=event_id, place=place)
        if isinstance(acceptance, Accepted | Repeated):
            self._turns.remember(acceptance.turn_id, asked_in)
        return acceptance

    async def _accept(self, question: Question, *, event_id: str, place: str) -> Acceptance:
        event = (question.conversation.platform, question.conversation.workspace, event_id)
        if turn_id := self._known.get(event):
            return Repeated(turn_id)
        if coming := self._coming.get(event):
            acceptance = await asyncio.shield(coming)
            if isinstance(acceptance, TurnedAway):
                return acceptance
            return Repeated(acceptance.turn_id)
        self._coming[event] = coming = asyncio.get_running_loop().create_future()
        try:
            acceptance = await self._desk.accept(question, event_id=event_id, place=place)
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

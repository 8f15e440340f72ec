"""Gives each event to the desk once, though platforms bring it in several guises and again.

The adapters' listeners ask here.  Two that come in the same moment share what becomes of the first, and
later ones need not be looked up in the database.
"""

from __future__ import annotations

import asyncio

from core.chatting.lately import Lately
from core.domain import Acceptance, Accepted, Question, Repeated, TurnedAway, TurnId
from core.ports import ServingDesk

_MOST_KNOWN = 5_000
"""Events that are recognised without asking the database."""


class AcceptingOnce:
    """A desk that recognises what it has just been given."""

    def __init__(self, *, desk: ServingDesk) -> None:
        """Take who accepts questions."""
        self._desk = desk
        self._known: Lately[tuple[str, str, str], TurnId] = Lately(most=_MOST_KNOWN)
        self._coming: dict[tuple[str, str, str], asyncio.Future[Acceptance]] = {}

    async def accept(self, question: Question, *, event_id: str, place: str) -> Acceptance:
        """Give a question to the desk; see `core.ports.ServingDesk.accept`.

        Who comes second gets `Repeated`, or is turned away like the first.

        Raises:
            StorageError: It could not be kept.
        """
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

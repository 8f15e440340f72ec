"""Buttons beneath answers and suggestions: Stop, and asking what stands on them.

In a channel anybody may stop an answer, as whoever sees it may ask for another.
"""

from __future__ import annotations

import structlog

from adapters.teams.names import ASK, QUESTION, STOP
from adapters.teams.place import Place
from adapters.teams.surfaces.turns_here import stands_here, turn_of
from adapters.teams.taking_in.asking import Asked, Asking
from adapters.teams.taking_in.routes import InvokeAnswer, Nothing, Pressed, Routes, Told
from adapters.teams.taking_in.telling import Addressee, Teller
from adapters.teams.tools import TeamsTools
from core.domain import Question
from core.errors import StorageError

_IS_OVER = "That answer has ended already."
_NOT_NOW = "I cannot take questions just now. Please ask again in a moment."

_log = structlog.get_logger()


class Buttons:
    """Hears them."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take the desk, and what remembers its turns."""
        self._tools = tools
        teller = Teller(calls=tools.calls, references=tools.references, chores=tools.chores)
        self._asking = Asking(desk=tools.desk, turns=tools.turns, teller=teller)

    def register(self, routes: Routes) -> None:
        """Hear them."""
        routes.actions[STOP] = self.stop
        routes.actions[ASK] = self.ask

    async def stop(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody has read enough."""
        turn_id = turn_of(pressed)
        asked_in = self._tools.turns.of(turn_id)
        # Of a turn from before a restart only its button knows; its id cannot be guessed.
        is_here = bool(turn_id) and (asked_in is None or stands_here(asked_in, pressed))
        if not is_here or not await self._tools.desk.stop(turn_id):
            return Told(_IS_OVER)
        _log.info("stopped", turn=turn_id)
        return Nothing()

    async def ask(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody asks what stands on a button, as if they had written it there."""
        question = pressed.data.get(QUESTION)
        if not isinstance(question, str) or not question.strip():
            return Nothing()
        spot = pressed.spot
        asked = Asked(
            question=Question(question.strip(), spot.key, pressed.person),
            place=Place(tenant=spot.tenant, chat=spot.chat, kind=spot.kind, root=spot.root),
            event_id=f"pressed:{spot.chat}:{pressed.activity_id}",
            addressee=Addressee(spot=spot, person=pressed.person),
        )
        try:
            await self._asking.ask(asked)
        except StorageError:
            return Told(_NOT_NOW)
        return Nothing()

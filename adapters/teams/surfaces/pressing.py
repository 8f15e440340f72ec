"""The Stop button beneath an answer that is being written.

In a channel anybody may stop an answer, as whoever sees it may ask for another.

A process that dies while it posts such a message never learns its id, and Teams lets no bot look for it: it
stands beside the answer, and goes when somebody presses its button.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import structlog

from adapters.teams.names import STOP
from adapters.teams.surfaces.turns_here import stands_here, turn_of
from adapters.teams.taking_in.routes import InvokeAnswer, Nothing, Pressed, Routes, Told
from adapters.teams.tools import TeamsTools
from core.chatting.lately import Lately
from core.domain import TurnId
from core.errors import DeliveryError

_IS_OVER = "That answer has ended already."
_MOST_REMEMBERED = 1_000
_STILL_THERE = timedelta(seconds=5)
"""A button that is pressed so long after it was too late belongs to no answer: those lose theirs at the end."""

_log = structlog.get_logger()


class Buttons:
    """Hears them."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take the desk, and what remembers its turns."""
        self._tools = tools
        self._too_late: Lately[tuple[str, str], datetime] = Lately(most=_MOST_REMEMBERED)
        """When the button of a message was pressed first though its turn was over."""

    def register(self, routes: Routes) -> None:
        """Hear them."""
        routes.actions[STOP] = self.stop

    async def stop(self, pressed: Pressed) -> InvokeAnswer:
        """Somebody has read enough."""
        turn_id = turn_of(pressed)
        asked_in = self._tools.turns.of(turn_id)
        # Of a turn from before a restart only its button knows; its id cannot be guessed.
        is_here = bool(turn_id) and (asked_in is None or stands_here(asked_in, pressed))
        if not is_here:
            return Told(_IS_OVER)
        if await self._tools.desk.stop(turn_id):
            _log.info("stopped", turn=turn_id)
            return Nothing()
        is_left = await self._is_left_over(turn_id, pressed)
        return Nothing() if is_left and await self._took_away(pressed) else Told(_IS_OVER)

    async def _is_left_over(self, turn_id: TurnId, pressed: Pressed) -> bool:
        """Whether nothing becomes of a message any more that is no answer."""
        if not pressed.message_id or await self._tools.desk.owes(turn_id):
            return False
        if self._tools.turns.of(turn_id) is not None and not self._is_there_still(pressed):
            # The answer may have come in its place, just as its button was pressed.
            return False
        opener, spot = self._tools.opener, pressed.spot
        is_answer = await opener.turn_of(spot, pressed.message_id) is not None
        return not is_answer and not await opener.is_own_post(spot, pressed.message_id)

    def _is_there_still(self, pressed: Pressed) -> bool:
        message, now = (pressed.spot.chat, pressed.message_id), self._tools.now()
        first = self._too_late.get(message)
        if first is None:
            self._too_late.put(message, now)
        return first is not None and now - first >= _STILL_THERE

    async def _took_away(self, pressed: Pressed) -> bool:
        try:
            await self._tools.calls.delete(pressed.spot, pressed.message_id)
        except DeliveryError as error:
            _log.info("left_over_not_taken_away", kind=type(error).__name__)
            return False
        _log.info("left_over_taken_away")
        return True

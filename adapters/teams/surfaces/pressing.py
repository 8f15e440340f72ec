"""The Stop button beneath an answer that is being written.

In a channel anybody may stop an answer, as whoever sees it may ask for another.
"""

from __future__ import annotations

import structlog

from adapters.teams.names import STOP
from adapters.teams.surfaces.turns_here import stands_here, turn_of
from adapters.teams.taking_in.routes import InvokeAnswer, Nothing, Pressed, Routes, Told
from adapters.teams.tools import TeamsTools

_IS_OVER = "That answer has ended already."

_log = structlog.get_logger()


class Buttons:
    """Hears them."""

    def __init__(self, tools: TeamsTools) -> None:
        """Take the desk, and what remembers its turns."""
        self._tools = tools

    def register(self, routes: Routes) -> None:
        """Hear them."""
        routes.actions[STOP] = self.stop

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

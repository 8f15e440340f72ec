"""Which threads the desk has begun by a message of its own: Teams does not tell who wrote a thread's root.

The poster and announcements keep theirs; listening asks whether what is said beneath is said to the desk.
"""

from __future__ import annotations

from enum import Enum, auto

import structlog

from adapters.teams.spot import Spot
from core.chatting.lately import Lately
from core.errors import StorageError
from core.ports import ShownAnswers

_log = structlog.get_logger()

_NO_TURN = ""
"""Kept in place of a turn: it is a message of ours, and no answer."""
_MOST_REMEMBERED = 5_000


class _Whose(Enum):
    OURS = auto()
    NOT_OURS = auto()


class OwnPosts:
    """Keeps them beside the messages that show answers."""

    def __init__(self, *, shown: ShownAnswers) -> None:
        """Take where they are kept."""
        self._shown = shown
        self._known: Lately[tuple[Spot, str], _Whose] = Lately(most=_MOST_REMEMBERED)

    async def keep(self, spot: Spot, message_id: str) -> None:
        """The desk has posted something; what hangs on it is a courtesy, so this never fails."""
        self._known.put((spot.channel, message_id), _Whose.OURS)
        try:
            await self._shown.keep(spot.key, message_id, _NO_TURN)
        except StorageError as error:
            _log.warning("own_post_not_kept", reason=str(error))

    async def is_one(self, spot: Spot, message_id: str) -> bool:
        """Whether a message is one of those; asked again, it is answered from memory.

        Raises:
            StorageError: The database cannot be read.
        """
        message = (spot.channel, message_id)
        known = self._known.get(message)
        if known is None:
            is_ours = await self._shown.turn_of(spot.key, message_id) == _NO_TURN
            known = _Whose.OURS if is_ours else _Whose.NOT_OURS
            self._known.put(message, known)
        return known is _Whose.OURS

"""Which turns may still be open, by the message that asked and the thread they are shown in.

Listening and surfaces remember every turn that the desk accepted from them, so that a Stop or a
deleted question finds it.  In memory only: what was asked before a restart the desk itself knows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from core.chatting.lately import Lately
from core.domain import TurnId

_MOST = 5_000
"""Far more than the line holds: those that ended are only forgotten when newer ones come."""


@dataclass(frozen=True, slots=True)
class AskedIn:
    """Where a turn came from."""

    workspace: str
    channel: str
    thread: str
    """The thread that its answer stands in, or the conversation's own name for it."""
    question_id: str = ""
    """The message that asked; empty where there is none (commands)."""
    is_about_message: bool = False
    """Whether its person asked what somebody else had written."""


class OpenTurns:
    """A bounded memory; one for the whole adapter."""

    def __init__(self, most: int = _MOST) -> None:
        """Begin empty; beyond `most` turns the oldest is forgotten."""
        self._turns: Lately[TurnId, AskedIn] = Lately(most=most)
        self._by_message: Lately[tuple[str, str, str], TurnId] = Lately(most=most)
        self._watchers: list[Callable[[TurnId, AskedIn], None]] = []

    def watch(self, remembered: Callable[[TurnId, AskedIn], None]) -> None:
        """Have somebody told of every turn that is remembered, again where its message came again."""
        self._watchers.append(remembered)

    def remember(self, turn_id: TurnId, asked_in: AskedIn) -> None:
        """Keep where an accepted turn came from."""
        self._turns.put(turn_id, asked_in)
        if asked_in.question_id:
            message = (asked_in.workspace, asked_in.channel, asked_in.question_id)
            self._by_message.put(message, turn_id)
        for remembered in self._watchers:
            remembered(turn_id, asked_in)

    def of(self, turn_id: TurnId) -> AskedIn | None:
        """Where a turn came from; None: not known."""
        return self._turns.get(turn_id)

    def of_message(self, workspace: str, channel: str, message: str) -> TurnId | None:
        """The turn that a message asked for."""
        return self._by_message.get((workspace, channel, message))

    def of_thread(self, workspace: str, channel: str, thread: str) -> tuple[TurnId, ...]:
        """The turns that are shown in a thread, latest first."""
        wanted = (workspace, channel, thread)
        return tuple(
            turn_id
            for turn_id, one in self._turns.latest_first()
            if (one.workspace, one.channel, one.thread) == wanted
        )

"""Teams' calls without Teams: what was called, and faults that a test has put before it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count

from adapters.teams.calls import Change, Member, StreamPiece, TeamsCalls
from adapters.teams.message import TeamsMessage
from adapters.teams.repeating import tells_nobody
from adapters.teams.spot import ChatKind, Spot
from core.chatting.pacing import Priority
from core.errors import DeliveryError

PERSONAL = Spot("T1", "a:ann", ChatKind.PERSONAL)
NOTHING = TeamsMessage("")
THREAD = Spot("T1", "19:c@thread.tacv2", ChatKind.CHANNEL, "100")


@dataclass(frozen=True, slots=True)
class Called:
    """One call."""

    operation: str
    """`send`, `update`, `delete`, `typing`, or of a stream the kind of its piece."""
    text: str = ""
    id: str = ""
    sequence: int = 0
    spot: Spot = PERSONAL
    message: TeamsMessage = NOTHING


class FakeTeamsCalls(TeamsCalls):
    """Takes everything."""

    def __init__(self) -> None:
        self.called: list[Called] = []
        self.faults: list[DeliveryError] = []
        """Raised by the next calls, in turn; those have no effect."""
        self.hangs = False
        """Whether pieces of streams get no answer."""
        self.may_send = asyncio.Event()
        """Cleared by a test, it holds up what is sent."""
        self.may_send.set()
        self.may_begin = asyncio.Event()
        """Cleared by a test, no piece's turn comes."""
        self.may_begin.set()
        self.deleted: set[str] = set()
        """Messages that somebody has deleted."""
        self.lost: set[str] = set()
        """Messages that Teams does not find."""
        self._numbers = count(1)

    @property
    def told(self) -> list[tuple[str, str]]:
        """Operations with their texts, in order."""
        return [(one.operation, one.text) for one in self.called]

    async def send(
        self,
        spot: Spot,
        message: TeamsMessage,
        *,
        priority: Priority = Priority.ANSWER,
        begun: Callable[[], None] = tells_nobody,
    ) -> str:
        if priority is Priority.PIECE:
            await self.may_begin.wait()
        begun()
        await self.may_send.wait()
        self._take(Called("send", message.text, spot=spot, message=message))
        return f"m{next(self._numbers)}"

    async def update(
        self,
        spot: Spot,
        activity_id: str,
        message: TeamsMessage,
        *,
        priority: Priority = Priority.ANSWER,
        begun: Callable[[], None] = tells_nobody,
    ) -> Change:
        begun()
        self._take(Called("update", message.text, activity_id, spot=spot, message=message))
        if activity_id in self.lost:
            return Change.LOST
        return Change.DELETED if activity_id in self.deleted else Change.MADE

    async def delete(self, spot: Spot, activity_id: str) -> None:
        self._take(Called("delete", "", activity_id, spot=spot))

    async def typing(self, spot: Spot) -> None:
        self._take(Called("typing", spot=spot))

    async def stream(self, spot: Spot, piece: StreamPiece) -> str:
        message = piece.message
        called = Called(
            piece.kind, message.text, piece.stream_id, piece.sequence, spot=spot, message=message
        )
        self._take(called)
        if self.hangs:
            await asyncio.Event().wait()
        return piece.stream_id or f"s{next(self._numbers)}"

    async def member(self, spot: Spot, person: str) -> Member | None:
        return None

    async def personal_spot(self, tenant: str, person: str) -> Spot:
        return PERSONAL

    def _take(self, called: Called) -> None:
        self.called.append(called)
        if self.faults:
            raise self.faults.pop(0)

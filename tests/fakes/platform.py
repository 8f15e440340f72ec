"""A chat platform in memory: what is shown there outlives the desk, as on a real one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from core.domain import AcceptedTurn, Outcome, TurnId
from core.ports import KeepPlace


async def _takes_it(method: str, text: str) -> None:
    """The platform takes everything at once."""


@dataclass(slots=True)
class FakePlatform:
    """Implements `core.ports.ReplyOpener` and keeps a transcript."""

    takes: Callable[[str, str], Awaitable[None]] = _takes_it
    """Called before anything is shown, with the method and its text: may wait, or raise."""
    said: defaultdict[TurnId, list[tuple[str, str]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    """Of each turn what was shown, in order: method and text."""
    answers: dict[TurnId, Outcome] = field(default_factory=dict)
    finished: list[TurnId] = field(default_factory=list)
    """Turns in the order in which their answers appeared; a second answer would stand here too."""
    abandoned: list[TurnId] = field(default_factory=list)
    """Turns that were given up."""

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> FakeReply:
        """Post an empty message, or find the one that was posted before."""
        await self.takes("open", "")
        if not turn.place:
            await keep_place(f"message {len(self.said)}")
        return FakeReply(self, turn.id)

    def texts(self, turn_id: TurnId, method: str) -> list[str]:
        """What one method showed."""
        return [text for name, text in self.said[turn_id] if name == method]


@dataclass(slots=True)
class FakeReply:
    """Implements `core.ports.Reply`."""

    platform: FakePlatform
    turn_id: TurnId

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._show("status", text)

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._show("draft", text)

    async def append(self, text: str) -> None:
        """Show a piece."""
        await self._show("append", text)

    async def finish(self, outcome: Outcome) -> None:
        """Replace the message by the answer, unless it is there."""
        await self._show("finish", outcome.text)
        if self.turn_id not in self.platform.answers:
            self.platform.finished.append(self.turn_id)
        self.platform.answers[self.turn_id] = outcome

    async def abandon(self) -> None:
        """Take away what says that an answer is coming."""
        await self.platform.takes("abandon", "")
        self.platform.abandoned.append(self.turn_id)
        if self.turn_id not in self.platform.answers:
            self.platform.said[self.turn_id].append(("status", ""))

    async def _show(self, method: str, text: str) -> None:
        await self.platform.takes(method, text)
        self.platform.said[self.turn_id].append((method, text))

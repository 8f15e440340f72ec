"""A chat platform in memory that does as a test says, with the transcript of what people saw."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from core.domain import AcceptedTurn, Outcome, Source, TurnId, named_sources, outcome_name
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import KeepPlace


@dataclass(slots=True)
class FakeMessage:
    """What a person sees of one answer."""

    status: str = ""
    draft: str = ""
    text: str = ""
    sources: tuple[Source, ...] = ()
    outcome: str = ""
    endings: int = 0
    """How often the answer was shown as finished."""


@dataclass(slots=True)
class FakePlatform:
    """Implements `core.ports.ReplyOpener`; what it shows outlives the process that shows it."""

    messages: dict[TurnId, FakeMessage] = field(default_factory=dict)
    calls: list[tuple[str, str]] = field(default_factory=list)
    """Every call that was taken: the method's name and its text."""
    is_gone: bool = False
    """Whether it refuses everything, for good."""
    stop_pressed: bool = False
    """Whether a person pressed the platform's own Stop."""
    failures: int = 0
    """So many calls fail before one is taken."""
    taking: asyncio.Event | None = None
    """Where set, every call waits for it: a slow platform."""
    places: dict[TurnId, str] = field(default_factory=dict)

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> FakeReply:
        """Open the message of a turn; an answer that was begun goes on in the same one."""
        if self.is_gone:
            raise DeliveryRefused("the channel is gone")
        message = self.messages.setdefault(turn.id, FakeMessage())
        if not message.endings:
            message.text = ""
        if not turn.place:
            self.places[turn.id] = f"message {len(self.messages)}"
            await keep_place(self.places[turn.id])
        return FakeReply(self, message)


@dataclass(slots=True)
class FakeReply:
    """Implements `core.ports.Reply`."""

    platform: FakePlatform
    message: FakeMessage

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._take("status", text)
        self.message.status = text

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._take("draft", text)
        self.message.draft = text

    async def append(self, text: str) -> None:
        """Add to the text."""
        await self._take("append", text)
        self.message.status = self.message.draft = ""
        self.message.text += text

    async def finish(self, outcome: Outcome) -> None:
        """Show the end, once."""
        await self._take("finish", outcome.text, may_be_stopped=False)
        if self.message.endings:
            return
        self.message.endings = 1
        self.message.status = self.message.draft = ""
        self.message.text = outcome.text
        self.message.outcome = outcome_name(outcome)
        self.message.sources = named_sources(outcome)

    async def _take(self, call: str, text: str, *, may_be_stopped: bool = True) -> None:
        platform = self.platform
        if platform.taking is not None:
            await platform.taking.wait()
        if platform.is_gone:
            raise DeliveryRefused("the channel is gone")
        if platform.stop_pressed and may_be_stopped:
            raise DeliveryStopped("the person pressed Stop")
        if platform.failures:
            platform.failures -= 1
            raise DeliveryError("the platform did not take it")
        platform.calls.append((call, text))

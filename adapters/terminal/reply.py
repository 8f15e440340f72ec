"""The terminal as a chat platform: one person, one answer at a time.

`bot.commands.chat` hands lines to the desk and waits here until each answer has been shown.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator

from adapters.terminal.view import TerminalView
from core.domain import (
    AcceptedTurn,
    AnswerEvent,
    Delta,
    Draft,
    Finished,
    Outcome,
    Status,
    Stopped,
    TurnId,
)
from core.errors import DeliveryRefused
from core.ports import KeepPlace

PLATFORM = "terminal"


class TerminalChat:
    """Opens replies in one terminal; implements `core.ports.ReplyOpener`."""

    def __init__(self, *, view: TerminalView) -> None:
        self._view = view
        self._shown: defaultdict[TurnId, asyncio.Event] = defaultdict(asyncio.Event)

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> TerminalReply:
        """Open a reply.  A terminal has no place to come back to after a crash."""
        del keep_place
        return TerminalReply(self._view, self._shown[turn.id])

    async def shown(self, turn_id: TurnId) -> None:
        """Wait until an answer has been shown, or nobody can see it any more."""
        await self._shown[turn_id].wait()
        del self._shown[turn_id]


class TerminalReply:
    """Shows one answer; implements `core.ports.Reply`."""

    def __init__(self, view: TerminalView, shown: asyncio.Event) -> None:
        self._shown = shown
        self._is_finished = False
        self._events: asyncio.Queue[AnswerEvent] = asyncio.Queue()
        self._showing = asyncio.create_task(view.show(self._told()))

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._tell(Status(text))

    async def draft(self, text: str) -> None:
        """Show a quoted answer until the written one comes."""
        await self._tell(Draft(text))

    async def append(self, text: str) -> None:
        """Show the next piece."""
        await self._tell(Delta(text))

    async def finish(self, outcome: Outcome) -> None:
        """Show the end; what was finished already stays as it is."""
        if not self._is_finished:
            await self._tell(Finished(outcome))
            self._is_finished = True
            self._shown.set()

    async def abandon(self) -> None:
        """Take status and draft away, and let the next question be asked."""
        await self.finish(Stopped(""))

    async def _tell(self, event: AnswerEvent) -> None:
        """Have the view show something, and wait until it has."""
        self._events.put_nowait(event)
        taken = asyncio.create_task(self._events.join())
        await asyncio.wait({taken, self._showing}, return_when=asyncio.FIRST_COMPLETED)
        taken.cancel()
        if self._showing.done() and (error := self._showing.exception()):
            self._shown.set()
            raise self._refusal(error) from error

    async def _told(self) -> AsyncIterator[AnswerEvent]:
        while True:
            yield await self._events.get()
            self._events.task_done()

    @staticmethod
    def _refusal(error: BaseException) -> DeliveryRefused:
        return DeliveryRefused(f"The terminal is gone ({error}).")

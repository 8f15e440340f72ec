"""A reply that passes everything on to another; what a platform adds to replies stands on it."""

from __future__ import annotations

from collections.abc import Awaitable

from core.domain import Outcome
from core.ports import Reply


class PassingReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(self, reply: Reply) -> None:
        """Take the reply that shows the answer."""
        self._reply = reply

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._pass_on(self._reply.status(text))

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._pass_on(self._reply.draft(text))

    async def append(self, text: str) -> None:
        """Show some more of the answer."""
        await self._pass_on(self._reply.append(text))

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer in its final form."""
        await self._pass_on(self._reply.finish(outcome))

    async def abandon(self) -> None:
        """Give up."""
        await self._reply.abandon()

    async def _pass_on(self, work: Awaitable[None]) -> None:
        """Do what shows something."""
        await work

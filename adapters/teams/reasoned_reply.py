"""A reply whose person is told why nothing comes where Teams takes nothing in its chat.

`adapters.teams.opener` makes one for everybody who can be told somewhere else: they would otherwise never
hear of it.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from adapters.teams.calls import TeamsCallRefused
from core.domain import Outcome
from core.ports import Reply


class ReasonedReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(self, reply: Reply, *, tell: Callable[[], None]) -> None:
        """Take the reply in the chat.

        Args:
            reply: Shows the answer.
            tell: Begins to tell its person why there is none; called once.
        """
        self._reply = reply
        self._tell = tell
        self._is_refused = False

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._refusable(self._reply.status(text))

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._refusable(self._reply.draft(text))

    async def append(self, text: str) -> None:
        """Show some more of the answer."""
        await self._refusable(self._reply.append(text))

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer in its final form."""
        await self._refusable(self._reply.finish(outcome))

    async def abandon(self) -> None:
        """Tell the person why, once, if it was Teams' refusal."""
        is_refused, self._is_refused = self._is_refused, False
        if is_refused:
            self._tell()
        await self._reply.abandon()

    async def _refusable(self, work: Awaitable[None]) -> None:
        try:
            await work
        except TeamsCallRefused:
            self._is_refused = True
            raise

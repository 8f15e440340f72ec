"""A reply whose person is told why nothing comes where Teams takes nothing in its chat.

`adapters.teams.opener` makes one for everybody who asked outside of their personal chat: they would
otherwise never hear of it.
"""

from __future__ import annotations

from collections.abc import Awaitable

import structlog

from adapters.teams.calls import TeamsCallRefused, TeamsCalls
from adapters.teams.references import References
from adapters.teams.writing import told
from core.chatting.chores import Chores, Lane
from core.domain import Outcome
from core.ports import Reply

_log = structlog.get_logger()


class ReasonedReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(
        self,
        reply: Reply,
        *,
        tenant: str,
        person: str,
        where: str,
        calls: TeamsCalls,
        references: References,
        chores: Chores,
    ) -> None:
        """Take the reply in the chat.

        Args:
            reply: Shows the answer.
            tenant: Whose Teams it is.
            person: Who asked.
            where: What the chat is called in a sentence, as Markdown.
            calls: Calls Teams.
            references: Know the person's own chat, if there is one.
            chores: Tell the person beside everything else.
        """
        self._reply = reply
        self._tenant = tenant
        self._person = person
        self._where = where
        self._calls = calls
        self._references = references
        self._chores = chores
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
            self._chores.start("tell_person", self._tell(), lane=Lane.TELLING)
        await self._reply.abandon()

    async def _refusable(self, work: Awaitable[None]) -> None:
        try:
            await work
        except TeamsCallRefused:
            self._is_refused = True
            raise

    async def _tell(self) -> None:
        """Raises `DeliveryError` and `StorageError`: then there is no way to tell them."""
        reference = await self._references.personal(self._tenant, self._person)
        if reference is None:
            _log.info("person_not_told", reason="no personal chat")
            return
        await self._calls.send(reference.spot, told(why_not(self._where)))


def why_not(where: str) -> str:
    """What a person is told, as Markdown.

    Args:
        where: What the chat is called in a sentence, as Markdown.
    """
    return (
        f"I am sorry: I cannot post {where} any more, so you get no answer there. "
        "Ask me here instead, or have the app added there again."
    )

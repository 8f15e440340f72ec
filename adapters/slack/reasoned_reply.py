"""A reply whose person is told where Slack takes nothing in its thread.  `opener` makes it.

For what was asked by other means than a message: who used "Answer this" under a message of somebody
else would otherwise never hear that nothing comes.
"""

from __future__ import annotations

from collections.abc import Awaitable

import structlog

from adapters.slack.calls import SlackCalls
from adapters.slack.refusals import SlackCallRefused
from core.domain import Outcome
from core.errors import DeliveryError
from core.ports import Reply

_log = structlog.get_logger()

WHY_NOT = (
    "I am sorry: Slack does not let me post under that message, so you get no answer there. Write to "
    "me directly instead."
)


class ReasonedReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(self, reply: Reply, *, calls: SlackCalls, workspace: str, reason_url: str) -> None:
        """Take the reply in the thread.

        Args:
            reply: Shows the answer.
            calls: Calls Slack.
            workspace: The team's id.
            reason_url: A response_url, where the person alone is told.
        """
        self._reply = reply
        self._calls = calls
        self._workspace = workspace
        self._reason_url = reason_url
        self._has_told = False

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

    async def _refusable(self, work: Awaitable[None]) -> None:
        try:
            await work
        except SlackCallRefused:
            if not self._has_told:
                self._has_told = True
                await self._say_why_not()
            raise

    async def _say_why_not(self) -> None:
        why_not = {"text": WHY_NOT, "response_type": "ephemeral", "replace_original": False}
        try:
            await self._calls.respond(self._workspace, self._reason_url, why_not)
        except DeliveryError as error:
            _log.warning("refusal_not_told", reason=str(error))

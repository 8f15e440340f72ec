"""Notes what becomes of the desk itself: invited, removed, uninstalled; greets where it is new."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.blocks import escaped
from adapters.slack.listening.payloads import MemberJoined, TokensRevoked
from adapters.slack.names import COMMAND
from adapters.slack.tools import SlackTools
from core.chatting.lately import Lately

_log = structlog.get_logger()

_MOST_SAMPLES = 2
_MOST_REMEMBERED = 1_000


class Lifecycle:
    """Listens to what happens to the desk."""

    def __init__(self, *, tools: SlackTools) -> None:
        """Take the tools."""
        self._tools = tools
        self._greeted: Lately[str, None] = Lately(most=_MOST_REMEMBERED)

    async def member_joined(
        self, event: dict[str, Any], body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Somebody came into a channel; where it is the desk, it says what it is for."""
        joined = MemberJoined.model_validate(event)
        event_id = str(body.get("event_id", ""))
        if joined.user != context.bot_user_id or event_id in self._greeted:
            return
        self._greeted.put(event_id, None)
        _log.info("channel_joined", channel=joined.channel)
        self._tools.chores.start("greet", self._greet(context.team_id or "", joined))

    async def _greet(self, workspace: str, joined: MemberJoined) -> None:
        samples = [one for one in await self._tools.suggestions() if one.strip()]
        await self._tools.calls.try_call(
            workspace,
            "chat.postMessage",
            channel=joined.channel,
            text=_greeting(f"<@{joined.user}>", samples[:_MOST_SAMPLES]),
            unfurl_links=False,
            unfurl_media=False,
        )

    async def app_uninstalled(self, context: AsyncBoltContext) -> None:
        """Somebody removed the desk from the workspace."""
        await self._gone(context, "app_uninstalled")

    async def tokens_revoked(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Tokens were taken back; only the desk's own matter."""
        if TokensRevoked.model_validate(event).tokens.bot:
            await self._gone(context, "tokens_revoked")

    async def _gone(self, context: AsyncBoltContext, kind: str) -> None:
        workspace = context.team_id or ""
        _log.warning("workspace_lost", kind=kind, workspace=workspace)
        await self._tools.uninstalled(workspace)


def _greeting(mention: str, samples: Sequence[str]) -> str:
    text = (
        f"Hello! Mention me with a question ({mention} …) and I answer in its thread, from our own "
        "pages and with their links. In that thread you can go on without mentioning me. "
        f"`{COMMAND} help` tells what else I do, `{COMMAND} settings` how I answer here."
    )
    if not samples:
        return text
    return "\n".join([text, "For example:", *(f"• {escaped(sample)}" for sample in samples)])

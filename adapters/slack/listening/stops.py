"""Stops answers: by Slack's own Stop, and by our button where Slack shows none.

In a channel anybody may: Slack shows its Stop to everyone who sees the thread, and ends the stream by
itself.
"""

from __future__ import annotations

from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.listening.payloads import SessionStopped
from adapters.slack.taking_in.payloads import ActionPayload
from adapters.slack.taking_in.pressing import addressee_of
from adapters.slack.taking_in.telling import Teller
from adapters.slack.tools import SlackTools

_log = structlog.get_logger()

_IS_OVER = "That answer has ended already."


class Stops:
    """Listens to those who have read enough."""

    def __init__(self, *, tools: SlackTools, teller: Teller) -> None:
        """Take the tools."""
        self._tools = tools
        self._teller = teller

    async def session_stopped(self, event: dict[str, Any], context: AsyncBoltContext) -> None:
        """Slack's own Stop: end what is open in the thread, and the session's status with it."""
        stopped = SessionStopped.model_validate(event)
        workspace = context.team_id or ""
        open_turns = self._tools.turns.of_thread(workspace, stopped.channel, stopped.thread_ts)
        ended = [turn for turn in open_turns if await self._tools.desk.stop(turn)]
        _log.info("session_stopped", turns=ended)
        # Slack leaves the status as it was; it would show that the desk works for ever.
        self._tools.chores.start(
            "end_session",
            self._tools.calls.try_call(
                workspace,
                "agents.sessions.setStatus",
                channel_id=stopped.channel,
                thread_ts=stopped.thread_ts,
                status="active",
            ),
        )

    async def button_pressed(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """Our own button; its value is the turn."""
        pressed = ActionPayload.model_validate(body)
        await ack()
        workspace = context.team_id or ""
        is_here = self._stands_here(pressed, workspace)
        if not is_here or not await self._tools.desk.stop(pressed.value):
            self._teller.tell(addressee_of(pressed, workspace), _IS_OVER)

    def _stands_here(self, pressed: ActionPayload, workspace: str) -> bool:
        """Whether the turn belongs where the button is: a Stop reaches no other conversation."""
        asked_in = self._tools.turns.of(pressed.value)
        if asked_in is not None:
            return (asked_in.workspace, asked_in.channel) == (workspace, pressed.channel_id)
        # It was asked before this process started: then the message itself has to say whose it is.
        return pressed.answered_turn == pressed.value != ""

"""Takes what people think of answers: a thumb at once, and for a thumb down the reason.

The thumb is kept before the reason is asked for, so that a view which nobody fills in loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.async_context import AsyncBoltContext

from adapters.slack.listening.payloads import ViewSubmission
from adapters.slack.listening.reason_view import COMMENT, Rated, read_reason, reason_view
from adapters.slack.taking_in.asking import conversation
from adapters.slack.taking_in.payloads import ActionPayload
from adapters.slack.taking_in.pressing import addressee_of
from adapters.slack.taking_in.telling import Teller
from adapters.slack.tools import SlackTools
from core.chatting.private_threads import private_thread
from core.domain import Feedback, Thumb
from core.errors import StorageError

_log = structlog.get_logger()

_OPEN_SECONDS = 2.0
"""A view opens within three seconds of the press, or not at all."""
_THANKS = "Thank you, noted."
_GONE = "That answer is not kept any more, so I cannot note what you think of it."
_NOT_NOW = "I could not note that just now. Please try again in a minute."


@dataclass(frozen=True, slots=True)
class _Press:
    """A thumb."""

    thumb: Thumb
    rated: Rated


class FeedbackButtons:
    """Listens to thumbs and reasons."""

    def __init__(self, *, tools: SlackTools, teller: Teller) -> None:
        """Take the tools."""
        self._tools = tools
        self._teller = teller

    async def pressed(self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext) -> None:
        """A thumb was pressed."""
        pressed = ActionPayload.model_validate(body)
        await ack()
        workspace = context.team_id or ""
        press = _press(pressed, workspace)
        if press is None:
            _log.warning("feedback_not_read")
            return
        addressee = addressee_of(pressed, workspace)
        try:
            is_kept = await self._give(press.rated, pressed.user.id, Feedback(press.thumb))
        except StorageError as error:
            _log.error("feedback_not_kept", reason=str(error))
            self._teller.tell(addressee, _NOT_NOW)
            return
        if not is_kept:
            self._teller.tell(addressee, _GONE)
        elif press.thumb is Thumb.UP or not await self._asked_why(pressed, press.rated):
            self._teller.tell(addressee, _THANKS)

    async def _asked_why(self, pressed: ActionPayload, rated: Rated) -> bool:
        """Open the view that asks why; False where Slack did not open it in time."""
        opened = await self._tools.calls.try_call(
            rated.workspace,
            "views.open",
            in_time_seconds=_OPEN_SECONDS,
            trigger_id=pressed.trigger_id,
            view=reason_view(rated),
        )
        return opened is not None

    async def reason_given(
        self, ack: AsyncAck, body: dict[str, Any], context: AsyncBoltContext
    ) -> None:
        """The view was sent in."""
        sent = ViewSubmission.model_validate(body)
        rated, comment = read_reason(sent.view, context.team_id or "")
        try:
            if comment:
                await self._give(rated, sent.user.id, Feedback(Thumb.DOWN, comment))
        except StorageError as error:
            _log.error("feedback_not_kept", reason=str(error))
            await ack(response_action="errors", errors={COMMENT: _NOT_NOW})
            return
        await ack()

    async def _give(self, rated: Rated, person: str, feedback: Feedback) -> bool:
        """Keep it with the answer, whichever conversation of the channel holds that."""
        for thread in rated.threads:
            key = conversation(rated.workspace, rated.channel, thread)
            if await self._tools.feedback.give(rated.turn_id, key, person, feedback):
                return True
        return False


def _press(pressed: ActionPayload, workspace: str) -> _Press | None:
    """Read a thumb; None where its value is none of ours."""
    thumb, _, turn_id = pressed.value.partition(" ")
    if thumb not in {Thumb.UP, Thumb.DOWN} or not turn_id:
        return None
    is_private = pressed.container.is_ephemeral
    thread = private_thread(pressed.user.id) if is_private else pressed.thread
    # What manages subscriptions is a conversation of the whole channel.
    rated = Rated(turn_id, workspace, pressed.channel_id, (thread, ""))
    return _Press(Thumb(thumb), rated)

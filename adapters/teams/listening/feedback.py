"""Takes what people think of answers: the thumb that Teams shows beneath them, and their words.

Teams tells only which message was rated; which answer it shows was kept when it was shown.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/bot-messages-ai-generated-content#feedback-buttons
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import structlog

from adapters.teams.taking_in.own_turns import asked_elsewhere
from adapters.teams.taking_in.payloads import HeardActivity, Rating, SubmitAction
from adapters.teams.taking_in.telling import Addressee, Teller
from adapters.teams.tools import TeamsTools
from core.domain import ConversationKey, Feedback, Thumb, TurnId
from core.errors import StorageError

_log = structlog.get_logger()

_MOST_COMMENT_CHARACTERS = 1_000
_THUMBS = {"like": Thumb.UP, "dislike": Thumb.DOWN}
_GONE = "That answer is not kept any more, so I cannot note what you think of it."
_NOT_NOW = "I could not note that just now. Please try again in a minute."


class Ratings:
    """Listens to thumbs."""

    def __init__(self, *, tools: TeamsTools, teller: Teller) -> None:
        """Take the tools."""
        self._tools = tools
        self._teller = teller

    async def given(self, heard: HeardActivity) -> None:
        """A thumb was pressed: Teams thanks by itself, so only what fails is told."""
        rating = SubmitAction.model_validate(heard.value or {}).rating
        thumb = _THUMBS.get(rating.reaction)
        if thumb is None:
            _log.warning("feedback_not_read")
            return
        addressee = Addressee(spot=heard.spot, person=heard.sender.id)
        try:
            is_kept = await self._keep(heard, Feedback(thumb, _comment(rating)))
        except StorageError as error:
            _log.error("feedback_not_kept", reason=str(error))
            self._teller.tell(addressee, _NOT_NOW)
            return
        if not is_kept:
            self._teller.tell(addressee, _GONE)

    async def _keep(self, heard: HeardActivity, feedback: Feedback) -> bool:
        """Keep it with the answer, whichever conversation holds that."""
        turn_id = await self._tools.opener.turn_of(heard.spot, heard.reply_to)
        if turn_id is None:
            return False
        async for key in self._keys(turn_id, heard):
            if await self._tools.feedback.give(turn_id, key, heard.sender.id, feedback):
                return True
        return False

    async def _keys(self, turn_id: TurnId, heard: HeardActivity) -> AsyncIterator[ConversationKey]:
        """Where it may have been asked, likeliest first."""
        spot, asked_in = heard.spot, self._tools.turns.of(turn_id)
        if asked_in is not None:
            # What was asked in private elsewhere is answered in the personal chat.
            platform = spot.key.platform
            yield ConversationKey(platform, asked_in.workspace, asked_in.channel, asked_in.thread)
        yield spot.key
        # What manages subscriptions is a conversation of the whole channel.
        if spot.root:
            yield spot.channel.key
        # After a restart only what is kept tells where a private answer was asked.
        for key in await asked_elsewhere(turn_id, spot, heard.sender.id, self._tools.conversations):
            yield key


def _comment(rating: Rating) -> str:
    """What they wrote; Teams sends it as JSON within a string."""
    try:
        said = json.loads(rating.feedback or "{}")
    except ValueError:
        return ""
    text = said.get("feedbackText") if isinstance(said, dict) else ""
    return text.strip()[:_MOST_COMMENT_CHARACTERS] if isinstance(text, str) else ""

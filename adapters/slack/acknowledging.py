"""What tells a person that their question was heard, until the answer is there.

In channels the question gets a reaction.  Everywhere the thread's session is set to work, which
gives people Slack's own Stop, and a line of text says what is going on.
"""

from __future__ import annotations

import asyncio
from typing import Any

from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.chores import Chores
from adapters.slack.names import EYES, MOST_TITLE_CHARACTERS
from adapters.slack.place import Place
from core.domain import Question
from core.emoji import without_emoji

_SAY_SECONDS = 5.0
_TIDY_SECONDS = 180.0
"""For a reaction or a session's state: Slack allows few a minute, and none must be left behind."""


class Acknowledgement:
    """Of one question that is answered in a thread."""

    def __init__(
        self,
        *,
        question: Question,
        place: Place,
        calls: SlackCalls,
        chores: Chores,
        may_have_begun: bool,
    ) -> None:
        """Take the question and where it stands; nothing is shown before `begin`.

        Args:
            question: What was asked.
            place: Where.
            calls: Calls Slack.
            chores: Does it beside everything else.
            may_have_begun: Whether another process may have shown something.
        """
        self._workspace = question.conversation.workspace
        self._question = question
        self._place = place
        self._calls = calls
        self._chores = chores
        self._one_at_a_time = asyncio.Lock()
        self._has_begun = may_have_begun
        self._has_ended = False
        self._says_something = False

    def begin(self) -> None:
        """Show that the question was heard; does not wait."""
        self._chores.start("acknowledge", self._begin())

    async def say(self, text: str) -> None:
        """Show what is going on, in place of what was said before.

        Raises:
            DeliveryRefused: The place is gone; other failures are passed over.
        """
        await self._set_line(f"– {text}")
        self._says_something = True

    def shown(self) -> None:
        """A message has appeared, by which Slack takes the line away."""
        self._says_something = False

    def end(self, *, is_active: bool = False) -> None:
        """Take everything away; does not wait.

        Args:
            is_active: Whether the session is at rest already.
        """
        self._has_ended = True
        self._chores.start("acknowledged", self._end(is_active=is_active))

    async def _begin(self) -> None:
        async with self._one_at_a_time:
            if self._has_ended:
                return
            self._has_begun = True
            if self._has_reaction:
                await self._react("reactions.add")
            await self._set_session(
                "processing", initiator_user_id=self._question.person, **self._title()
            )

    async def _end(self, *, is_active: bool) -> None:
        async with self._one_at_a_time:
            if self._has_begun and self._has_reaction:
                await self._react("reactions.remove")
            if self._says_something:
                await self._calls.try_call(
                    self._workspace,
                    "assistant.threads.setStatus",
                    channel_id=self._place.channel,
                    thread_ts=self._place.thread_ts,
                    status="",
                )
            if self._has_begun and not is_active:
                await self._set_session("active")

    @property
    def _has_reaction(self) -> bool:
        return bool(self._place.question_ts) and not self._place.is_direct

    async def _react(self, method: str) -> None:
        await self._calls.try_call(
            self._workspace,
            method,
            in_time_seconds=_TIDY_SECONDS,
            channel=self._place.channel,
            timestamp=self._place.question_ts,
            name=EYES,
        )

    async def _set_session(self, status: str, **more: Any) -> None:
        await self._calls.try_call(
            self._workspace,
            "agents.sessions.setStatus",
            in_time_seconds=_TIDY_SECONDS,
            channel_id=self._place.channel,
            thread_ts=self._place.thread_ts,
            status=status,
            **more,
        )

    async def _set_line(self, status: str) -> None:
        try:
            await self._calls.call(
                self._workspace,
                "assistant.threads.setStatus",
                in_time_seconds=_SAY_SECONDS,
                channel_id=self._place.channel,
                thread_ts=self._place.thread_ts,
                status=status,
            )
        except SlackCallFailed:
            # Nice to have: a place in line that is not shown must not end the answer.
            return

    def _title(self) -> dict[str, Any]:
        """A thread is called by its first question."""
        if self._place.question_ts != self._place.thread_ts:
            return {}
        title = " ".join(without_emoji(self._question.text).split())
        if len(title) > MOST_TITLE_CHARACTERS:
            title = title[: MOST_TITLE_CHARACTERS - 1].rsplit(" ", 1)[0] + "…"
        return {"title": title} if title else {}

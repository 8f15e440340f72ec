"""What tells a person that their question was heard, until the answer is there.

In channels the question gets a reaction.  Everywhere the thread's session is set to work, which
gives people Slack's own Stop, and a line of text says what is going on.  An answer that is there in a
moment needs neither: Slack allows few reactions and sessions a minute.
"""

from __future__ import annotations

import asyncio
from typing import Any

import structlog

from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.names import EYES, MOST_TITLE_CHARACTERS
from adapters.slack.place import Place
from core.chatting.chores import Chores, Lane
from core.chatting.pacing import Priority
from core.domain import Question
from core.emoji import without_emoji
from core.errors import DeliveryError

_log = structlog.get_logger()

_SAY_SECONDS = 5.0
_BEGIN_SECONDS = 10.0
_TIDY_SECONDS = 180.0
"""For a reaction or a session's state to be taken back: none must be left behind."""


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
        self._timer: asyncio.TimerHandle | None = None
        self._has_begun = False
        self._has_ended = False
        self._is_known = asyncio.Event()
        """Set once it is known whether Slack shows its Stop."""
        self._has_stop = False
        self._has_reaction = may_have_begun and self._takes_reaction
        self._has_session = may_have_begun
        self._says_something = False

    @property
    def has_stop(self) -> bool:
        """Whether Slack shows a Stop of its own."""
        return self._has_stop

    def begin(self, *, after_seconds: float = 0.0) -> None:
        """Show that the question was heard, unless it has ended by then; does not wait."""
        self._cancel_timer()
        if self._has_begun or self._has_ended:
            return
        if after_seconds:
            self._timer = asyncio.get_running_loop().call_later(after_seconds, self.begin)
            return
        self._has_begun = True
        self._chores.start("acknowledge", self._begin(), lane=Lane.TIDYING)

    async def begun(self, *, within_seconds: float) -> None:
        """Begin now, and wait a while until it is known whether Slack shows its Stop."""
        self.begin()
        try:
            async with asyncio.timeout(within_seconds):
                await self._is_known.wait()
        except TimeoutError:
            return

    async def say(self, text: str) -> None:
        """Show what is going on, in place of what was said before.

        Raises:
            DeliveryRefused: The place is gone; other failures are passed over.
        """
        self._says_something = True
        await self._set_line(f"– {text}")

    def shown(self) -> None:
        """A message has appeared, by which Slack takes the line away."""
        self._says_something = False

    def end(self, *, is_done: bool = False) -> None:
        """Take everything away; does not wait.

        Args:
            is_done: Whether the session is at rest already.
        """
        self._cancel_timer()
        if self._has_ended:
            return
        self._has_ended = True
        self._has_stop = False
        if self._has_begun or self._has_reaction or self._has_session or self._says_something:
            self._chores.start("acknowledged", self._end(is_active=is_done), lane=Lane.TIDYING)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    async def _begin(self) -> None:
        async with self._one_at_a_time:
            if self._has_ended:
                return
            if self._takes_reaction:
                await asyncio.gather(self._begin_session(), self._add_reaction())
            else:
                await self._begin_session()

    async def _begin_session(self) -> None:
        has_session = await self._may_have_done(
            "agents.sessions.setStatus",
            Priority.BEGINNING,
            status="processing",
            initiator_user_id=self._question.person,
            **self._thread(),
            **self._title(),
        )
        self._has_session = self._has_session or has_session
        self._has_stop = has_session and not self._has_ended
        self._is_known.set()

    async def _add_reaction(self) -> None:
        has_reaction = await self._may_have_done(
            "reactions.add", Priority.ANSWER, **self._reaction()
        )
        self._has_reaction = self._has_reaction or has_reaction

    async def _may_have_done(self, method: str, priority: Priority, **arguments: Any) -> bool:
        """Call at once or not at all: what comes late tells nobody anything."""
        try:
            await self._calls.call(
                self._workspace,
                method,
                priority=priority,
                in_time_seconds=_BEGIN_SECONDS,
                may_wait=False,
                **arguments,
            )
        except SlackCallFailed as error:
            _log.info("slack_call_failed", method=method, error=error.error)
            return error.is_unsure
        except DeliveryError as error:
            _log.info("slack_call_failed", method=method, error=type(error).__name__)
            return False
        return True

    async def _end(self, *, is_active: bool) -> None:
        async with self._one_at_a_time:
            if self._says_something:
                await self._calls.try_call(
                    self._workspace,
                    "assistant.threads.setStatus",
                    status="",
                    **self._thread(),
                )
            if self._has_session and not is_active:
                await self._try("agents.sessions.setStatus", status="active", **self._thread())
            if self._has_reaction:
                await self._try("reactions.remove", **self._reaction())

    async def _try(self, method: str, **arguments: Any) -> None:
        await self._calls.try_call(
            self._workspace, method, in_time_seconds=_TIDY_SECONDS, **arguments
        )

    @property
    def _takes_reaction(self) -> bool:
        return bool(self._place.question_ts) and not self._place.is_direct

    def _reaction(self) -> dict[str, Any]:
        return {
            "channel": self._place.channel,
            "timestamp": self._place.question_ts,
            "name": EYES,
        }

    def _thread(self) -> dict[str, Any]:
        return {"channel_id": self._place.channel, "thread_ts": self._place.thread_ts}

    async def _set_line(self, status: str) -> None:
        try:
            await self._calls.call(
                self._workspace,
                "assistant.threads.setStatus",
                in_time_seconds=_SAY_SECONDS,
                status=status,
                **self._thread(),
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

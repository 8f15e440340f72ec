"""The answer to a private question: only the person who asked sees it.

Slack gives an address for it that takes five messages within 30 minutes; after that the app itself
can still show them something, which is gone when they reload.  Nothing of it can be read, changed or
taken away again: to the address of a command `replace_original` does nothing.  So nothing is shown
before the answer but what the person should know at once.
Sources: https://github.com/slackapi/bolt-js/issues/2287,
https://github.com/slackapi/bolt-python/issues/1268
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog

from adapters.slack.blocks import SlackMessage, notice_message, private_message
from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.place import SHOWING, SHOWN, Place
from core.domain import AcceptedTurn, Outcome
from core.errors import DeliveryError, DeliveryRefused, StorageError
from core.line import tells_place
from core.routing import describes_emergency

_log = structlog.get_logger()

_MOST_USES = 5
"""Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
_OVER = frozenset({"expired_url", "used_url", "http_404", "http_410", "no_such_url"})
_AGAIN = "In case you have not seen it:"
"""Before what may have been shown already: twice is better than never."""


class PrivateReply:
    """Implements `core.ports.Reply`."""

    def __init__(
        self,
        *,
        turn: AcceptedTurn,
        place: Place,
        keep_place: Callable[[str], Awaitable[None]],
        calls: SlackCalls,
        can_ask_person: bool,
        status_after_seconds: float,
    ) -> None:
        """Take the turn and where its person is; nothing is shown yet.

        Args:
            turn: What is answered.
            place: Where its person is.
            keep_place: Told that the answer is shown.
            calls: Calls Slack.
            can_ask_person: Whether there is a channel in which people are asked.
            status_after_seconds: An answer that comes by then needs no word before it.
        """
        self._turn = turn
        self._workspace = turn.question.conversation.workspace
        self._place = place
        self._keep_place = keep_place
        self._calls = calls
        self._can_ask_person = can_ask_person
        self._status_after_seconds = status_after_seconds
        self._uses = 0
        self._status = ""
        self._telling: asyncio.Task[None] | None = None
        self._is_ending = asyncio.Event()
        self._has_warned = False
        self._parts_shown = 0
        self._may_be_shown = place.answer_ts == SHOWING
        """Whether the next part may have been shown, by this process or another."""

    async def status(self, text: str) -> None:
        """Tell a person once that they stand in line, if that lasts; nothing else."""
        self._status = text
        if self._telling is None and tells_place(text):
            self._telling = asyncio.create_task(self._tell_status(), name="slack private status")

    async def draft(self, text: str) -> None:
        """Show nothing, as the answer could not take its place: unless somebody is in danger.

        What to do then stands at the beginning of the first draft, and must not wait.
        """
        if not self._has_warned and describes_emergency(self._turn.question.text):
            self._has_warned = True
            await self._respond(notice_message(text))

    async def append(self, text: str) -> None:
        """Show nothing: what is shown cannot grow."""

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer, unless this or another process has."""
        await self._settle()
        if self._place.answer_ts == SHOWN:
            return
        await self._keep(SHOWING)
        messages = private_message(
            outcome, turn_id=self._turn.id, can_ask_person=self._can_ask_person
        )
        for message in messages[self._parts_shown :]:
            await self._show_part(message)
            self._parts_shown += 1
        await self._keep(SHOWN)

    async def abandon(self) -> None:
        """Tell nothing more of their place in line."""
        await self._settle()

    async def _show_part(self, message: SlackMessage) -> None:
        is_again, self._may_be_shown = self._may_be_shown, True
        try:
            await self._show(_again(message) if is_again else message)
        except DeliveryError as error:
            self._may_be_shown = is_again or getattr(error, "is_unsure", False)
            raise
        self._may_be_shown = False

    async def _keep(self, state: str) -> None:
        """Have kept how far it is; the answer must not fail for it."""
        if self._place.answer_ts == state:
            return
        self._place = replace(self._place, answer_ts=state)
        try:
            await self._keep_place(self._place.written())
        except StorageError as error:
            _log.warning("place_not_kept", turn=self._turn.id, reason=str(error))

    async def _tell_status(self) -> None:
        try:
            async with asyncio.timeout(self._status_after_seconds):
                await self._is_ending.wait()
        except TimeoutError:
            if not tells_place(self._status):
                return  # They were called meanwhile.
            try:
                await self._respond(notice_message(f"{self._status} …"))
            except DeliveryError as error:
                _log.info("private_status_not_shown", reason=str(error))

    async def _settle(self) -> None:
        self._is_ending.set()
        if self._telling is not None:
            await asyncio.wait({self._telling})

    async def _show(self, message: SlackMessage) -> None:
        if self._uses < _MOST_USES:
            try:
                await self._respond(message)
            except SlackCallFailed as error:
                if error.error not in _OVER:
                    raise
                _log.info("response_url_over", error=error.error)
                self._uses = _MOST_USES
            else:
                return
        await self._show_by_app(message)

    async def _respond(self, message: SlackMessage) -> None:
        self._uses += 1
        await self._calls.respond(
            self._workspace,
            self._place.response_url,
            {
                "response_type": "ephemeral",
                "replace_original": False,
                "text": message.text,
                "blocks": list(message.blocks),
                "unfurl_links": False,
                "unfurl_media": False,
            },
        )

    async def _show_by_app(self, message: SlackMessage) -> None:
        thread: dict[str, Any] = (
            {"thread_ts": self._place.thread_ts} if self._place.thread_ts else {}
        )
        try:
            await self._calls.call(
                self._workspace,
                "chat.postEphemeral",
                channel=self._place.channel,
                user=self._turn.question.person,
                text=message.text,
                blocks=list(message.blocks),
                **thread,
            )
        except SlackCallFailed as error:
            if error.is_passing:
                raise
            raise DeliveryRefused(
                f"A private answer came too late for its address, and Slack refused to show it "
                f"otherwise ({error.error})."
            ) from error


def _again(message: SlackMessage) -> SlackMessage:
    notice = notice_message(_AGAIN)
    return SlackMessage(f"{notice.text}\n{message.text}", (*notice.blocks, *message.blocks))

"""The answer to a private question: only the person who asked sees it.

Slack gives an address for it that takes five messages within 30 minutes; after that the app itself
can still show them something, which is gone when they reload.  Nothing of it can be read again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import structlog

from adapters.slack.blocks import SlackMessage, draft_message, notice_message, private_message
from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.place import Place
from core.domain import AcceptedTurn, Outcome, shown_pictures
from core.errors import DeliveryError, DeliveryRefused

_log = structlog.get_logger()

_MOST_USES = 5
"""Source: https://docs.slack.dev/interactivity/handling-user-interaction#message_responses"""
_OVER = frozenset({"expired_url", "used_url", "http_404", "http_410", "no_such_url"})
_STATUS_AFTER_SECONDS = 1.5
"""An answer that comes by then needs no word before it."""
_SHOWN = "shown"
"""Instead of a ts in the place: what only one person sees has none."""
_CHART_ELSEWHERE = "Ask me in a channel or a direct message to see the chart."


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
        status_after_seconds: float = _STATUS_AFTER_SECONDS,
    ) -> None:
        """Take the turn and where its person is; nothing is shown yet."""
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
        self._parts_shown = 0

    def withdraw(self) -> None:
        """Nothing to do: a private question is no message that could be deleted."""

    async def status(self, text: str) -> None:
        """Say once what is going on, if the answer does not come at once."""
        self._status = text
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell_status(), name="slack private status")

    async def draft(self, text: str) -> None:
        """Show a draft; the answer takes its place."""
        message = draft_message(text, "Still writing …", turn_id=self._turn.id, with_stop=False)
        await self._respond(message)

    async def append(self, text: str) -> None:
        """Nothing is shown: five messages are too few for an answer that grows."""

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer, unless this or another process has."""
        await self._settle()
        if self._place.answer_ts == _SHOWN:
            return
        if shown_pictures(outcome):
            outcome = replace(outcome, text=f"{outcome.text}\n\n{_CHART_ELSEWHERE}")
        messages = private_message(
            outcome, turn_id=self._turn.id, can_ask_person=self._can_ask_person
        )
        for message in messages[self._parts_shown :]:
            await self._show(message, is_first=self._parts_shown == 0)
            self._parts_shown += 1
        self._place = replace(self._place, answer_ts=_SHOWN)
        await self._keep_place(self._place.written())

    async def _tell_status(self) -> None:
        try:
            async with asyncio.timeout(self._status_after_seconds):
                await self._is_ending.wait()
        except TimeoutError:
            try:
                await self._respond(notice_message(f"{self._status} …"))
            except DeliveryError as error:
                _log.info("private_status_not_shown", reason=str(error))

    async def _settle(self) -> None:
        self._is_ending.set()
        if self._telling is not None:
            await asyncio.wait({self._telling})

    async def _show(self, message: SlackMessage, *, is_first: bool) -> None:
        if self._uses < _MOST_USES:
            try:
                await self._respond(message, replaces=is_first)
            except SlackCallFailed as error:
                if error.error not in _OVER:
                    raise
                _log.info("response_url_over", error=error.error)
                self._uses = _MOST_USES
            else:
                return
        await self._show_by_app(message)

    async def _respond(self, message: SlackMessage, *, replaces: bool = True) -> None:
        self._uses += 1
        await self._calls.respond(
            self._workspace,
            self._place.response_url,
            {
                "response_type": "ephemeral",
                "replace_original": replaces,
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

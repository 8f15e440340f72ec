"""Answers while they are written, for whoever looks: a browser, two tabs of it, or nobody.

`adapters.web.page` opens a `WebReply` for each turn that the desk serves; `adapters.web.events`
shows it.  The desk is never held up: a reply keeps the latest state, and who looks takes it from
there at their own pace.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from adapters.web.rendering import half_to_html, to_html
from core.domain import (
    AcceptedTurn,
    ConversationKey,
    Forgotten,
    Outcome,
    TurnId,
)
from core.errors import DeliveryRefused
from core.ports import Clock, History

_KEPT_FINISHED = timedelta(minutes=5)
"""How long a finished answer can be had from memory; then it comes from the database."""
_MOST_FINISHED = 500
_OWED_AT_MOST = timedelta(days=8)
"""`turns.restart_hours` is a week at most; a question that is older is not answered any more."""


class WebReply:
    """One answer; implements `core.ports.Reply`."""

    def __init__(self, *, turn: AcceptedTurn, history: History, now: Clock) -> None:
        """Begin with nothing said."""
        self.turn = turn
        self.status_text = ""
        self.draft_text = ""
        self.text = ""
        self.outcome: Outcome | None = None
        self.finished_at: datetime | None = None
        self.render_seconds = 0.0
        """What making HTML took last; who looks paces itself by it."""
        self._history = history
        self._now = now
        self.is_withdrawn = False
        """Whether its conversation was deleted, and the reply with it."""
        self._watchers: set[asyncio.Event] = set()
        self._html: tuple[str, bool, str] = ("", False, "")
        self._ended = asyncio.Event()

    async def status(self, text: str) -> None:
        """Show what is going on."""
        self._must_be_wanted()
        self.status_text = text
        self._tell()

    async def draft(self, text: str) -> None:
        """Show a quoted answer until the written one comes."""
        self._must_be_wanted()
        self.draft_text = text
        self._tell()

    async def append(self, text: str) -> None:
        """Add to the answer's text."""
        self._must_be_wanted()
        self.text += text
        self.status_text = self.draft_text = ""
        self._tell()

    async def finish(self, outcome: Outcome) -> None:
        """Show how it ended; only the first time counts.

        Raises:
            DeliveryRefused: Its conversation was deleted meanwhile; nothing is left of it.
        """
        self._ended.set()
        if self.is_withdrawn:
            # The desk has kept the answer after the conversation was deleted.
            await self._history.forget(self.turn.question.conversation)
            self._must_be_wanted()
        if self.outcome is None:
            self.outcome = outcome
            self.status_text = self.draft_text = ""
            self.text = outcome.text
            self.finished_at = self._now()
        self._tell()

    async def abandon(self) -> None:
        """Say nothing more; who deletes the conversation waits for no end any longer."""
        self._ended.set()
        self.status_text = self.draft_text = ""
        self._tell()

    def begin_anew(self) -> None:
        """Forget what was said: the desk answers the turn from its beginning."""
        if self.outcome is None:
            self.status_text = self.draft_text = self.text = ""
            self._tell()

    def withdraw(self) -> None:
        """Take nothing more, because the conversation is being deleted."""
        self.is_withdrawn = True
        self.finished_at = self._now()
        self._tell()

    async def ended(self, *, timeout_seconds: float) -> None:
        """Wait until the desk has done with it, or the time is over."""
        try:
            async with asyncio.timeout(timeout_seconds):
                await self._ended.wait()
        except TimeoutError:
            return

    def text_html(self) -> str:
        """All that was said so far, as HTML; made once for everybody who looks."""
        is_whole = self.outcome is not None
        if self._html[:2] != (self.text, is_whole):
            began = time.perf_counter()
            html = to_html(self.text) if is_whole else half_to_html(self.text)
            self._html = self.text, is_whole, html
            self.render_seconds = time.perf_counter() - began
        return self._html[2]

    @contextmanager
    def watched(self) -> Iterator[asyncio.Event]:
        """An event that is set at each change; who looks clears it and takes the state."""
        event = asyncio.Event()
        self._watchers.add(event)
        try:
            yield event
        finally:
            self._watchers.discard(event)

    def _tell(self) -> None:
        for event in self._watchers:
            event.set()

    def _must_be_wanted(self) -> None:
        if self.is_withdrawn:
            raise DeliveryRefused(
                f"The conversation of turn {self.turn.id} was deleted by its person: "
                "nobody will see the answer."
            )


class LiveReplies:
    """The replies of this process, some minutes past their end."""

    def __init__(self, *, history: History, now: Clock) -> None:
        """Begin with none."""
        self._history = history
        self._now = now
        self._replies: dict[TurnId, WebReply] = {}

    def expect(self, turn: AcceptedTurn) -> None:
        """Have the reply to a turn before the desk opens it: its browser may be quicker."""
        if turn.id not in self._replies:
            self.open(turn)

    def open(self, turn: AcceptedTurn) -> WebReply:
        """The reply to a turn; one that was finished here stays as it is."""
        self._drop_old()
        reply = self._replies.get(turn.id)
        if reply is None:
            reply = WebReply(turn=turn, history=self._history, now=self._now)
            self._replies[turn.id] = reply
        else:
            reply.begin_anew()
        return reply

    def of_visitor(self, turn_id: TurnId, visitor: str) -> WebReply | None:
        """A visitor's own reply; None for what is unknown, past, or somebody else's."""
        reply = self._replies.get(turn_id)
        if (
            reply is None
            or reply.is_withdrawn
            or reply.turn.question.conversation.channel != visitor
        ):
            return None
        return reply

    def of_conversation(self, conversation: ConversationKey) -> list[WebReply]:
        """The replies of a conversation, oldest first; none of before it was deleted."""
        shown: list[WebReply] = []
        for reply in self._replies.values():
            if reply.turn.question.conversation != conversation or reply.is_withdrawn:
                continue
            if isinstance(reply.outcome, Forgotten):
                shown.clear()
            else:
                shown.append(reply)
        return shown

    def of_channel(self, channel: ConversationKey) -> list[WebReply]:
        """The same of all conversations of a channel; its thread is ignored."""
        conversations = dict.fromkeys(
            reply.turn.question.conversation
            for reply in self._replies.values()
            if replace(reply.turn.question.conversation, thread="") == replace(channel, thread="")
        )
        return [reply for key in conversations for reply in self.of_conversation(key)]

    def _drop_old(self) -> None:
        for reply in self._replies.values():
            if reply.finished_at is None and self._now() - reply.turn.accepted_at > _OWED_AT_MOST:
                # The desk has given it up: nobody will finish it.
                reply.withdraw()
        finished = [
            (reply.finished_at, turn_id)
            for turn_id, reply in self._replies.items()
            if reply.finished_at is not None
        ]
        oldest = self._now() - _KEPT_FINISHED
        too_many = max(0, len(finished) - _MOST_FINISHED)
        for at, (finished_at, turn_id) in enumerate(sorted(finished)):
            if at < too_many or finished_at < oldest:
                del self._replies[turn_id]

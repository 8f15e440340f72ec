"""The answer to one question in a channel or direct message: draft, growing text, final form.

`adapters.slack.opener` makes one for each turn.  Text is gathered before anything is shown: an answer
that is there at once becomes one message; one that takes its time grows before people's eyes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog

from adapters.slack.acknowledging import Acknowledgement
from adapters.slack.blocks import (
    SlackMessage,
    answer_messages,
    ending_blocks,
    may_unfurl,
    needs_redrawing,
)
from adapters.slack.calls import SlackCallFailed
from adapters.slack.messages import Mark, Messages, Spot
from adapters.slack.streams import GrowingMessage
from adapters.slack.uploads import Uploads, picture_name
from core.domain import Outcome, TurnId, named_sources, shown_pictures
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class ReplyPace:
    """How a growing answer is shown."""

    gather_seconds: float = 0.4
    """From the first piece until something is shown; what is finished by then comes at once."""
    stream_pause_seconds: float = 0.6
    """Between two pieces of a stream: about 100 calls a minute are allowed.
    Source: https://docs.slack.dev/reference/methods/chat.appendStream"""
    edit_pause_seconds: float = 1.2
    """Between two edits: about 50 a minute are allowed.
    Source: https://docs.slack.dev/reference/methods/chat.update"""
    private_status_seconds: float = 1.5
    """Until a person who asked in private is told that they stand in line."""


@dataclass(slots=True)
class Standing:
    """What stands of an answer in its thread, as far as it is known."""

    parts: dict[int, str] = field(default_factory=dict)
    """The ts of each of its messages; the first one is the growing message's business."""
    pictures: set[str] = field(default_factory=set)
    """Names of files."""
    is_sure: bool = True
    """False: there may be more.  It is looked for as late as possible: Slack may allow one look a
    minute (see `adapters.slack.messages`), and much of it can be shown without."""


class SlackReply:
    """Implements `core.ports.Reply`."""

    def __init__(
        self,
        *,
        turn_id: TurnId,
        spot: Spot,
        mark: Mark,
        since_ts: str,
        growing: GrowingMessage,
        standing: Standing,
        acknowledgement: Acknowledgement,
        messages: Messages,
        uploads: Uploads,
        pace: ReplyPace,
        can_ask_person: bool,
    ) -> None:
        """Take where the answer stands and who shows it; nothing is shown yet."""
        self._turn_id = turn_id
        self._spot = spot
        self._mark = mark
        self._since_ts = since_ts
        self._growing = growing
        self._standing = standing
        self._acknowledgement = acknowledgement
        self._messages = messages
        self._uploads = uploads
        self._pace = pace
        self._can_ask_person = can_ask_person
        self._text = ""
        self._pieces: asyncio.Task[None] | None = None
        self._is_ending = asyncio.Event()
        self._ended: DeliveryRefused | DeliveryStopped | None = None
        """Why nothing more is shown."""
        self._is_withdrawn = False
        self._has_looked = False
        """Whether it is known that no message had been begun."""
        self._shown: Outcome | None = None

    def withdraw(self) -> None:
        """The question is gone: what was shown goes too, at the end of the turn."""
        self._is_withdrawn = True

    async def status(self, text: str) -> None:
        """Show what is going on, as the thread's line."""
        if self._goes_on():
            await self._refusable(self._acknowledgement.say(text))

    async def draft(self, text: str) -> None:
        """Show a draft as a message that the answer will replace."""
        if self._goes_on() and not self._text:
            await self._refusable(self._draft(text))

    async def append(self, text: str) -> None:
        """Gather text; it is shown at the pace that Slack allows."""
        self._text += text
        if self._goes_on() and (self._pieces is None or self._pieces.done()):
            self._pieces = asyncio.create_task(self._show_pieces(), name="slack pieces")

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer in its final form, whatever stood there before."""
        await self._settle()
        if self._is_withdrawn:
            await self._remove()
            self._acknowledgement.end()
            raise DeliveryRefused("the question was deleted")
        if isinstance(self._ended, DeliveryRefused):
            raise self._ended
        if outcome == self._shown:
            return
        is_active = await self._show(outcome)
        self._standing.is_sure = True
        self._shown = outcome
        self._acknowledgement.end(is_active=is_active)

    # ---- Growing ------------------------------------------------------------------------

    async def _draft(self, text: str) -> None:
        try:
            await self._look_for_first()
            await self._growing.draft(text)
            self._acknowledgement.shown()
        except SlackCallFailed as error:
            # What comes after it makes up for it.
            _log.info("draft_not_shown", error=error.error)

    async def _grow(self, text: str) -> None:
        await self._look_for_first()
        await self._growing.grow(text)
        self._acknowledgement.shown()

    async def _show_pieces(self) -> None:
        """Show what is gathered until nothing is left, or the end comes."""
        shown = ""
        await self._pause(self._pace.gather_seconds)
        while self._is_growing() and shown != self._text:
            text = _up_to_a_word(self._text, shown)
            try:
                await self._grow(text)
                shown = text
            except (DeliveryRefused, DeliveryStopped) as error:
                self._ended = error
            except DeliveryError as error:
                # The next piece, or the end, makes up for it.
                _log.info("piece_not_shown", reason=str(error))
            is_stream = self._growing.is_stream
            await self._pause(
                self._pace.stream_pause_seconds if is_stream else self._pace.edit_pause_seconds
            )

    def _is_growing(self) -> bool:
        return not self._is_ending.is_set() and self._ended is None and not self._is_withdrawn

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._is_ending.wait()
        except TimeoutError:
            return

    async def _settle(self) -> None:
        """Let the call that is under way end; its time is bounded."""
        self._is_ending.set()
        if self._pieces is not None:
            await asyncio.wait({self._pieces})

    def _goes_on(self) -> bool:
        """Whether more is shown.  Raises what has ended it, if that was the platform or the person."""
        if self._ended is not None:
            raise self._ended
        return not self._is_withdrawn

    async def _refusable(self, work: Awaitable[None]) -> None:
        try:
            await work
        except (DeliveryRefused, DeliveryStopped) as error:
            self._ended = error
            raise

    # ---- The end ------------------------------------------------------------------------

    async def _show(self, outcome: Outcome) -> bool:
        """Show all parts and pictures; whether the session was set to rest with it."""
        messages = answer_messages(
            outcome, turn_id=self._turn_id, can_ask_person=self._can_ask_person
        )
        if not self._standing.is_sure and self._matters_what_stands(outcome, messages):
            await self._look()
        self._standing.is_sure = False
        is_active = await self._growing.finish(
            outcome.text, messages[0], self._ending(outcome, messages)
        )
        self._acknowledgement.shown()
        for part, message in enumerate(messages[1:], start=1):
            await self._show_part(part, message)
        for part in [one for one in self._standing.parts if one >= len(messages)]:
            await self._messages.delete(self._spot, self._standing.parts.pop(part))
        for number, picture in enumerate(shown_pictures(outcome)):
            name = picture_name(self._turn_id, number)
            if name not in self._standing.pictures:
                await self._uploads.share(self._spot, picture, name)
                self._standing.pictures.add(name)
        return is_active

    def _ending(
        self, outcome: Outcome, messages: Sequence[SlackMessage]
    ) -> list[dict[str, Any]] | None:
        """What follows a stream that may stay as it is; None: it has to be drawn anew.

        Links come into a message by drawing it anew, see `adapters.slack.streams`.
        """
        has_links = may_unfurl(outcome.text) or bool(named_sources(outcome))
        if len(messages) > 1 or has_links or needs_redrawing(outcome.text):
            return None
        return ending_blocks(outcome, turn_id=self._turn_id, can_ask_person=self._can_ask_person)

    async def _show_part(self, part: int, message: SlackMessage) -> None:
        mark = Mark(self._mark.kind, self._mark.key, self._mark.value, part)
        ts = self._standing.parts.get(part, "")
        if ts and await self._messages.update(self._spot, ts, message, mark):
            return
        self._standing.parts[part] = await self._messages.post(
            self._spot, message, mark, since_ts=self._since_ts
        )

    def _matters_what_stands(self, outcome: Outcome, messages: Sequence[SlackMessage]) -> bool:
        """Whether there can be more of the answer than the message that is known."""
        return not self._growing.ts or len(messages) > 1 or bool(shown_pictures(outcome))

    async def _look_for_first(self) -> None:
        """Learn whether an earlier attempt has begun a message, before one is begun."""
        if self._standing.is_sure or self._growing.ts or self._has_looked:
            return
        found = await self._messages.find(
            self._spot, self._mark, since_ts=self._since_ts, enough={0}
        )
        self._has_looked = True
        if 0 in found.parts:
            self._growing.adopt(found.parts[0])

    async def _look(self) -> None:
        """Learn what stands in the thread of what an earlier attempt has shown."""
        found = await self._messages.find(self._spot, self._mark, since_ts=self._since_ts)
        self._standing.parts = {part: ts for part, ts in found.parts.items() if part > 0}
        self._standing.pictures |= set(found.files)
        if 0 in found.parts:
            self._growing.adopt(found.parts[0])

    async def _remove(self) -> None:
        await self._growing.close()
        if not self._standing.is_sure:
            await self._look()
        for ts in [self._growing.ts, *self._standing.parts.values()]:
            if ts:
                await self._messages.delete(self._spot, ts)


def _up_to_a_word(text: str, shown: str) -> str:
    """Text up to its last space, unless that says nothing new.

    Slack loses white space with which a piece begins (seen by others, not documented), and half
    words flicker.
    """
    end = max(text.rfind(" "), text.rfind("\n")) + 1
    return text[:end] if end > len(shown) else text

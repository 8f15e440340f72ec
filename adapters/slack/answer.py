"""All that stands of one answer in its thread: the message that grew, further ones, charts.

`core.chatting.growing_reply` has it shown.  What an earlier attempt has shown is found again here; it
is looked for as late as possible: Slack may allow one look a minute (see `adapters.slack.messages`),
and much can be shown without.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from adapters.slack.blocks import (
    SlackMessage,
    answer_messages,
    ending_blocks,
    may_unfurl,
    needs_redrawing,
)
from adapters.slack.growing import GrowingMessage
from adapters.slack.messages import Change, Mark, Messages, Spot
from adapters.slack.uploads import Uploads, picture_name
from core.chatting.growing_reply import GATHER_SECONDS
from core.domain import Outcome, TurnId, named_sources, shown_pictures


@dataclass(frozen=True, slots=True)
class ReplyPace:
    """How an answer that takes its time is shown."""

    acknowledge_after_seconds: float = 0.7
    """What is answered by then needs no word before it."""
    gather_seconds: float = GATHER_SECONDS
    """From the first piece until something is shown; what is finished by then comes at once."""
    stream_pause_seconds: float = 0.6
    """Between two pieces of a stream: about 100 calls a minute are allowed.
    Source: https://docs.slack.dev/reference/methods/chat.appendStream"""
    edit_pause_seconds: float = 1.2
    """Between two edits: about 50 a minute are allowed.
    Source: https://docs.slack.dev/reference/methods/chat.update"""
    private_status_seconds: float = 1.5
    """Until a person who asked in private is told that they stand in line."""


class ShownAnswer:
    """Shows an answer once, however often that is begun; a `core.chatting` growing answer."""

    def __init__(
        self,
        *,
        turn_id: TurnId,
        spot: Spot,
        mark: Mark,
        since_ts: str,
        growing: GrowingMessage,
        messages: Messages,
        uploads: Uploads,
        can_ask_person: bool,
        may_have_begun: bool,
        pace: ReplyPace,
    ) -> None:
        """Take where it stands and who shows it.

        Args:
            turn_id: The turn.
            spot: The thread.
            mark: By which its messages are found again.
            since_ts: Of the question.
            growing: Its first message.
            messages: Posts and changes messages.
            uploads: Shares charts.
            can_ask_person: Whether there is a channel in which people are asked.
            may_have_begun: Whether another process may have shown more of it than is known.
            pace: Of a growing answer.
        """
        self._turn_id = turn_id
        self._spot = spot
        self._mark = mark
        self._since_ts = since_ts
        self.growing = growing
        self._messages = messages
        self._uploads = uploads
        self._can_ask_person = can_ask_person
        self._pace = pace
        self._parts: dict[int, str] = {}
        """The ts of each message but the first."""
        self._pictures: set[str] = set()
        """Names of files."""
        self._is_sure = not may_have_begun
        """False: there may be more than is known."""
        self._has_looked = False
        """Whether it is known that no message had been begun."""

    @property
    def pause_seconds(self) -> float:
        """How long to gather until more of the text is shown."""
        return (
            self._pace.stream_pause_seconds
            if self.growing.is_stream
            else self._pace.edit_pause_seconds
        )

    @property
    def is_unsure(self) -> bool:
        """Whether something may stand there of which nothing is known."""
        return self.growing.is_unsure

    def doubt(self) -> None:
        """A call was cut short: nobody knows whether it was done."""
        self.growing.doubt()

    async def keep(self) -> None:
        """Have kept what stands there, for another process."""
        await self.growing.keep()

    async def draft(self, text: str) -> None:
        """Show what will be replaced.  Raises as `GrowingMessage.grow`."""
        await self._look_for_first()
        await self.growing.draft(text)

    async def grow(self, text: str) -> None:
        """Show all of the text so far.  Raises as `GrowingMessage.grow`."""
        await self._look_for_first()
        await self.growing.grow(text)

    async def abandon(self) -> None:
        """Leave what is shown, but nothing that says that more comes.  Raises as `GrowingMessage.grow`."""
        await self.growing.abandon()

    async def _look_for_first(self) -> None:
        """Learn whether an earlier attempt has begun a message, before one is begun."""
        is_known = self._is_sure or self._has_looked
        if self.growing.ts or (is_known and not self.growing.is_unsure):
            return
        self.growing.adopt(
            await self._messages.find(self._spot, self._mark, since_ts=self._since_ts, enough={0})
        )
        self._has_looked = True

    async def show(self, outcome: Outcome) -> bool:
        """Show all messages and pictures; whether the session was set to rest with it.

        Raises:
            DeliveryStopped: Somebody has deleted its first message.
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: As `SlackCalls.call`.
        """
        messages = answer_messages(
            outcome, turn_id=self._turn_id, can_ask_person=self._can_ask_person
        )
        is_sure = self._is_sure and not self.growing.is_unsure
        if not is_sure and self._matters_what_stands(outcome, messages):
            await self._look()
        self._is_sure = False
        is_active = await self.growing.finish(
            outcome.text, messages[0], self._ending(outcome, messages)
        )
        for part, message in enumerate(messages[1:], start=1):
            await self._show_part(part, message)
        for part in [one for one in self._parts if one >= len(messages)]:
            await self._messages.delete(self._spot, self._parts.pop(part))
        await self._share_pictures(outcome)
        self._is_sure = True
        return is_active

    async def remove(self) -> None:
        """Take everything away.  Raises as `show`."""
        if not self._is_sure or self.growing.is_unsure:
            await self._look()
        await self.growing.remove()
        for ts in self._parts.values():
            await self._messages.delete(self._spot, ts)

    def _matters_what_stands(self, outcome: Outcome, messages: Sequence[SlackMessage]) -> bool:
        """Whether there can be more of the answer than the message that is known."""
        return not self.growing.ts or len(messages) > 1 or bool(shown_pictures(outcome))

    async def _look(self) -> None:
        """Learn what stands in the thread of what an earlier attempt has shown."""
        found = await self._messages.find(self._spot, self._mark, since_ts=self._since_ts)
        self._parts = {part: ts for part, ts in found.parts.items() if part > 0}
        self._pictures |= set(found.files)
        self.growing.adopt(found)

    def _ending(
        self, outcome: Outcome, messages: Sequence[SlackMessage]
    ) -> list[dict[str, Any]] | None:
        """What follows a stream that may stay as it is; None: it has to be drawn anew.

        Links come into a message by drawing it anew, see `adapters.slack.growing`.
        """
        has_links = may_unfurl(outcome.text) or bool(named_sources(outcome))
        if len(messages) > 1 or has_links or needs_redrawing(outcome.text):
            return None
        return ending_blocks(outcome, turn_id=self._turn_id, can_ask_person=self._can_ask_person)

    async def _show_part(self, part: int, message: SlackMessage) -> None:
        mark = replace(self._mark, part=part)
        ts = self._parts.get(part, "")
        if ts and await self._messages.update(self._spot, ts, message, mark) is Change.MADE:
            return
        self._parts[part] = await self._messages.post(
            self._spot, message, mark, since_ts=self._since_ts
        )

    async def _share_pictures(self, outcome: Outcome) -> None:
        for number, picture in enumerate(shown_pictures(outcome)):
            name = picture_name(self._turn_id, number)
            if name not in self._pictures:
                await self._uploads.share(self._spot, picture, name)
                self._pictures.add(name)

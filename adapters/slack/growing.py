"""The message of an answer while it grows: a stream where Slack allows one, else paced edits.

`core.chatting.growing_reply` tells it all of the text so far, again and again, and lets it end as the final
message.  It knows nothing of sources or charts.

A draft, shown while the answer is not begun, is a message of its own: a posted message cannot become
a stream.  It goes once the stream is there, or becomes the answer's message where there is none.

No link ever goes into a stream.  Slack takes no `unfurl_links` there, nor when a message is changed,
so a preview could be neither prevented nor taken away; a link that a change brings in gets none.
Text with a link is therefore shown by changing the message, and so are the links at an answer's end.
Sources: https://github.com/slackapi/node-slack-sdk/pull/2389 (streams take no such argument),
https://docs.slack.dev/reference/methods/chat.update (names none), and what others have tried out:
https://github.com/NousResearch/hermes-agent/pull/97957 (previews are decided when a message is posted).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any

import structlog

from adapters.slack.blocks import SlackMessage, draft_message
from adapters.slack.calls import SlackCallFailed
from adapters.slack.messages import Change, Found, Mark, Messages, Spot
from adapters.slack.streams import Stream
from core.chatting.pacing import Priority
from core.errors import DeliveryStopped

_log = structlog.get_logger()

DRAFT_PART = -1
"""Of an answer: what stands in for it until there is something of it."""
_MOST_SHOWN_CHARACTERS = 11_000
"""A message does not grow beyond this; the rest of the answer comes at its end."""
_STILL_WRITING = "Still writing …"
_FOR_NOW = "This for now; still writing …"


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands of an answer's first message."""

    ts: str = ""
    """Of the message; empty: there is none."""
    draft_ts: str = ""
    """Of the draft's message; empty: there is none."""
    is_unsure: bool = False
    """Whether there may be more than that."""


class GrowingMessage:
    """One message of ours, or the place where it will be."""

    def __init__(
        self,
        *,
        spot: Spot,
        mark: Mark,
        since_ts: str,
        stream: Stream,
        messages: Messages,
        placed: Callable[[Begun], Awaitable[None]],
        has_stop: Callable[[], bool],
        begun: Begun,
    ) -> None:
        """Take where it is.

        Args:
            spot: The thread.
            mark: By which the message is found again; its value is the turn's id.
            since_ts: Of the question.
            stream: In which it grows, if that may be.
            messages: Posts and changes messages.
            placed: Told what stands there as soon as something does.
            has_stop: Whether Slack shows a Stop of its own, so that ours is not needed.
            begun: What another process left there.
        """
        self._spot = spot
        self._mark = mark
        self._since_ts = since_ts
        self._stream = stream
        self._messages = messages
        self._placed = placed
        self._has_stop = has_stop
        self._ts = begun.ts
        self._draft_ts = begun.draft_ts
        self._is_unsure = begun.is_unsure
        self._grown = ""
        """What is shown of the growing text."""
        self._says_more = False
        """Whether the message says that more comes."""

    @property
    def ts(self) -> str:
        """Of the message; empty: there is none yet."""
        return self._ts

    @property
    def is_unsure(self) -> bool:
        """Whether something may stand there of which nothing is known: it is to be looked for."""
        return not self._ts and (self._is_unsure or self._stream.is_unsure)

    @property
    def is_stream(self) -> bool:
        """Whether pieces go into a stream."""
        return self._stream.is_open or (self._stream.may_begin and not self._ts)

    def doubt(self) -> None:
        """A call was cut short: nobody knows whether it was done."""
        self._is_unsure = True
        self._stream.doubt()

    def adopt(self, found: Found) -> None:
        """Go on with what was found, where nothing is known yet."""
        self._is_unsure = self._stream.is_unsure = False
        self._draft_ts = self._draft_ts or found.parts.get(DRAFT_PART, "")
        ts = found.parts.get(0, "") or found.unmarked
        if ts and not self._ts:
            self._ts = ts
            self._stream.adopt(ts)

    async def keep(self) -> None:
        """Have kept what stands here, for another process."""
        await self._placed(Begun(self._ts, self._draft_ts, self.is_unsure))

    async def grow(self, text: str) -> None:
        """Show the text so far, as much of it as one message holds.

        Raises:
            DeliveryStopped: The person pressed Slack's Stop, or somebody deleted the message.
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: It could not be shown now; calling again with more makes up for it.
        """
        text = text[:_MOST_SHOWN_CHARACTERS]
        if text == self._grown:
            return
        if not await self._grow_in_stream(text):
            message = self._half(text, _STILL_WRITING)
            await self._stream.close()
            self._says_more = True
            await self._show(message, Priority.PIECE)
        self._grown = text

    async def draft(self, text: str) -> None:
        """Show what will be replaced.  Raises as `grow`."""
        message = self._half(text, _FOR_NOW)
        await self._stream.close(may_begin=True)
        if self._ts:
            await self._show(message, Priority.PIECE)
            return
        mark = replace(self._mark, part=DRAFT_PART)
        if self._draft_ts and await self._change(self._draft_ts, message, mark, Priority.PIECE):
            return
        self._draft_ts = await self._messages.post(
            self._spot, message, mark, since_ts=self._since_ts
        )
        await self.keep()

    async def finish(
        self, text: str, message: SlackMessage, ending: list[dict[str, Any]] | None
    ) -> bool:
        """Make the message the final one.

        Args:
            text: The whole answer's.
            message: The final message, should it be drawn anew.
            ending: What follows the text of a stream that may stay as it is, without links; None:
                it may not.

        Returns:
            Whether the thread's session was set to rest with it.

        Raises:
            DeliveryStopped: Somebody deleted the message; it stays away.
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: As `SlackCalls.call`.
        """
        more: dict[str, Any] = {"metadata": self._mark.metadata(), "session_status": "active"}
        if ending is not None and await self._stream.stop_well(text, more | {"blocks": ending}):
            is_active = True
        else:
            is_active = await self._stream.close(**more)
            await self._show(message, Priority.ANSWER, bare=text)
        await self._drop_draft()
        return is_active

    async def abandon(self) -> None:
        """Leave what is shown of the answer, but nothing that says that more comes.  Raises as `grow`."""
        await self._stream.close(metadata=self._mark.metadata())
        if self._ts and self._says_more:
            message = draft_message(self._grown, "", turn_id=self._mark.value, with_stop=False)
            await self._change(self._ts, message, self._mark, Priority.PIECE)
        await self._drop_draft()

    async def remove(self) -> None:
        """Take away what is shown.  Raises as `finish`."""
        await self._stream.close()
        for ts in filter(None, (self._ts, self._draft_ts)):
            await self._messages.delete(self._spot, ts)

    async def _grow_in_stream(self, text: str) -> bool:
        """Send what is new; False where it does not go into a stream."""
        pieces = self._stream.rest_of(text) if self._stream.ts == self._ts else None
        if pieces is None:
            return False
        for piece in pieces:
            if not await self._stream.send(piece):
                self._ts = self._stream.ts
                return False
            if not self._ts:
                self._ts = self._stream.ts
                await self.keep()
                await self._drop_draft(may_wait=False)
        return True

    def _half(self, text: str, note: str) -> SlackMessage:
        with_stop = not self._has_stop()
        return draft_message(text, note, turn_id=self._mark.value, with_stop=with_stop)

    async def _show(self, message: SlackMessage, priority: Priority, bare: str = "") -> None:
        """Show something of the answer in its message, in the draft's, or in a new one."""
        ts = self._ts or self._draft_ts
        if not ts or not await self._change(ts, message, self._mark, priority, bare):
            ts = await self._messages.post(
                self._spot, message, self._mark, since_ts=self._since_ts, bare=bare
            )
        if ts != self._ts:
            self._draft_ts = "" if ts == self._draft_ts else self._draft_ts
            self._ts = ts
            await self.keep()

    async def _change(
        self, ts: str, message: SlackMessage, mark: Mark, priority: Priority, bare: str = ""
    ) -> bool:
        """Change a message; False where it is not ours to change.

        Raises:
            DeliveryStopped: Somebody has deleted it.
        """
        change = await self._messages.update(
            self._spot, ts, message, mark, bare=bare, priority=priority
        )
        if change is Change.DELETED:
            raise DeliveryStopped("somebody deleted the answer")
        return change is Change.MADE

    async def _drop_draft(self, *, may_wait: bool = True) -> None:
        """Take the draft away, where the answer has a message of its own."""
        if not self._draft_ts:
            return
        try:
            await self._messages.delete(self._spot, self._draft_ts, may_wait=may_wait)
            self._draft_ts = ""
        except SlackCallFailed as error:
            if may_wait and error.is_passing:
                raise
            # At the end it is tried again; some organisations let nothing be deleted.
            _log.info("draft_not_deleted", error=error.error)

"""The message of an answer while it grows: a stream where Slack allows one, else paced edits.

`adapters.slack.reply` tells it all of the text so far, again and again, and lets it end as the final
message.  It knows how Slack's streams end before their time, nothing of sources or charts.

No link ever goes into a stream.  Slack takes no `unfurl_links` there, nor when a message is changed,
so a preview could be neither prevented nor taken away; a link that a change brings in gets none.
Text with a link is therefore shown by changing the message, and so are the links at an answer's end.
Sources: https://github.com/slackapi/node-slack-sdk/pull/2389 (streams take no such argument),
https://docs.slack.dev/reference/methods/chat.update (names none), and what others have tried out:
https://github.com/NousResearch/hermes-agent/pull/97957 (previews are decided when a message is posted).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

import structlog

from adapters.slack.blocks import SlackMessage, draft_message, may_unfurl, stream_text
from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.messages import Mark, Messages, Spot
from adapters.slack.names import MOST_STREAM_CHARACTERS
from adapters.slack.pacing import Priority
from adapters.slack.refusals import GONE, STREAM_OVER, STREAM_STOPPED, TOO_OFTEN
from core.errors import DeliveryError, DeliveryStopped

_log = structlog.get_logger()

_PIECE_CHARACTERS = MOST_STREAM_CHARACTERS // 5
"""`stream_text` makes at most five of one."""
_MOST_SHOWN_CHARACTERS = 11_000
"""A message does not grow beyond this; the rest of the answer comes at its end."""
_STREAM_SECONDS = 8.0
_STILL_WRITING = "Still writing …"
_FOR_NOW = "This for now; still writing …"


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a stream in a channel is."""

    user: str
    team: str


class GrowingMessage:
    """One message of ours, or the place where it will be."""

    def __init__(
        self,
        *,
        spot: Spot,
        mark: Mark,
        since_ts: str,
        recipient: Recipient | None,
        calls: SlackCalls,
        messages: Messages,
        placed: Callable[[str], Awaitable[None]],
        ts: str = "",
    ) -> None:
        """Take where it is.

        Args:
            spot: The thread.
            mark: By which the message is found again; its value is the turn's id.
            since_ts: Of the question.
            recipient: Set in channels, where Slack wants to know for whom a stream is.
            calls: Calls Slack.
            messages: Posts and changes messages.
            placed: Told the message's ts as soon as there is one.
            ts: Of the message that another process began; empty: there is none.
        """
        self._spot = spot
        self._mark = mark
        self._since_ts = since_ts
        self._recipient = recipient
        self._calls = calls
        self._messages = messages
        self._placed = placed
        self._ts = ts
        self._sent = ""
        """What was streamed, before it was escaped."""
        self._grown = ""
        """What is shown of the growing text."""
        self._is_stream = False
        self._may_be_stream = bool(ts)
        """Whether it may be a stream that was left open: by an earlier process, or when stopped."""
        self._may_stream = not ts

    @property
    def ts(self) -> str:
        """Of the message; empty: there is none yet."""
        return self._ts

    @property
    def is_stream(self) -> bool:
        """Whether pieces go into a stream."""
        return self._is_stream or (self._may_stream and not self._ts)

    def adopt(self, ts: str) -> None:
        """Go on with a message that was found, unless there is one already."""
        if not self._ts:
            self._ts, self._may_be_stream, self._may_stream = ts, True, False

    async def grow(self, text: str) -> None:
        """Show the text so far, as much of it as one message holds.

        Raises:
            DeliveryStopped: The person pressed Slack's Stop.
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: It could not be shown now; calling again with more makes up for it.
        """
        text = text[:_MOST_SHOWN_CHARACTERS]
        if text == self._grown:
            return
        if not (self._may_grow_in_stream(text) and await self._stream(text)):
            await self._edit(text)
        self._grown = text

    async def draft(self, text: str) -> None:
        """Show what will be replaced.  Raises as `grow`."""
        self._may_stream = False
        await self._edit(text, _FOR_NOW)

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
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: As `SlackCalls.call`.
        """
        if self._is_stream and ending is not None and await self._stop_well(text, ending):
            return True
        is_active = await self.close(metadata=self._mark.metadata(), session_status="active")
        if not self._ts or not await self._messages.update(
            self._spot, self._ts, message, self._mark, bare=text
        ):
            await self._post(message, bare=text)
        return is_active

    async def close(self, **more: Any) -> bool:
        """End the stream, if there is one, as it is; whether there was one, and Slack ended it."""
        is_open = bool(self._ts) and (self._is_stream or self._may_be_stream)
        self._is_stream = self._may_be_stream = self._may_stream = False
        if not is_open:
            return False
        try:
            await self._stop(more)
        except SlackCallFailed as error:
            _log.info("stream_not_ended", error=error.error)
            # A stream that stays open cannot be changed: it has to be ended before the next try.
            self._may_be_stream = error.error not in STREAM_OVER | GONE
            return False
        except DeliveryError:
            return False
        return True

    def _may_grow_in_stream(self, text: str) -> bool:
        return self.is_stream and text.startswith(self._sent) and not may_unfurl(text)

    async def _stream(self, text: str) -> bool:
        """Send what is new; False where there is no stream (any more).

        Where streams begin too often just now, none is waited for.
        """
        for piece in _pieces(text[len(self._sent) :]):
            try:
                if self._ts:
                    await self._call("chat.appendStream", piece, ts=self._ts)
                else:
                    await self._start(piece)
            except SlackCallFailed as error:
                if error.error == STREAM_STOPPED:
                    self._is_stream, self._may_be_stream = False, True
                    raise DeliveryStopped("the person pressed Slack's Stop") from error
                if self._ts and error.error in TOO_OFTEN:
                    raise
                _log.info("stream_ended", method=error.method, error=error.error)
                await self._give_stream_up(error)
                return False
            self._sent += piece
        return True

    async def _start(self, piece: str) -> None:
        who = self._recipient
        recipient = (
            {"recipient_user_id": who.user, "recipient_team_id": who.team}
            if who is not None
            else {}
        )
        thread = {"thread_ts": self._spot.thread_ts}
        started = await self._call("chat.startStream", piece, may_wait=False, **thread, **recipient)
        self._ts, self._is_stream = str(started["ts"]), True
        await self._placed(self._ts)

    async def _give_stream_up(self, error: SlackCallFailed) -> None:
        """Go on with edits: it expired, was stopped, is not allowed here, or broke."""
        if error.error in GONE:
            self._ts = ""
        if error.error in STREAM_OVER:
            self._is_stream = False
        await self.close()

    async def _call(self, method: str, piece: str, **arguments: Any) -> dict[str, Any]:
        return await self._calls.call(
            self._spot.workspace,
            method,
            priority=Priority.PIECE,
            in_time_seconds=_STREAM_SECONDS,
            channel=self._spot.channel,
            chunks=[_chunk(piece)],
            **arguments,
        )

    async def _stop_well(self, text: str, ending: list[dict[str, Any]]) -> bool:
        """End the stream with the rest of the text; False where the message must be drawn anew."""
        if not text.startswith(self._sent) and text != self._sent.rstrip():
            return False
        rest = text[len(self._sent) :]
        if len(rest) > _PIECE_CHARACTERS:
            return False
        more: dict[str, Any] = {"chunks": [_chunk(rest)]} if rest else {}
        more |= {"blocks": ending, "metadata": self._mark.metadata(), "session_status": "active"}
        try:
            await self._stop(more)
        except SlackCallFailed as error:
            _log.info("stream_ended", method=error.method, error=error.error)
            return False
        self._sent, self._is_stream = text, False
        return True

    async def _stop(self, more: dict[str, Any]) -> None:
        await self._calls.call(
            self._spot.workspace,
            "chat.stopStream",
            in_time_seconds=_STREAM_SECONDS,
            channel=self._spot.channel,
            ts=self._ts,
            **more,
        )

    async def _edit(self, text: str, note: str = _STILL_WRITING) -> None:
        await self.close()
        message = draft_message(text, note, turn_id=self._mark.value, with_stop=True)
        if self._ts and await self._messages.update(
            self._spot, self._ts, message, self._mark, priority=Priority.PIECE
        ):
            return
        await self._post(message)

    async def _post(self, message: SlackMessage, bare: str = "") -> None:
        self._ts = await self._messages.post(
            self._spot, message, self._mark, since_ts=self._since_ts, bare=bare
        )
        await self._placed(self._ts)


def _chunk(text: str) -> dict[str, str]:
    return {"type": "markdown_text", "text": stream_text(text)}


def _pieces(text: str) -> Iterator[str]:
    for at in range(0, len(text), _PIECE_CHARACTERS):
        yield text[at : at + _PIECE_CHARACTERS]

"""A stream of Slack: text that is sent piece by piece into one message.

`adapters.slack.growing` decides what goes into one.  This knows how streams end before their time,
and nothing of other ways to show text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import structlog

from adapters.slack.blocks import may_unfurl, stream_text
from adapters.slack.calls import SlackCallFailed, SlackCalls
from adapters.slack.messages import Spot
from adapters.slack.names import MOST_STREAM_CHARACTERS
from adapters.slack.refusals import DELETED, GONE, STREAM_OVER, STREAM_STOPPED, TOO_OFTEN
from core.chatting.pacing import Priority
from core.errors import DeliveryError, DeliveryStopped

_log = structlog.get_logger()

_PIECE_CHARACTERS = MOST_STREAM_CHARACTERS // 5
"""`stream_text` makes at most five of one."""
_SECONDS = 8.0
"""For some more of an answer to be taken; what comes after holds it as well."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """For whom a stream in a channel is."""

    user: str
    team: str


class Stream:
    """The one stream that an answer may have, before, while and after it is there."""

    def __init__(
        self, *, spot: Spot, recipient: Recipient | None, calls: SlackCalls, ts: str
    ) -> None:
        """Take where it is.

        Args:
            spot: The thread.
            recipient: Set in channels, where Slack wants to know for whom a stream is.
            calls: Calls Slack.
            ts: Of a message that may be a stream which another process left open; empty: none.
        """
        self._spot = spot
        self._recipient = recipient
        self._calls = calls
        self.ts = ts
        """Of its message; empty: there is none."""
        self.is_open = False
        """Whether it takes more."""
        self.may_begin = not ts
        self.is_unsure = False
        """Whether it may have been begun though nobody said so: it is to be looked for."""
        self._may_be_open = bool(ts)
        """By an earlier process, or when it was stopped."""
        self._sent = ""
        """Before it was escaped."""

    def adopt(self, ts: str) -> None:
        """Take a message that was found for one that may be open."""
        self.ts, self._may_be_open, self.may_begin = ts, True, False

    def doubt(self) -> None:
        """A call was cut short: nobody knows what it holds, so that nothing is added to it."""
        self._may_be_open = self._may_be_open or self.is_open
        self.is_open = False

    def rest_of(self, text: str) -> Iterator[str] | None:
        """What is to be sent of a text, in pieces; None: it does not go into this stream."""
        is_there = self.is_open or (self.may_begin and not self.ts)
        if not is_there or not text.startswith(self._sent) or may_unfurl(text):
            return None
        rest = text[len(self._sent) :]
        return (rest[at : at + _PIECE_CHARACTERS] for at in range(0, len(rest), _PIECE_CHARACTERS))

    async def send(self, piece: str) -> bool:
        """Send some more; where it is not begun, begin it.

        Where streams begin too often just now, none is waited for.

        Returns:
            False where there is no stream (any more).

        Raises:
            DeliveryStopped: The person pressed Slack's Stop, or deleted the message.
            SlackCallRefused: As `SlackCalls.call`.
            SlackCallFailed: It could not be sent now.
        """
        try:
            if self.ts:
                await self._call("chat.appendStream", piece, priority=Priority.PIECE, ts=self.ts)
            else:
                await self._start(piece)
        except SlackCallFailed as error:
            self._check_wanted(error)
            if self.is_unsure or (self.ts and error.error in TOO_OFTEN):
                raise
            _log.info("stream_ended", method=error.method, error=error.error)
            self.ts = "" if error.error in GONE else self.ts
            self.is_open = self.is_open and error.error not in STREAM_OVER
            await self.close()
            return False
        self._sent += piece
        return True

    async def stop_well(self, text: str, more: Mapping[str, Any]) -> bool:
        """End it as the whole answer.

        Args:
            text: Of the whole answer.
            more: Of `chat.stopStream`.

        Returns:
            False where the message must be drawn anew.

        Raises:
            SlackCallRefused: As `SlackCalls.call`.
        """
        rest = text[len(self._sent) :]
        goes_on = text.startswith(self._sent) or text == self._sent.rstrip()
        if not self.is_open or not goes_on or len(rest) > _PIECE_CHARACTERS:
            return False
        try:
            await self._call("chat.stopStream", rest, ts=self.ts, **more)
        except SlackCallFailed as error:
            _log.info("stream_ended", method=error.method, error=error.error)
            return False
        self._sent, self.is_open = text, False
        return True

    async def close(self, *, may_begin: bool = False, **more: Any) -> bool:
        """End it as it is; whether there was one, and Slack ended it.

        Args:
            may_begin: Whether there may still be one, if there was none.
            more: Of `chat.stopStream`.
        """
        is_there = bool(self.ts) and (self.is_open or self._may_be_open)
        self.is_open = self._may_be_open = False
        self.may_begin = self.may_begin and may_begin
        if not is_there:
            return False
        try:
            await self._call("chat.stopStream", "", ts=self.ts, **more)
        except SlackCallFailed as error:
            _log.info("stream_not_ended", error=error.error)
            # A stream that stays open cannot be changed: it has to be ended before the next try.
            self._may_be_open = error.error not in STREAM_OVER | GONE
            return False
        except DeliveryError:
            return False
        return True

    async def _start(self, piece: str) -> None:
        who = self._recipient
        recipient = (
            {"recipient_user_id": who.user, "recipient_team_id": who.team}
            if who is not None
            else {}
        )
        self.is_unsure, self.may_begin = True, False
        try:
            started = await self._call(
                "chat.startStream",
                piece,
                priority=Priority.PIECE,
                may_wait=False,
                thread_ts=self._spot.thread_ts,
                **recipient,
            )
        except DeliveryError as error:
            self.is_unsure = getattr(error, "is_unsure", False)
            raise
        self.is_unsure = False
        self.ts, self.is_open = str(started["ts"]), True

    def _check_wanted(self, error: SlackCallFailed) -> None:
        """Raises `DeliveryStopped` where the error means that the person wants no more of it."""
        if error.error == STREAM_STOPPED:
            self.is_open, self._may_be_open = False, True
            raise DeliveryStopped("the person pressed Slack's Stop") from error
        if self.ts and error.error == DELETED:
            self.is_open = False
            raise DeliveryStopped("somebody deleted the answer") from error

    async def _call(self, method: str, piece: str, **arguments: Any) -> dict[str, Any]:
        if piece:
            arguments["chunks"] = [{"type": "markdown_text", "text": stream_text(piece)}]
        return await self._calls.call(
            self._spot.workspace,
            method,
            in_time_seconds=_SECONDS,
            channel=self._spot.channel,
            **arguments,
        )

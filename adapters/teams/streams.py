"""A stream of Teams: one message of a personal chat that grows while it is written.

`adapters.teams.growing` decides what goes into one.  This knows how streams begin and end, and nothing of
other ways to show text.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

from adapters.teams.calls import (
    StreamKind,
    StreamOver,
    StreamPiece,
    StreamStopped,
    TeamsCallFailed,
    TeamsCalls,
    TeamsTooBig,
)
from adapters.teams.message import TeamsMessage
from adapters.teams.names import MOST_STREAM_SECONDS
from adapters.teams.spot import ChatKind, Spot

_log = structlog.get_logger()


class OpenStreams:
    """Which chats have a stream just now: Teams takes one at a time in each."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin without any.

        Args:
            clock: Seconds that only grow.
        """
        self._clock = clock
        self._until: dict[tuple[str, str], tuple[Stream, float]] = {}

    @property
    def count(self) -> int:
        """How many are remembered."""
        return len(self._until)

    def is_free_for(self, stream: Stream) -> bool:
        """Whether a stream may be open, for all that is known here."""
        owner, until = self._until.get(_key(stream.spot), (stream, 0.0))
        return owner is stream or until <= self._clock()

    def claim(self, stream: Stream) -> bool:
        """Have the chat of a stream to itself, until it is given back or Teams ends the stream."""
        now = self._clock()
        # Teams has ended those that nobody gave back in time.
        self._until = {key: held for key, held in self._until.items() if held[1] > now}
        if not self.is_free_for(stream):
            return False
        self._until[_key(stream.spot)] = (stream, now + MOST_STREAM_SECONDS)
        return True

    def give_back(self, stream: Stream) -> None:
        """Its chat may have another one."""
        owner, _ = self._until.get(_key(stream.spot), (None, 0.0))
        if owner is stream:
            del self._until[_key(stream.spot)]


class Stream:
    """The one stream that an answer may have, before, while and after it is there."""

    def __init__(
        self,
        *,
        spot: Spot,
        calls: TeamsCalls,
        streams: OpenStreams,
        may_begin: bool,
        left_id: str = "",
    ) -> None:
        """Take where it is.

        Args:
            spot: The chat.
            calls: Calls Teams.
            streams: Those of all chats.
            may_begin: Whether the answer may be streamed, if Teams lets it.
            left_id: Of a stream that another process has left open; empty: none.
        """
        self.spot = spot
        self.id = left_id
        """Of its message as well; empty: there is none."""
        self.is_open = bool(left_id)
        """Whether it has to be ended."""
        self.is_unsure = False
        """Whether it may have been begun though nobody said so."""
        self._calls = calls
        self._streams = streams
        self._may_begin = may_begin and not left_id and spot.kind is ChatKind.PERSONAL
        self._is_left = bool(left_id)
        """It is another's: what it holds is not known, so it can only be ended."""
        self._is_full = False
        self._sequence = 0
        self._sent = ""
        """Of the answer's text, in Teams' Markdown."""

    @property
    def takes_more(self) -> bool:
        """Whether it takes pieces, or would if it were begun now."""
        if self.is_open:
            return not self._is_left
        return self._may_begin and self._streams.is_free_for(self)

    @property
    def only_informs(self) -> bool:
        """Whether it says what is going on, and nothing of the answer yet."""
        return self.is_open and not self._is_left and not self._sent

    @property
    def holds_text(self) -> bool:
        """Whether its end has to begin with text that is shown, as far as is known."""
        return self.is_open and (self._is_left or bool(self._sent))

    async def inform(self, text: str) -> bool:
        """Say what is going on, in place of what was said before.

        Returns:
            False where that does not go into a stream (any more).

        Raises:
            StreamStopped: The person pressed Teams' Stop.
            TeamsCallRefused: As `TeamsCalls.stream`.
            TeamsCallFailed: It could not be said now.
        """
        return await self._show(StreamKind.INFORMATIVE, text)

    async def send(self, text: str) -> bool:
        """Show the answer so far.  Returns and raises as `inform`.

        Args:
            text: All of it, in Teams' Markdown; it goes on where the one before has ended.
        """
        if not text.startswith(self._sent):
            return False
        if self._is_full or text == self._sent:
            return self.takes_more
        try:
            is_shown = await self._show(StreamKind.STREAMING, text)
        except TeamsTooBig:
            # What has no room comes at the end of the answer, in messages of its own.
            self._is_full = True
            return True
        self._sent = text if is_shown else self._sent
        return is_shown

    async def finish(self, message: TeamsMessage) -> bool:
        """End it as a message, or as it is where the message does not go on from there.

        Returns:
            False where the message is not what stands there now.

        Raises:
            StreamStopped: The person pressed Teams' Stop.
            TeamsTooBig: A smaller message may end it.
            TeamsCallRefused: As `TeamsCalls.stream`.
            TeamsCallFailed: As `TeamsCalls.stream`; it has to be ended still.
        """
        if not self.is_open:
            return False
        goes_on = message.text.startswith(self._sent)
        final = message if goes_on else TeamsMessage(self._sent)
        is_shown = await self._call(StreamKind.FINAL, final)
        self._end()
        return goes_on and is_shown

    def let_go(self) -> None:
        """The answer has ended without it: the chat may have another one.

        Should its beginning have been taken all the same, Teams refuses the next one, which is shown otherwise.
        """
        if not self.is_open:
            self._end()

    async def _show(self, kind: StreamKind, text: str) -> bool:
        if not self.takes_more or not text:
            return False
        return await self._call(kind, TeamsMessage(text))

    async def _call(self, kind: StreamKind, message: TeamsMessage) -> bool:
        """Send a piece; False where Teams takes none any more."""
        is_first = not self.id
        if is_first and not self._begin():
            return False
        self._sequence += 1
        piece = StreamPiece(kind, self._sequence, message, self.id)
        try:
            self.id = await self._calls.stream(self.spot, piece) or self.id
        except StreamStopped:
            self._end()
            raise
        except StreamOver as error:
            _log.info("stream_over", status=error.status, code=error.code)
            self._end()
            return False
        except TeamsCallFailed as error:
            if is_first:
                self._has_not_begun(error)
            if error.is_passing or isinstance(error, TeamsTooBig):
                raise
            _log.warning("stream_piece_refused", kind=kind.value, status=error.status)
            return False
        self.is_unsure, self.is_open = False, True
        return True

    def _begin(self) -> bool:
        """Have the chat; until Teams has answered, nobody knows whether there is a stream."""
        if not self._streams.claim(self):
            return False
        self.is_unsure, self._may_begin, self._sequence = True, False, 0
        return True

    def _has_not_begun(self, error: TeamsCallFailed) -> None:
        self.is_unsure = error.is_unsure
        self._may_begin = error.is_passing and not error.is_unsure
        if not self.is_unsure:
            self._streams.give_back(self)

    def _end(self) -> None:
        self.is_open = self.is_unsure = self._may_begin = False
        self._streams.give_back(self)


def _key(spot: Spot) -> tuple[str, str]:
    return spot.tenant, spot.chat

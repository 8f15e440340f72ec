"""The first message of an answer while it comes to be: a stream in personal chats, elsewhere edits.

What says that the answer is coming (`adapters.teams.acknowledging`), drafts, growing text and the final
form (`adapters.teams.answer`) all stand in this one message, each in place of the one before: so people
are told once that something was said.

Teams lets no bot look for its own messages.  A message whose sending nobody answered is therefore lost
from sight: nothing more is shown until the end, and the whole answer is then sent all the same.  Twice is
better than never.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from adapters.teams.calls import Change, StreamStopped, TeamsCallFailed, TeamsCalls
from adapters.teams.in_turn import InTurn
from adapters.teams.message import TeamsMessage
from adapters.teams.shown import FOR_NOW, LOOKING, STILL_WRITING, Shown
from adapters.teams.spot import Spot
from adapters.teams.streams import Stream
from adapters.teams.writing import stream_text
from core.chatting.chores import Chores, Lane
from core.chatting.pacing import Priority
from core.errors import DeliveryError, DeliveryStopped

_log = structlog.get_logger()

_PIECE_SECONDS = 10.0
"""For a piece to be taken: the end of the answer waits for it."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands of an answer's first message."""

    id: str = ""
    """Of the message, or of its stream; empty: there is none."""
    is_streaming: bool = False
    """Whether its stream has to be ended still."""
    is_unsure: bool = False
    """Whether there may be a message whose id is not known."""
    is_whole: bool = False
    """Whether it has its final form."""


class GrowingMessage:
    """One message of ours, or the place where it will be."""

    def __init__(
        self,
        *,
        spot: Spot,
        turn_id: str,
        stream: Stream,
        stream_seconds: float,
        calls: TeamsCalls,
        chores: Chores,
        placed: Callable[[Begun], Awaitable[None]],
        begun: Begun,
    ) -> None:
        """Take where it is.

        Args:
            spot: The chat or thread.
            turn_id: Goes with the Stop button.
            stream: In which it grows, if that may be.
            stream_seconds: After these a stream is ended, and its message grows by edits.
            calls: Calls Teams.
            chores: Ends a stream whose time is over.
            placed: Told what stands there as soon as something does.
            begun: What another process left there.
        """
        self._spot = spot
        self._turn_id = turn_id
        self._stream = stream
        self._stream_seconds = stream_seconds
        self._calls = calls
        self._chores = chores
        self._placed = placed
        self._id = begun.id
        self._may_be_another = begun.is_unsure
        self._was_left = begun.is_streaming
        self._is_whole = begun.is_whole
        self._in_turn = InTurn()
        self._shown = Shown()
        self._final: TeamsMessage | None = None
        self._is_over = False
        """Whether this process shows nothing more but the final form."""
        self._stopped: DeliveryStopped | None = None
        """Set once the person has stopped it, or somebody has deleted it."""
        self._timer: asyncio.TimerHandle | None = None

    @property
    def id(self) -> str:
        """Of the message; empty: there is none yet."""
        return self._id or self._stream.id

    @property
    def is_unsure(self) -> bool:
        """Whether there may be a message of which nothing is known."""
        return not self.id and (self._may_be_another or self._stream.is_unsure)

    @property
    def is_stream(self) -> bool:
        """Whether pieces go into a stream."""
        return self._stream.takes_more and not self._id

    @property
    def only_informs(self) -> bool:
        """Whether a stream says what is going on, and nothing of the answer yet."""
        return self._stream.only_informs and not self._is_over

    @property
    def has_streamed(self) -> bool:
        """Whether the final form has to begin with the text that is shown."""
        return self._stream.holds_text

    async def keep(self) -> None:
        """Have kept what stands here, for another process."""
        begun = Begun(self.id, self._stream.is_open, self.is_unsure, self._is_whole)
        await self._placed(begun)

    async def begin(self, status: str) -> None:
        """Say what is going on, unless something of the answer is shown.  Raises as `tell`."""
        await self._change(lambda _: Shown(status or LOOKING), is_first=True)

    async def tell(self, status: str) -> None:
        """Say what is going on; beneath what is shown of the answer, if something is.

        Raises:
            DeliveryStopped: The person stopped the answer, or somebody deleted it.
            TeamsCallRefused: As `TeamsCalls.send`.
            TeamsCallFailed: It could not be said now.
        """
        await self._change(lambda shown: replace(shown, note=status))

    async def repeat(self) -> None:
        """Say in a stream once more what is going on: only so Teams tells that the person stopped it.

        Raises as `tell`.
        """
        async with self._in_turn.one():
            self._raise_if_stopped()
            if self.only_informs:
                await self._stream_on(self._shown)

    async def draft(self, text: str) -> None:
        """Show what will be replaced.  Raises as `tell`."""
        await self._change(lambda _: Shown(FOR_NOW, text, is_draft=True))

    async def grow(self, text: str) -> None:
        """Show the text so far, as much of it as one message holds.  Raises as `tell`."""
        await self._change(lambda _: Shown(STILL_WRITING, text))

    async def finish(self, message: TeamsMessage) -> None:
        """Make the message the final one.

        Raises:
            DeliveryStopped: The person stopped the answer, so that what is shown of it stays as it is;
                or somebody deleted it, and it stays away.
            TeamsTooBig: A smaller message may be taken.
            TeamsCallRefused: As `TeamsCalls.send`.
            TeamsCallFailed: As `TeamsCalls.send`.
        """
        async with self._in_turn.last():
            self._raise_if_stopped()
            if message == self._final:
                return
            await self._put(message, Priority.ANSWER, is_whole=True)
            self._final, self._is_over = message, True
            self._cancel_timer()
            self._stream.let_go()

    async def abandon(self) -> None:
        """Leave what is shown of the answer, but nothing that says that more comes.  Raises as `tell`."""
        self._cancel_timer()
        async with self._in_turn.last():
            self._is_over = True
            self._stream.let_go()
            if self._is_whole or self._stopped is not None or not self.id:
                return
            if self._shown.text and not self._shown.is_draft:
                rest = replace(self._shown, note="").message(self._turn_id, with_stop=False)
                await self._put(rest, Priority.PIECE)
            else:
                await self._take_away()

    async def remove(self) -> None:
        """Take away what is shown.  Raises as `finish`."""
        self._cancel_timer()
        async with self._in_turn.last():
            self._is_over = True
            self._stream.let_go()
            await self._take_away()

    # ---- Growing ------------------------------------------------------------------------

    async def _change(self, change: Callable[[Shown], Shown], *, is_first: bool = False) -> None:
        """Show something that is not the end, unless the end is there or nobody knows what is.

        Args:
            change: Makes it of what is shown.
            is_first: Whether it gives way to whatever is shown of the answer.
        """
        await self._in_turn.piece(lambda: self._change_now(change, is_first=is_first))

    async def _change_now(self, change: Callable[[Shown], Shown], *, is_first: bool) -> None:
        self._raise_if_stopped()
        wanted = change(self._shown)
        is_late = self._is_over or (is_first and self._shown.text)
        if is_late or self.is_unsure or wanted == self._shown:
            return
        try:
            async with asyncio.timeout(_PIECE_SECONDS):
                if not (self.is_stream and await self._stream_on(wanted)):
                    await self._put(wanted.message(self._turn_id), Priority.PIECE)
        except TimeoutError as error:
            raise DeliveryError("Teams did not take a piece of the answer in time.") from error
        self._shown = wanted

    async def _stream_on(self, wanted: Shown) -> bool:
        """Show it in the stream; False where it has no place in one (any more)."""
        was_known = bool(self._stream.id)
        self._in_turn.begun()
        try:
            if not wanted.text or wanted.is_draft:
                return await self._stream.inform(wanted.in_short())
            if wanted.note != STILL_WRITING:
                # What is streamed of the answer stays: no line of ours may stand beneath it.
                return False
            grown = stream_text(wanted.text)
            return await self._stream.send(grown) if grown else True
        except DeliveryStopped as error:
            self._stopped = error
            raise
        finally:
            if self._stream.id and not was_known:
                self._end_in_time()
                await self.keep()

    async def _put(
        self, message: TeamsMessage, priority: Priority, *, is_whole: bool = False
    ) -> None:
        """Show a message where the one before stood, or anew."""
        try:
            is_shown = await self._stream.finish(message)
        except StreamStopped as error:
            self._stopped = error
            raise
        if not is_shown and self.id:
            is_shown = await self._update(message, priority, is_whole=is_whole)
        if not is_shown:
            await self._send(message, priority)
        self._was_left, self._is_whole = False, self._is_whole or is_whole
        await self.keep()

    async def _update(self, message: TeamsMessage, priority: Priority, *, is_whole: bool) -> bool:
        """Change the message; False where it has to be sent anew.

        Raises:
            DeliveryStopped: Somebody has deleted it.
        """
        change = await self._calls.update(
            self._spot, self.id, message, priority=priority, begun=self._in_turn.begun
        )
        if change is Change.MADE:
            return True
        if change is Change.LOST:
            _log.warning("message_not_found", is_whole=is_whole)
            # A piece can wait for the next one; nobody is to miss the answer.
            if not is_whole:
                raise DeliveryError("Teams did not find the message of the answer just now.")
            return False
        if self._was_left:
            # A stream that nobody ended may be gone without anybody having wanted that.
            return False
        self._stopped = DeliveryStopped("somebody deleted the answer")
        raise self._stopped

    async def _send(self, message: TeamsMessage, priority: Priority) -> None:
        was_unsure = self._may_be_another

        def begun() -> None:
            self._may_be_another = True
            self._in_turn.begun()

        try:
            self._id = await self._calls.send(self._spot, message, priority=priority, begun=begun)
        except DeliveryError as error:
            self._may_be_another = was_unsure or getattr(error, "is_unsure", False)
            raise
        self._may_be_another = False

    async def _take_away(self) -> None:
        """Raises as `finish`."""
        try:
            if self._stream.is_open:
                await self._stream.finish(self._shown.message(self._turn_id, with_stop=False))
        except DeliveryStopped:
            pass
        except TeamsCallFailed as error:
            _log.info("stream_not_ended", status=error.status, code=error.code)
        if self.id:
            await self._calls.delete(self._spot, self.id)

    def _raise_if_stopped(self) -> None:
        if self._stopped is not None:
            raise self._stopped

    # ---- The end of a stream's time -----------------------------------------------------

    def _end_in_time(self) -> None:
        loop = asyncio.get_running_loop()
        self._timer = loop.call_later(self._stream_seconds, self._stream_is_late)

    def _stream_is_late(self) -> None:
        self._chores.start("end_stream", self._leave_stream(), lane=Lane.TELLING)

    async def _leave_stream(self) -> None:
        """End the stream as what is shown; from then on its message is changed."""
        async with self._in_turn.one():
            if not self._is_over and self._stopped is None and self._stream.is_open:
                await self._put(self._shown.message(self._turn_id), Priority.PIECE)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

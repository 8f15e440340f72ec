"""The answer to one question in a chat: draft, growing text, final form, at the platform's pace.

A platform's opener makes one for each turn.  Text is gathered before anything is shown: an answer
that is there at once becomes one message; one that takes its time grows before people's eyes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Protocol

import structlog

from core.domain import Outcome
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.line import tells_place

_log = structlog.get_logger()

GATHER_SECONDS = 0.4
_STOP_SECONDS = 1.0
"""For the platform to say whether it shows its Stop, before a draft is shown with one of ours."""
_LEAVE_SECONDS = 1.0
"""For a piece that is under way to be taken, where nothing more is shown by this process."""


class GrowingAnswer(Protocol):
    """All that stands of one answer.  Every method may raise as `core.ports.Reply`."""

    @property
    def pause_seconds(self) -> float:
        """How long to gather until more of the text is shown."""
        ...

    @property
    def is_unsure(self) -> bool:
        """Whether something may stand there of which nothing is known."""
        ...

    def doubt(self) -> None:
        """A call was cut short: nobody knows whether it was done."""
        ...

    async def keep(self) -> None:
        """Have kept what stands there, for another process."""
        ...

    async def draft(self, text: str) -> None:
        """Show what will be replaced."""
        ...

    async def grow(self, text: str) -> None:
        """Show all of the text so far."""
        ...

    async def show(self, outcome: Outcome) -> bool:
        """Show the final form, whole; whether the acknowledgement has ended with it.

        Raises:
            DeliveryStopped: Somebody has deleted the answer; it stays away.
        """
        ...

    async def abandon(self) -> None:
        """Leave what is shown, but nothing that says that more comes."""
        ...

    async def remove(self) -> None:
        """Take everything away."""
        ...


class Acknowledging(Protocol):
    """What tells a person that their question was heard, until the answer is there."""

    def begin(self) -> None:
        """Show it now, unless it has ended; does not wait."""
        ...

    async def begun(self, *, within_seconds: float) -> None:
        """Wait until it is known how the platform shows it."""
        ...

    async def say(self, text: str) -> None:
        """Say what is going on."""
        ...

    def shown(self) -> None:
        """Something of the answer is shown: what was said gives way."""
        ...

    def end(self, *, is_done: bool = False) -> None:
        """Take it away, unless that is done already."""
        ...


class GrowingReply:
    """Implements `core.ports.Reply`."""

    def __init__(
        self,
        *,
        answer: GrowingAnswer,
        acknowledgement: Acknowledging,
        gather_seconds: float = GATHER_SECONDS,
    ) -> None:
        """Take what stands of the answer and what says that it is coming; nothing is shown yet.

        Args:
            answer: Shows it.
            acknowledgement: Goes before it.
            gather_seconds: From the first piece until something is shown; what is finished by then
                comes at once.
        """
        self._answer = answer
        self._acknowledgement = acknowledgement
        self._gather_seconds = gather_seconds
        self._text = ""
        self._pieces: asyncio.Task[None] | None = None
        self._is_ending = asyncio.Event()
        self._ended: DeliveryRefused | DeliveryStopped | None = None
        """Why nothing more is shown."""
        self._is_withdrawn = False
        self._shown: Outcome | None = None

    def withdraw(self) -> None:
        """The question is gone: what was shown goes too, at the end of the turn."""
        self._is_withdrawn = True

    async def status(self, text: str) -> None:
        """Show what is going on, as the thread's line.

        Once the answer grows, there is only one thing left to tell so: that this process ends.
        """
        await self._leave_off()
        if not self._goes_on():
            return
        if tells_place(text):
            self._acknowledgement.begin()
        await self._refusable(self._acknowledgement.say(text))

    async def draft(self, text: str) -> None:
        """Show a draft as a message that the answer will replace."""
        if self._goes_on() and not self._text:
            await self._refusable(self._draft(text))

    async def append(self, text: str) -> None:
        """Gather text; it is shown at the pace that the platform allows."""
        self._text += text
        if self._goes_on() and (self._pieces is None or self._pieces.done()):
            self._pieces = asyncio.create_task(self._show_pieces(), name="growing answer")

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer in its final form, whatever stood there before."""
        await self._settle()
        if self._is_withdrawn:
            await self._answer.remove()
            self._acknowledgement.end()
            raise DeliveryRefused("the question was deleted")
        if isinstance(self._ended, DeliveryRefused):
            raise self._ended
        if outcome == self._shown:
            return
        is_done = False
        try:
            is_done = await self._answer.show(outcome)
        except DeliveryStopped as error:
            _log.info("answer_stays_away", reason=str(error))
        self._shown = outcome
        self._acknowledgement.shown()
        self._acknowledgement.end(is_done=is_done)

    async def abandon(self) -> None:
        """Leave what was shown as it is."""
        self._acknowledgement.end()
        await self._leave_off()
        if self._shown is None:
            await self._answer.abandon()

    # ---- Growing ------------------------------------------------------------------------

    async def _draft(self, text: str) -> None:
        await self._acknowledgement.begun(within_seconds=_STOP_SECONDS)
        try:
            await self._answer.draft(text)
            self._acknowledgement.shown()
        except (DeliveryRefused, DeliveryStopped):
            raise
        except DeliveryError as error:
            # What comes after it makes up for it.
            _log.info("draft_not_shown", reason=str(error))
        except asyncio.CancelledError:
            self._answer.doubt()
            raise

    async def _grow(self, text: str) -> None:
        await self._answer.grow(text)
        self._acknowledgement.shown()

    async def _show_pieces(self) -> None:
        """Show what is gathered until nothing is left, or the end comes.  Never raises."""
        try:
            await self._pause(self._gather_seconds)
            await self._show_gathered()
        except (DeliveryRefused, DeliveryStopped) as error:
            self._ended = error
        except asyncio.CancelledError:
            self._answer.doubt()
            raise
        # The boundary of what nobody waits for: the whole answer makes up for what is not shown.
        except Exception as error:  # noqa: BLE001
            _log.error("pieces_failed", kind=type(error).__name__)

    async def _show_gathered(self) -> None:
        shown = ""
        while self._is_growing() and shown != self._text:
            text = _up_to_a_word(self._text, shown)
            try:
                await self._grow(text)
                shown = text
            except (DeliveryRefused, DeliveryStopped):
                raise
            except DeliveryError as error:
                # The next piece, or the end, makes up for it.
                _log.info("piece_not_shown", reason=str(error))
            await self._pause(self._answer.pause_seconds)

    def _is_growing(self) -> bool:
        return not self._is_ending.is_set() and not self._is_withdrawn

    async def _pause(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._is_ending.wait()
        except TimeoutError:
            return

    async def _settle(self) -> None:
        """Let the call that is under way end; its time is bounded."""
        await self._end_pieces(within_seconds=None)

    async def _leave_off(self) -> None:
        """Show no more of the text, if it has begun to grow; what is under way is cut short."""
        if self._pieces is not None and not self._is_ending.is_set():
            await self._end_pieces(within_seconds=_LEAVE_SECONDS)
        if self._answer.is_unsure:
            await self._answer.keep()

    async def _end_pieces(self, *, within_seconds: float | None) -> None:
        self._is_ending.set()
        pieces = self._pieces
        if pieces is None:
            return
        try:
            await asyncio.wait({pieces}, timeout=within_seconds)
        finally:
            pieces.cancel()
            await asyncio.gather(pieces, return_exceptions=True)

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


def _up_to_a_word(text: str, shown: str) -> str:
    """Text up to its last space, unless that says nothing new.

    Half words flicker, and some platforms lose white space with which a piece begins (seen by others, not
    documented).
    """
    end = max(text.rfind(" "), text.rfind("\n")) + 1
    return text[:end] if end > len(shown) else text

"""One turn from the line to its end: waiting, writing, keeping, showing.

`core.turns` makes one for every accepted question and calls it when its time has come.  It knows
its own turn only; who is next is the desk's business.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from enum import Enum, auto

import structlog
from structlog.contextvars import bound_contextvars

from core.domain import (
    AcceptedTurn,
    Answered,
    Forgotten,
    Outcome,
    Stopped,
    Unavailable,
    outcome_name,
)
from core.errors import (
    DeliveryRefused,
    DeliveryStopped,
    FrontdeskError,
    StorageError,
)
from core.line import place_in_words
from core.parting import part
from core.ports import Reply, ReplyOpener
from core.serving_rules import ServingTools
from core.showing import show
from core.speaking import Speaker
from core.writing import Writing

_log = structlog.get_logger()

_MOST_ATTEMPTS = 3
"""A question over which the process died so often is not tried again: it may be its fault."""
_LEAST_SECONDS = 0.1
"""An answer that has no more time than this is not begun."""


class _Why(Enum):
    """Why a turn does not wait any more."""

    CALLED = auto()
    STOPPED = auto()
    REFUSED = auto()
    TOO_LATE = auto()


class ServedTurn:
    """A turn that is open in this process."""

    def __init__(
        self,
        turn: AcceptedTurn,
        *,
        opener: ReplyOpener,
        tools: ServingTools,
        place: Callable[[], tuple[int, float]],
        ready: Callable[[], None],
        decided: Callable[[float], None],
        is_lasting: bool,
    ) -> None:
        """Join at this moment.

        Args:
            turn: What is owed.
            opener: Of its platform.
            tools: What it is served with.
            place: Tells the place in line (0: called) and the seconds that are left, about.
            ready: Told, once, that there is a place to show the answer: the turn may be called.
            decided: Told, once, that no room is needed any more, and the seconds that writing took
                (0: nothing was written).
            is_lasting: Whether the turn can be taken up again later, should it be left open.
        """
        loop = asyncio.get_running_loop()
        self.turn = turn
        self.is_shown_but_open = False
        """Whether the answer was shown and the database could not be told so."""
        self._opener = opener
        self._tools = tools
        self._place = place
        self._ready = ready
        self._decided = decided
        self._is_lasting = is_lasting
        self._joined_at = loop.time()
        self._deadline = self._joined_at + tools.rules.deadline_seconds
        self._called: asyncio.Future[_Why] = loop.create_future()
        self._ended: _Why | None = None
        """Set when the answer is ended from outside."""
        self._writing: asyncio.Task[Outcome] | None = None
        self._written_seconds = 0.0
        self._waited_seconds = 0.0

    @property
    def is_called(self) -> bool:
        """Whether it has left the line, or will at the next moment."""
        return self._called.done()

    def call(self) -> None:
        """It is this turn's time."""
        if not self._called.done():
            self._called.set_result(_Why.CALLED)

    def stop(self) -> None:
        """End waiting or writing, as the person wishes."""
        self._end(_Why.STOPPED)

    def _end(self, why: _Why) -> None:
        self._ended = self._ended or why
        if not self._called.done():
            self._called.set_result(why)
        if self._writing is not None:
            self._writing.cancel()

    async def run(self) -> None:
        """Serve to the end; never raises but for cancellation, which leaves the turn as kept."""
        platform = self.turn.question.conversation.platform
        reply: Reply | None = None
        with bound_contextvars(turn=self.turn.id, platform=platform):
            try:
                reply = await self._open_reply()
                self._ready()
                outcome = await self._outcome_told(reply)
                await self._show(reply, outcome)
            except DeliveryRefused as error:
                await self._give_up(str(error), reply)
            # The boundary of a turn: the others must go on; this one is taken up again later.
            except Exception as error:  # noqa: BLE001
                reason = str(error) if isinstance(error, FrontdeskError) else ""
                _log.error("turn_left_open", reason=reason, kind=type(error).__name__)
                self._tools.meter.undelivered(platform, "failed")
                is_over = self._age_seconds() > self._tools.rules.restart_seconds
                if not self.is_shown_but_open and (is_over or not self._is_lasting):
                    await self._apologise(reply)
                    await self._give_up("it failed for too long", reply)

    async def _open_reply(self) -> Reply:
        async def keep_place(place: str) -> None:
            await self._tools.turns.keep_place(self.turn.id, place)

        async with asyncio.timeout(self._tools.rules.reply_timeout_seconds):
            return await self._opener.open(self.turn, keep_place)

    async def _outcome_told(self, reply: Reply) -> Outcome:
        """Come to an outcome, with everything on the way shown as it happens."""

        def give_up(error: DeliveryStopped | DeliveryRefused) -> None:
            is_stop = isinstance(error, DeliveryStopped)
            self._end(_Why.STOPPED if is_stop else _Why.REFUSED)

        seconds = self._tools.rules.reply_timeout_seconds
        speaker = Speaker(reply, timeout_seconds=seconds, give_up=give_up)
        speaking = asyncio.create_task(speaker.run())
        is_handed_back = False
        try:
            return await self._outcome(speaker)
        except asyncio.CancelledError:
            is_handed_back = True
            raise
        finally:
            speaking.cancel()
            await asyncio.gather(speaking, return_exceptions=True)
            self._decided(self._written_seconds)
            if is_handed_back:
                await self._hand_back(reply)

    async def _outcome(self, speaker: Speaker) -> Outcome:
        """How the turn ends: as decided before, or by waiting in line and writing the answer."""
        if self.turn.decided is not None:
            await self._wait_in_line(speaker)
            return await self._decided_before(self.turn.decided)
        if notice := self._tools.answering.notice(self.turn.question.text):
            # To somebody in danger nothing matters more, least of all a place in line.
            speaker.draft(notice)
        why = await self._wait_in_line(speaker)
        match why:
            case _Why.CALLED:
                outcome = self._not_again() or await self._write(speaker)
            case _Why.TOO_LATE:
                outcome = self._sorry(
                    "so many questions came before yours that its time is over. Please ask again."
                )
            case _:
                outcome = Stopped("")
        if self._ended is _Why.REFUSED:
            raise DeliveryRefused("the platform takes nothing more of this answer")
        await self._keep(outcome)
        return outcome

    async def _wait_in_line(self, speaker: Speaker) -> _Why:
        """Wait to be called, telling the place in line whenever it has changed."""
        loop = asyncio.get_running_loop()
        told = 0
        while (left := self._deadline - loop.time()) > _LEAST_SECONDS and not self._called.done():
            place, wait_seconds = self._place()
            if place and place != told:
                told = place
                speaker.status(place_in_words(place, wait_seconds))
            tell_seconds = self._tools.rules.tell_seconds
            await asyncio.wait({self._called}, timeout=min(left, tell_seconds))
        self._waited_seconds = loop.time() - self._joined_at
        return self._called.result() if left > _LEAST_SECONDS else _Why.TOO_LATE

    async def _write(self, speaker: Speaker) -> Outcome:
        await self._tools.turns.begin(self.turn.id)
        loop = asyncio.get_running_loop()
        began = loop.time()
        writing = Writing(self._tools.answering, self.turn, speaker, self._deadline)
        self._writing = asyncio.create_task(writing.run())
        if self._ended is not None:
            self._writing.cancel()
        try:
            return await self._writing
        except asyncio.CancelledError:
            if self._ended is None:
                raise
            return Stopped(writing.spoken.strip())
        finally:
            self._written_seconds = loop.time() - began

    def _not_again(self) -> Unavailable | None:
        """Why a question that an earlier process left is not tried again, if so."""
        rules, attempts = self._tools.rules, self.turn.attempts
        if attempts >= _MOST_ATTEMPTS:
            return self._sorry(
                f"I broke down {attempts} times while I was answering this. "
                f"The operators find it in the log as {self.turn.id[:8]}."
            )
        if self._age_seconds() > rules.restart_seconds + rules.deadline_seconds:
            return self._sorry(
                "I was not running when you asked this. Please ask again if it still matters."
            )
        return None

    def _sorry(self, why: str) -> Unavailable:
        """An outcome that no answer was written for."""
        notice = self._tools.answering.notice(self.turn.question.text)
        text = f"I am sorry: {why}"
        return Unavailable(f"{notice}\n\n{text}" if notice else text)

    async def _decided_before(self, outcome: Outcome) -> Outcome:
        """What an earlier attempt came to, unless its conversation was deleted meanwhile.

        Raises:
            DeliveryRefused: It was.
        """
        if not await self._tools.turns.is_open(self.turn.id):
            raise DeliveryRefused("its conversation was deleted")
        return outcome

    async def _keep(self, outcome: Outcome) -> None:
        """Keep the outcome.  One that cannot be kept reaches the person all the same."""
        author = self._author(outcome)
        is_kept = not isinstance(outcome, Forgotten)
        try:
            await self._tools.turns.decide(self.turn.id, outcome, author, keep=is_kept)
        except StorageError as error:
            _log.error("turn_not_kept", reason=str(error))
        platform, waited = self.turn.question.conversation.platform, self._waited_seconds
        self._tools.meter.answered(platform, outcome, author, waited_seconds=waited)
        _log.info(
            "question_answered",
            outcome=outcome_name(outcome),
            waited_ms=round(waited * 1000),
            first_text_ms=round(outcome.timings.first_text_ms),
            total_ms=round(outcome.timings.total_ms),
        )

    def _author(self, outcome: Outcome) -> str:
        """Which generator wrote it; empty where none did."""
        match outcome:
            case Answered(author=author):
                return author
            case Stopped(text=text) if text:
                return self._tools.answering.author
            case _:
                return ""

    async def _show(self, reply: Reply, outcome: Outcome) -> None:
        """Show the outcome, again if need be, and close the turn.

        Raises:
            DeliveryRefused: The platform will never take it.
            DeliveryError: It did not take it now; the outcome stays kept and is shown later.
            StorageError: It was shown, but the turn could not be closed.
        """
        await show(reply, outcome, timeout_seconds=self._tools.rules.reply_timeout_seconds)
        self.is_shown_but_open = True
        await self._tools.turns.close(self.turn.id)
        self.is_shown_but_open = False

    async def _apologise(self, reply: Reply | None) -> None:
        """Tell a person, if that is possible, that their question cannot be answered."""
        number = self.turn.id[:8]
        sorry = self._sorry(f"that did not work. The operators find it in the log as {number}.")
        if reply is not None:
            await part(reply.finish(sorry))

    async def _give_up(self, reason: str, reply: Reply | None) -> None:
        """Close a turn that nobody can be told about any more."""
        platform = self.turn.question.conversation.platform
        self._tools.meter.undelivered(platform, "refused")
        _log.warning("turn_undeliverable", reason=reason)
        with suppress(StorageError):
            await self._tools.turns.close(self.turn.id)
        if reply is not None:
            await part(reply.abandon())

    async def _hand_back(self, reply: Reply) -> None:
        """Leave the turn to the next process, and tell its person."""
        _log.info("turn_handed_back")
        if self._writing is not None:
            with suppress(StorageError):
                await self._tools.turns.hand_back(self.turn.id)
        await part(reply.status("I have to restart; your answer comes right after"))

    def _age_seconds(self) -> float:
        return (self._tools.now() - self.turn.accepted_at).total_seconds()

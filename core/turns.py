"""The desk that serves people: who is answered when, and what becomes of every question.

A chat adapter brings a question and gets its ack as soon as the question is kept.  From then on the
desk owes an answer, or a stated reason, exactly once, whatever happens to the process: the turn is
closed only when its outcome has been shown.  `bot.wiring` makes the desk, the adapters use it.

A turn's life: accepted, waits in line, is written, decided (kept), shown, closed.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import structlog

from core.answering import AnsweringDesk
from core.domain import (
    Acceptance,
    Accepted,
    AcceptedTurn,
    Line,
    Question,
    Repeated,
    TurnedAway,
    TurnId,
)
from core.errors import QuestionRefused, StorageError
from core.line import FairLine, PersonKey, person_key
from core.ports import Clock, Meter, ReplyOpener, TurnStore
from core.serving import ServedTurn
from core.serving_rules import ServingTools, TurnRules

__all__ = ["TurnDesk", "TurnRules"]

_log = structlog.get_logger()

_CANCEL_SECONDS = 3.0
"""Until a turn that has not ended is told again to end."""
_SERVICE_WEIGHT = 0.2
"""What the latest answer weighs in the mean time of an answer."""


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why a question is not taken."""

    kind: str
    """As the meter counts it: `closing`, `refused` or `full`."""
    reason: str
    """For the person."""


class TurnDesk:
    """Serves many people at once; implements `core.ports.ServingDesk`."""

    def __init__(
        self,
        *,
        answering: AnsweringDesk,
        turns: TurnStore,
        meter: Meter,
        rules: TurnRules,
        now: Clock,
    ) -> None:
        """Take what serving needs; adapters are attached before `open`."""
        self._tools = ServingTools(
            answering=answering, turns=turns, meter=meter, rules=rules, now=now
        )
        self._rules = rules
        self._openers: dict[str, ReplyOpener] = {}
        self._lasting: list[str] = []
        self._line = FairLine()
        self._open: dict[TurnId, ServedTurn] = {}
        self._tasks: dict[TurnId, asyncio.Task[None]] = {}
        self._running: set[TurnId] = set()
        self._shown: set[TurnId] = set()
        """Shown, but the database could not be told so yet."""
        self._accepting: Counter[PersonKey] = Counter()
        self._mean_seconds = 0.0
        self._is_open = False

    def attach(self, platform: str, opener: ReplyOpener, *, outlives_us: bool = True) -> None:
        """Serve a platform.

        Args:
            platform: As its conversations' keys name it.
            opener: Opens its replies.
            outlives_us: Whether its people are still there after a restart, so that what was left
                open is taken up.  Nobody else may serve such a platform on the same database.
        """
        self._openers[platform] = opener
        if outlives_us:
            self._lasting.append(platform)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Serve while the block is open; what an earlier process left undone comes first.

        At the end running answers may go on for `shutdown_seconds`.  What is not done by then, or
        still waits, stays kept and is answered after the next start; its people are told.

        Raises:
            StorageError: What was left undone cannot be read.
        """
        self._is_open = True
        await self._take_up(min_age_seconds=0)
        taking_up = asyncio.create_task(self._keep_taking_up())
        try:
            yield
        finally:
            self._is_open = False
            taking_up.cancel()
            await self._shut_down()
            await asyncio.gather(taking_up, return_exceptions=True)

    async def accept(self, question: Question, *, event_id: str, place: str = "") -> Acceptance:
        """Take a question; see `core.ports.ServingDesk.accept`."""
        platform = question.conversation.platform
        workspace, person = question.conversation.workspace, person_key(question)
        if refusal := self._refusal(question):
            # Who is in line already, or was answered, must not be told to come again.
            known = await self._tools.turns.known(platform, workspace, event_id)
            self._tools.meter.not_accepted(platform, "repeated" if known else refusal.kind)
            return Repeated(known) if known else self._turned_away(question, refusal)
        self._accepting[person] += 1
        try:
            turn_id = secrets.token_hex(16)
            kept = await self._tools.turns.accept(turn_id, question, event_id=event_id, place=place)
        finally:
            self._accepting[person] -= 1
        if isinstance(kept, str):
            self._tools.meter.not_accepted(platform, "repeated")
            return Repeated(kept)
        self._tools.meter.accepted(platform)
        _log.info("question_accepted", turn=kept.id, platform=platform)
        self._join(kept)
        place_in_line = self._place(kept.id)
        return Accepted(kept.id, place_in_line, self._wait_seconds(place_in_line))

    async def stop(self, turn_id: TurnId) -> bool:
        """Stop an answer, or take its question out of the line; False when it is not open here."""
        served = self._open.get(turn_id)
        if served is None:
            return False
        served.stop()
        return True

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The turn of an event; see `core.ports.ServingDesk.known`."""
        return await self._tools.turns.known(platform, workspace, event_id)

    async def owes(self, turn_id: TurnId) -> bool:
        """Whether a turn has not ended; see `core.ports.ServingDesk.owes`."""
        return await self._tools.turns.is_open(turn_id)

    def line(self) -> Line:
        """Who is being served and who waits."""
        return Line(len(self._running), len(self._line), self._rules.max_waiting, self._is_open)

    # ---- Coming in ----------------------------------------------------------------------

    def _refusal(self, question: Question) -> _Refusal | None:
        """Why a question is not taken."""
        if question.conversation.platform not in self._openers or not self._is_open:
            return _Refusal("closing", "I am just restarting. Please ask again in a minute.")
        try:
            self._tools.answering.check(question.text)
        except QuestionRefused as error:
            return _Refusal("refused", str(error))
        person = person_key(question)
        # Who will be called in a moment, as soon as there is a place for the answer, waits for nobody.
        waiting = len(self._line) + self._accepting.total() - self._room()
        theirs = self._line.waiting_of(person) + self._accepting[person] - self._room()
        if waiting >= self._rules.max_waiting:
            return _Refusal(
                "full",
                f"I am very busy: {waiting} questions wait already. "
                "Please ask again in a few minutes.",
            )
        if theirs >= self._rules.max_waiting_per_person:
            return _Refusal(
                "full",
                f"{theirs} of your questions wait already. "
                "Please ask again when some are answered.",
            )
        return None

    def _turned_away(self, question: Question, refusal: _Refusal) -> TurnedAway:
        notice = self._tools.answering.notice(question.text)
        reason = f"{notice}\n\n{refusal.reason}" if notice else refusal.reason
        return TurnedAway(reason, is_full=refusal.kind != "refused")

    async def _take_up(self, *, min_age_seconds: float) -> None:
        """Serve what is kept and not open here: left by another process, or not shown yet.

        Younger turns are passed over: they may be on their way into the line, or just closed.
        """
        before = set(self._open)
        for platform in self._lasting:
            for turn in await self._tools.turns.unfinished(platform):
                age_seconds = (self._tools.now() - turn.accepted_at).total_seconds()
                if turn.id in before or age_seconds < min_age_seconds:
                    continue
                if turn.id in self._shown:
                    await self._tools.turns.close(turn.id)
                    self._shown.discard(turn.id)
                    continue
                _log.info("turn_taken_up", turn=turn.id, attempts=turn.attempts)
                self._join(turn)

    async def _keep_taking_up(self) -> None:
        while True:
            await asyncio.sleep(self._rules.redelivery_seconds)
            try:
                await self._take_up(min_age_seconds=self._rules.redelivery_seconds)
            except StorageError as error:
                _log.warning("open_turns_not_read", reason=str(error))
            # The boundary of a look: the next one must come.
            except Exception as error:  # noqa: BLE001
                _log.exception("open_turns_not_read", kind=type(error).__name__)

    def _join(self, turn: AcceptedTurn) -> None:
        if turn.id in self._open or not self._is_open:
            return

        def place() -> tuple[int, float]:
            in_line = self._place(turn.id)
            return in_line, self._wait_seconds(in_line)

        def ready() -> None:
            self._line.ready(turn.id)
            self._call_next()

        def decided(written_seconds: float) -> None:
            self._learn_time(written_seconds)
            self._line.withdraw(turn.id)
            self._running.discard(turn.id)
            self._call_next()

        platform = turn.question.conversation.platform
        served = ServedTurn(
            turn,
            opener=self._openers[platform],
            tools=self._tools,
            place=place,
            ready=ready,
            decided=decided,
            is_lasting=platform in self._lasting,
        )
        self._open[turn.id] = served
        self._line.join(turn.id, turn.question)
        self._tasks[turn.id] = asyncio.create_task(self._serve(served))

    async def _serve(self, served: ServedTurn) -> None:
        turn_id = served.turn.id
        try:
            await served.run()
        finally:
            del self._open[turn_id], self._tasks[turn_id]
            self._line.done(turn_id)
            self._running.discard(turn_id)
            if served.is_shown_but_open:
                self._shown.add(turn_id)
            self._call_next()

    # ---- The line -----------------------------------------------------------------------

    def _call_next(self) -> None:
        """Let the next ones be answered, as many as there is room for."""
        while self._is_open and len(self._running) < self._rules.at_once:
            turn_id = self._line.call()
            if turn_id is None:
                break
            self._running.add(turn_id)
            self._open[turn_id].call()
        self._tools.meter.line(self.line())

    def _room(self) -> int:
        """How many more could be answered just now."""
        return max(0, self._rules.at_once - len(self._running))

    def _place(self, turn_id: TurnId) -> int:
        """1: next; 0: called already, or in a moment."""
        order = self._line.order()
        return max(0, order.index(turn_id) + 1 - self._room()) if turn_id in order else 0

    def _wait_seconds(self, place: int) -> float:
        """A guess: everybody before takes as long as answers did lately."""
        if not place:
            return 0.0
        return self._mean_seconds * (place + len(self._running) - 1) / self._rules.at_once

    def _learn_time(self, seconds: float) -> None:
        if seconds:
            weight = _SERVICE_WEIGHT if self._mean_seconds else 1.0
            self._mean_seconds += weight * (seconds - self._mean_seconds)

    # ---- Shutting down ------------------------------------------------------------------

    async def _shut_down(self) -> None:
        """Let the answers that are being written end, for a while; leave the rest as kept."""
        called = [self._tasks[turn_id] for turn_id, one in self._open.items() if one.is_called]
        if called:
            await asyncio.wait(called, timeout=self._rules.shutdown_seconds)
        while left := {task for task in self._tasks.values() if not task.done()}:
            # Again and again: a turn that is being stopped takes the first time for its Stop.
            for task in left:
                task.cancel()
            await asyncio.wait(left, timeout=_CANCEL_SECONDS)

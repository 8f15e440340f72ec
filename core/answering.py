"""A question becomes an answer: history, routing, retrieval, judgement, generation, grounding.

The one way from question to answer for every platform.  Knows no platform, no model library and no
database; `bot.wiring` hands it what it needs.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

import structlog

from core.basis import BasisFinder
from core.checking import checked
from core.citing import cite
from core.domain import (
    Answered,
    AnswerEvent,
    Delta,
    Draft,
    Findings,
    Finished,
    Forgotten,
    GenerationRequest,
    Question,
    Status,
    Timings,
    Turn,
    Unavailable,
)
from core.errors import FrontdeskError, IndexUnusable
from core.followups import stand_alone
from core.grounding import Ground, GroundedStream, ground
from core.named_pages import NamedPages, pages_asked_about
from core.ports import Generator, History, Retriever
from core.routing import Way, describes_emergency, route
from core.small_talk import small_talk

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class AnswerRules:
    """What an organisation decides about its desk's answers."""

    max_question_characters: int
    history_turns: int
    """Earlier turns that are looked at."""
    max_passages: int
    strictness: float
    """0 to 1: how sure the desk must be that the pages answer; below it the question is declined."""
    contact: str
    """Whom to ask when the pages do not answer; may be empty."""
    emergency_notice: str
    """Stands first when somebody seems to be in danger."""


class AnsweringDesk:
    """Answers questions; any number at the same time."""

    def __init__(
        self,
        *,
        retriever: Retriever,
        generator: Generator,
        quoting: Generator,
        history: History,
        named_pages: NamedPages,
        rules: AnswerRules,
    ) -> None:
        """Take what answering needs.

        Args:
            generator: Writes the answers.
            quoting: Writes the draft that is shown while a slow generator reads, and stands in for
                it when it fails.  May be the same object as `generator`.
            named_pages: Reads the pages whose addresses stand in a question.
        """
        self._basis = BasisFinder(
            retriever=retriever,
            named_pages=named_pages,
            strictness=rules.strictness,
            contact=rules.contact,
        )
        self._generator = generator
        self._quoting = quoting
        self._history = history
        self._rules = rules

    @property
    def author(self) -> str:
        """Who writes the answers: the generator's name."""
        return self._generator.name

    def check(self, text: str) -> str:
        """The question as it will be used.

        Raises:
            QuestionRefused: It is empty, too long or not text; says what to do.
        """
        return checked(text, most_characters=self._rules.max_question_characters)

    async def answer(self, question: Question) -> AsyncGenerator[AnswerEvent, None]:
        """Answer in the light of the conversation that is kept; whoever calls keeps the new turn.

        A wish to forget deletes the conversation.

        Raises:
            QuestionRefused: The question is empty, too long or not text.
            StorageError: The conversation cannot be read.
        """
        if route(question.text) is Way.FORGET:
            yield Finished(await self._forget(question))
            return
        turns = await self._history.turns(question.conversation, self._rules.history_turns)
        async with aclosing(self.reply(question.text, turns)) as events:
            async for event in events:
                yield event

    async def _forget(self, question: Question) -> Forgotten:
        messages = await self._history.forget(question.conversation)
        if not messages:
            return Forgotten("There was nothing to forget: nothing of this conversation is kept.")
        return Forgotten("Forgotten: this conversation is deleted, questions, answers and thumbs.")

    async def reply(self, text: str, turns: Sequence[Turn]) -> AsyncGenerator[AnswerEvent, None]:
        """Answer a question in the light of earlier turns; nothing is stored.

        The last event is `Finished`; nothing but cancellation ends the stream before it.

        Raises:
            QuestionRefused: The question is empty, too long or not text.
        """
        clock = _Clock()
        text = self.check(text)
        way = route(text)
        if way is not Way.KNOWLEDGE:
            outcome = small_talk(way, self._rules.contact)
            yield Delta(outcome.text)
            yield Finished(replace(outcome, timings=clock.timings()))
            return
        try:
            async with aclosing(self._from_pages(text, turns, clock)) as events:
                async for event in events:
                    yield event
        except IndexUnusable as error:
            what = "I cannot look anything up just now"
            yield Finished(self._failed(text, what, error, clock))
        # The boundary of an answer: people get calm words and an id that the log knows.
        except Exception as error:  # noqa: BLE001
            what = "I could not answer that just now"
            yield Finished(self._failed(text, what, error, clock))

    def _failed(self, text: str, what: str, error: Exception, clock: _Clock) -> Unavailable:
        """Say calmly that it did not work; the log, and operators, get the reason."""
        number = secrets.token_hex(4)
        kind = type(error).__name__
        if isinstance(error, FrontdeskError):
            detail = str(error)
            _log.error("answer_failed", reason=detail, kind=kind, id=number)
        else:
            # A foreign error's words may quote what somebody wrote.
            detail = f"An unforeseen fault ({kind})."
            _log.exception("answer_failed", kind=kind, id=number)
        words = f"{what}; the reason is in the log as {number}."
        notice = self.notice(text)
        told = f"{notice}\n\n{words}" if notice else words
        return Unavailable(told, clock.timings(), detail=detail)

    def notice(self, text: str) -> str:
        """What stands before everything else where somebody seems to be in danger, or nothing."""
        return f"**{self._rules.emergency_notice}**" if describes_emergency(text) else ""

    async def _from_pages(
        self, text: str, turns: Sequence[Turn], clock: _Clock
    ) -> AsyncGenerator[AnswerEvent, None]:
        asked = pages_asked_about(text, turns, limit=self._rules.max_passages)
        if asked is None:
            yield Status("Looking through the pages")
            basis = await self._basis.look_up(
                stand_alone(text, turns, limit=self._rules.max_passages)
            )
        else:
            yield Status(f"Reading {asked.hosts}")
            basis = await self._basis.read(asked)
        clock.retrieved()
        findings = basis.findings
        notice = self.notice(text)
        if basis.declined is not None:
            # To somebody in danger only what matters is said.
            outcome = Answered(notice, evidence=findings.evidence) if notice else basis.declined
            yield Delta(outcome.text)
            yield Finished(replace(outcome, timings=clock.timings()))
            return
        request = GenerationRequest(basis.question, findings, tuple(turns))
        spoken = "".join(f"{part}\n\n" for part in (notice, basis.remark) if part)
        if spoken:
            yield Delta(spoken)
        author = ""
        async with aclosing(self._write(request, text, turns)) as events:
            async for event in events:
                match event:
                    case _WrittenBy(name=name):
                        author = name
                        continue
                    case Delta(text=piece):
                        clock.spoke()
                        spoken += piece
                    case Draft():
                        pass
                yield event
        yield Finished(
            Answered(
                text=spoken.strip(),
                sources=cite(spoken, findings.evidence),
                evidence=findings.evidence,
                timings=clock.timings(),
                author=author,
            )
        )

    async def _write(
        self, request: GenerationRequest, text: str, turns: Sequence[Turn]
    ) -> AsyncGenerator[Draft | _WrittenBy | Delta, None]:
        """Generate and ground; a model that fails before its first word is stood in for."""
        known = ground(
            [
                text,
                *(part for turn in turns for part in (turn.question, turn.answer)),
                *(_evidence_texts(request.findings)),
            ],
            [piece.passage.address for piece in request.findings.evidence],
        )
        if self._generator is not self._quoting:
            yield Draft("".join([piece async for piece in self._quoting.generate(request)]))
        spoken = False
        try:
            async with aclosing(_grounded(self._generator, request, known)) as pieces:
                async for piece in pieces:
                    if not spoken:
                        yield _WrittenBy(self._generator.name)
                    spoken = True
                    yield Delta(piece)
        except FrontdeskError as error:
            if spoken or self._generator is self._quoting:
                raise
            _log.error("generator_failed", reason=str(error), generator=self._generator.name)
        if not spoken:
            yield _WrittenBy(self._quoting.name)
            async with aclosing(_grounded(self._quoting, request, known)) as pieces:
                async for piece in pieces:
                    yield Delta(piece)


@dataclass(frozen=True, slots=True)
class _WrittenBy:
    """Which generator writes what follows."""

    name: str


class _Clock:
    """Takes the times of one answer."""

    def __init__(self) -> None:
        self._started = time.perf_counter()
        self._retrieval_ms = 0.0
        self._first_text_ms = 0.0

    def retrieved(self) -> None:
        self._retrieval_ms = self._elapsed_ms()

    def spoke(self) -> None:
        self._first_text_ms = self._first_text_ms or self._elapsed_ms()

    def timings(self) -> Timings:
        total = self._elapsed_ms()
        return Timings(self._retrieval_ms, self._first_text_ms or total, total)

    def _elapsed_ms(self) -> float:
        return (time.perf_counter() - self._started) * 1000


async def _grounded(
    generator: Generator, request: GenerationRequest, known: Ground
) -> AsyncGenerator[str, None]:
    stream = GroundedStream(known)
    async with aclosing(generator.generate(request)) as pieces:
        async for piece in pieces:
            if ready := stream.feed(piece):
                yield ready
    if rest := stream.flush():
        yield rest
    if stream.withheld:
        _log.warning("details_withheld", count=stream.withheld, generator=generator.name)


def _evidence_texts(findings: Findings) -> list[str]:
    return [
        "\n".join([piece.passage.title, *piece.passage.heading_path, piece.passage.text])
        for piece in findings.evidence
    ]

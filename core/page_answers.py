"""Answers from the pages: what is found becomes text, grounded, with its sources.

`core.answering` calls it for whatever needs the pages.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace

import structlog

from core.answer_clock import AnswerClock
from core.basis import Basis, BasisFinder
from core.chunking import context_line
from core.citing import cite
from core.domain import (
    Answered,
    AnswerEvent,
    ChannelSettings,
    Declined,
    Delta,
    Draft,
    Findings,
    Finished,
    GenerationRequest,
    Status,
    Turn,
)
from core.emergencies import asks_what_to_do, is_on_danger
from core.errors import FrontdeskError
from core.followups import stand_alone
from core.grounding import Ground, GroundedStream, ground
from core.named_pages import pages_asked_about
from core.ports import Generator
from core.words import stems

_log = structlog.get_logger()


class PageAnswerer:
    """Finds what answers a question, and has it written."""

    def __init__(
        self, *, basis: BasisFinder, generator: Generator, quoting: Generator, max_passages: int
    ) -> None:
        """Take what answering needs.

        Args:
            basis: Finds what an answer can stand on.
            generator: Writes the answers.
            quoting: Writes the draft that is shown while a slow generator reads, and stands in for
                it when it fails.  May be the same object as `generator`.
            max_passages: That an answer may stand on.
        """
        self._basis = basis
        self._generator = generator
        self._quoting = quoting
        self._max_passages = max_passages

    @property
    def author(self) -> str:
        """Who writes the answers: the generator's name."""
        return self._generator.name

    async def answer(
        self,
        text: str,
        turns: Sequence[Turn],
        clock: AnswerClock,
        *,
        notice: str,
        settings: ChannelSettings,
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Answer; the last event is `Finished`.

        Args:
            text: As asked.
            turns: Oldest first.
            clock: Takes the times.
            notice: Stands before everything else; may be empty.
            settings: Which sources to look in, and how much to say.

        Raises:
            IndexUnusable: Nothing can be looked up.
            FrontdeskError: The generator failed after its first word.
        """
        asked = pages_asked_about(text, turns, limit=self._max_passages)
        if asked is None:
            yield Status("Looking through the pages")
            query = stand_alone(text, turns, limit=self._max_passages)
            basis = await self._basis.look_up(replace(query, sources=settings.sources))
        else:
            yield Status(f"Reading {asked.hosts}")
            query = replace(asked.query, sources=settings.sources)
            basis = await self._basis.read(replace(asked, query=query))
        clock.retrieved()
        if (outcome := _without_writing(basis, text, notice)) is not None:
            yield Delta(outcome.text)
            yield Finished(replace(outcome, timings=clock.timings()))
            return
        request = GenerationRequest(basis.question, basis.findings, tuple(turns), settings.tone)
        spoken = "".join(f"{part}\n\n" for part in (notice, basis.remark) if part)
        async with aclosing(self._speak(spoken, request, text, turns, clock)) as events:
            async for event in events:
                yield event

    async def _speak(
        self,
        spoken: str,
        request: GenerationRequest,
        text: str,
        turns: Sequence[Turn],
        clock: AnswerClock,
    ) -> AsyncGenerator[AnswerEvent, None]:
        """Have an answer written behind what is said before it; the last event is `Finished`."""
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
                sources=cite(spoken, request.findings.evidence),
                evidence=request.findings.evidence,
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


def _helps_in_danger(text: str, findings: Findings) -> bool:
    """Whether somebody in danger asks what to do, and the best passage is on that very danger."""
    if not asks_what_to_do(text):
        return False
    passage = findings.evidence[0].passage
    told = stems(f"{context_line(passage.title, passage.heading_path)} {passage.text}")
    return is_on_danger(text, told)


def _without_writing(basis: Basis, text: str, notice: str) -> Answered | Declined | None:
    """What is said where the pages do not answer; None: they do."""
    # To somebody in danger only what matters is said.
    if notice and (basis.declined is not None or not _helps_in_danger(text, basis.findings)):
        return Answered(notice, evidence=basis.findings.evidence)
    return basis.declined


@dataclass(frozen=True, slots=True)
class _WrittenBy:
    """Which generator writes what follows."""

    name: str


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

"""Times answers on the quoting path at two sizes of index, from question to last word."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.indexes import EMBEDDED, build_index
from bench.passages import Asked, invent, questions
from bench.timing import spread
from bot.settings import Settings
from bot.wiring import make_embedder, passage_limits, snapshot_folder
from core.answering import AnsweringDesk, AnswerRules
from core.domain import ConversationKey, Delta, Finished, Outcome, Page, Turn
from core.engine.extractive import ExtractiveGenerator
from core.engine.index_store import SnapshotRetriever
from core.engine.page_finder import EmbeddedPageFinder
from core.errors import IndexUnusable, PageRefused
from core.named_pages import NamedPages
from core.ports import Embedder

SIZES = (1_000, 100_000)
_ROUNDS = 5
_ASKED = 40
"""Questions of each kind in a round, each about another page."""


async def measure_answering(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds to the first words and to the end, by size of index and kind of question."""
    embedder = make_embedder(Settings(home=out / "embedder"))
    asked = questions(list(invent(EMBEDDED))[:: EMBEDDED // _ASKED])
    desks = {size: await _open_desk(out, size, embedder, say) for size in SIZES}
    times = {(size, kind): _Times() for size in SIZES for kind in asked}
    for number in range(_ROUNDS + 1):
        say(f"answering: round {number} of {_ROUNDS}" + (" (warming up)" if not number else ""))
        for (size, kind), kept in times.items():
            await _ask_all(desks[size], asked[kind], kept, counts=number > 0)
    return {
        "rounds": _ROUNDS,
        "questions_a_round": _ASKED,
        "sizes": {
            str(size): {kind: times[size, kind].summary() for kind in asked} for size in SIZES
        },
    }


@dataclass(slots=True)
class _Times:
    """What was measured of one kind of question, a list a round."""

    first: list[list[float]] = field(default_factory=list)
    end: list[list[float]] = field(default_factory=list)
    retrieval: list[list[float]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def summary(self) -> dict[str, Any]:
        return {
            "first_words_ms": spread(self.first),
            "end_ms": spread(self.end),
            "retrieval_ms": spread(self.retrieval),
            "outcomes": dict(self.outcomes),
        }


async def _ask_all(
    desk: AnsweringDesk, asked: Sequence[Asked], kept: _Times, *, counts: bool
) -> None:
    measured = [await _ask(desk, question) for question in asked]
    if counts:
        kept.first.append([first for first, _, _ in measured])
        kept.end.append([end for _, end, _ in measured])
        kept.retrieval.append([outcome.timings.retrieval_ms for _, _, outcome in measured])
        kept.outcomes.update(type(outcome).__name__ for _, _, outcome in measured)


async def _ask(desk: AnsweringDesk, asked: Asked) -> tuple[float, float, Outcome]:
    """Milliseconds to the first words and to the end, and how it ended."""
    started = time.perf_counter()
    first = 0.0
    outcome: Outcome | None = None
    async with aclosing(desk.reply(asked.text, asked.history)) as events:
        async for event in events:
            if isinstance(event, Delta):
                first = first or (time.perf_counter() - started) * 1000
            elif isinstance(event, Finished):
                outcome = event.outcome
    assert outcome is not None
    return first, (time.perf_counter() - started) * 1000, outcome


async def _open_desk(
    out: Path, size: int, embedder: Embedder, say: Callable[[str], None]
) -> AnsweringDesk:
    """A desk over an index of that size, which is built where there is none that can be used."""
    settings = Settings(home=out / f"passages-{size}")
    retriever = SnapshotRetriever(folder=snapshot_folder(settings), embedder=embedder)
    try:
        await retriever.open()
    except IndexUnusable:
        say(f"answering: building an index of {size:,} passages")
        await asyncio.to_thread(build_index, settings.home, list(invent(size)), embedder)
        await retriever.open()
    quoting = ExtractiveGenerator()
    rules = AnswerRules(
        max_question_characters=settings.answer.max_question_characters,
        history_turns=settings.answer.history_turns,
        max_passages=settings.answer.max_passages,
        strictness=settings.answer.strictness,
        contact="",
        emergency_notice="",
    )
    pages = NamedPages(
        reader=_NoPages(),
        finder=EmbeddedPageFinder(embedder=embedder, limits=passage_limits(settings, embedder)),
    )
    return AnsweringDesk(
        retriever=retriever,
        generator=quoting,
        quoting=quoting,
        history=_NoHistory(),
        named_pages=pages,
        rules=rules,
    )


class _NoPages:
    """Implements `PageReader` for questions that name no page."""

    async def read(self, address: str) -> Page:
        raise PageRefused(f"No page is read here, not {address} either.")


class _NoHistory:
    """Implements `History` for a desk that is only asked to `reply`."""

    async def turns(self, _key: ConversationKey, _limit: int) -> Sequence[Turn]:
        return ()

    async def forget(self, _key: ConversationKey) -> int:
        return 0

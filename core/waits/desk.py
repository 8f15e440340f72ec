"""Answers questions on wait times: what is meant, how things are, in words and perhaps a chart.

`core.answering` asks it first; what is not on wait times it leaves alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from core.domain import (
    Answered,
    Chart,
    Declined,
    Outcome,
    Picture,
    Source,
    ToldWait,
    Tone,
    Turn,
    named_sources,
)
from core.errors import StorageError
from core.ports import ChartPainter
from core.waits.asking.understanding import understand
from core.waits.examples import NO_NAMES, Examples, examples_of
from core.waits.polling import WaitPoller
from core.waits.telling.teller import WaitTeller

_log = structlog.get_logger()

AUTHOR = "wait times"
"""Who wrote such an answer, as figures and records call it."""


@dataclass(frozen=True, slots=True)
class WaitsTold:
    """What there is to say on wait times."""

    text: str
    """Markdown."""
    facilities: tuple[ToldWait, ...]
    sources: tuple[Source, ...]
    pictures: tuple[Picture, ...] = ()
    rest: str = ""
    """The part of the question that is for the pages; empty: there is none."""


class WaitDesk:
    """Knows the wait times."""

    def __init__(self, *, poller: WaitPoller, teller: WaitTeller, painter: ChartPainter) -> None:
        """Take what telling needs."""
        self._poller = poller
        self._teller = teller
        self._painter = painter

    async def tell(
        self,
        text: str,
        turns: Sequence[Turn],
        *,
        is_advised: bool = False,
        tone: Tone = Tone.FULL,
    ) -> WaitsTold | None:
        """Answer a question; None where it is not on wait times.

        Args:
            text: As asked.
            turns: What was said before, oldest first.
            is_advised: Whether the person has just been told whom to call.
            tone: How much is said.

        Raises:
            StorageError: The database cannot be read.
        """
        known = await self._poller.known_board()
        if not known.waits:
            # Without the names of sites "the wait at Foothills" might be anything.
            known = await self._poller.board()
        if understand(text, turns, known) is None:
            return None
        # Only now: a question on something else must not wait for the feed.
        board = await self._poller.board()
        asked = understand(text, turns, board)
        if asked is None:
            return None
        told = await self._teller.tell(asked, board, is_advised=is_advised, tone=tone)
        pictures = await self._paint(told.chart) if told.chart is not None else ()
        return WaitsTold(told.text, told.facilities, told.sources, pictures, asked.rest)

    async def examples(self) -> Examples:
        """What may be asked and written, with names of sites where they are known.

        It does not wait for the feed, and raises nothing: without names it helps as well.
        """
        try:
            return examples_of(await self._poller.known_board())
        except StorageError as error:
            _log.error("sites_unknown", reason=str(error), consequence="examples name no site")
            return NO_NAMES

    async def _paint(self, chart: Chart) -> tuple[Picture, ...]:
        """The chart as a picture; an answer without one is better than none."""
        try:
            return (await asyncio.to_thread(self._painter.paint, chart),)
        except Exception as error:  # noqa: BLE001  (the boundary of drawing)
            _log.exception("chart_not_painted", kind=type(error).__name__)
            return ()


def answered(told: WaitsTold, spoken: str) -> Answered:
    """The outcome of a question that was on wait times alone.

    Args:
        told: What was told.
        spoken: All that was said, with what stood before it.
    """
    return Answered(
        spoken,
        sources=told.sources,
        author=AUTHOR,
        facilities=told.facilities,
        pictures=told.pictures,
    )


def joined(first: Answered, rest: Outcome) -> Answered:
    """The outcome of a question of two parts, the second of which was for the pages."""
    by_address = {source.address: source for source in (*named_sources(rest), *first.sources)}
    named = (source.address for source in (*first.sources, *named_sources(rest)))
    sources = tuple(by_address[address] for address in dict.fromkeys(named))
    evidence = rest.evidence if isinstance(rest, Answered | Declined) else ()
    author = rest.author if isinstance(rest, Answered) and rest.author else first.author
    return replace(
        first,
        text=f"{first.text}\n\n{rest.text}".strip(),
        sources=sources,
        evidence=evidence,
        author=author,
    )

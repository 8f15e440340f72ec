"""Answers a question on wait times, once it is understood, in words that can be read on a phone.

`desk` calls it.  What questions look like it does not know; that is `asking`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain import Chart, FacilityWait, Source, ToldWait, Tone, WaitBoard
from core.ports import Clock, WaitStore
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.telling.charting import MOST_LINES, band_chart, bar_chart, chart_note, trend_chart
from core.waits.telling.choosing import choose, shorter_of_two
from core.waits.telling.comparing import compare
from core.waits.telling.describing import KnownSite, Part, Viewpoint, describe
from core.waits.telling.freshness import freshness_warning, has_stalled, is_stale
from core.waits.telling.pages import sources_of, with_own_pages
from core.waits.telling.prefacing import instead, preface
from core.waits.telling.ranking import in_order
from core.waits.telling.several import MOST_IN_TABLE, tell_several
from core.waits.telling.trends import TREND_PERIOD, trend_of
from core.waits.telling.within import tell_within


@dataclass(frozen=True, slots=True)
class Told:
    """An answer on wait times."""

    text: str
    """Markdown."""
    facilities: tuple[ToldWait, ...] = ()
    """Those that the text names, in that order."""
    sources: tuple[Source, ...] = ()
    """Pages of the first of them."""
    chart: Chart | None = None


class WaitTeller:
    """Tells wait times."""

    def __init__(
        self,
        *,
        store: WaitStore,
        now: Clock,
        time_zone: str,
        stale_seconds: float,
        publisher: str,
        advice: str,
    ) -> None:
        """Take what telling needs.

        Args:
            store: Knows how waits have been.
            now: The time.
            time_zone: Where the facilities are and the readers.
            stale_seconds: From which age on times are said to be old.
            publisher: Whose estimates they are; empty: nobody is named.
            advice: Ends each answer: whom to call in an emergency; may be empty.
        """
        self._store = store
        self._now = now
        self._time_zone = time_zone
        self._stale_seconds = stale_seconds
        self._publisher = publisher
        self._advice = advice

    async def tell(
        self,
        asked: WaitsAsked,
        board: WaitBoard,
        *,
        is_advised: bool = False,
        tone: Tone = Tone.FULL,
    ) -> Told:
        """Answer a question.

        Args:
            asked: The question, understood on this board.
            board: What is known about now.
            is_advised: Whether the person has just been told whom to call.
            tone: A short answer tells how waits are, not where they are heading unless that is asked.

        Raises:
            StorageError: The database cannot be read.
        """
        now, advice = self._now(), "" if is_advised else self._advice
        warning = freshness_warning(board, now, self._time_zone, stale_seconds=self._stale_seconds)
        if board.as_of is None:
            return Told("\n\n".join(filter(None, (warning, advice))))
        view = Viewpoint(now, board.as_of, self._time_zone)
        waits = _asked_for(asked, with_own_pages(board))
        waits = in_order(waits, asked.order, view.local_now, asked.near)
        is_old = has_stalled(board) or is_stale(board, now, stale_seconds=self._stale_seconds)
        by_itself = tone is Tone.FULL and len(waits) <= MOST_IN_TABLE
        tells_trend = not is_old and (asked.wants_trend or by_itself)
        part = (
            await self._part(asked, waits, view, tells_trend=tells_trend)
            if waits
            else Part(instead(asked, board))
        )
        chart = await self._chart(asked, part.told, view) if asked.wants_chart else None
        no_chart = "There are no readings to draw yet." if asked.wants_chart and not chart else ""
        pieces = (
            warning,
            preface(asked, waits),
            part.text,
            no_chart,
            self._ending(part, advice),
        )
        return Told(
            "\n\n".join(filter(None, pieces)),
            tuple(ToldWait(wait.facility.name, wait.wait_minutes) for wait in part.told),
            sources_of(part.told, board, self._publisher),
            chart,
        )

    async def _part(
        self,
        asked: WaitsAsked,
        waits: Sequence[FacilityWait],
        view: Viewpoint,
        *,
        tells_trend: bool,
    ) -> Part:
        """What the answer says of the facilities."""
        if asked.before is not None:
            return await compare(self._store, waits, asked.before, view)
        if asked.within_minutes is not None:
            return tell_within(asked, asked.within_minutes, waits, view)
        if len(waits) > 1 and asked.only_first and asked.order is not Order.LISTED:
            return choose(asked, waits, view)
        known = map(KnownSite, waits)
        sites = await self._sites(waits, view) if tells_trend else list(known)
        part = _described(asked, sites, view)
        if asked.wants_trend and not any(site.trend for site in sites):
            reason = "There are not enough fresh readings of the last 3 hours to tell a trend."
            part = replace(part, text=f"{part.text}\n\n{reason}")
        return part

    async def _sites(self, waits: Sequence[FacilityWait], view: Viewpoint) -> list[KnownSite]:
        """Waits with their history; what is not known now has none."""
        known = [wait.facility.id for wait in waits if wait.wait_minutes is not None]
        samples = await self._store.samples(known, view.as_of - TREND_PERIOD, view.as_of)
        usual = await self._store.usual(known, view.as_of)
        return [
            KnownSite(
                wait,
                trend_of(samples[wait.facility.id], view.as_of),
                usual.get(wait.facility.id),
            )
            if wait.wait_minutes is not None
            else KnownSite(wait)
            for wait in waits
        ]

    async def _chart(
        self, asked: WaitsAsked, waits: Sequence[FacilityWait], view: Viewpoint
    ) -> Chart | None:
        """One facility against its usual day, a few over time, many as they are now."""
        note = chart_note(view.as_of, view.now, self._time_zone, self._publisher)
        if not waits:
            return None
        if len(waits) > MOST_LINES:
            return bar_chart(waits, asked.scope or "Waits now", note)
        if len(waits) == 1:
            band = await band_chart(self._store, waits[0], view.now, self._time_zone, note)
            if band is not None:
                return band
        chart = await trend_chart(self._store, waits, view.now, self._time_zone, note)
        samples = (sample for line in chart.lines for sample in line.samples)
        return chart if any(sample.wait_minutes is not None for sample in samples) else None

    def _ending(self, part: Part, advice: str) -> str:
        """Whose estimates they are, and whom to call."""
        by = f" published by {self._publisher}" if self._publisher else ""
        estimates = f"Estimates{by}; they can change quickly." if part.told else ""
        return " ".join(filter(None, (estimates, advice)))


def _asked_for(asked: WaitsAsked, board: WaitBoard) -> list[FacilityWait]:
    """The facilities of the board that were asked for; a dropped one has no wait."""
    of_board = {wait.facility.id: wait for wait in board.waits}
    return [
        wait if wait.is_listed else replace(wait, wait_minutes=None)
        for number in dict.fromkeys(asked.facilities)
        if (wait := of_board.get(number)) is not None
    ]


def _described(asked: WaitsAsked, sites: Sequence[KnownSite], view: Viewpoint) -> Part:
    """One facility in sentences, several in a table."""
    waits = [site.wait for site in sites]
    if len(sites) == 1:
        return Part(describe(sites[0], view, hours_first=asked.asks_hours), tuple(waits))
    part = tell_several(asked, sites, view)
    first = shorter_of_two(asked, waits, view)
    return replace(part, text=f"{first}\n\n{part.text}" if first else part.text)

"""Answers "is it busier than yesterday": the waits of now beside those of before, or the usual ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.domain import FacilityId, FacilityWait, UsualWait
from core.ports import WaitStore
from core.waits.asking.asked import Before
from core.waits.telling.describing import KnownSite, Part, Viewpoint, describe
from core.waits.telling.ranking import is_closed
from core.waits.telling.tables import site_in_words, table, wait_cell
from core.waits.telling.trends import Usualness, nearest_reading, usualness
from core.waits.telling.wording import (
    capitalised,
    difference_in_words,
    kind_and_town,
    linked_name,
    range_in_words,
    wait_in_words,
)

_SAME_MINUTES = 10.0
_SAME_SHARE = 0.1
"""Of the wait of then: what differs by less, or by less than the minutes above, is much the same."""
_MOST_ROWS = 25
_WITHIN = timedelta(minutes=20)
_WITHIN_OF_AN_HOUR = timedelta(minutes=30)
"""A week ago there may be one sample for each hour only."""
_NO_USUAL = "there is not enough history yet to say what is usual: I need four weeks of readings of this hour"


class _Verdict(StrEnum):
    BUSIER = "busier"
    QUIETER = "quieter"
    SAME = "about the same"


@dataclass(frozen=True, slots=True)
class _Past:
    """A moment that now is compared with."""

    name: str
    moment: str
    days: int
    within: timedelta


_PASTS = {
    Before.HOUR_AGO: _Past("an hour ago", "an hour ago", 0, _WITHIN),
    Before.YESTERDAY: _Past("yesterday", "at this time yesterday", 1, _WITHIN),
    Before.LAST_WEEK: _Past("a week ago", "at this time a week ago", 7, _WITHIN_OF_AN_HOUR),
}


async def compare(
    store: WaitStore, waits: Sequence[FacilityWait], before: Before, view: Viewpoint
) -> Part:
    """Set the waits of now beside others.

    Args:
        store: Knows how they were.
        waits: At least one, in the order to tell them.
        before: What they are compared with.
        view: When and where it is told.

    Raises:
        StorageError: The database cannot be read.
    """
    shown = waits[:_MOST_ROWS]
    part = await _compared(store, shown, before, view)
    left = len(waits) - len(shown)
    return replace(part, text=f"{part.text}\n\nAnd {left} more: name a region.") if left else part


async def _compared(
    store: WaitStore, waits: Sequence[FacilityWait], before: Before, view: Viewpoint
) -> Part:
    ids = [wait.facility.id for wait in waits]
    if before is Before.USUAL:
        return _with_usual(waits, await store.usual(ids, view.as_of), view)
    past = _PASTS[before]
    at = _moment_of(past, view)
    samples = await store.samples(ids, at - past.within, at + past.within)
    then = {number: nearest_reading(samples[number], at, past.within) for number in ids}
    return _with_past(waits, then, past, view)


def _moment_of(past: _Past, view: Viewpoint) -> datetime:
    """The same time by the clock on the wall, also across a change to daylight saving."""
    if not past.days:
        return view.as_of - timedelta(hours=1)
    local = view.as_of.astimezone(ZoneInfo(view.time_zone))
    return (local - timedelta(days=past.days)).astimezone(view.as_of.tzinfo)


def _with_past(
    waits: Sequence[FacilityWait],
    then: Mapping[FacilityId, int | None],
    past: _Past,
    view: Viewpoint,
) -> Part:
    if len(waits) == 1:
        return _one(
            waits[0], _past_in_words(waits[0], then[waits[0].facility.id], past, view), view
        )
    rows = [
        (
            site_in_words(wait, tells_kind=True),
            wait_cell(wait),
            "no reading" if (was := then[wait.facility.id]) is None else wait_in_words(was),
            ""
            if was is None or wait.wait_minutes is None
            else difference_in_words(wait.wait_minutes - was),
        )
        for wait in waits
    ]
    text = table(("Site", "Now", capitalised(past.name), "Change"), rows)
    heading = f"Now (as of {view.clock(view.as_of)}) and {past.moment}:"
    pieces = (_summary(waits, then, past), heading, text)
    return Part("\n\n".join(filter(None, pieces)), tuple(waits))


def _summary(
    waits: Sequence[FacilityWait], then: Mapping[FacilityId, int | None], past: _Past
) -> str:
    """In one sentence: at how many it is busier, quieter, about the same."""
    verdicts = Counter(
        _verdict(wait.wait_minutes, was)
        for wait in waits
        if wait.wait_minutes is not None and (was := then[wait.facility.id]) is not None
    )
    said = [f"{verdict.value} at {verdicts[verdict]}" for verdict in _Verdict if verdicts[verdict]]
    return f"Compared with {past.name}: {', '.join(said)}." if said else ""


def _verdict(now_minutes: int, then_minutes: int) -> _Verdict:
    difference = now_minutes - then_minutes
    if abs(difference) < max(_SAME_MINUTES, _SAME_SHARE * then_minutes):
        return _Verdict.SAME
    return _Verdict.BUSIER if difference > 0 else _Verdict.QUIETER


def _past_in_words(wait: FacilityWait, was: int | None, past: _Past, view: Viewpoint) -> str:
    if wait.wait_minutes is None:
        return "" if was is None else f"It was {wait_in_words(was)} {past.moment}."
    now = f"**{wait_in_words(wait.wait_minutes)}** as of {view.clock(view.as_of)}"
    if was is None:
        return (
            f"{now}. There is no reading of {past.moment.removeprefix('at ')} to compare it with."
        )
    verdict = _verdict(wait.wait_minutes, was)
    than = "about as busy as" if verdict is _Verdict.SAME else f"{verdict.value} than"
    difference = wait.wait_minutes - was
    change = f" ({difference_in_words(difference)})" if difference else ""
    return f"{than} {past.name}: {now}, {wait_in_words(was)} {past.moment}{change}."


def _with_usual(
    waits: Sequence[FacilityWait], usual: Mapping[FacilityId, UsualWait], view: Viewpoint
) -> Part:
    if len(waits) == 1:
        said = _usual_in_words(waits[0], usual.get(waits[0].facility.id), view)
        return _one(waits[0], said, view)
    if not usual:
        heading = f"As of {view.clock(view.as_of)}; {_NO_USUAL}."
    else:
        heading = f"Now (as of {view.clock(view.as_of)}) and what is usual for {_hour(view)}:"
    rows = [
        (site_in_words(wait, tells_kind=True), wait_cell(wait), *_usual_cells(wait, usual))
        for wait in waits
    ]
    text = table(("Site", "Now", "Usual", "Compared"), rows)
    return Part(f"{heading}\n\n{text}", tuple(waits))


def _usual_cells(wait: FacilityWait, usual: Mapping[FacilityId, UsualWait]) -> tuple[str, str]:
    known = usual.get(wait.facility.id)
    if known is None:
        return ("not enough history" if usual else ""), ""
    band = range_in_words(known.low_minutes, known.high_minutes)
    return band, "" if wait.wait_minutes is None else usualness(wait.wait_minutes, known).value


def _usual_in_words(wait: FacilityWait, usual: UsualWait | None, view: Viewpoint) -> str:
    if usual is None:
        known = wait.wait_minutes is not None
        now = f"**{wait_in_words(wait.wait_minutes)}** as of {view.clock(view.as_of)}. "
        return f"{now if known else ''}{capitalised(_NO_USUAL)}."
    band = range_in_words(usual.low_minutes, usual.high_minutes)
    if wait.wait_minutes is None:
        return f"Usual for {_hour(view)} is {band}."
    verdict = {
        Usualness.LONGER: "busier than usual",
        Usualness.SHORTER: "quieter than usual",
        Usualness.USUAL: "about as busy as usual",
    }[usualness(wait.wait_minutes, usual)]
    now = f"**{wait_in_words(wait.wait_minutes)}** as of {view.clock(view.as_of)}"
    return f"{verdict} for {_hour(view)}: {now}, usually {band}."


def _one(wait: FacilityWait, said: str, view: Viewpoint) -> Part:
    if is_closed(wait, view.local_now):
        # What the feed gives for a place that is closed is compared with nothing.
        text = describe(KnownSite(wait), view)
    elif wait.wait_minutes is None:
        text = f"{describe(KnownSite(wait), view)} {said}".strip()
    else:
        text = f"**{linked_name(wait.facility)}** ({kind_and_town(wait.facility)}): {said}"
    return Part(text, (wait,))


def _hour(view: Viewpoint) -> str:
    return f"a {view.weekday} at this hour"

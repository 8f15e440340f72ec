"""Which facilities a standing wish means today, and what they are called together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from core.domain import FacilityKind, FacilityWait, Selection, WaitBoard
from core.waits.telling.wording import escaped, listed_in_words, name_of

_MOST_NAMED = 4
"""Facilities; more of them are counted instead."""
_KIND_NAMES = {
    FacilityKind.EMERGENCY: "emergency departments",
    FacilityKind.URGENT_CARE: "urgent-care centres",
}


def selected(selection: Selection, board: WaitBoard) -> tuple[FacilityWait, ...]:
    """The facilities that a selection means, in the order named, or else the feed's.

    Those that the feed has dropped lately are among them, with a wait that is not known.
    """
    if selection.facilities:
        known = {wait.facility.id: wait for wait in board.waits}
        return tuple(known[number] for number in selection.facilities if number in known)
    return tuple(wait for wait in board.waits if _fits(selection, wait))


def _fits(selection: Selection, wait: FacilityWait) -> bool:
    facility = wait.facility
    is_in_place = (
        not (selection.regions or selection.towns)
        or _fold(facility.region) in map(_fold, selection.regions)
        or _fold(facility.town) in map(_fold, selection.towns)
    )
    return is_in_place and selection.kind in {None, facility.kind}


_fold: Callable[[str], str] = str.casefold


def scope_in_words(selection: Selection, waits: Sequence[FacilityWait]) -> str:
    """`Calgary emergency departments`, `Foothills Medical Centre and Rockyview`; as Markdown.

    Args:
        selection: What was wished for.
        waits: What it means today.
    """
    if selection.facilities:
        names = [name_of(wait.facility) for wait in waits]
        if not names:
            return "sites that are no longer in the feed"
        return listed_in_words(names) if len(names) <= _MOST_NAMED else f"{len(names)} sites"
    places = listed_in_words(
        [escaped(name) for name in (*selection.regions, *selection.towns)] or [""]
    )
    kind = _KIND_NAMES[selection.kind] if selection.kind else "sites"
    return f"{places or 'all'} {kind}"

"""What is said before an answer, or instead of one: what there is not, and what cannot be known."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain import FacilityKind, FacilityWait, WaitBoard
from core.waits.asking.asked import WaitsAsked
from core.waits.asking.elsewhere import ELSEWHERE
from core.waits.asking.forms import site_name
from core.waits.telling.wording import escaped, listed_in_words

_LATER = "I know the waits of now and of before, not those to come."
_AMONG = "among those I know the waits of"
_KIND_NAMES = {
    FacilityKind.EMERGENCY: "emergency department",
    FacilityKind.URGENT_CARE: "urgent care",
}
_IN_SINGULAR = {
    FacilityKind.EMERGENCY: "is an emergency department",
    FacilityKind.URGENT_CARE: "is urgent care",
}
_IN_PLURAL = _IN_SINGULAR | {FacilityKind.EMERGENCY: "are emergency departments"}
_MOST_TOWNS = 3
_MOST_SITES = 8


def preface(asked: WaitsAsked, waits: Sequence[FacilityWait]) -> str:
    """The sentences that an answer begins with; empty where there is nothing to say first.

    Args:
        asked: The question.
        waits: What is told of.
    """
    pieces = (
        _LATER if asked.asks_later and waits else "",
        _not_known(asked.not_known),
        _other_kind(asked, waits) if asked.other_kind and waits else "",
    )
    return "\n\n".join(filter(None, pieces))


def instead(asked: WaitsAsked, board: WaitBoard) -> str:
    """What is said where there is no facility to tell of."""
    if asked.needs_place:
        return _which_town(board)
    if asked.not_known:
        return _known(board)
    wanted = f"no {escaped(asked.scope)}" if asked.scope else "nothing like that"
    return f"There {'are' if asked.scope else 'is'} {wanted} {_AMONG}."


def _not_known(places: Sequence[str]) -> str:
    towns = [escaped(place) for place in places if place in ELSEWHERE]
    others = [f"“{escaped(place)}”" for place in places if place not in ELSEWHERE]
    pieces = (
        f"There is no emergency department or urgent care in {listed_in_words(towns)} {_AMONG}."
        if towns
        else "",
        f"I know no wait times of {listed_in_words(others)}." if others else "",
    )
    return " ".join(filter(None, pieces))


def _known(board: WaitBoard) -> str:
    """What may be asked for instead."""
    listed = [wait.facility for wait in board.waits if wait.is_listed]
    sites = list(dict.fromkeys(escaped(site_name(one)) for one in listed))
    if not sites:
        return ""
    if len(sites) <= _MOST_SITES:
        return f"I know those of {listed_in_words(sites)}."
    regions = list(dict.fromkeys(escaped(one.region) for one in listed if one.region))
    return f"I know those of {len(sites)} sites in {listed_in_words(regions[:_MOST_SITES])}."


def _other_kind(asked: WaitsAsked, waits: Sequence[FacilityWait]) -> str:
    """`There is no emergency department in Airdrie; there is urgent care:`."""
    found = waits[0].facility.kind
    (missing,) = (kind for kind in FacilityKind if kind is not found)
    places = {*asked.selection.towns, *asked.selection.regions}
    places = places or {wait.facility.town for wait in waits}
    place = f"in {escaped(*places)}" if len(places) == 1 and all(places) else "there"
    there = _IN_PLURAL[found] if len(waits) > 1 else _IN_SINGULAR[found]
    return f"There is no {_KIND_NAMES[missing]} {place}; there {there}:"


def _which_town(board: WaitBoard) -> str:
    regions = dict.fromkeys(wait.facility.region for wait in board.waits if wait.facility.region)
    towns = [escaped(town) for town in list(regions)[:_MOST_TOWNS]]
    example = f" For example: {', '.join(towns)}." if towns else ""
    return f"Which town are you in?{example}"

"""Turns what is meant into the facilities of the board, with words for them and a rule.

Called by `understanding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TypeAlias

from core.domain import Facility, FacilityId, FacilityKind, Selection, WaitBoard
from core.waits.asking.ages import Age, sees
from core.waits.asking.asked import Order, Point, WaitsAsked
from core.waits.asking.elsewhere import spot_of
from core.waits.asking.forms import site_name
from core.waits.asking.naming import Mention, MentionKind
from core.waits.asking.places import (
    centre_of,
    in_direction,
    is_any_near,
    nearest,
    point_of,
)
from core.waits.asking.scope import Scope
from core.waits.asking.wishes import Wishes

_Choice: TypeAlias = tuple[Sequence[Facility], str, Point | None]
"""Facilities, words for them (none where each was named), what they are near to."""

_MOST_NEAR = 4
_CITY_SITES = 3
"""A town with so many sites is a city: "near Calgary" is Calgary."""
_KIND_NAMES = {
    FacilityKind.EMERGENCY: "emergency departments",
    FacilityKind.URGENT_CARE: "urgent care centres",
    None: "sites",
}


def resolved(scope: Scope, wishes: Wishes, board: WaitBoard) -> WaitsAsked:
    """The question as those who answer it take it."""
    listed = [wait.facility for wait in board.waits if wait.is_listed]
    chosen, words, near = _chosen(scope, listed, [wait.facility for wait in board.waits])
    order = Order.NEAREST if near and wishes.order is Order.LISTED else wishes.order
    return WaitsAsked(
        facilities=tuple(facility.id for facility in chosen),
        scope=words,
        is_by_name=bool(scope.sites) and not words,
        selection=_selection(scope, chosen, near=near),
        order=order,
        only_first=wishes.only_first,
        only_open=wishes.only_open,
        asks_hours=wishes.asks_hours,
        before=wishes.before,
        wants_chart=wishes.wants_chart,
        wants_trend=wishes.wants_trend,
        near=near,
        not_known=scope.not_known,
        other_kind=_is_other_kind(scope, chosen),
        needs_place=scope.needs_place,
        within_minutes=wishes.within_minutes,
        asks_later=wishes.asks_later,
    )


def _chosen(scope: Scope, listed: Sequence[Facility], known: Sequence[Facility]) -> _Choice:
    by_id = {facility.id: facility for facility in known}
    sites = [by_id[one] for one in scope.sites if one in by_id]
    is_placed = bool(scope.regions or scope.towns or scope.near)
    if sites and not is_placed:
        return sites, "", None
    if scope.needs_place:
        return (), f"{_kind_name(scope)} near you", None
    if scope.not_known and not is_placed:
        return (), f"{_kind_name(scope)} near {' and '.join(scope.not_known)}", None
    if scope.near is not None:
        return _near(scope, scope.near, listed)
    placed = _placed(scope, listed)
    turned = _turned(scope, placed, listed) if scope.direction else []
    if turned:
        return turned, _words(scope, scope.direction), None
    chosen = [one for one in dict.fromkeys((*sites, *placed)) if one.id not in scope.left_out]
    named = " and ".join(dict.fromkeys(site_name(one) for one in sites))
    return chosen, " and ".join(part for part in (named, _words(scope)) if part), None


def _placed(scope: Scope, listed: Sequence[Facility]) -> list[Facility]:
    """Those of the regions, towns and kind."""
    there = [one for one in listed if _is_there(scope, one) and _is_wanted(scope, one)]
    # Where there are none of this kind, it is better to tell of the other one than of nothing.
    takes_other = scope.kind_is_likely or scope.regions or scope.towns
    return _of_kind(scope, there) or (there if takes_other else [])


def _is_wanted(scope: Scope, facility: Facility) -> bool:
    return facility.id not in scope.left_out and sees(facility, scope.age)


def _is_other_kind(scope: Scope, chosen: Sequence[Facility]) -> bool:
    """Whether what was asked for does not exist there."""
    is_plain = not scope.sites and not scope.kind_is_likely
    return is_plain and bool(chosen) and not _of_kind(scope, chosen)


def _of_kind(scope: Scope, facilities: Sequence[Facility]) -> list[Facility]:
    return [one for one in facilities if scope.kind in {None, one.kind}]


def _is_there(scope: Scope, facility: Facility) -> bool:
    if not scope.regions and not scope.towns:
        return True
    return facility.region in scope.regions or facility.town in scope.towns


def _near(scope: Scope, place: Mention, listed: Sequence[Facility]) -> _Choice:
    """The nearest ones, those of the place itself first."""
    own = [one for one in listed if _is_own(one, place.name, place.facilities)]
    own_sites = tuple(dict.fromkeys(site_name(one) for one in own))
    name = place.name or " and ".join(own_sites)
    point = point_of(name, own) if own else spot_of(name)
    is_city = place.kind is not MentionKind.SITE and len(own_sites) >= _CITY_SITES
    if point is None or is_city:
        return _around(scope, name, {one.region for one in own}, listed)
    here = own if scope.kind_is_likely else _of_kind(scope, own)
    others = [one for one in _placed(scope, listed) if one not in here]
    if not own and not is_any_near(others, point):
        others = [one for one in listed if _is_wanted(scope, one)]
    here = [one for one in here if _is_wanted(scope, one)]
    closest = [*here, *nearest(others, point, _MOST_NEAR)][: max(_MOST_NEAR, len(here))]
    return closest, f"{_kind_name(scope)} near {name}", point


def _around(scope: Scope, name: str, regions: set[str], listed: Sequence[Facility]) -> _Choice:
    """Those of a city, or of the region of a place whose spot is not known."""
    there = [one for one in _of_kind(scope, listed) if _is_wanted(scope, one)]
    named = [one for one in there if name in {one.region, one.town}]
    is_city = len({site_name(one) for one in named}) >= _CITY_SITES
    if not is_city:
        named = [one for one in there if one.region in regions]
        name = " and ".join(dict.fromkeys(one.region for one in named)) or name
    return named, f"{name} {_kind_name(scope)}", None


def _is_own(facility: Facility, place: str, sites: Sequence[FacilityId]) -> bool:
    return facility.id in sites or place == facility.town != ""


def _turned(scope: Scope, placed: Sequence[Facility], listed: Sequence[Facility]) -> list[Facility]:
    """Those of the side that is asked for, region by region."""
    found: list[Facility] = []
    for region, group in groupby(placed, key=lambda one: one.region):
        there = [one for one in listed if one.region == region]
        in_city = [one for one in there if one.town == region]
        centre = centre_of(region, in_city or there)
        if centre is None:
            continue
        side = in_direction(list(group), scope.direction, centre=centre)
        if scope.regions or scope.towns:
            # A side of a city is within it, unless "south of Edmonton" is asked for.
            asked = [one for one in side if (one.town != region) is scope.is_outside]
            side = tuple(asked) or side
        found.extend(side)
    return found


def _kind_name(scope: Scope) -> str:
    """`emergency departments for children`."""
    for_whom = {Age.CHILD: " for children", Age.ADULT: " for adults", None: ""}[scope.age]
    return _KIND_NAMES[scope.kind] + for_whom


def _words(scope: Scope, direction: str = "") -> str:
    """`Calgary emergency departments except Foothills Medical Centre`."""
    left_out = " and ".join(scope.left_out_names)
    return _placed_words(scope, direction) + (f" except {left_out}" if left_out else "")


def _placed_words(scope: Scope, direction: str) -> str:
    """`Calgary emergency departments`, `all sites`, `urgent care centres in the south`."""
    places = " and ".join((*scope.regions, *scope.towns))
    kind = _kind_name(scope)
    if direction and not places:
        return f"{kind} in the {direction}"
    if direction and scope.is_outside:
        return f"{kind} {direction} of {places}"
    if not places:
        return f"all {kind}"
    return f"{direction} {places} {kind}".strip()


def _selection(scope: Scope, chosen: Sequence[Facility], *, near: Point | None) -> Selection:
    """By rule where there is one that also holds tomorrow, or else by the facilities."""
    is_mixed = bool(scope.regions and scope.towns) or scope.near is not None
    if (
        scope.sites
        or scope.direction
        or scope.left_out
        or scope.age
        or is_mixed
        or near is not None
    ):
        return Selection(facilities=tuple(facility.id for facility in chosen))
    is_kind = scope.kind is not None and len(_of_kind(scope, chosen)) == len(chosen)
    return Selection(regions=scope.regions, towns=scope.towns, kind=scope.kind if is_kind else None)

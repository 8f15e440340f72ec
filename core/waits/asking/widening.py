"""Which sites "the shortest one" is chosen from, after a question on a single site.

Called by `understanding`.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.domain import Facility, FacilityKind
from core.waits.asking.forms import site_name
from core.waits.asking.scope import Scope

_FEWEST_AROUND = 3
"""Sites among which "the shortest" is a choice."""


def widened(scope: Scope, facilities: Sequence[Facility]) -> Scope:
    """The sites around a single one: "which is the shortest" asks for others too.

    Of a site that was named they are of its kind, where the region has several of it: who asks for an
    emergency department may not be served elsewhere.
    """
    there = [one for one in facilities if one.id in scope.sites]
    if not there and not (scope.direction or scope.near):
        places = {*scope.towns, *scope.regions}
        there = [
            one for one in facilities if places & {one.town, one.region} and _is_of(scope.kind, one)
        ]
    if len({site_name(one) for one in there}) != 1:
        return scope
    region = there[0].region
    kind = there[0].kind if scope.sites else scope.kind
    for wider in (Scope(regions=(region,), kind=kind), Scope(regions=(region,)), Scope()):
        around = {
            site_name(one)
            for one in facilities
            if _is_of(wider.kind, one) and one.region in (wider.regions or (one.region,))
        }
        if len(around) >= _FEWEST_AROUND:
            return wider
    return Scope()


def _is_of(kind: FacilityKind | None, facility: Facility) -> bool:
    return kind in {None, facility.kind}

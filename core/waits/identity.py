"""Recognises the facilities of a reading as those that are known, also when they were respelled.

The wait stores call it with each reading.  A facility that is taken for another would tell people
the wait of a hospital that they did not ask about, so whatever is in doubt becomes a new one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt
from typing import TypeAlias

from core.domain import Facility, FacilityId, PublishedWait
from core.waits.facility_names import FacilityName, likeness, take_apart

_SAME_PLACE_METRES = 300.0
"""Two listings of one building may point at its door and at its middle."""
_OTHER_PLACE_METRES = 2_000.0
"""From here on it is another place, whatever the names say."""
_ALIKE = 60.0
"""Likeness of two names, 0 to 100, that is enough where their place says the same."""
_NEARLY_THE_SAME = 88.0
"""Likeness of two names that is enough where nothing but the region says the same."""
_CLEARLY = 5.0
"""By how much the best must be better than the next: nearly as good is a tie."""
_EARTH_RADIUS_METRES = 6_371_000.0


@dataclass(frozen=True, slots=True)
class _Listing:
    """A facility as it is or was listed, with its name taken apart."""

    wait: PublishedWait
    name: FacilityName


_Score: TypeAlias = Callable[[_Listing, _Listing], float]
"""How sure it is that two listings, now and before, are one facility's: 0 (not at all) to 100."""


def distinct(waits: Iterable[PublishedWait]) -> tuple[PublishedWait, ...]:
    """A reading without repeats: of those with one name, kind, region and town, the first."""
    firsts: dict[tuple[str, ...], PublishedWait] = {}
    for wait in waits:
        firsts.setdefault(_exactly(_listing(wait)), wait)
    return tuple(firsts.values())


def recognise(
    listed: Sequence[PublishedWait], known: Mapping[FacilityId, PublishedWait]
) -> tuple[FacilityId | None, ...]:
    """Find out which known facility each listing is.

    No two listings are the same facility.  The surest ways to tell come first: the same name, then
    the feed's own site or page where no two departments share it, then the same place, then a name
    that differs by its spelling alone.

    Args:
        listed: As they are listed now, without repeats.
        known: As each was listed last; those that were seen last come first.

    Returns:
        For each listing the facility, or None: it is new, or nobody can say which it is.
    """
    now = {number: _listing(wait) for number, wait in enumerate(listed)}
    before = {facility: _listing(wait) for facility, wait in known.items()}
    found = _same_in_every_way(now, before)
    for score in _ways_to_tell(now.values(), before.values()):
        while sure := _sure_pairs(score, now, before, found):
            found |= sure
    return tuple(found.get(number) for number in now)


def facility_of(number: FacilityId, listed: PublishedWait) -> Facility:
    """The facility that a listing tells of."""
    return Facility(
        id=number,
        region=listed.region,
        name=listed.name,
        kind=listed.kind,
        town=listed.town,
        address=listed.address,
        url=listed.url,
        note=listed.note,
        latitude=listed.latitude,
        longitude=listed.longitude,
        short_names=listed.short_names,
    )


def _listing(wait: PublishedWait) -> _Listing:
    return _Listing(wait, take_apart(wait.name))


def _exactly(listing: _Listing) -> tuple[str, ...]:
    wait = listing.wait
    region, town = wait.region.casefold(), wait.town.casefold()
    return (wait.kind, listing.name.folded, region, town)


def _same_in_every_way(
    now: Mapping[int, _Listing], before: Mapping[FacilityId, _Listing]
) -> dict[int, FacilityId]:
    """Those that nearly all are, reading by reading."""
    latest: dict[tuple[str, ...], FacilityId] = {}
    for facility, listing in before.items():
        latest.setdefault(_exactly(listing), facility)
    exact = {number: latest.get(_exactly(listing)) for number, listing in now.items()}
    return {number: facility for number, facility in exact.items() if facility is not None}


def _ways_to_tell(now: Iterable[_Listing], before: Iterable[_Listing]) -> tuple[_Score, ...]:
    """From the surest to the least sure."""
    listings = (tuple(now), tuple(before))
    return (
        _same_name_and_region,
        _same_name,
        _same_mark(lambda wait: wait.site_id, *listings),
        _same_mark(lambda wait: wait.url, *listings),
        _same_place,
        _same_but_for_spelling,
    )


def _sure_pairs(
    score: _Score,
    now: Mapping[int, _Listing],
    before: Mapping[FacilityId, _Listing],
    found: Mapping[int, FacilityId],
) -> dict[int, FacilityId]:
    """Of those not found yet, the pairs that no other pair of one of the two comes close to."""
    taken = set(found.values())
    free = [(facility, listing) for facility, listing in before.items() if facility not in taken]
    scores = {
        (number, facility): points
        for number, listing in now.items()
        if number not in found
        for facility, other in free
        if listing.wait.kind == other.wait.kind and (points := score(listing, other))
    }
    return {
        number: facility
        for (number, facility), points in scores.items()
        if all(
            rival + _CLEARLY <= points
            for pair, rival in scores.items()
            if (pair[0] == number) != (pair[1] == facility)
        )
    }


def _same_name_and_region(one: _Listing, other: _Listing) -> float:
    is_same = one.wait.region.casefold() == other.wait.region.casefold()
    return _same_name(one, other) if is_same else 0.0


def _same_name(one: _Listing, other: _Listing) -> float:
    """A name of words that many facilities share may be two facilities' of two towns."""
    is_same = one.name.folded == other.name.folded and bool(one.name.core)
    return 0.0 if not is_same or _is_elsewhere(one.wait, other.wait) else 100.0


def _same_mark(
    mark: Callable[[PublishedWait], str], now: Iterable[_Listing], before: Iterable[_Listing]
) -> _Score:
    """By what the feed calls a site; departments share it, and some feeds number their rows."""
    counts = [
        Counter((listing.wait.kind, mark(listing.wait)) for listing in listings)
        for listings in (now, before)
    ]

    def score(one: _Listing, other: _Listing) -> float:
        marked = (one.wait.kind, mark(one.wait))
        is_same = bool(marked[1]) and marked == (other.wait.kind, mark(other.wait))
        if not is_same or any(count[marked] > 1 for count in counts):
            return 0.0
        if _is_elsewhere(one.wait, other.wait) or not one.name.may_be(other.name):
            return 0.0
        is_near = _is_near(one.wait, other.wait)
        return 100.0 if is_near or likeness(one.name, other.name) >= _ALIKE else 0.0

    return score


def _same_place(one: _Listing, other: _Listing) -> float:
    if not _is_near(one.wait, other.wait) or not one.name.may_be(other.name):
        return 0.0
    points = likeness(one.name, other.name)
    return points if points >= _ALIKE else 0.0


def _same_but_for_spelling(one: _Listing, other: _Listing) -> float:
    is_same_region = one.wait.region.casefold() == other.wait.region.casefold()
    if not is_same_region or _is_elsewhere(one.wait, other.wait):
        return 0.0
    if not one.name.may_be(other.name) or not one.name.differs_by_spelling(other.name):
        return 0.0
    points = likeness(one.name, other.name)
    return points if points >= _NEARLY_THE_SAME else 0.0


def _is_near(one: PublishedWait, other: PublishedWait) -> bool:
    distance = _metres(one, other)
    return distance is not None and distance <= _SAME_PLACE_METRES


def _is_elsewhere(one: PublishedWait, other: PublishedWait) -> bool:
    distance = _metres(one, other)
    return distance is not None and distance >= _OTHER_PLACE_METRES


def _metres(one: PublishedWait, other: PublishedWait) -> float | None:
    """How far apart two listings are; None where one does not say where it is."""
    if one.latitude is None or one.longitude is None:
        return None
    if other.latitude is None or other.longitude is None:
        return None
    south, north = radians(one.latitude), radians(other.latitude)
    across = sin(radians(other.longitude - one.longitude) / 2) ** 2
    share = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * across
    return 2 * _EARTH_RADIUS_METRES * asin(min(1.0, sqrt(share)))

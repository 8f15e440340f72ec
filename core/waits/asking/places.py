"""Places that questions on wait times name: nicknames, directions, distances.

Called by `naming`, `scope` and `resolving`; knows no question.
"""

from __future__ import annotations

import math
import re
import statistics
from collections.abc import Iterable, Sequence

from core.domain import Facility
from core.waits.asking.asked import Point

NICKNAMES = {
    "yyc": "Calgary",
    "cowtown": "Calgary",
    "yeg": "Edmonton",
    "edm": "Edmonton",
    "e town": "Edmonton",
    "gp": "Grande Prairie",
    "yqu": "Grande Prairie",
    "fort mac": "Fort McMurray",
    "fort mcm": "Fort McMurray",
    "mcmurray": "Fort McMurray",
    "ymm": "Fort McMurray",
    "wood buffalo": "Fort McMurray",
    "med hat": "Medicine Hat",
    "the hat": "Medicine Hat",
    "yxh": "Medicine Hat",
    "leth": "Lethbridge",
    "yql": "Lethbridge",
    "yqf": "Red Deer",
    "fort sask": "Fort Saskatchewan",
    "sherwood": "Sherwood Park",
    "shpk": "Sherwood Park",
    "stony": "Stony Plain",
    "u of c": "University of Calgary",
}
"""What people call a region or town, which the feed may or may not have."""

_EARTH_RADIUS_KM = 6371.0
_CENTRAL_KM = 1.5
"""A site that is no farther from the middle than this has no direction."""
_SLANT = 0.5
"""North-north-east is north, but hardly east: the lesser part must be this share of the greater."""
_NEAR_KM = 60.0
"""What is farther away is not near."""
_SIGNS = {"north": (1, 0), "south": (-1, 0), "east": (0, 1), "west": (0, -1)}
_COMPASS = re.compile(r"\b(north|south)?(?:ern)? ?(east|west)?(?:ern)?\b")


def distance_km(facility: Facility, point: Point) -> float | None:
    """As the crow flies; None where it is not known where the facility is."""
    if facility.latitude is None or facility.longitude is None:
        return None
    here, there = math.radians(facility.latitude), math.radians(point.latitude)
    across = math.radians(point.longitude - facility.longitude) / 2
    chord = (
        math.sin((there - here) / 2) ** 2 + math.cos(here) * math.cos(there) * math.sin(across) ** 2
    )
    return 2 * _EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def point_of(name: str, facilities: Sequence[Facility]) -> Point | None:
    """The middle of some facilities; None where it is not known where any of them is."""
    spots = _spots(facilities)
    if not spots:
        return None
    return Point(
        name,
        statistics.fmean(latitude for latitude, _ in spots),
        statistics.fmean(longitude for _, longitude in spots),
    )


def nearest(facilities: Iterable[Facility], point: Point, most: int) -> tuple[Facility, ...]:
    """The nearest ones, in order; what is far away only where nothing is near."""
    known = [
        (distance, facility)
        for facility in facilities
        if (distance := distance_km(facility, point)) is not None
    ]
    ranked = sorted(known, key=lambda pair: pair[0])
    near = [facility for distance, facility in ranked if distance <= _NEAR_KM]
    return tuple(near[:most] or [facility for _, facility in ranked[:1]])


def is_any_near(facilities: Iterable[Facility], point: Point) -> bool:
    """Whether any of them is not far away."""
    distances = (distance_km(one, point) for one in facilities)
    return any(distance is not None and distance <= _NEAR_KM for distance in distances)


def in_direction(
    facilities: Sequence[Facility], direction: str, *, centre: Point
) -> tuple[Facility, ...]:
    """Those that lie that way of a centre, or bear the direction in their names.

    Args:
        facilities: To choose from.
        direction: `south`, `northeast`.
        centre: What the direction is counted from.
    """
    return tuple(
        facility
        for facility in facilities
        if _lies(facility, direction, centre) or direction in facility.name.lower().split()
    )


def centre_of(name: str, facilities: Sequence[Facility]) -> Point | None:
    """The middle one in either direction, which far-off sites do not move; None: not known."""
    spots = _spots(facilities)
    if not spots:
        return None
    return Point(
        name,
        statistics.median(latitude for latitude, _ in spots),
        statistics.median(longitude for _, longitude in spots),
    )


def _spots(facilities: Iterable[Facility]) -> set[tuple[float, float]]:
    """Where they are; departments of one site count once."""
    return {
        (facility.latitude, facility.longitude)
        for facility in facilities
        if facility.latitude is not None and facility.longitude is not None
    }


def _lies(facility: Facility, direction: str, centre: Point) -> bool:
    if facility.latitude is None or facility.longitude is None:
        return False
    degree_km = math.radians(1) * _EARTH_RADIUS_KM
    up = (facility.latitude - centre.latitude) * degree_km
    right = (
        (facility.longitude - centre.longitude)
        * degree_km
        * math.cos(math.radians(centre.latitude))
    )
    vertical, horizontal = _signs(direction)
    if vertical and horizontal:
        both = vertical * up > 0 and horizontal * right > 0
        return both and max(abs(up), abs(right)) > _CENTRAL_KM
    along, aside = (vertical * up, right) if vertical else (horizontal * right, up)
    return along > _CENTRAL_KM and along >= _SLANT * abs(aside)


def _signs(direction: str) -> tuple[int, int]:
    """Up or down, right or left: `southeast` is (-1, 1)."""
    vertical = sum(sign for word, (sign, _) in _SIGNS.items() if direction.startswith(word))
    horizontal = sum(sign for word, (_, sign) in _SIGNS.items() if direction.endswith(word))
    return vertical, horizontal

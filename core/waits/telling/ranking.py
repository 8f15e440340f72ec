"""Puts facilities into the order in which they are told.  A wait that is not known is never ranked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from math import asin, cos, inf, radians, sin, sqrt
from typing import TypeAlias

from core.domain import Facility, FacilityWait
from core.waits.asking.asked import Order, Point
from core.waits.telling.notes import read_note

_EARTH_KILOMETRES = 6371.0
_Key: TypeAlias = Callable[[FacilityWait], tuple[float, ...]]


def in_order(
    waits: Sequence[FacilityWait], order: Order, local_now: datetime, near: Point | None = None
) -> list[FacilityWait]:
    """Sort: known waits first, then unknown ones; of those alike, as they were given.

    In an order by length, places that are closed by their hours come after those that may be open.

    Args:
        waits: As asked, or as the feed lists them.
        order: Of the known ones.
        local_now: The time where the facilities are.
        near: From where `Order.NEAREST` is measured.
    """
    keys: dict[Order, _Key] = {
        Order.LISTED: lambda _: (),
        Order.SHORTEST: lambda wait: (is_closed(wait, local_now), wait.wait_minutes or 0),
        Order.LONGEST: lambda wait: (is_closed(wait, local_now), -(wait.wait_minutes or 0)),
        Order.NEAREST: lambda wait: (kilometres(wait.facility, near),),
    }
    known = sorted((wait for wait in waits if wait.wait_minutes is not None), key=keys[order])
    of_unknown = keys[order] if order is Order.NEAREST else keys[Order.LISTED]
    return known + sorted((wait for wait in waits if wait.wait_minutes is None), key=of_unknown)


def is_open(wait: FacilityWait, local_now: datetime) -> bool | None:
    """Whether a facility is open by the hours of its note; None where that is not known."""
    hours = read_note(wait.facility.note).hours
    return None if hours is None else hours.is_open(local_now)


def is_closed(wait: FacilityWait, local_now: datetime) -> bool:
    """Whether it is known to be closed."""
    return is_open(wait, local_now) is False


def kilometres(facility: Facility, point: Point | None) -> float:
    """How far away a facility is as the crow flies; infinitely far where that is not known.

    Source: the haversine formula, on a sphere.
    """
    if point is None or facility.latitude is None or facility.longitude is None:
        return inf
    south, north = radians(point.latitude), radians(facility.latitude)
    east = radians(facility.longitude - point.longitude)
    half_chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH_KILOMETRES * asin(sqrt(min(1.0, half_chord)))

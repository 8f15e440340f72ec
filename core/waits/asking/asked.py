"""What a question on wait times asks for.  `understanding` makes it, `telling` answers it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from core.domain import FacilityId, Selection


class Order(Enum):
    """In which order facilities are told."""

    LISTED = auto()
    """As they were named, or as the feed lists them."""
    SHORTEST = auto()
    LONGEST = auto()
    NEAREST = auto()


class Before(Enum):
    """What the waits of now are compared with."""

    HOUR_AGO = auto()
    YESTERDAY = auto()
    """At the same time of day, as is the next one."""
    LAST_WEEK = auto()
    USUAL = auto()


@dataclass(frozen=True, slots=True)
class Point:
    """A place that nearness is measured from."""

    name: str
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class WaitsAsked:
    """A question on wait times, understood."""

    facilities: tuple[FacilityId, ...]
    """Those to tell of, in the order named, or the feed's; never empty unless nothing fits."""
    scope: str
    """What they are, in words: `Calgary emergency departments`; empty where each was named."""
    is_by_name: bool
    """Whether each was named, rather than belonging to a region, town or kind."""
    selection: Selection
    """The same as a rule that also holds tomorrow: for those who subscribe.  Where there are no
    facilities, nothing may be selected by it: what is empty restricts nothing."""
    order: Order = Order.LISTED
    only_first: bool = False
    """Whether one is asked for: "which is the shortest"."""
    only_open: bool = False
    asks_hours: bool = False
    before: Before | None = None
    wants_chart: bool = False
    wants_trend: bool = False
    """Whether it asks how waits have been or where they are heading."""
    near: Point | None = None
    not_known: tuple[str, ...] = ()
    """Places that were named and are none of the feed's."""
    other_kind: bool = False
    """Whether what was asked for does not exist there, and the facilities are of the other kind:
    urgent care where an emergency department was asked for."""
    needs_place: bool = False
    """Whether nearness to a place was asked for, but not to which; there are no facilities."""
    within_minutes: int | None = None
    """The wait that is to be undercut: "any ER under 3 hours" is 180."""
    asks_later: bool = False
    """Whether it asks how waits will be."""
    rest: str = ""
    """The part of the question that is not on wait times, for the pages; empty: there is none."""

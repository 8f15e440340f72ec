"""Emergency and urgent-care wait times, as a feed publishes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FacilityKind(StrEnum):
    """What a facility is for."""

    EMERGENCY = "emergency"
    URGENT_CARE = "urgent care"


@dataclass(frozen=True, slots=True)
class PublishedWait:
    """What a feed says of one facility."""

    region: str
    """As people call it: `Red Deer`."""
    name: str
    kind: FacilityKind
    wait_minutes: int | None
    """None: unknown, which is neither zero nor short."""
    published: str
    """The wait in the feed's own words, so that it can be read again if the reading was wrong."""
    town: str
    """Where it is, which may be another town than the region's."""
    address: str = ""
    """One line."""
    url: str = ""
    """The facility's page."""
    note: str = ""
    """Opening hours and remarks, as plain text."""
    latitude: float | None = None
    """Degrees, -90 to 90."""
    longitude: float | None = None
    """Degrees, -180 to 180."""
    site_id: str = ""
    """The feed's own name of the site, where it has one."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What could be understood of a feed, and what could not."""

    waits: tuple[PublishedWait, ...]
    """In the feed's order."""
    problems: tuple[str, ...] = ()
    """For operators: each thing of an unknown shape, and what became of it."""

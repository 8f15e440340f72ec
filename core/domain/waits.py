"""Emergency and urgent-care wait times: as a feed publishes them, and as the desk knows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

FacilityId: TypeAlias = int
"""Names a facility for good, however its feed spells it."""


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
    short_names: tuple[str, ...] = ()
    """What people call it that its name does not tell: `the Mis`, `FMC`."""


@dataclass(frozen=True, slots=True)
class FeedReading:
    """What could be understood of a feed, and what could not."""

    waits: tuple[PublishedWait, ...]
    """In the feed's order."""
    problems: tuple[str, ...] = ()
    """For operators: each thing of an unknown shape, and what became of it."""
    age_seconds: float = 0.0
    """How old the publisher says this is; 0 where it does not say."""


@dataclass(frozen=True, slots=True)
class Facility:
    """An emergency department or urgent-care centre, as it was last listed."""

    id: FacilityId
    region: str
    name: str
    kind: FacilityKind
    town: str
    address: str = ""
    url: str = ""
    note: str = ""
    latitude: float | None = None
    longitude: float | None = None
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FacilityWait:
    """What is known of one facility's wait."""

    facility: Facility
    wait_minutes: int | None
    """None: unknown, which is neither zero nor short."""
    published: str
    """In the feed's words."""
    is_listed: bool = True
    """Whether the feed's latest reading has the facility at all; where not, the wait is None."""
    seen_at: datetime | None = None
    """When the feed last listed it."""


@dataclass(frozen=True, slots=True)
class WaitBoard:
    """All that is known about now."""

    waits: tuple[FacilityWait, ...] = ()
    """Those of the latest reading in the feed's order, then those that it has dropped lately."""
    as_of: datetime | None = None
    """Of what moment the waits are; None: the feed has never been read."""
    unchanged_since: datetime | None = None
    """Since when no facility's wait has changed: a feed that stalls says the same for hours."""
    failing_since: datetime | None = None
    """When reading the feed first failed after `as_of`; None: the latest reading worked."""
    failure: str = ""
    """For operators: why the latest reading failed."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A facility's wait at one moment, or over one hour of long ago."""

    at: datetime
    wait_minutes: int | None
    """None: the feed was read and did not tell.  Where it was not read there is no sample."""


@dataclass(frozen=True, slots=True)
class UsualWait:
    """What a facility's wait is like at one hour of one weekday."""

    low_minutes: float
    """A quarter of the weeks were below."""
    middle_minutes: float
    """The median."""
    high_minutes: float
    """A quarter of the weeks were above."""
    weeks: int
    """How many weeks this stands on."""


@dataclass(frozen=True, slots=True)
class ToldWait:
    """A facility in the order in which an answer tells of it."""

    name: str
    wait_minutes: int | None

"""Wait times of the sample organisation: made up, and moving through the day as real ones do.

`bot.waits` uses it where the sample site is read and no feed is set, so that everything about wait
times can be tried without any account or network.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.domain import FacilityKind, FeedReading, PublishedWait
from core.ports import Clock, WaitStore

SAMPLE_PUBLISHER = "the sample site (made up)"

_REGION = "Kestrel Plains"
_UNAVAILABLE = "Wait times unavailable"
_MINUTES_AN_HOUR = 60
_PAST, _STEP = timedelta(hours=25), timedelta(minutes=15)
_BUSIEST_HOUR = 17
"""Of the local day."""


@dataclass(frozen=True, slots=True)
class _Site:
    """A facility that the sample site tells of, and what waiting there is like."""

    name: str
    kind: FacilityKind
    town: str
    address: str
    note: str
    latitude: float
    longitude: float
    usual_minutes: int
    swing_minutes: int
    """By how much the day moves it."""
    opens: time | None = None
    """None: it never closes."""
    closes: time | None = None
    short_names: tuple[str, ...] = ()


_SITES = (
    _Site(
        name="Harcourt General Hospital",
        kind=FacilityKind.EMERGENCY,
        town="Harcourt",
        address="1400 Prairie Rose Avenue, Harcourt",
        note="Open 24 hours",
        latitude=50.652,
        longitude=-112.418,
        usual_minutes=190,
        swing_minutes=80,
        short_names=("the General",),
    ),
    _Site(
        name="Linden Creek Community Hospital",
        kind=FacilityKind.EMERGENCY,
        town="Linden Creek",
        address="77 Mill Race Drive, Linden Creek",
        note="Open 24 hours",
        latitude=50.891,
        longitude=-112.077,
        usual_minutes=95,
        swing_minutes=45,
    ),
    _Site(
        name="Osprey Lake Health Centre",
        kind=FacilityKind.URGENT_CARE,
        town="Osprey Lake",
        address="9 Lakeshore Trail, Osprey Lake",
        note="8 am – 6 pm",
        latitude=51.243,
        longitude=-111.702,
        usual_minutes=40,
        swing_minutes=20,
        opens=time(8),
        closes=time(18),
    ),
)


class SampleFeed:
    """Implements `core.ports.WaitFeed` without any network; the same moment gives the same times."""

    name = "sample"

    def __init__(self, *, now: Clock, time_zone: str, page: str) -> None:
        """Tell the times of now.

        Args:
            now: The clock.
            time_zone: That of the sites.
            page: Address of the sample site's page on its sites.
        """
        self._now = now
        self._zone = ZoneInfo(time_zone)
        self._page = page

    async def read(self) -> FeedReading:
        """What the feed says now; never fails."""
        return self.told_at(self._now())

    def told_at(self, moment: datetime) -> FeedReading:
        """What the feed said, or will say, at a moment."""
        at = moment.astimezone(self._zone)
        return FeedReading(tuple(self._wait(site, at) for site in _SITES))

    def _wait(self, site: _Site, at: datetime) -> PublishedWait:
        minutes = _minutes(site, at)
        return PublishedWait(
            region=_REGION,
            name=site.name,
            kind=site.kind,
            wait_minutes=minutes,
            published=_UNAVAILABLE if minutes is None else _published(minutes),
            town=site.town,
            address=site.address,
            url=self._page,
            note=site.note,
            latitude=site.latitude,
            longitude=site.longitude,
            short_names=site.short_names,
        )


async def fill_the_past(feed: SampleFeed, store: WaitStore, now: datetime) -> None:
    """Keep what the feed said in the last day, so that charts and comparisons can be tried at once.

    Where it has been read before, nothing is done.

    Raises:
        StorageError: The database cannot be written.
    """
    if (await store.board()).as_of is not None:
        return
    at = now - _PAST
    while at < now:
        await store.record(feed.told_at(at), at)
        at += _STEP


def _minutes(site: _Site, at: datetime) -> int | None:
    """The wait at a local time: long in the late afternoon, short before dawn, never quite even."""
    if site.opens and site.closes and not site.opens <= at.time() < site.closes:
        return None
    hour = at.hour + at.minute / _MINUTES_AN_HOUR
    day = math.cos((hour - _BUSIEST_HOUR) / 24 * 2 * math.pi)
    # Two slow waves that never meet at the same hour make every day another one.
    days = at.timestamp() / 86_400
    mood = math.sin(days * 2.9 + site.usual_minutes) + 0.6 * math.sin(days * 17.3)
    return max(5, round(site.usual_minutes + site.swing_minutes * (0.8 * day + 0.35 * mood)))


def _published(minutes: int) -> str:
    return f"{minutes // _MINUTES_AN_HOUR} hr {minutes % _MINUTES_AN_HOUR:02} min"

"""Boundaries that wait times cross."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

from core.domain import (
    Chart,
    FacilityId,
    FeedReading,
    Picture,
    Sample,
    UsualWait,
    WaitBoard,
)


class WaitFeedParser(Protocol):
    """Understands the feed of one publisher.  Synchronous and without state."""

    def parse(self, data: bytes) -> FeedReading:
        """Understand what can be understood; the rest is told as problems, never guessed.

        Args:
            data: The whole answer of the feed.

        Raises:
            SourceError: It is no feed of this publisher at all.
        """
        ...


class WaitFeed(Protocol):
    """A publisher's feed, wherever it lies.  One caller at a time."""

    @property
    def name(self) -> str:
        """The feed's address, without secrets: facilities and samples are kept under it."""
        ...

    async def read(self) -> FeedReading:
        """Read the feed as it is now; one that says "not modified" gives the reading of before.

        Raises:
            SourceError: It cannot be reached, is too large, or is no feed.
        """
        ...


class WaitStore(Protocol):
    """Facilities and their waits, kept."""

    async def record(self, reading: FeedReading, at: datetime) -> WaitBoard:
        """Keep a reading, durably, and return the board after it.

        Each facility is recognised as one that is known, also if its name was respelled, or becomes
        a new one.  A facility that the reading lacks gets no sample: a gap stays a gap.

        Args:
            reading: What the feed said.
            at: Of what moment it is: when it was read, less its age.  A reading that is not newer
                than the last one changes nothing.  What was kept under a clock that has been set
                back since (as of more than five minutes after now, which is this moment plus the
                reading's age) goes first.

        Raises:
            StorageError: The database cannot be written.
        """
        ...

    async def record_failure(self, at: datetime, reason: str) -> None:
        """Remember that the feed could not be read."""
        ...

    async def board(self) -> WaitBoard:
        """What is known about now."""
        ...

    async def samples(
        self, facilities: Sequence[FacilityId], since: datetime, until: datetime
    ) -> Mapping[FacilityId, tuple[Sample, ...]]:
        """How waits went, oldest first; every facility asked for has an entry.

        Where single samples were rolled up already, there is one for each hour, at its middle.
        """
        ...

    async def usual(
        self, facilities: Sequence[FacilityId], at: datetime
    ) -> Mapping[FacilityId, UsualWait]:
        """What is usual at the hour and weekday of a moment, over the weeks before it.

        Facilities of which not enough is known have no entry.
        """
        ...

    async def usual_day(
        self, facility: FacilityId, day: date
    ) -> tuple[tuple[datetime, UsualWait], ...]:
        """The same for every hour of a day that is known well enough: when it begins, what it is."""
        ...


class ChartPainter(Protocol):
    """Draws.  Synchronous, takes up to 0.4 s; may be called from several threads at once."""

    def paint(self, chart: Chart) -> Picture:
        """Draw a chart that can be read in chat, on light and on dark."""
        ...

"""A feed of wait times that says what a test wants, and what keeps its readings as they came."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from core.domain import Facility, FacilityKind, FacilityWait, FeedReading, PublishedWait, WaitBoard
from core.errors import SourceError, StorageError


@dataclass
class FakeClock:
    """Tells the time that a test sets."""

    time: datetime = datetime(2026, 1, 5, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time."""
        return self.time

    def pass_seconds(self, seconds: float) -> None:
        """Move on."""
        self.time += timedelta(seconds=seconds)


class FakeFeed:
    """Gives readings and failures in turn; the last one again and again."""

    name = "https://feed.example.org/waits"

    def __init__(self, *script: FeedReading | Exception) -> None:
        self._script = deque(script)
        self.reads = 0
        self.is_open = asyncio.Event()
        """While it is not set, a reading does not end."""
        self.is_open.set()

    async def read(self) -> FeedReading:
        """Say what comes next."""
        self.reads += 1
        await self.is_open.wait()
        step = self._script.popleft() if len(self._script) > 1 else self._script[0]
        if isinstance(step, Exception):
            raise step
        return step


@dataclass
class FakeKept:
    """The part of a wait store that polling uses; two pollers may share one, like two processes."""

    recorded: list[tuple[datetime, FeedReading]] = field(default_factory=list)
    failures: list[tuple[datetime, str]] = field(default_factory=list)
    latest: WaitBoard = field(default_factory=WaitBoard)
    is_full: bool = False
    """Whether nothing can be written."""

    async def record(self, reading: FeedReading, at: datetime) -> WaitBoard:
        """Keep a reading that is newer than the last."""
        if self.is_full:
            raise StorageError("The disk is full.")
        if self.latest.as_of is None or at > self.latest.as_of:
            self.recorded.append((at, reading))
            self.latest = WaitBoard(tuple(_known(reading.waits)), as_of=at)
        return self.latest

    async def record_failure(self, at: datetime, reason: str) -> None:
        """Keep a failure."""
        self.failures.append((at, reason))
        self.latest = WaitBoard(
            self.latest.waits, self.latest.as_of, failing_since=at, failure=reason
        )

    async def board(self) -> WaitBoard:
        """What was kept last."""
        return self.latest


def _known(waits: Iterable[PublishedWait]) -> Iterable[FacilityWait]:
    for number, wait in enumerate(waits):
        facility = Facility(number, wait.region, wait.name, wait.kind, wait.town)
        yield FacilityWait(facility, wait.wait_minutes, wait.published)


def a_reading(
    *minutes: int | None, age_seconds: float = 0.0, problems: tuple[str, ...] = ()
) -> FeedReading:
    """A reading of facilities with these waits."""
    waits = (
        PublishedWait(
            region="Calgary",
            name=f"Site {number}",
            kind=FacilityKind.EMERGENCY,
            wait_minutes=wait,
            published="" if wait is None else f"{wait} min",
            town="Calgary",
        )
        for number, wait in enumerate(minutes)
    )
    return FeedReading(tuple(waits), problems, age_seconds)


def a_failure(reason: str = "The feed is down.") -> SourceError:
    """What a feed raises that cannot be read."""
    return SourceError(reason)

"""What a job is: its work, when it is due, and what is told of it.

`bot.jobs` makes them; the other modules of this package run them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Nightly:
    """Once on every day of a time zone."""

    at: time
    """On the local clock."""
    time_zone: str
    jitter_minutes: int = 0
    """It begins up to this much later, at random."""


@dataclass(frozen=True, slots=True)
class Every:
    """Again and again, for as long as the process lives."""

    seconds: float
    """From one beginning to the next."""
    jitter_seconds: float = 0.0
    """Each begins up to this much sooner or later, at random."""
    delay_seconds: float = 0.0
    """Before the first one."""


def always() -> bool:
    """Most jobs are due whenever the clock says so."""
    return True


@dataclass(frozen=True, slots=True)
class Job:
    """Something that is done by the clock."""

    name: str
    """One word, by which people and records call it."""
    purpose: str
    """What it does, in a few words."""
    when: Nightly | Every
    work: Callable[[], Awaitable[str]]
    """Does it, and returns what it did in a few words ("412 pages, 3 changed").

    A `FrontdeskError`'s message is recorded and told; of any other error only its type.
    """
    is_due: Callable[[], bool] = always
    """Asked each time that the clock says so; where it is not, nothing is run or recorded.  A run by
    hand is always one."""
    limit_seconds: float = 3600.0
    """A run that takes longer is broken off, and has failed."""
    tell_after: int = 1
    """Failures in a row after which operators are told."""
    records_success: bool = True
    """False for what runs so often that only failures, and the first success after them, are worth
    a record."""


@dataclass(frozen=True, slots=True)
class JobChange:
    """A job has begun to fail, or works again."""

    job: str
    purpose: str
    is_failing: bool
    detail: str
    """Why it failed, or what it did now."""
    failures: int
    """Failed runs in a row: up to now, or until it recovered."""
    started_at: datetime
    """When the run began that tells so."""


JobLock: TypeAlias = Callable[[str], AbstractContextManager[None]]
"""Held by the one run of a job, across processes; entering raises `JobRunning` where another is."""


def next_night(when: Nightly, after: datetime) -> datetime:
    """When a nightly job is next due, without its jitter.

    On the day that clocks are put forward over its time, it is due as long after the change as it
    would have been; on the day that they are put back over it, the first time.

    Args:
        when: Its time of day.
        after: Anything later than this.

    Returns:
        The moment, in UTC.
    """
    zone = ZoneInfo(when.time_zone)
    day = after.astimezone(zone).date()
    while True:
        due = datetime.combine(day, when.at, zone).astimezone(UTC)
        if due > after:
            return due
        day += timedelta(days=1)

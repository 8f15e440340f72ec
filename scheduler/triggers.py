"""When APScheduler runs a job next.

Its own triggers will not do: in the hour that comes twice in autumn `CronTrigger` runs a nightly
job twice, and with a jitter again and again; the jitter of `IntervalTrigger` only ever adds up.
"""

from __future__ import annotations

import random
from datetime import datetime, timedelta

from apscheduler.triggers.base import BaseTrigger

from scheduler.jobs import Every, Nightly, next_night


class NightlyTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Once on every local day, whatever the clocks do."""

    __slots__ = ("_first_at", "_since", "_when")

    def __init__(self, when: Nightly, since: datetime, first_at: datetime | None = None) -> None:
        """Prepare the trigger.

        Args:
            when: The time of day.
            since: The first run is the first one due after this.
            first_at: When one more comes before it, to make up for a night that was missed.
        """
        self._when = when
        self._since = since
        self._first_at = first_at

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When the job runs next, in UTC; `previous_fire_time` has its jitter in it."""
        del now
        if previous_fire_time is None and self._first_at is not None:
            return self._first_at
        due = next_night(self._when, previous_fire_time or self._since)
        # Nobody needs to be unable to guess it.
        late = random.uniform(0, self._when.jitter_minutes * 60)  # noqa: S311
        return due + timedelta(seconds=late)


class EveryTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Again and again, by seconds that pass: what the clocks show does not matter."""

    __slots__ = ("_delay", "_when")

    def __init__(self, when: Every, delay_seconds: float) -> None:
        """Prepare the trigger.

        Args:
            when: From one run to the next.
            delay_seconds: Before the first one.
        """
        self._when = when
        self._delay = timedelta(seconds=delay_seconds)

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When the job runs next."""
        if previous_fire_time is None:
            return now + self._delay
        jitter = self._when.jitter_seconds
        gap = self._when.seconds + random.uniform(-jitter, jitter)  # noqa: S311
        return previous_fire_time + timedelta(seconds=gap)

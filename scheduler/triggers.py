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

    __slots__ = ("_since", "_when")

    def __init__(self, when: Nightly, since: datetime) -> None:
        """Prepare the trigger.

        Args:
            when: The time of day.
            since: The first run is the first one due after this; in the past, to catch up.
        """
        self._when = when
        self._since = since

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When the job runs next, in UTC; `previous_fire_time` has its jitter in it."""
        del now
        due = next_night(self._when, previous_fire_time or self._since)
        # Nobody needs to be unable to guess it.
        late = random.uniform(0, self._when.jitter_minutes * 60)  # noqa: S311
        return due + timedelta(seconds=late)


class EveryTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Again and again, by seconds that pass: what the clocks show does not matter."""

    __slots__ = ("_when",)

    def __init__(self, when: Every) -> None:
        """Prepare the trigger."""
        self._when = when

    def get_next_fire_time(self, previous_fire_time: datetime | None, now: datetime) -> datetime:
        """When the job runs next."""
        if previous_fire_time is None:
            return now + timedelta(seconds=self._when.delay_seconds)
        jitter = self._when.jitter_seconds
        gap = self._when.seconds + random.uniform(-jitter, jitter)  # noqa: S311
        return previous_fire_time + timedelta(seconds=gap)

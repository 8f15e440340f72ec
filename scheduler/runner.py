"""Keeps jobs going by the clock, on APScheduler.

`bot` says what is to be done and when; this module knows neither refreshing nor settings.
"""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog

from core.domain import JobRun, JobState
from scheduler.jobs import Every, Job, Nightly, next_night
from scheduler.performing import JobRunner

_SOON_SECONDS = (120.0, 600.0)
"""From the start to a nightly job that a night was missed of: the desk has come up by then, and of
many desks that come up at once not all begin together."""
_FIRST_SECONDS = (3600.0, 4200.0)
"""The same for one that never ran: it comes also where the desk is never on at night."""

_log = structlog.get_logger()


class Schedule:
    """Tells how jobs are doing and when they run next, and runs one at once."""

    def __init__(self, runner: JobRunner, planned: Mapping[str, Any]) -> None:
        """Take what runs the jobs, and APScheduler's jobs by their names."""
        self._runner = runner
        self._planned = planned

    def next_run(self, name: str) -> datetime | None:
        """When a job runs next, in UTC; None where there is no such job or the clock has stopped."""
        # A job of a scheduler that has not been started has no such attribute at all.
        at: datetime | None = getattr(self._planned.get(name), "next_run_time", None)
        return at.astimezone(UTC) if at is not None else None

    async def states(self) -> tuple[JobState, ...]:
        """How all jobs have been doing.

        Raises:
            StorageError: The records cannot be read.
        """
        return await self._runner.states(self.next_run)

    async def run(self, name: str) -> JobRun:
        """Run a job now; that it failed is in what is returned.

        Raises:
            JobRunning: It is at work already.
            FrontdeskError: There is no such job.
        """
        return await self._runner.run(name)


@asynccontextmanager
async def running(runner: JobRunner) -> AsyncIterator[Schedule]:
    """Keep the jobs going while the block is open; runs at work are broken off at its end."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  (0.2 s)

    await runner.settle()
    scheduler = AsyncIOScheduler(timezone=UTC)
    planned: dict[str, Any] = {}
    for job in runner.jobs.values():
        planned[job.name] = scheduler.add_job(
            runner.run_by_the_clock,
            await _trigger(job, runner),
            args=[job.name],
            id=job.name,
            coalesce=True,
            max_instances=1,
            # However late: the machine may have slept.  `coalesce` makes one of all missed runs.
            misfire_grace_time=None,
        )
    scheduler.start()
    try:
        yield Schedule(runner, planned)
    finally:
        planned.clear()
        scheduler.shutdown(wait=False)
        await runner.broken_off()


async def _trigger(job: Job, runner: JobRunner) -> Any:
    from scheduler.triggers import EveryTrigger, NightlyTrigger  # noqa: PLC0415

    last, now = await runner.last_start(job), runner.now()
    match job.when:
        case Nightly() as when:
            return NightlyTrigger(when, now, first_at=_made_up_for(job, when, last, now))
        case Every() as when:
            return EveryTrigger(when, delay_seconds=_delay_seconds(when, last, now))


def _made_up_for(job: Job, when: Nightly, last: datetime | None, now: datetime) -> datetime | None:
    """When a nightly job is made up for that missed its time; None where it did not."""
    night = next_night(when, now)
    if last is not None and next_night(when, last) > now:
        return None
    shortest, longest = _FIRST_SECONDS if last is None else _SOON_SECONDS
    # Nobody needs to be unable to guess it.
    first_at = now + timedelta(seconds=random.uniform(shortest, longest))  # noqa: S311
    if first_at >= night:
        return None
    _log.info("job_to_be_made_up_for", job=job.name, at=first_at.isoformat())
    return first_at


def _delay_seconds(when: Every, last: datetime | None, now: datetime) -> float:
    """Seconds before the first run: a desk that starts again and again must not run it each time."""
    if last is None or last > now:
        return when.delay_seconds
    rest = when.seconds / 2 - (now - last).total_seconds()
    return max(when.delay_seconds, rest)

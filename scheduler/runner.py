"""Keeps jobs going by the clock, on APScheduler.

`bot` says what is to be done and when; this module knows neither refreshing nor settings.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from core.domain import JobRun, JobState
from scheduler.jobs import Every, Job, Nightly
from scheduler.performing import JobRunner

GRACE = timedelta(hours=1)
"""A nightly job that could not begin on time, because the process or the machine was not there,
begins up to this much later; after that it is left out until the next night."""


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
            misfire_grace_time=_grace_seconds(job),
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

    match job.when:
        case Nightly() as when:
            # Where it has run before, a start just after its time does not cost it this night.
            last, now = await runner.last_start(job), runner.now()
            return NightlyTrigger(when, max(last, now - GRACE) if last else now)
        case Every() as when:
            return EveryTrigger(when)


def _grace_seconds(job: Job) -> int | None:
    """None: however late; APScheduler makes one of all runs that were missed."""
    return int(GRACE.total_seconds()) if isinstance(job.when, Nightly) else None

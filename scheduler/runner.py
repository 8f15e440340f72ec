"""Runs jobs by the clock, on APScheduler.

`bot` says what is to be done and when; this module knows neither refreshing nor settings.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

import structlog

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Nightly:
    """A job that is run once a day."""

    name: str
    at: time
    time_zone: str
    jitter_minutes: int
    """The job begins up to this much later, at random."""
    work: Callable[[], Awaitable[None]]


@asynccontextmanager
async def running(*jobs: Nightly) -> AsyncIterator[None]:
    """Keep the jobs going while the block is open; one that fails is logged and runs again."""
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  (0.2 s)
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415

    scheduler = AsyncIOScheduler()
    for job in jobs:
        trigger = CronTrigger(
            hour=job.at.hour,
            minute=job.at.minute,
            timezone=ZoneInfo(job.time_zone),
            jitter=job.jitter_minutes * 60 or None,
        )
        scheduler.add_job(
            perform,
            trigger,
            args=[job],
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=3600,
        )
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)


async def perform(job: Nightly) -> None:
    """Run a job now; a failure is logged, never raised."""
    _log.info("job_started", job=job.name)
    try:
        await job.work()
    except Exception as error:  # noqa: BLE001  (the boundary of a job: the next one must run)
        _log.exception("job_failed", job=job.name, reason=str(error))
    else:
        _log.info("job_done", job=job.name)

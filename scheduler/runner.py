"""Runs jobs by the clock, on APScheduler.

`bot` says what is to be done and when; this module knows neither refreshing nor settings.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from core.errors import FrontdeskError

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


class Schedule:
    """Tells when jobs run next."""

    def __init__(self, jobs: Mapping[str, Any]) -> None:
        """Take APScheduler's jobs by their names."""
        self._jobs = jobs

    def next_run(self, name: str) -> datetime | None:
        """When a job runs next, in UTC; None where there is no such job or the clock has stopped."""
        job = self._jobs.get(name)
        # A job of a scheduler that has not been started has no such attribute at all.
        at: datetime | None = getattr(job, "next_run_time", None)
        return at.astimezone(UTC) if at is not None else None


def _tell_nobody(name: str, at: datetime) -> None:
    del name, at


@asynccontextmanager
async def running(
    *jobs: Nightly, succeeded: Callable[[str, datetime], None] = _tell_nobody
) -> AsyncIterator[Schedule]:
    """Keep the jobs going while the block is open; one that fails is logged and runs again.

    Args:
        jobs: What to do; no two of the same name.
        succeeded: Told the name of each job that ended well, and when.
    """
    from apscheduler.schedulers.asyncio import AsyncIOScheduler  # noqa: PLC0415  (0.2 s)
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415

    scheduler = AsyncIOScheduler()
    added: dict[str, Any] = {}
    for job in jobs:
        trigger = CronTrigger(
            hour=job.at.hour,
            minute=job.at.minute,
            timezone=ZoneInfo(job.time_zone),
            jitter=job.jitter_minutes * 60 or None,
        )
        added[job.name] = scheduler.add_job(
            perform,
            trigger,
            args=[job, succeeded],
            id=job.name,
            coalesce=True,
            max_instances=1,
            misfire_grace_time=3600,
        )
    scheduler.start()
    try:
        yield Schedule(added)
    finally:
        added.clear()
        scheduler.shutdown(wait=False)


async def perform(job: Nightly, succeeded: Callable[[str, datetime], None] = _tell_nobody) -> None:
    """Run a job now; a failure is logged, never raised."""
    _log.info("job_started", job=job.name)
    try:
        await job.work()
    except FrontdeskError as error:
        _log.exception("job_failed", job=job.name, reason=str(error))
    # The boundary of a job: the next one must run.  A foreign error's words may quote anything.
    except Exception as error:  # noqa: BLE001
        _log.exception("job_failed", job=job.name, reason=type(error).__name__)
    else:
        _log.info("job_done", job=job.name)
        succeeded(job.name, datetime.now(UTC))

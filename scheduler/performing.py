"""Runs jobs: one run of each at a time, with a record of how it went.

The clock of `scheduler.runner`, the status page and `frontdesk jobs run` call it.  It knows
nothing of what the jobs do.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

import structlog

from core.domain import JobOutcome, JobRun, JobState
from core.errors import FrontdeskError, JobRunning
from core.ports import Clock, JobRecords
from scheduler.jobs import Job, JobChange, JobLock, Nightly
from scheduler.run_log import Failures, RunLog

_SETTLING_SECONDS = 15.0
"""For jobs that are broken off to end what they had begun."""

_log = structlog.get_logger()


class JobRunner:
    """Runs jobs by name, and tells when one begins to fail and when it works again."""

    def __init__(
        self,
        *,
        jobs: Iterable[Job],
        records: JobRecords,
        lock: JobLock,
        now: Clock,
        on_change: Callable[[JobChange], Awaitable[None]],
        on_success: Callable[[str, datetime], None],
    ) -> None:
        """Take the jobs; nothing is run yet.

        Args:
            jobs: No two of the same name.
            records: Where runs are written down.
            lock: Keeps the runs of a job apart, also those of other processes.
            now: Tells the time.
            on_change: Told once when a job begins to fail, and once when it works again.
            on_success: Told the name of each job that ended well, and when.
        """
        self.jobs: Mapping[str, Job] = MappingProxyType({job.name: job for job in jobs})
        self._run_log = RunLog(records)
        self._lock = lock
        self.now = now
        """Tells the time."""
        self._on_change = on_change
        self._on_success = on_success
        self._tasks: set[asyncio.Task[object]] = set()

    async def run(self, name: str) -> JobRun:
        """Run a job now, because somebody asked for it; that it failed is in what is returned.

        Raises:
            JobRunning: It is at work already; the message says since when.
            FrontdeskError: There is no such job, or its lock cannot be written.
        """
        job = self.jobs.get(name)
        if job is None:
            names = ", ".join(sorted(self.jobs))
            raise FrontdeskError(f"There is no job '{name}'. There are: {names}.")
        try:
            with self._lock(name):
                return await self._perform(job, is_manual=True)
        except JobRunning as error:
            raise JobRunning(_at_work(name, await self._run_log.last(job))) from error

    async def run_by_the_clock(self, name: str) -> None:
        """Run a job because it is due; where it is at work already, it is left to that run."""
        job = self.jobs[name]
        if not job.is_due():
            _log.debug("job_left_out", job=name)
            return
        task = asyncio.current_task()
        if task is not None:
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        try:
            with self._lock(name):
                await self._perform(job, is_manual=False)
        except JobRunning:
            _log.info("job_skipped", job=name, reason="another run of it is at work")
        except FrontdeskError as error:
            _log.exception("job_not_run", job=name, reason=str(error))
        # The task ends here anyway; APScheduler would log a fault where the desk is just closing.
        except asyncio.CancelledError:
            _log.info("job_interrupted", job=name)

    async def settle(self) -> None:
        """Record as interrupted what a process left behind that died; runs at work stay so."""
        for job in self.jobs.values():
            try:
                with self._lock(job.name):
                    await self._run_log.interrupted(job)
            except JobRunning:
                continue
            except FrontdeskError as error:
                _log.warning("job_lock_unusable", job=job.name, reason=str(error))

    async def broken_off(self) -> None:
        """Wait for runs by the clock that were cancelled."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_SETTLING_SECONDS)

    async def last_start(self, job: Job) -> datetime | None:
        """When the latest run of a job began, as far as that is known."""
        last = await self._run_log.last(job)
        return last.started_at if last else None

    async def states(self, next_run: Callable[[str], datetime | None]) -> tuple[JobState, ...]:
        """How all jobs have been doing.

        Args:
            next_run: Tells when a job runs next.

        Raises:
            StorageError: The records cannot be read.
        """
        return tuple(
            [await self._run_log.state(job, next_run(job.name)) for job in self.jobs.values()]
        )

    async def _perform(self, job: Job, *, is_manual: bool) -> JobRun:
        started_at, began = self.now(), time.perf_counter()
        _log_at(_level(job), "job_started", job=job.name)
        number = await self._run_log.begin(job, started_at, is_manual=is_manual)
        try:
            attempt = await _attempt(job)
        except asyncio.CancelledError:
            await self._run_log.interrupted(job)
            raise
        run = JobRun(
            job=job.name,
            started_at=started_at,
            outcome=JobOutcome.DONE if attempt.error is None else JobOutcome.FAILED,
            seconds=time.perf_counter() - began,
            detail=attempt.detail,
            is_manual=is_manual,
        )
        failures = await self._run_log.end(job, number, run)
        _log_end(job, run, failures, attempt.error)
        if attempt.error is None:
            self._on_success(job.name, self.now())
        await self._tell(job, run, failures)
        return run

    async def _tell(self, job: Job, run: JobRun, failures: Failures) -> None:
        """Tell a change; that this fails must not make the job fail."""
        change = _change(job, run, failures)
        if change is None:
            return
        try:
            await self._on_change(change)
        # The boundary of those who are told: whatever goes wrong there, the job is done.
        except Exception as error:  # noqa: BLE001
            _log.exception("job_change_not_told", job=job.name, reason=type(error).__name__)


@dataclass(frozen=True, slots=True)
class _Attempt:
    detail: str
    error: Exception | None = None


async def _attempt(job: Job) -> _Attempt:
    """Do a job's work; whatever goes wrong is in what is returned."""
    try:
        async with asyncio.timeout(job.limit_seconds) as limit:
            return _Attempt(await job.work())
    except FrontdeskError as error:
        return _Attempt(str(error), error)
    # The boundary of a job: the next one must run.  A foreign error's words may quote anything.
    except Exception as error:  # noqa: BLE001
        if limit.expired():
            took = f"It took longer than {job.limit_seconds:g} s and was broken off."
            return _Attempt(took, error)
        fault = f"An unexpected fault ({type(error).__name__}); the log has more."
        return _Attempt(fault, error)


def _change(job: Job, run: JobRun, failures: Failures) -> JobChange | None:
    begins_to_fail = failures.now == job.tell_after
    works_again = not failures.now and failures.before >= job.tell_after
    if not begins_to_fail and not works_again:
        return None
    return JobChange(
        job=job.name,
        purpose=job.purpose,
        is_failing=begins_to_fail,
        detail=run.detail,
        failures=failures.now or failures.before,
        started_at=run.started_at,
    )


def _log_end(job: Job, run: JobRun, failures: Failures, error: Exception | None) -> None:
    """Log how a run ended: of one that is made often, not every failure in a row."""
    seconds = round(run.seconds, 3)
    if error is None:
        level = "info" if failures.before else _level(job)
        _log_at(level, "job_done", job=job.name, seconds=seconds, detail=run.detail)
        return
    is_news = failures.now in {1, job.tell_after} or isinstance(job.when, Nightly)
    _log_at(
        "error" if is_news else "debug",
        "job_failed",
        job=job.name,
        seconds=seconds,
        reason=run.detail,
        failures=failures.now,
        exc_info=error,
    )


def _level(job: Job) -> str:
    return "info" if job.records_success else "debug"


def _log_at(level: str, event: str, **fields: object) -> None:
    getattr(_log, level)(event, **fields)


def _at_work(name: str, last: JobRun | None) -> str:
    since = ""
    if last is not None and last.outcome is JobOutcome.RUNNING:
        whose = "by hand" if last.is_manual else "by the clock"
        since = f" since {last.started_at:%Y-%m-%d %H:%M:%S} UTC, begun {whose}"
    return (
        f"Job '{name}' is at work already{since}; nothing was begun. Wait for it to end: "
        "`frontdesk jobs list` tells how it went."
    )

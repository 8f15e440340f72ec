"""What `JobRunner` records of runs.  That a record cannot be kept never stops a job."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

import structlog

from core.domain import JobOutcome, JobRun, JobState
from core.errors import StorageError
from core.ports import JobRecords
from scheduler.jobs import Job

_LOOKED_BACK = 200
"""Runs that are looked at to count failures in a row."""

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed runs in a row."""

    before: int
    """Before the run that has just ended."""
    now: int


class RunLog:
    """Writes runs down, and remembers failures by itself while that does not work."""

    def __init__(self, records: JobRecords) -> None:
        """Use records that several processes may write."""
        self._records = records
        self._failures: dict[str, int] = {}

    async def begin(self, job: Job, at: datetime, *, is_manual: bool) -> int | None:
        """Record that a run begins; None where that is not recorded, or not yet."""
        if not job.records_success and not is_manual:
            return None
        try:
            return await self._records.begin(job.name, at, is_manual=is_manual)
        except StorageError as error:
            _warn(job, error)
            return None

    async def end(self, job: Job, number: int | None, run: JobRun) -> Failures:
        """Record how a run ended; returns the failures in a row, which it may have ended."""
        failed = run.outcome is JobOutcome.FAILED
        try:
            before = await self._failures_now(job)
            if number is None and (job.records_success or failed or before):
                number = await self._records.begin(
                    job.name, run.started_at, is_manual=run.is_manual
                )
            if number is not None:
                await self._records.end(number, run.seconds, detail=run.detail, failed=failed)
        except StorageError as error:
            _warn(job, error)
            before = self._failures.get(job.name, 0)
        now = before + 1 if failed else 0
        self._failures[job.name] = now
        return Failures(before, now)

    async def interrupted(self, job: Job) -> None:
        """Record that no run of the job is at work."""
        try:
            await self._records.interrupted(job.name)
        except StorageError as error:
            _warn(job, error)

    async def last(self, job: Job) -> JobRun | None:
        """The latest run; None where there is none, or where records cannot be read."""
        try:
            runs = await self._records.latest(job.name, 1)
        except StorageError as error:
            _warn(job, error)
            return None
        return runs[0] if runs else None

    async def state(self, job: Job, next_run_at: datetime | None) -> JobState:
        """How a job has been doing.

        Raises:
            StorageError: The records cannot be read.
        """
        runs = await self._records.latest(job.name, 1)
        return JobState(
            name=job.name,
            purpose=job.purpose,
            last=runs[0] if runs else None,
            last_success_at=await self._records.last_success_at(job.name),
            failures=await self._failures_now(job),
            next_run_at=next_run_at,
        )

    async def _failures_now(self, job: Job) -> int:
        """Failed runs in a row; most jobs went well the last time, which is quickly seen."""
        runs = await self._records.latest(job.name, 1)
        if not runs or runs[0].outcome is JobOutcome.DONE:
            return 0
        return failures_in_a_row(await self._records.latest(job.name, _LOOKED_BACK))


def failures_in_a_row(newest_first: Iterable[JobRun]) -> int:
    """Failed runs since the last success; interrupted ones neither count nor come between."""
    count = 0
    for run in newest_first:
        if run.outcome is JobOutcome.DONE:
            break
        count += run.outcome is JobOutcome.FAILED
    return count


def _warn(job: Job, error: StorageError) -> None:
    _log.warning("job_not_recorded", job=job.name, reason=str(error))

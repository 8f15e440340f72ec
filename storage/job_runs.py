"""How jobs went: the `JobRecords` port.  The scheduler writes it, status page and commands read it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ScalarSelect, Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import JobOutcome, JobRun
from storage.clock_tables import JobRunRow
from storage.database import Database

KEEP = 200
"""Runs of each job that are remembered; its last success is, however long ago it was."""


class SqlJobRuns:
    """Keeps the last runs of every job."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def begin(self, job: str, at: datetime, *, is_manual: bool) -> int:
        """Record that a run begins, and that earlier ones which never ended were interrupted.

        Returns:
            The run's number.

        Raises:
            StorageError: The database cannot be written.
        """
        run = JobRunRow(
            job=job,
            started_at=at,
            is_manual=is_manual,
            outcome=JobOutcome.RUNNING.value,
            seconds=0.0,
            detail="",
        )
        async with self._database.writing() as session:
            await _interrupt(session, job)
            session.add(run)
            await session.flush()
            await _trim(session, job)
            return run.number

    async def end(self, number: int, seconds: float, *, detail: str, failed: bool) -> int:
        """Record how a run ended.

        Returns:
            How many runs of this job have failed in a row by now; interrupted ones neither count
            nor come between.

        Raises:
            StorageError: The database cannot be written.
        """
        outcome = JobOutcome.FAILED if failed else JobOutcome.DONE
        values = {"outcome": outcome.value, "seconds": seconds, "detail": detail}
        ended = update(JobRunRow).where(JobRunRow.number == number).values(values)
        async with self._database.writing() as session:
            job = await session.scalar(ended.returning(JobRunRow.job))
            return await session.scalar(_failures_in_a_row(job or "")) or 0

    async def interrupted(self, job: str) -> None:
        """Record that a run which never ended was interrupted: nothing of the job is at work.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            await _interrupt(session, job)

    async def latest(self, job: str, limit: int) -> Sequence[JobRun]:
        """The latest runs of a job, newest first.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            rows = (await session.scalars(_newest_first(job).limit(limit))).all()
        return [_run(row) for row in rows]

    async def last_success_at(self, job: str) -> datetime | None:
        """When a run last ended well; None where none did.

        Raises:
            StorageError: The database cannot be read.
        """
        done = _newest_first(job).where(JobRunRow.outcome == JobOutcome.DONE.value)
        async with self._database.reading() as session:
            row = await session.scalar(done.limit(1))
        return row.started_at + timedelta(seconds=row.seconds) if row else None


def _newest_first(job: str) -> Select[JobRunRow]:
    return select(JobRunRow).where(JobRunRow.job == job).order_by(JobRunRow.number.desc())


def _last_success(job: str) -> ScalarSelect[int]:
    """Its number, or 0."""
    is_done = (JobRunRow.job == job, JobRunRow.outcome == JobOutcome.DONE.value)
    return select(func.coalesce(func.max(JobRunRow.number), 0)).where(*is_done).scalar_subquery()


def _failures_in_a_row(job: str) -> Select[int]:
    has_failed = (JobRunRow.job == job, JobRunRow.outcome == JobOutcome.FAILED.value)
    since = JobRunRow.number > _last_success(job)
    return select(func.count()).select_from(JobRunRow).where(*has_failed, since)


async def _interrupt(session: AsyncSession, job: str) -> None:
    running = (JobRunRow.job == job, JobRunRow.outcome == JobOutcome.RUNNING.value)
    interrupted = update(JobRunRow).where(*running)
    await session.execute(interrupted.values(outcome=JobOutcome.INTERRUPTED.value))


async def _trim(session: AsyncSession, job: str) -> None:
    kept = _newest_first(job).limit(KEEP).subquery()
    oldest_kept = select(func.min(kept.c.number)).scalar_subquery()
    is_old = JobRunRow.number < oldest_kept
    is_other = JobRunRow.number != _last_success(job)
    await session.execute(delete(JobRunRow).where(JobRunRow.job == job, is_old, is_other))


def _run(row: JobRunRow) -> JobRun:
    return JobRun(
        job=row.job,
        started_at=row.started_at,
        outcome=JobOutcome(row.outcome),
        seconds=row.seconds,
        detail=row.detail,
        is_manual=row.is_manual,
    )

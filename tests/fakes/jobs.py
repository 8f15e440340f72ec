"""A `JobRecords` in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core.domain import JobOutcome, JobRun
from core.errors import StorageError


class FakeJobRecords:
    """Keeps runs in a list."""

    def __init__(self) -> None:
        self.runs: list[JobRun] = []
        """All of them, oldest first."""
        self.failing: set[str] = set()
        """Names of methods that cannot reach the database just now."""

    async def begin(self, job: str, at: datetime, *, is_manual: bool) -> int:
        """Record a run; its place in the list is its number."""
        self._fail("begin")
        self._interrupt(job)
        self.runs.append(JobRun(job, at, JobOutcome.RUNNING, is_manual=is_manual))
        return len(self.runs) - 1

    async def end(self, number: int, seconds: float, *, detail: str, failed: bool) -> int:
        """Record how it ended and count the failures."""
        self._fail("end")
        outcome = JobOutcome.FAILED if failed else JobOutcome.DONE
        run = replace(self.runs[number], outcome=outcome, seconds=seconds, detail=detail)
        self.runs[number] = run
        ended = [other.outcome for other in self.runs if other.job == run.job]
        failures = 0
        for other in reversed(ended):
            if other is JobOutcome.DONE:
                break
            failures += other is JobOutcome.FAILED
        return failures

    async def interrupted(self, job: str) -> None:
        """Mark the run that never ended."""
        self._fail("interrupted")
        self._interrupt(job)

    async def latest(self, job: str, limit: int) -> Sequence[JobRun]:
        """The last runs of a job, newest first."""
        self._fail("latest")
        return [run for run in reversed(self.runs) if run.job == job][:limit]

    async def last_success_at(self, job: str) -> datetime | None:
        """When the last run that ended well ended."""
        self._fail("last_success_at")
        done = [run for run in self.runs if run.job == job and run.outcome is JobOutcome.DONE]
        return done[-1].started_at + timedelta(seconds=done[-1].seconds) if done else None

    def _interrupt(self, job: str) -> None:
        self.runs = [
            replace(run, outcome=JobOutcome.INTERRUPTED)
            if run.job == job and run.outcome is JobOutcome.RUNNING
            else run
            for run in self.runs
        ]

    def _fail(self, method: str) -> None:
        if method in self.failing:
            raise StorageError("the database is locked")

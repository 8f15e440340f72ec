"""Boundaries of what happens by the clock."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain import JobRun


class JobRecords(Protocol):
    """How jobs went, kept."""

    async def begin(self, job: str, at: datetime, *, is_manual: bool) -> int:
        """Record that a run begins, and that earlier ones which never ended were interrupted.

        Returns:
            The run's number.
        """
        ...

    async def end(self, number: int, seconds: float, *, detail: str, failed: bool) -> int:
        """Record how it ended; returns how many runs of this job have failed in a row by now."""
        ...

    async def latest(self, job: str, limit: int) -> Sequence[JobRun]:
        """The latest runs of a job, newest first."""
        ...

    async def last_success_at(self, job: str) -> datetime | None:
        """When a run last ended well."""
        ...

    async def interrupted(self, job: str) -> None:
        """Record that a run which never ended was interrupted: nothing of the job is at work."""
        ...

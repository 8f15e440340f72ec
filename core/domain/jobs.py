"""What happens by the clock, as it is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class JobOutcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    """Not yet."""
    DONE = "done"
    FAILED = "failed"
    INTERRUPTED = "interrupted"
    """The process ended before the job did."""


@dataclass(frozen=True, slots=True)
class JobRun:
    """One run of a job."""

    job: str
    started_at: datetime
    outcome: JobOutcome
    seconds: float = 0.0
    detail: str = ""
    """For operators: what it did, or why it failed."""
    is_manual: bool = False


@dataclass(frozen=True, slots=True)
class JobState:
    """A job and how it has been doing."""

    name: str
    purpose: str
    """What it does, in a few words."""
    last: JobRun | None
    """The latest run, which may be running still."""
    last_success_at: datetime | None
    failures: int
    """Failed runs in a row."""
    next_run_at: datetime | None = None
    """None: not planned in this process."""

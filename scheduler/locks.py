"""Keeps two runs of one job apart, also those of different processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from core.errors import FrontdeskError, JobRunning


@contextmanager
def job_lock(home: Path, name: str) -> Iterator[None]:
    """Held by the one run of a job that is at work.

    Args:
        home: The lock's file is `jobs/NAME.lock` in it.
        name: The job's.

    Raises:
        JobRunning: Another run holds it.
        FrontdeskError: The folder cannot be written.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415  (only where jobs run)

    file = home / "jobs" / f"{name}.lock"
    lock = FileLock(file, timeout=0)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise JobRunning(f"Job '{name}' is at work already. Wait for it to end.") from error
    except OSError as error:
        raise FrontdeskError(
            f"Folder '{file.parent}' cannot be written ({error.strerror}): job '{name}' was not "
            "run. Mend its rights or free some space."
        ) from error
    try:
        yield
    finally:
        lock.release()

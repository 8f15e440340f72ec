"""What a SQLite database needs from time to time.  The nightly job of `bot.jobs` calls it."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from storage.sqlite_file import connected

_BUSY_SECONDS = 2.0
"""For readers to end; writers wait meanwhile, so it is short."""
_ANALYSED_ROWS = 1000
"""Looked at for each index: enough to choose well among them, and done in a moment."""


@dataclass(frozen=True, slots=True)
class Tended:
    """What was done."""

    is_log_emptied: bool
    """False: somebody was reading all the time; it is emptied the next time."""
    log_bytes: int
    """Size of the write-ahead log before."""
    database_bytes: int
    """Size of the database after."""


async def tend(database_file: Path) -> Tended:
    """Empty the write-ahead log into the database, and renew what its query planner knows.

    Raises:
        StorageError: The database cannot be written.
    """
    return await asyncio.to_thread(_tend, database_file)


def _tend(database_file: Path) -> Tended:
    with connected(database_file, busy_timeout_seconds=_BUSY_SECONDS) as connection:
        connection.execute(f"PRAGMA analysis_limit = {_ANALYSED_ROWS}")
        # `PRAGMA optimize` looks at the tables that its own connection has asked: here, none.
        connection.execute("ANALYZE")
        log_bytes = _size(database_file.with_name(f"{database_file.name}-wal"))
        (is_busy, _, _) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return Tended(
            is_log_emptied=not is_busy,
            log_bytes=log_bytes,
            database_bytes=_size(database_file),
        )


def _size(file: Path) -> int:
    return file.stat().st_size if file.exists() else 0

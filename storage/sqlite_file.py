"""The database as a file, for what only SQLite has: its online backup and its upkeep.

Everything else goes through `Database`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import make_url

from core.errors import StorageError


def sqlite_file(url: str) -> Path | None:
    """The file of a database; None where it has none: PostgreSQL, or SQLite in memory.

    Args:
        url: As for `Database`.
    """
    made = make_url(url)
    name = made.database
    if made.get_backend_name() != "sqlite" or not name or name == ":memory:":
        return None
    return None if name.startswith("file:") else Path(name)


@contextmanager
def connected(file: Path, *, busy_timeout_seconds: float) -> Iterator[sqlite3.Connection]:
    """Open a file that exists, outside of any transaction; for threads, since it blocks.

    Args:
        file: The database.
        busy_timeout_seconds: How long to wait for others to let go of it.

    Raises:
        StorageError: It cannot be opened, or what is done with it fails.
    """
    try:
        address = f"{file.absolute().as_uri()}?mode=rw"
        connection = sqlite3.connect(
            address, uri=True, timeout=busy_timeout_seconds, isolation_level=None
        )
        with closing(connection):
            yield connection
    except sqlite3.Error as error:
        raise StorageError(
            f"Database {file}: {error}. Check the file, its rights, and that its disk is not full."
        ) from error

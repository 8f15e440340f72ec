"""Engines whose connections are set up for several processes at once.  `storage.database` makes them."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from core.errors import StorageError
from storage.at_once import WritingThread
from storage.sqlite_file import sqlite_file


def make_engine(url: str, busy_timeout_seconds: float) -> AsyncEngine:
    """Make an engine whose connections are set up for several processes at once."""
    try:
        is_sqlite = make_url(url).get_backend_name() == "sqlite"
        # SQLite's own waiting for a lock; other drivers know no such argument.
        arguments = {"timeout": busy_timeout_seconds} if is_sqlite else {}
        # What people wrote is among the parameters; an error's text goes into the log.
        engine = create_async_engine(url, connect_args=arguments, hide_parameters=True)
    except (ArgumentError, NoSuchModuleError, ModuleNotFoundError, SQLAlchemyError) as error:
        raise StorageError(
            "The database URL cannot be used: it names no database driver that is installed "
            f"({error}). Set FRONTDESK_DATABASE_URL to sqlite+aiosqlite:///path/to/file, or "
            "install asyncpg and use postgresql+asyncpg://user:password@host/name."
        ) from error
    if is_sqlite:
        event.listen(engine.sync_engine, "connect", _set_up_connection)
        event.listen(engine.sync_engine, "begin", _begin)
    return engine


def writing_thread(url: str, busy_timeout_seconds: float) -> WritingThread | None:
    """None where another connection would be another database (in memory), or is no SQLite."""
    if sqlite_file(url) is None:
        return None
    engine = create_engine(
        make_url(url).set(drivername="sqlite"),
        connect_args={"timeout": busy_timeout_seconds, "check_same_thread": False},
        hide_parameters=True,
    )
    event.listen(engine, "connect", _set_up_connection)
    event.listen(engine, "begin", _begin)
    return WritingThread(engine)


def _set_up_connection(connection: Any, _record: object) -> None:
    """Set what SQLite keeps by connection; WAL is kept in the file and set by the migration."""
    # Otherwise the driver opens transactions by itself, at the first write: `_begin` decides.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA foreign_keys = ON")
    # With WAL, NORMAL may lose the last commits when the power fails: a question that a platform
    # was told is kept would be gone.
    cursor.execute("PRAGMA synchronous = FULL")
    # What people had forgotten is overwritten, not merely passed over.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Take the write lock at once in transactions that write.

    A transaction that reads first and writes later fails at its write, without waiting, when
    another process has written in between.
    Source: https://www.sqlite.org/lang_transaction.html
    """
    options = connection.get_execution_options()
    if options.get("frontdesk_autocommit"):
        return
    writes = options.get("frontdesk_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

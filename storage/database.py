"""The database: connections, migrations, and errors that say what to do.

The stores use it for their transactions; `bot` makes, upgrades and closes it.  It knows tables'
revisions, not their meaning.  SQLite in WAL mode is the default; a PostgreSQL URL works alike.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self, TypeVar

from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import (
    AsyncConnection,
    AsyncEngine,
    AsyncSession,
    async_sessionmaker,
)
from sqlalchemy.orm import Session

from core.errors import StorageError
from storage.engines import make_engine, writing_thread
from storage.writing_lock import WritingLock

Result = TypeVar("Result")


class CarryOut(Protocol):
    """Carries out what is to be written, in one transaction."""

    def __call__(self, write: Callable[[Session], Result], /) -> Awaitable[Result]:
        """Give what it gives."""
        ...


MIGRATIONS = Path(__file__).parent / "migrations"

UPGRADE_LOCK = 0x66726F6E74
"""PostgreSQL's advisory lock that lets one process migrate at a time ("front" in ASCII)."""

_CURES = {
    sqlite3.SQLITE_BUSY: (
        "another process has kept it locked for too long. Wait for a running refresh or backup to "
        "end, or find the process that holds the file open."
    ),
    sqlite3.SQLITE_LOCKED: ("another connection has kept a table locked. Try again in a moment."),
    sqlite3.SQLITE_FULL: (
        "the disk is full; nothing of this change was written. Free some space on it, or move "
        "the folder with FRONTDESK_HOME."
    ),
    sqlite3.SQLITE_IOERR: (
        "reading or writing the file failed. Check the disk, its free space and, for a network "
        "drive, that it supports locking."
    ),
    sqlite3.SQLITE_NOTADB: (
        "the file is not a SQLite database. Name another one with FRONTDESK_DATABASE_URL, or "
        "move the file away and start again with an empty database."
    ),
    sqlite3.SQLITE_CORRUPT: (
        "the file is damaged. Restore it from a backup, or move it away and start again with an "
        "empty database."
    ),
    sqlite3.SQLITE_READONLY: (
        "the file or its folder is read-only. Give this user the right to write there."
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "the file cannot be opened. Check that its folder exists and that this user may write "
        "there."
    ),
}


class Database:
    """One database, shared by all stores of a process.  Several processes may use it at once."""

    def __init__(self, *, url: str, busy_timeout_seconds: float = 10.0) -> None:
        """Prepare a database; nothing is opened before the first use.

        Args:
            url: `sqlite+aiosqlite:///path/to/file` or `postgresql+asyncpg://…`.
            busy_timeout_seconds: How long a writer waits for the one before it (SQLite).

        Raises:
            StorageError: The URL is no database URL, or its driver is not installed.
        """
        self._engine = make_engine(url, busy_timeout_seconds)
        self._is_sqlite = self._engine.dialect.name == "sqlite"
        self._lock = WritingLock() if self._is_sqlite else None
        self._writing_thread = writing_thread(url, busy_timeout_seconds)
        self._readers = async_sessionmaker(self._engine, expire_on_commit=False)
        self._writers = async_sessionmaker(
            self._engine.execution_options(frontdesk_writes=True), expire_on_commit=False
        )

    @property
    def shared_engine(self) -> AsyncEngine:
        """For a library that keeps tables of its own here; its transactions lock as if they wrote."""
        return self._engine.execution_options(frontdesk_writes=True)

    @property
    def label(self) -> str:
        """What messages call the database: the file, or the URL without its password."""
        url = self._engine.url
        return str(url.database) if self._is_sqlite else url.render_as_string(hide_password=True)

    async def __aenter__(self) -> Self:
        """Upgrade the schema where it is older."""
        try:
            await self.upgrade()
        except BaseException:
            await self.close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self.close()

    async def close(self) -> None:
        """Close all connections."""
        if self._writing_thread is not None:
            await self._writing_thread.close()
        await self._engine.dispose()

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """Open a short transaction that only reads.

        Raises:
            StorageError: The database cannot be read.
        """
        with self._errors_told():
            async with self._readers.begin() as session:
                yield session

    @asynccontextmanager
    async def writing(self, *, is_urgent: bool = False) -> AsyncIterator[AsyncSession]:
        """Open a transaction that writes: all of it is kept, or nothing.

        Args:
            is_urgent: Whether it goes before others of this process that wait.

        Raises:
            StorageError: The database cannot be written.
        """
        with self._errors_told():
            lock = self._lock.held(is_urgent=is_urgent) if self._lock else nullcontext()
            async with lock, self._writers.begin() as session:
                yield session

    @asynccontextmanager
    async def writing_at_once(self, *, is_urgent: bool = False) -> AsyncIterator[CarryOut]:
        """Wait until it is one's turn to write; what is given carries out one whole transaction.

        The event loop is waited for once, however many statements it has.  For what somebody waits for
        with a clock in the hand; nothing in it may wait.

        Args:
            is_urgent: As for `writing`.

        Raises:
            StorageError: The database cannot be written.
        """
        with self._errors_told():
            if self._writing_thread is not None and self._lock is not None:
                async with self._lock.held(is_urgent=is_urgent):
                    yield self._writing_thread.run
                return
            async with self.writing(is_urgent=is_urgent) as session:
                yield session.run_sync

    async def upgrade(self) -> None:
        """Create the schema or bring it to the newest revision; quick when there is no need.

        Raises:
            StorageError: The database is unusable, or of a newer revision than this program's.
        """
        with self._errors_told():
            if self._is_sqlite:
                await asyncio.to_thread(_make_folder, self._engine.url.database)
            newest = newest_revision()
            revision = await self._read_revision()
            if revision > newest:
                raise StorageError(
                    f"Database {self.label} has schema {revision}, this program knows schemas up "
                    f"to {newest}: it was written by a newer version of frontdesk. Install that "
                    "version, or restore a backup from before it."
                )
            if revision < newest:
                await self._migrate()

    def exists(self) -> bool:
        """Whether there may be a database: a SQLite file that is missing is made when first used."""
        file = self._engine.url.database
        return not self._is_sqlite or (file is not None and Path(file).exists())

    async def revision(self) -> str:
        """The schema's revision; empty before the first migration.

        Raises:
            StorageError: The database cannot be read.
        """
        with self._errors_told():
            return await self._read_revision()

    async def _read_revision(self) -> str:
        async with self._engine.connect() as connection:
            return await connection.run_sync(_revision)

    async def _migrate(self) -> None:
        """Run the missing migrations in one transaction; of several processes, one at a time."""
        if self._is_sqlite:
            async with self._engine.connect() as connection:
                await _without_transaction(connection, "PRAGMA journal_mode = WAL")
        writer = self._engine.execution_options(frontdesk_writes=True)
        async with writer.begin() as connection:
            if not self._is_sqlite:
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": UPGRADE_LOCK}
                )
            await connection.run_sync(_run_migrations)

    @contextmanager
    def _errors_told(self) -> Iterator[None]:
        """Turn what the driver raises into what an operator can act upon."""
        try:
            yield
        except SQLAlchemyError as error:
            raise StorageError(f"Database {self.label}: {_cure(error)}") from error
        except OSError as error:
            raise StorageError(
                f"Database {self.label}: {error}. Check the path, its rights, or the network."
            ) from error


async def upgrade(url: str) -> None:
    """Create or upgrade the schema of a database, then let go of it.

    Args:
        url: As for `Database`.

    Raises:
        StorageError: The database is unusable, or of a newer revision than this program's.
    """
    async with Database(url=url):
        pass


async def _without_transaction(connection: AsyncConnection, statement: str) -> None:
    """Run a statement that SQLite refuses inside of a transaction."""
    outside = await connection.execution_options(frontdesk_autocommit=True)
    await outside.exec_driver_sql(statement)


def _make_folder(database: str | None) -> None:
    """Make the folder of the database file; a database in memory has none."""
    if database and database != ":memory:" and not database.startswith("file:"):
        Path(database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)


def newest_revision() -> str:
    """Read the newest revision off the scripts' names: importing Alembic would take longer."""
    scripts = (MIGRATIONS / "versions").glob("v[0-9]*.py")
    return max(script.name[1:5] for script in scripts)


def _revision(connection: Connection) -> str:
    """The schema's revision, or an empty string before the first migration."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return ""
    return connection.scalar(text("SELECT version_num FROM alembic_version")) or ""


def _run_migrations(connection: Connection) -> None:
    # Imported here because it takes a quarter of a second, which no other start should pay.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _cure(error: SQLAlchemyError) -> str:
    """What is wrong and what to do, by SQLite's result code where there is one."""
    original = error.orig if isinstance(error, DBAPIError) else None
    code = getattr(original, "sqlite_errorcode", None)
    if code is not None and code & 0xFF in _CURES:
        return _CURES[code & 0xFF]
    return f"{original or error} (not an expected failure; the cause is in the log)."

"""The database: schema, transactions, several processes, and what can go wrong with it."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from core.domain import (
    Answered,
    ConversationKey,
    Declined,
    Outcome,
    PageFailed,
    Question,
    RefreshSummary,
    Source,
    Timings,
)
from core.errors import StorageError
from storage.database import MIGRATIONS, Database, newest_revision, upgrade
from storage.history import SqlHistory
from storage.snapshots import SnapshotRecord, SqlSnapshots
from storage.tables import Base, MessageRow, MessageSourceRow, TurnRow
from storage.turns import SqlTurns

KEY = ConversationKey("slack", "T1", "C1")
QUESTION = Question("Where do I park?", KEY, "U1")
NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


async def record(
    database: Database, question: Question, outcome: Outcome, *, now: datetime = NOON
) -> None:
    """Ask and answer."""
    turns = SqlTurns(database=database, now=lambda: now)
    turn_id = secrets.token_hex(16)
    await turns.accept(turn_id, question, event_id=turn_id, place="")
    await turns.decide(turn_id, outcome, "quoted", keep=True)
    await turns.close(turn_id)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "var" / "frontdesk.db"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with Database(url=url, busy_timeout_seconds=0.05) as database:
        yield database


def not_a_database(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"%PDF-1.7 " * 200)


class TestSchema:
    async def test_migrations_lead_to_what_the_tables_say(self, database: Database) -> None:
        """Whoever changes a table must write its migration."""

        def differences(connection: Connection) -> list[object]:
            options = {"compare_type": True, "compare_server_default": True}
            context = MigrationContext.configure(connection, opts=options)
            return list(compare_metadata(context, Base.metadata))

        async with database.reading() as session:
            connection = await session.connection()
            assert await connection.run_sync(differences) == []

    def test_file_names_tell_thenewest_revision(self) -> None:
        """Start-up trusts the names, Alembic the scripts: they must agree."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        assert ScriptDirectory.from_config(config).get_current_head() == newest_revision()

    async def test_a_start_without_migration_does_not_import_alembic(self, url: str) -> None:
        """That import would cost every command a quarter of a second."""
        await upgrade(url)
        program = (
            "import asyncio, sys; from storage.database import upgrade; "
            f"asyncio.run(upgrade({url!r})); sys.exit('alembic' in sys.modules)"
        )
        process = await asyncio.create_subprocess_exec(sys.executable, "-c", program)
        assert await process.wait() == 0

    async def test_upgrading_makes_the_folder_and_sets_wal(self, url: str, file: Path) -> None:
        """WAL lets readers and one writer work at the same time."""
        await upgrade(url)
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)

    async def test_connections_are_set_up(self, database: Database) -> None:
        """Foreign keys are checked; what was committed outlives a power failure."""
        async with database.reading() as session:
            assert await session.scalar(text("PRAGMA foreign_keys")) == 1
            assert await session.scalar(text("PRAGMA synchronous")) == 2

    async def test_a_failed_migration_leaves_nothing_behind(
        self, url: str, file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """All tables of a revision appear together with its number, or none of them."""

        def half(connection: Connection) -> None:
            connection.execute(text("CREATE TABLE half (id INTEGER)"))
            raise OSError("power cut")

        monkeypatch.setattr("storage.database._run_migrations", half)
        with pytest.raises(StorageError, match="power cut"):
            await upgrade(url)
        with closing(sqlite3.connect(file)) as connection:
            assert connection.execute("SELECT name FROM sqlite_master").fetchall() == []


class TestSeveralProcesses:
    async def test_many_may_start_at_once(self, url: str, file: Path) -> None:
        """One of them migrates, the others wait for it."""
        program = (
            f"import asyncio; from storage.database import upgrade; asyncio.run(upgrade({url!r}))"
        )
        starting = [
            await asyncio.create_subprocess_exec(
                sys.executable, "-c", program, stderr=asyncio.subprocess.PIPE
            )
            for _ in range(4)
        ]
        errors = [(await process.communicate())[1] for process in starting]
        assert [process.returncode for process in starting] == [0] * 4, errors

    async def test_writers_wait_for_each_other(self, url: str) -> None:
        """Concurrent records from two programs are all kept."""
        async with Database(url=url) as here, Database(url=url) as there:
            async with asyncio.TaskGroup() as tasks:
                for number in range(8):
                    database = (here, there)[number % 2]
                    tasks.create_task(record(database, QUESTION, Answered("P2")))
            assert len(await SqlHistory(database=here, now=lambda: NOON).turns(KEY, 100)) == 8


class TestFailures:
    async def test_a_locked_database_is_told_with_its_cure(
        self, database: Database, file: Path
    ) -> None:
        """A writer does not wait for ever for another program."""
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN EXCLUSIVE")
            with pytest.raises(StorageError, match="kept it locked"):
                await record(database, QUESTION, Answered("P2"))

    async def test_readers_do_not_mind_a_writer(self, database: Database, file: Path) -> None:
        """That is what WAL is for."""
        with closing(sqlite3.connect(file)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await SqlHistory(database=database, now=lambda: NOON).turns(KEY, 6) == ()

    async def test_a_full_disk_keeps_nothing_of_the_change(self, database: Database) -> None:
        """The error says to free space, and the half-written turn is not there."""
        history = SqlHistory(database=database, now=lambda: NOON)

        def fill(session: Session) -> None:
            pages = session.scalar(text("PRAGMA page_count"))
            session.execute(text(f"PRAGMA max_page_count = {pages}"))

        async with database.writing_at_once() as carry_out:
            await carry_out(fill)
        with pytest.raises(StorageError, match="disk is full"):
            await record(database, QUESTION, Answered("long " * 10_000))
        assert await history.turns(KEY, 6) == ()

    async def test_a_file_that_is_no_database_is_told(self, url: str, file: Path) -> None:
        """Somebody named the wrong file."""
        not_a_database(file)
        with pytest.raises(StorageError, match="not a SQLite database"):
            await upgrade(url)

    async def test_a_newer_schema_is_refused(self, url: str, file: Path) -> None:
        """An older program must not write into what it does not understand."""
        await upgrade(url)
        with closing(sqlite3.connect(file)) as connection, connection:
            connection.execute("UPDATE alembic_version SET version_num = '9999'")
        with pytest.raises(StorageError, match="written by a newer version"):
            await upgrade(url)

    async def test_a_folder_that_cannot_be_made_is_told(self, tmp_path: Path) -> None:
        """A file stands where the folder should be."""
        (tmp_path / "var").write_text("in the way")
        with pytest.raises(StorageError, match="Check the path"):
            await upgrade(f"sqlite+aiosqlite:///{tmp_path}/var/frontdesk.db")

    @pytest.mark.parametrize("url", ["", "frontdesk.db", "nosuch+driver://host/name"])
    def test_a_url_that_names_no_database_is_told(self, url: str) -> None:
        """The cure shows what a good URL looks like."""
        with pytest.raises(StorageError, match="FRONTDESK_DATABASE_URL"):
            Database(url=url)


class TestHistoryRows:
    async def test_everything_about_a_turn_is_kept(self, database: Database) -> None:
        """Roles, person, author, outcome, times, timings, and sources with their rank."""
        sources = (Source("https://a", "A"), Source("https://b", "B"))
        outcome = Answered("In P2.", sources, timings=Timings(1.5, 2.5, 3.5))
        await record(database, QUESTION, outcome)
        async with database.reading() as session:
            asked, reply = (await session.scalars(select(MessageRow))).all()
            ranked = (await session.scalars(select(MessageSourceRow))).all()
        assert (asked.role, asked.person, asked.text, asked.created_at) == (
            "person", "U1", "Where do I park?", NOON,
        )  # fmt: skip
        assert (reply.role, reply.outcome, reply.author) == ("desk", "answered", "quoted")
        assert (reply.retrieval_ms, reply.first_text_ms, reply.total_ms) == (1.5, 2.5, 3.5)
        assert [(row.rank, row.address, row.title) for row in ranked] == [
            (1, "https://a", "A"),
            (2, "https://b", "B"),
        ]

    async def test_forgetting_leaves_no_row_behind(self, database: Database) -> None:
        """Messages and their sources go with the conversation."""
        history = SqlHistory(database=database, now=lambda: NOON)
        await record(database, QUESTION, Declined("?", (Source("https://a", "A"),)))
        await history.forget(KEY)
        async with database.reading() as session:
            for table in ("conversations", "messages", "message_sources"):
                assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == 0

    async def test_a_closed_turn_holds_no_words(self, database: Database) -> None:
        """What was said is in the conversation only, where it can be forgotten."""
        question = replace(QUESTION, continues="0.5")
        await record(database, question, Answered("In P2."))
        async with database.reading() as session:
            (turn,) = (await session.scalars(select(TurnRow))).all()
        assert (turn.question, turn.decided, turn.place, turn.continues) == ("", "", "", "")
        assert turn.closed_at == NOON

    async def test_half_an_emoji_does_not_lose_the_question(self, database: Database) -> None:
        """What no database can store becomes a replacement character."""
        history = SqlHistory(database=database, now=lambda: NOON)
        odd = Question("hi \ud83d there\0 \ud83c\udfe5", KEY, "U1")
        await record(database, odd, Answered("hello"))
        (turn,) = await history.turns(KEY, 1)
        assert turn.question == "hi \ufffd there\ufffd \U0001f3e5"

    async def test_a_clock_without_zone_is_a_mistake(self, database: Database) -> None:
        """A time without a zone could not be told later."""
        naive = NOON.replace(tzinfo=None)
        with pytest.raises(StorageError, match="no time zone"):
            await record(database, QUESTION, Answered("P2"), now=naive)


class TestSnapshots:
    async def test_a_new_current_snapshot_takes_over(self, database: Database) -> None:
        """There is one current snapshot, whose summary survives in full."""
        snapshots = SqlSnapshots(database=database)
        summary = RefreshSummary(
            new=3, failed=(PageFailed("https://a", "timed out"),), incomplete=("site: down",)
        )
        old = SnapshotRecord("1", "index/1", NOON, "minilm", 384, 3, 9, summary, current=True)
        new = SnapshotRecord("2", "index/2", NOON, "minilm", 384, 4, 12, current=True)
        assert await snapshots.current() is None
        await snapshots.record(old)
        assert await snapshots.current() == old
        await snapshots.record(new)
        assert await snapshots.current() == new
        assert [record.id for record in await snapshots.all()] == ["2", "1"]
        assert (await snapshots.all())[1].summary == summary

    async def test_a_deleted_snapshot_is_gone(self, database: Database) -> None:
        """The record goes when the folder has gone."""
        snapshots = SqlSnapshots(database=database)
        await snapshots.record(SnapshotRecord("1", "index/1", NOON, "minilm", 384, 3, 9))
        await snapshots.delete("1")
        assert await snapshots.all() == ()

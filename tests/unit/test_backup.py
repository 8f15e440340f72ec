"""Backups are whole, rotate, and leave alone what is not theirs; upkeep empties the log."""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from core.domain import ConversationKey, Post
from core.errors import StorageError
from storage import backup
from storage.backup import back_up
from storage.database import Database
from storage.posts import SqlOutbox
from storage.sqlite_file import sqlite_file
from storage.upkeep import tend

NIGHT = datetime(2026, 3, 31, 4, 0, tzinfo=UTC)
CHANNEL = ConversationKey("slack", "T1", "C1")


def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "frontdesk.db"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "backups"


@pytest.fixture
async def outbox(file: Path) -> AsyncIterator[SqlOutbox]:
    async with Database(url=url(file)) as database:
        outbox = SqlOutbox(database=database, now=lambda: NIGHT)
        await fill(outbox, "first")
        yield outbox


async def fill(outbox: SqlOutbox, name: str) -> None:
    """Put in 64 KiB."""
    await outbox.put(Post(name, CHANNEL, "x" * 65536, NIGHT))


async def posts(file: Path) -> list[str]:
    """The ids of the posts in a database, oldest first."""
    async with Database(url=url(file)) as database:
        records = await SqlOutbox(database=database, now=lambda: NIGHT).recent(1000)
    return [record.post.id for record in reversed(records)]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def put(folder: Path, *names: str) -> None:
    """Write small files."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text("precious")


async def test_a_backup_opens_as_a_database(outbox: SqlOutbox, file: Path, folder: Path) -> None:
    """With what was in it; beside it lies nothing else."""
    copy = await back_up(file, folder, 7, NIGHT)
    assert names(folder) == ["frontdesk-20260331T040000Z.db"] == [copy.name]
    assert await posts(copy) == ["first"]


async def test_a_backup_is_of_one_moment(
    outbox: SqlOutbox, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Others go on writing: they do not wait, it does not begin anew, and it is whole."""
    loop, pieces = asyncio.get_running_loop(), 0

    def write_meanwhile(_stop: object) -> Any:
        def write(_status: int, remaining: int, _total: int) -> None:
            nonlocal pieces
            pieces += 1
            assert pieces < 200, "it begins anew again and again"
            writing = asyncio.run_coroutine_threadsafe(fill(outbox, f"during {pieces}"), loop)
            writing.result(timeout=5)

        return write

    monkeypatch.setattr(backup, "_PAGES", 4)
    monkeypatch.setattr(backup, "_pausing", write_meanwhile)
    copy = await back_up(file, folder, 7, NIGHT)
    assert pieces > 3
    assert await posts(copy) == ["first"]
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert len(await posts(file)) == 1 + pieces


async def test_the_oldest_backups_go(outbox: SqlOutbox, file: Path, folder: Path) -> None:
    """As many as are wanted are left."""
    for day in range(4):
        await back_up(file, folder, 2, NIGHT + timedelta(days=day))
    assert names(folder) == ["frontdesk-20260402T040000Z.db", "frontdesk-20260403T040000Z.db"]


async def test_what_is_not_a_backup_is_let_be(outbox: SqlOutbox, file: Path, folder: Path) -> None:
    """Whatever somebody keeps in the folder, also under a similar name."""
    theirs = ["frontdesk-20200101T000000Z.db.gz", "frontdesk-before-the-move.db", "notes.txt"]
    put(folder, *theirs)
    put(folder / "frontdesk-20200101T000000Z.db", "a folder, not a file")
    await back_up(file, folder, 1, NIGHT)
    await back_up(file, folder, 1, NIGHT + timedelta(days=1))
    assert names(folder) == sorted(
        [*theirs, "frontdesk-20200101T000000Z.db", "frontdesk-20260401T040000Z.db"]
    )


async def test_what_a_dead_process_left_is_cleared_away(
    outbox: SqlOutbox, file: Path, folder: Path
) -> None:
    """Half a copy helps nobody."""
    part = "frontdesk-20260330T040000Z.db.part"
    put(folder, part, f"{part}-wal", f"{part}-shm", f"{part}-journal")
    await back_up(file, folder, 7, NIGHT)
    assert names(folder) == ["frontdesk-20260331T040000Z.db"]


async def test_a_copy_that_was_just_made_is_never_the_one_to_go(
    outbox: SqlOutbox, file: Path, folder: Path
) -> None:
    """A copy of the future, by a clock that was wrong, goes first."""
    for moment in (NIGHT.replace(year=2099), NIGHT - timedelta(days=1)):
        await back_up(file, folder, 3, moment)
    copy = await back_up(file, folder, 2, NIGHT)
    assert copy.exists()
    assert names(folder) == ["frontdesk-20260330T040000Z.db", "frontdesk-20260331T040000Z.db"]


async def test_a_copy_counts_also_where_older_ones_cannot_be_deleted(
    outbox: SqlOutbox, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is told that it was made: only the disk is in danger."""
    await back_up(file, folder, 1, NIGHT - timedelta(days=1))
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path.suffix == ".db":
            raise PermissionError(1, "Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    with pytest.raises(StorageError, match="was made and is whole, but older ones"):
        await back_up(file, folder, 1, NIGHT)
    assert "frontdesk-20260331T040000Z.db" in names(folder)


async def test_a_backup_is_its_owners_only(outbox: SqlOutbox, file: Path, folder: Path) -> None:
    """Whatever others may read of the database: what people asked is in it."""
    await asyncio.to_thread(file.chmod, 0o644)
    before = os.umask(0o022)
    try:
        copy = await back_up(file, folder, 7, NIGHT)
    finally:
        os.umask(before)
    assert copy.stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700  # noqa: ASYNC240


class Usage(NamedTuple):
    free: int


async def test_a_disk_with_too_little_space_is_told_beforehand(
    outbox: SqlOutbox, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With what is needed; earlier backups stay."""
    await back_up(file, folder, 1, NIGHT)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=3 << 20))
    with pytest.raises(StorageError, match=r"3 MiB that are free.*backup\.keep"):
        await back_up(file, folder, 1, NIGHT + timedelta(days=1))
    assert names(folder) == ["frontdesk-20260331T040000Z.db"]


async def test_a_damaged_database_makes_no_backup(
    outbox: SqlOutbox, file: Path, folder: Path
) -> None:
    """It would push out a sound one."""
    await back_up(file, folder, 1, NIGHT)
    await fill(outbox, "second")
    await tend(file)
    damage(file)
    with pytest.raises(StorageError, match=r"damaged|malformed"):
        await back_up(file, folder, 1, NIGHT + timedelta(days=1))
    assert names(folder) == ["frontdesk-20260331T040000Z.db"]


def damage(file: Path) -> None:
    """Overwrite the beginnings of the pages behind the schema."""
    data = bytearray(file.read_bytes())
    for start in range(4096, len(data), 4096):
        data[start : start + 16] = b"\xff" * 16
    file.write_bytes(data)


async def test_a_missing_database_is_told(tmp_path: Path, folder: Path) -> None:
    """It is not made, and an empty copy is none."""
    with pytest.raises(StorageError, match=r"missing\.db"):
        await back_up(tmp_path / "missing.db", folder, 7, NIGHT)
    assert names(folder) == []
    assert not (tmp_path / "missing.db").exists()


async def test_a_folder_that_cannot_be_made_is_told(
    outbox: SqlOutbox, file: Path, folder: Path
) -> None:
    """With the setting that names it."""
    put(folder.parent, folder.name)
    with pytest.raises(StorageError, match=r"backup\.folder"):
        await back_up(file, folder, 7, NIGHT)


async def test_a_backup_that_is_broken_off_leaves_nothing(
    outbox: SqlOutbox, file: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk closes: its thread has ended by then."""
    loop, began = asyncio.get_running_loop(), asyncio.Event()
    pausing = backup._pausing

    def tell(stop: Any) -> Any:
        loop.call_soon_threadsafe(began.set)
        return pausing(stop)

    monkeypatch.setattr(backup, "_PAGES", 1)
    monkeypatch.setattr(backup, "_PAUSE_SECONDS", 5)
    monkeypatch.setattr(backup, "_pausing", tell)
    task = asyncio.create_task(back_up(file, folder, 7, NIGHT))
    await asyncio.wait_for(began.wait(), 5)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert names(folder) == []


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("sqlite+aiosqlite:////srv/desk/frontdesk.db", Path("/srv/desk/frontdesk.db")),
        ("sqlite+aiosqlite:///var/frontdesk.db", Path("var/frontdesk.db")),
        ("sqlite+aiosqlite:///:memory:", None),
        ("sqlite+aiosqlite://", None),
        ("postgresql+asyncpg://desk:secret@db/desk", None),
    ],
)
def test_the_file_of_a_database(url: str, file: Path | None) -> None:
    """Where it has one."""
    assert sqlite_file(url) == file


async def test_upkeep_empties_the_log(outbox: SqlOutbox, file: Path) -> None:
    """What was in it is in the database."""
    log = file.with_name("frontdesk.db-wal")
    before = log.stat().st_size
    tended = await tend(file)
    assert (tended.is_log_emptied, log.stat().st_size) == (True, 0)
    assert tended.log_bytes >= before > 0
    assert tended.database_bytes > 65536


async def test_upkeep_gives_way_to_those_who_read(
    outbox: SqlOutbox, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log is emptied the next time; nothing fails."""
    monkeypatch.setattr("storage.upkeep._BUSY_SECONDS", 0.01)
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM posts").fetchone()
        await fill(outbox, "second")
        assert not (await tend(file)).is_log_emptied
    assert (await tend(file)).is_log_emptied


async def test_upkeep_lets_the_planner_know_its_tables(outbox: SqlOutbox, file: Path) -> None:
    """Without that it guesses which index is the better one."""
    await tend(file)
    with closing(sqlite3.connect(file)) as connection:
        known = {row[0] for row in connection.execute("SELECT tbl FROM sqlite_stat1")}
    assert "posts" in known

"""Copies of the SQLite database, taken while others read and write.

The nightly job of `bot.jobs` calls it.  To go back to a copy, stop the desk, put the copy in the
database's place, and delete the files beside it whose names end in `-wal` and `-shm`.
"""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from core.errors import StorageError
from storage.sqlite_file import connected

_OURS = re.compile(r"frontdesk-\d{8}T\d{6}Z\.db")
_UNFINISHED = re.compile(r"frontdesk-\d{8}T\d{6}Z\.db\.part(-journal|-wal|-shm)?")

_OWNERS_FOLDER, _OWNERS_FILE = 0o700, 0o600
"""Rights: a copy holds all that people have asked, whoever else uses the machine."""

_PAGES = 1024
"""Copied at a time: 4 MiB."""
_PAUSE_SECONDS = 0.01
"""Between two times: the disk is for those who ask."""
_BUSY_SECONDS = 30.0
_MARGIN_BYTES = 64 << 20
"""Left free on the disk, for the database itself may be on it."""


async def back_up(database_file: Path, folder: Path, keep: int, now: datetime) -> Path:
    """Copy a database as it is at this moment, whole or not at all, and delete the oldest copies.

    Args:
        database_file: SQLite's, in WAL mode: nobody who writes has to wait.
        folder: Where copies are kept; made where it is missing.  Other files in it are let be.
        keep: How many copies are left, with this one; at least 1.
        now: With its time zone; names the copy.

    Returns:
        The copy, `frontdesk-YYYYMMDDTHHMMSSZ.db`.

    Raises:
        StorageError: It could not be made, or is not whole; earlier copies are as they were.  Or
            it was made, and older ones could not be deleted; the message says so.
    """
    copy = folder / f"frontdesk-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.db"
    stop = threading.Event()
    work = asyncio.ensure_future(asyncio.to_thread(_back_up, database_file, copy, keep, stop))
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        # The thread must have let go of the file before another backup may begin.
        stop.set()
        await asyncio.wait([work])
        raise


def _back_up(database_file: Path, copy: Path, keep: int, stop: threading.Event) -> Path:
    part = copy.with_name(f"{copy.name}.part")
    try:
        copy.parent.mkdir(mode=_OWNERS_FOLDER, parents=True, exist_ok=True)
        _delete_unfinished(copy.parent)
        try:
            with connected(database_file, busy_timeout_seconds=_BUSY_SECONDS) as source:
                _make_copy(source, database_file, part, stop)
            _sync(part)
            part.replace(copy)
            _sync(copy.parent)
        finally:
            _delete_unfinished(copy.parent)
    except OSError as error:
        raise StorageError(
            f"No backup of {database_file} could be made in '{copy.parent}' ({error.strerror}); "
            "earlier ones are kept. Mend the folder's rights, free some space, or name another "
            "folder in backup.folder."
        ) from error
    _rotate(copy, keep)
    return copy


def _make_copy(
    source: sqlite3.Connection, database_file: Path, part: Path, stop: threading.Event
) -> None:
    # One reading transaction for all of it.  Without it every write of others in between would
    # make SQLite begin anew, and in a busy desk it might never come to the end.
    # Source: https://www.sqlite.org/c3ref/backup_finish.html
    source.execute("BEGIN")
    (pages,) = source.execute("SELECT page_count FROM pragma_page_count").fetchone()
    (page_bytes,) = source.execute("SELECT page_size FROM pragma_page_size").fetchone()
    _check_space(database_file, part.parent, pages * page_bytes)
    part.touch(mode=_OWNERS_FILE)
    with closing(sqlite3.connect(part)) as target:
        source.backup(target, pages=_PAGES, progress=_pausing(stop), sleep=_PAUSE_SECONDS)
        (found,) = target.execute("PRAGMA quick_check(1)").fetchone()
    source.execute("ROLLBACK")
    if found != "ok":
        raise StorageError(
            f"The backup of {database_file} is damaged ({found}) and was deleted; earlier ones are "
            "kept. The database itself may be damaged: check its disk, and keep those backups."
        )


def _check_space(database_file: Path, folder: Path, needed: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN_BYTES:
        raise StorageError(
            f"A backup of {database_file} takes {needed >> 20} MiB and would leave too little of "
            f"the {free >> 20} MiB that are free in '{folder}': none was made, earlier ones are "
            "kept. Free some space, keep fewer with backup.keep, or name another folder in "
            "backup.folder."
        )


def _pausing(stop: threading.Event) -> Callable[[int, int, int], None]:
    """Rest after each piece, or end the copying where the desk is closing."""

    def pause(_status: int, remaining: int, total: int) -> None:
        if stop.wait(_PAUSE_SECONDS):
            raise StorageError(f"The backup was stopped with {remaining} of {total} pages to go.")

    return pause


def _sync(path: Path) -> None:
    """See to it that a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return  # Windows opens no folders.
    number = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _delete_unfinished(folder: Path) -> None:
    for file in folder.iterdir():
        if _UNFINISHED.fullmatch(file.name):
            with suppress(FileNotFoundError):
                file.unlink()


def _rotate(copy: Path, keep: int) -> None:
    """Delete the oldest copies, and never the one that was made just now."""
    try:
        others = [file for file in copy.parent.iterdir() if _OURS.fullmatch(file.name)]
        # Names sort by age.  One later than now's is of a clock that was wrong: it goes first.
        newest_first = sorted(
            (file for file in others if file.name != copy.name and file.is_file()),
            key=lambda file: (file.name < copy.name, file.name),
            reverse=True,
        )
        for file in newest_first[keep - 1 :]:
            file.unlink()
    except OSError as error:
        raise StorageError(
            f"Backup '{copy.name}' was made and is whole, but older ones in '{copy.parent}' could "
            f"not be deleted ({error.strerror}). Mend the folder's rights, or delete them by hand: "
            "they fill the disk."
        ) from error

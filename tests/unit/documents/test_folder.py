"""A folder is walked safely and its files are told apart."""

import os
from pathlib import Path

import pytest

from adapters.documents.folder import FolderSource
from adapters.documents.text import TextParser
from core.domain import PageFailed, PageRead, PageUnchanged, PageVersion, SourceDone
from core.media_types import PLAIN_TEXT
from tests.fakes.crawling import failures, titles, versions, walk


def source_of(folder: Path, **limits: int) -> FolderSource:
    """Build a source of text files."""
    return FolderSource(
        name="files",
        folder=folder,
        base_address="https://x.example.org/files",
        parsers={PLAIN_TEXT: TextParser()},
        **limits,
    )


async def test_addresses_are_encoded_paths(tmp_path: Path) -> None:
    """Sub-folders and odd characters come through."""
    (tmp_path / "På vakt").mkdir()
    (tmp_path / "På vakt" / "a b#1.txt").write_text("Text")
    events = await walk(source_of(tmp_path))
    assert list(versions(events)) == ["https://x.example.org/files/P%C3%A5%20vakt/a%20b%231.txt"]


async def test_hidden_unread_and_foreign_files_are_passed_over(tmp_path: Path) -> None:
    """Dot files, lock files, pictures and links out of the folder or in circles are no pages."""
    folder = tmp_path / "files"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("Secret")
    (folder / "a.txt").write_text("Text")
    for name in (".hidden.txt", "~$lock.txt", "picture.png"):
        (folder / name).write_text("No")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "dead.txt").symlink_to(folder / "nowhere.txt")
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    assert titles(await walk(source_of(folder))) == {"A"}


async def test_a_touched_file_is_unchanged(tmp_path: Path) -> None:
    """Time alone does not make a new page."""
    path = tmp_path / "a.txt"
    path.write_text("Text")
    known = versions(await walk(source_of(tmp_path)))
    os.utime(path, ns=(1, 1))
    assert isinstance((await walk(source_of(tmp_path), known))[0], PageUnchanged)


async def test_failures_name_cause_and_cure(tmp_path: Path) -> None:
    """Too large, wrongly named: each is one failure."""
    (tmp_path / "large.txt").write_text("x" * 2000)
    (tmp_path / "wrong.txt").write_bytes(b"%PDF-1.7")
    events = await walk(source_of(tmp_path, max_bytes=1000))
    reasons = {address.rsplit("/", 1)[1]: reason for address, reason in failures(events).items()}
    assert "max_bytes" in reasons["large.txt"]
    assert "Rename" in reasons["wrong.txt"]
    assert events[-1] == SourceDone(complete=True)


async def test_a_file_that_may_not_be_read_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Missing permissions cost one page."""
    (tmp_path / "a.txt").write_text("Text")

    def refuse(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    event = (await walk(source_of(tmp_path)))[0]
    assert isinstance(event, PageFailed)
    assert "permissions" in event.reason


async def test_an_empty_folder_is_suspicious(tmp_path: Path) -> None:
    """A share that is not mounted does not empty the index; a new folder may be empty."""
    assert await walk(source_of(tmp_path)) == [SourceDone(complete=True)]
    known = {"https://x.example.org/files/a.txt": PageVersion("")}
    events = await walk(source_of(tmp_path), known)
    assert len(events) == 1
    assert "mounted" in str(events[0])


async def test_many_files_are_read_in_order(tmp_path: Path) -> None:
    """Reading ahead does not mix the order."""
    for number in range(30):
        (tmp_path / f"{number:02}.txt").write_text(f"Text {number}")
    events = await walk(source_of(tmp_path, workers=4))
    told = [event.page.address for event in events if isinstance(event, PageRead)]
    assert told == sorted(told)
    assert len(told) == 30

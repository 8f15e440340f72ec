"""Feeds that lie in files."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import pytest

from adapters.wait_times.alberta import AlbertaFeedParser
from adapters.wait_times.files import FileFeed
from core.errors import SourceError
from tests.fakes.feed import FakeClock
from tests.unit.wait_times.test_alberta import EVALUATED


def feed_of(
    file: Path,
    *,
    max_bytes: int = 1 << 20,
    clock: FakeClock | None = None,
    timeout_seconds: float = 10,
) -> FileFeed:
    return FileFeed(
        f"file:{file}",
        parser=AlbertaFeedParser(),
        max_bytes=max_bytes,
        timeout_seconds=timeout_seconds,
        now=clock or FakeClock(),
    )


async def test_a_file_is_read_anew_each_time(tmp_path: Path) -> None:
    """It may be another one by then."""
    file = tmp_path / "waits.json"
    file.write_bytes(EVALUATED.read_bytes())
    feed = feed_of(file)
    assert len((await feed.read()).waits) == 30
    file.write_text("{}", "utf-8")
    with pytest.raises(SourceError):
        await feed.read()


@pytest.mark.parametrize(("changed_ago", "age"), [(3_600, 3_600), (0, 0), (-50, 0)])
async def test_a_file_is_as_old_as_its_latest_change(
    tmp_path: Path, changed_ago: float, age: float
) -> None:
    """By our clock; one from the future is new."""
    file, clock = tmp_path / "waits.json", FakeClock()
    file.write_bytes(EVALUATED.read_bytes())
    moment = clock().timestamp() - changed_ago
    os.utime(file, (moment, moment))
    assert (await feed_of(file, clock=clock).read()).age_seconds == age


async def test_a_missing_file_is_told_with_its_path(tmp_path: Path) -> None:
    """And which setting names it."""
    with pytest.raises(SourceError, match=r"gone\.json.*No such file.*FRONTDESK_WAITS_URL"):
        await feed_of(tmp_path / "gone.json").read()


@pytest.mark.parametrize("make", ["mkdir", "mkfifo", "null"])
async def test_what_is_no_plain_file_is_refused(tmp_path: Path, make: str) -> None:
    """A pipe would make the reader wait for ever."""
    path = tmp_path / ("waits" if make != "null" else "a%00b")
    if make != "null":
        getattr(os, make)(path)
    with pytest.raises(SourceError, match="FRONTDESK_WAITS_URL"):
        await feed_of(path).read()


async def test_a_large_file_is_refused(tmp_path: Path) -> None:
    """Up to the limit it is read."""
    file = tmp_path / "waits.json"
    file.write_bytes(EVALUATED.read_bytes())
    size = EVALUATED.stat().st_size
    assert (await feed_of(file, max_bytes=size).read()).waits
    with pytest.raises(SourceError, match="FRONTDESK_WAITS_MAX_MEBIBYTES"):
        await feed_of(file, max_bytes=size - 1).read()


async def test_a_disk_that_hangs_is_not_asked_again(tmp_path: Path) -> None:
    """Each further reading would take one more thread for good."""
    disk = HangingDisk()
    feed = feed_of(tmp_path / "waits.json", timeout_seconds=0.01)
    feed._path = disk  # type: ignore[assignment]
    try:
        with pytest.raises(SourceError, match=r"within 0\.01 s"):
            await feed.read()
        with pytest.raises(SourceError, match="has not ended yet"):
            await feed.read()
        assert disk.asked == 1
    finally:
        disk.is_back.set()


class HangingDisk:
    """The path of a file whose disk does not answer."""

    def __init__(self) -> None:
        self.asked = 0
        self.is_back = Event()

    def stat(self) -> os.stat_result:
        self.asked += 1
        self.is_back.wait(10)
        raise OSError("gone")

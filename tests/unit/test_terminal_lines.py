"""Lines from a pipe, one at a time."""

from __future__ import annotations

import asyncio
import io
import os
import sys
from collections.abc import Iterator

import pytest
from rich.console import Console

from adapters.terminal import TerminalLines


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The end of a pipe that a test writes to; the other end is the standard input."""
    theirs, ours = os.pipe()
    with os.fdopen(theirs, encoding="utf-8") as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield ours


@pytest.fixture
def lines(pipe: int) -> TerminalLines:
    return TerminalLines(console=Console(file=io.StringIO()), prompt="you ›")


async def test_lines_come_one_by_one_until_the_end(lines: TerminalLines, pipe: int) -> None:
    """The last one needs no line break; an empty one is a line."""
    os.write(pipe, b"one\n\ntwo\nthree")
    os.close(pipe)
    assert [await lines.next() for _ in range(5)] == ["one", "", "two", "three", None]


async def test_bytes_that_are_no_text_do_not_end_it(lines: TerminalLines, pipe: int) -> None:
    """They are replaced, and the next line is read."""
    os.write(pipe, b"caf\xe9\nnext\n")
    os.close(pipe)
    assert [await lines.next() for _ in range(2)] == ["caf\ufffd", "next"]


async def test_letters_that_come_in_pieces_stay_whole(lines: TerminalLines, pipe: int) -> None:
    """A pipe may cut anywhere."""
    waiting = asyncio.create_task(lines.next())
    for piece in (b"caf\xc3", b"\xa9", b"\n"):
        os.write(pipe, piece)
        await asyncio.sleep(0)
    assert await waiting == "café"
    os.close(pipe)


async def test_waiting_can_be_given_up(lines: TerminalLines, pipe: int) -> None:
    """At once, although nothing was written."""
    waiting = asyncio.create_task(lines.next())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    os.close(pipe)

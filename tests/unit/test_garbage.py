"""Garbage is looked for while nobody waits."""

from __future__ import annotations

import asyncio
import gc
import weakref
from collections.abc import Callable

import pytest

from bot import garbage
from bot.garbage import collecting_in_quiet

LOOK_SECONDS = 0.01


class Knot:
    """Something that holds itself: only a look finds out that nobody else does."""

    def __init__(self) -> None:
        self.itself = self


def make_old_garbage() -> weakref.ref[Knot]:
    """Garbage that has survived a look at the young while it was in use."""
    knot = Knot()
    gc.collect(0)
    gc.collect(0)
    return weakref.ref(knot)


async def is_gone(garbage_there: weakref.ref[Knot], *, within_looks: int = 50) -> bool:
    for _ in range(within_looks):
        if garbage_there() is None:
            return True
        await asyncio.sleep(LOOK_SECONDS)
    return False


def opened(is_quiet: Callable[[], bool]):
    return collecting_in_quiet(is_quiet, look_seconds=LOOK_SECONDS)


async def test_in_a_quiet_moment_everything_is_looked_through() -> None:
    """Not before: whoever waits is not held up."""
    is_quiet = False
    async with opened(lambda: is_quiet):
        old = make_old_garbage()
        assert not await is_gone(old, within_looks=5)
        is_quiet = True
        assert await is_gone(old)


async def test_where_it_is_never_quiet_it_happens_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Late, but memory does not grow for ever."""
    monkeypatch.setattr(garbage, "_TOO_MANY", 5)
    async with opened(lambda: False):
        old = make_old_garbage()
        assert not await is_gone(old, within_looks=5)
        for _ in range(5):
            gc.collect(0)
        assert await is_gone(old)


async def test_python_looks_as_before_afterwards() -> None:
    """Another desk may be opened in the same process, or something else be done there."""
    before = gc.get_threshold()
    async with opened(lambda: True):
        assert gc.get_freeze_count() > 0
        assert gc.get_threshold() != before
    assert gc.get_threshold() == before
    assert gc.get_freeze_count() == 0

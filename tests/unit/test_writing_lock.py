"""Writers take turns; the urgent ones first."""

from __future__ import annotations

import asyncio

import pytest

from storage.writing_lock import WritingLock


async def waiting(lock: WritingLock, name: str, order: list[str], *, is_urgent: bool) -> None:
    async with lock.held(is_urgent=is_urgent):
        order.append(name)
        await asyncio.sleep(0)


async def test_urgent_writers_overtake_those_that_wait() -> None:
    """Each kind keeps its own order."""
    lock, order = WritingLock(), list[str]()
    async with lock.held(is_urgent=False):
        tasks = [
            asyncio.create_task(waiting(lock, name, order, is_urgent=name.startswith("urgent")))
            for name in ("one", "urgent one", "two", "urgent two")
        ]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert order == ["urgent one", "urgent two", "one", "two"]


async def test_one_that_gives_up_holds_nobody_up() -> None:
    """Neither while it waits nor when its turn comes in that moment."""
    lock, order = WritingLock(), list[str]()
    async with lock.held(is_urgent=False):
        gone = asyncio.create_task(waiting(lock, "gone", order, is_urgent=False))
        late = asyncio.create_task(waiting(lock, "late", order, is_urgent=False))
        stays = asyncio.create_task(waiting(lock, "stays", order, is_urgent=False))
        await asyncio.sleep(0)
        gone.cancel()
    late.cancel()
    await asyncio.gather(gone, late, stays, return_exceptions=True)
    assert order == ["stays"]
    async with asyncio.timeout(1), lock.held(is_urgent=False):
        pass


async def test_a_fault_lets_the_next_one_in() -> None:
    """A transaction that fails gives the lock back."""
    lock = WritingLock()
    with pytest.raises(ValueError, match="a fault"):
        async with lock.held(is_urgent=True):
            raise ValueError("a fault")
    async with asyncio.timeout(1), lock.held(is_urgent=False):
        pass

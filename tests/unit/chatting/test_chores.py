"""Work in the background: bounded, never in anybody's way."""

from __future__ import annotations

import asyncio

import structlog
from structlog.testing import capture_logs

from core.chatting.chores import Chores, Lane


async def test_it_is_done_without_being_waited_for() -> None:
    """`start` returns at once; the end of the context waits."""
    done = []

    async def work() -> None:
        await asyncio.sleep(0.01)
        done.append("work")

    async with Chores() as chores:
        chores.start("test", work())
        assert not done
    assert done == ["work"]


async def test_a_failure_is_logged_by_kind_and_ends_there() -> None:
    """Its message may quote somebody, so it is not logged."""

    async def work() -> None:
        raise ValueError("a secret")

    with capture_logs() as logs:
        async with Chores() as chores:
            chores.start("test", work())
    assert logs == [
        {"event": "chore_failed", "chore": "test", "kind": "ValueError", "log_level": "warning"}
    ]


async def test_no_more_than_allowed_are_at_work_at_once() -> None:
    """The others wait for their turn, in order."""
    at_work, most, order = 0, 0, []

    async def work(number: int) -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        order.append(number)
        await asyncio.sleep(0)
        at_work -= 1

    async with Chores(most_at_once=3) as chores:
        for number in range(20):
            chores.start("test", work(number))
        assert chores.count == 20
    assert most == 3
    assert order == list(range(20))


async def test_those_who_wait_long_hold_up_only_their_like() -> None:
    """A person who is told something must not wait for reactions that are taken away."""
    may_end, told = asyncio.Event(), asyncio.Event()

    async def tidy() -> None:
        await may_end.wait()

    async def tell() -> None:
        told.set()

    async with Chores(most_at_once=2) as chores:
        for _ in range(10):
            chores.start("tidy", tidy(), lane=Lane.TIDYING)
        chores.start("tell", tell(), lane=Lane.TELLING)
        async with asyncio.timeout(1):
            await told.wait()
        may_end.set()


async def test_what_a_platform_waits_for_is_not_held_up_by_notes() -> None:
    """A burst of people who are told something must not make dialogs late."""
    may_end, answered = asyncio.Event(), asyncio.Event()

    async def tell() -> None:
        await may_end.wait()

    async def answer() -> None:
        answered.set()

    async with Chores(most_at_once=2) as chores:
        for _ in range(10):
            chores.start("tell", tell(), lane=Lane.TELLING)
        chores.start("answer", answer(), lane=Lane.ANSWERING)
        async with asyncio.timeout(1):
            await answered.wait()
        may_end.set()


async def test_what_takes_too_long_is_cancelled_at_the_end() -> None:
    """A process must be able to end."""
    cancelled = []

    async def work() -> None:
        try:
            await asyncio.sleep(3600)
        except asyncio.CancelledError:
            cancelled.append("work")
            raise

    async with Chores(most_at_once=1, leave_seconds=0.01) as chores:
        chores.start("one", work())
        chores.start("waits for room", work())
        await asyncio.sleep(0)
    assert cancelled == ["work"]
    assert chores.count == 0


async def test_what_is_started_after_the_end_is_dropped() -> None:
    """A listener that is late must not fail for it."""

    async def work() -> None:
        raise AssertionError("it was done")

    async with Chores() as chores:
        pass
    structlog.testing.capture_logs()
    chores.start("late", work())
    assert chores.count == 0

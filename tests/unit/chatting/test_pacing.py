"""Whose call goes first, and when."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest

from core.chatting.pacing import Pace, Pacer, Priority
from tests.fakes.loop import FakeTimeLoop

PACES = {
    "chat.postMessage": Pace(60, 4, is_by_channel=True),
    "chat.update": Pace(60, 1),
}


@pytest.fixture
def loop() -> Iterator[FakeTimeLoop]:
    loop = FakeTimeLoop()
    yield loop
    loop.close()


class Calls:
    """Notes when each call may be made."""

    def __init__(self) -> None:
        self.pacer = Pacer(PACES)
        self.made: list[tuple[str, float]] = []

    async def make(
        self,
        name: str,
        method: str = "chat.postMessage",
        channel: str = "C1",
        priority: Priority = Priority.ANSWER,
    ) -> None:
        await self.pacer.wait("T1", method, channel, priority)
        self.made.append((name, round(asyncio.get_running_loop().time(), 1)))


def run(loop: FakeTimeLoop, work: Coroutine[Any, Any, None]) -> None:
    loop.run_until_complete(work)


def test_a_short_burst_goes_at_once_and_the_rest_by_the_second(loop: FakeTimeLoop) -> None:
    """As Slack allows it in a channel."""

    async def work() -> None:
        calls = Calls()
        await asyncio.gather(*(calls.make(str(number)) for number in range(6)))
        assert [at for _, at in calls.made] == [0, 0, 0, 0, 1, 2]
        assert [name for name, _ in calls.made] == list("012345")

    run(loop, work())


def test_an_answer_never_waits_behind_posts(loop: FakeTimeLoop) -> None:
    """One call is kept back for it, and it overtakes whatever waits."""

    async def work() -> None:
        calls = Calls()
        posts = [asyncio.create_task(calls.make("post", priority=Priority.POST)) for _ in range(50)]
        await asyncio.sleep(0.5)
        await asyncio.gather(calls.make("answer 1"), calls.make("answer 2"))
        answers = [at for name, at in calls.made if name.startswith("answer")]
        assert answers == [0.5, 1.0]
        for post in posts:
            post.cancel()
        await asyncio.gather(*posts, return_exceptions=True)

    run(loop, work())


def test_pieces_give_way_to_the_ends_of_answers(loop: FakeTimeLoop) -> None:
    """A piece that comes later holds the earlier one as well; an end is waited for."""

    async def work() -> None:
        calls = Calls()
        await calls.make("first", "chat.update")
        piece = asyncio.create_task(calls.make("piece", "chat.update", priority=Priority.PIECE))
        await asyncio.sleep(0)
        await calls.make("end", "chat.update")
        await piece
        assert [name for name, _ in calls.made] == ["first", "end", "piece"]

    run(loop, work())


def test_what_has_to_be_ended_is_not_begun_with_the_last_calls(loop: FakeTimeLoop) -> None:
    """As many are kept back, so that the ends need not wait."""

    async def work() -> None:
        calls = Calls()
        where = ("T1", "chat.postMessage", "C1")
        begun = [calls.pacer.may_go_now(*where, Priority.BEGINNING) for _ in range(4)]
        assert begun == [True, True, False, False]
        await asyncio.gather(calls.make("end 1"), calls.make("end 2"))
        assert [at for _, at in calls.made] == [0, 0]

    run(loop, work())


def test_it_is_known_how_long_a_complaint_holds(loop: FakeTimeLoop) -> None:
    """Whoever gives up meanwhile can come back in time."""

    async def work() -> None:
        pacer = Calls().pacer
        pacer.hold("T1", "chat.update", "C1", 30)
        await asyncio.sleep(10)
        assert round(pacer.held_seconds("T1", "chat.update", "C1")) == 20
        assert pacer.held_seconds("T1", "chat.postMessage", "C1") == 0
        assert pacer.held_seconds("T1", "unpaced", "C1") == 0

    run(loop, work())


def test_channels_do_not_wait_for_each_other(loop: FakeTimeLoop) -> None:
    """Posting is counted by channel, updating by workspace."""

    async def work() -> None:
        calls = Calls()
        await asyncio.gather(*(calls.make("a", channel=f"C{number}") for number in range(20)))
        assert {at for _, at in calls.made} == {0}
        await asyncio.gather(*(calls.make("b", "chat.update", f"C{number}") for number in range(3)))
        assert [at for name, at in calls.made if name == "b"] == [0, 1, 2]

    run(loop, work())


def test_after_a_complaint_nobody_calls_until_it_is_over(loop: FakeTimeLoop) -> None:
    """Who would call meanwhile would only be refused as well."""

    async def work() -> None:
        calls = Calls()
        await calls.make("first")
        calls.pacer.hold("T1", "chat.postMessage", "C1", 30)
        await calls.make("second")
        assert calls.made == [("first", 0), ("second", 30)]

    run(loop, work())


def test_who_gives_up_leaves_the_place_to_others(loop: FakeTimeLoop) -> None:
    """A cancelled call takes nothing from the measure."""

    async def work() -> None:
        calls = Calls()
        await calls.make("first", "chat.update")
        waiting = asyncio.create_task(calls.make("gives up", "chat.update"))
        await asyncio.sleep(0.5)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        await calls.make("second", "chat.update")
        assert calls.made == [("first", 0), ("second", 1)]

    run(loop, work())


def test_methods_without_a_pace_go_at_once(loop: FakeTimeLoop) -> None:
    """Slack says itself when it is too much."""

    async def work() -> None:
        calls = Calls()
        await asyncio.gather(*(calls.make("a", "users.info") for _ in range(100)))
        assert {at for _, at in calls.made} == {0}

    run(loop, work())


def test_who_does_not_wait_goes_now_or_not_at_all(loop: FakeTimeLoop) -> None:
    """And takes nobody's place in line."""

    async def work() -> None:
        calls = Calls()
        assert calls.pacer.may_go_now("T1", "chat.update")
        assert not calls.pacer.may_go_now("T1", "chat.update")
        waiting = asyncio.create_task(calls.make("waits", "chat.update"))
        await asyncio.sleep(0.5)
        assert not calls.pacer.may_go_now("T1", "chat.update")
        await waiting
        assert calls.made == [("waits", 1)]
        await asyncio.sleep(1.1)
        assert calls.pacer.may_go_now("T1", "chat.update")
        assert calls.pacer.may_go_now("T1", "users.info")

    run(loop, work())


def test_after_a_complaint_no_burst_comes(loop: FakeTimeLoop) -> None:
    """Slack had less left than we believed."""

    async def work() -> None:
        calls = Calls()
        calls.pacer.hold("T1", "chat.postMessage", "C1", 30)
        await asyncio.gather(*(calls.make(str(number)) for number in range(3)))
        assert [at for _, at in calls.made] == [30, 31, 32]

    run(loop, work())

"""The heartbeat measures how late the event loop is."""

from __future__ import annotations

import asyncio

import pytest

from bot.heartbeat import Heartbeat
from tests.fakes.loop import FakeTimeLoop


def hold_up(seconds: float) -> None:
    """Let time pass in which the loop can do nothing."""
    loop = asyncio.get_running_loop()
    assert isinstance(loop, FakeTimeLoop)
    loop._fake.now += seconds


def test_a_loop_that_is_held_up_is_late() -> None:
    """Each beat tells by how much."""
    told: list[float] = []

    async def live() -> None:
        async with Heartbeat(tell=told.append).beating():
            await asyncio.sleep(1.5)
            asyncio.get_running_loop().call_later(0.2, hold_up, 3.0)
            await asyncio.sleep(5.0)

    with asyncio.Runner(loop_factory=FakeTimeLoop) as runner:
        runner.run(live())
    assert told[:2] == pytest.approx([0.0, 2.7])


def test_one_hiccup_is_no_trouble() -> None:
    """Only a loop that keeps being late is."""
    seen: list[float] = []

    async def live() -> None:
        heartbeat = Heartbeat(tell=lambda _lag: None)
        async with heartbeat.beating():
            for _ in range(3):
                asyncio.get_running_loop().call_later(0.5, hold_up, 3.5)
                await asyncio.sleep(1.0)
                await asyncio.sleep(0.1)
                seen.append(heartbeat.lag_seconds)

    with asyncio.Runner(loop_factory=FakeTimeLoop) as runner:
        runner.run(live())
    assert seen[:2] == [0.0, 0.0]
    assert seen[2] > 2.0

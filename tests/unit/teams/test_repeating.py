"""How often and how long Teams is called, without a Teams."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace

import pytest

from adapters.teams.refusals import NO_TOKEN, PACED, TIMEOUT, TeamsCallFailed
from adapters.teams.repeating import Call, CallRules, Repeating
from core.chatting.pacing import Pace, Priority

SECONDS = 0.1
CALL = Call("T1", "a:ann", "send", in_time_seconds=SECONDS, is_creating=True)
RULES = CallRules(try_seconds=SECONDS, pause_seconds=0.001, paces={})


def repeating(*, token_seconds: float = 0.0, rules: CallRules = RULES) -> Repeating:
    """One that waits for a token first."""

    async def prepare() -> None:
        await asyncio.sleep(token_seconds)

    return Repeating(rules=rules, prepare=prepare)


async def never() -> None:
    """Teams that does not answer."""
    await asyncio.Event().wait()


async def test_waiting_for_a_token_is_part_of_the_time() -> None:
    """A call lasts no longer for it."""
    began = time.monotonic()
    with pytest.raises(TeamsCallFailed) as failed:
        await repeating(token_seconds=SECONDS * 0.5).run(CALL, never)
    assert failed.value.code == TIMEOUT
    assert time.monotonic() - began < SECONDS * 1.5


async def test_what_comes_late_to_its_turn_is_not_begun() -> None:
    """Cut short, it might have been done, and a second message would stand beside the answer."""
    called = []

    async def once() -> None:
        called.append(True)

    every_time = Pace(calls_per_minute=60 / (SECONDS * 0.9), burst=1, is_by_channel=True)
    calls = repeating(rules=replace(RULES, paces={"message": every_time}))
    await calls.run(CALL, once)
    with pytest.raises(TeamsCallFailed) as failed:
        await calls.run(CALL, once)
    assert (failed.value.code, failed.value.is_unsure) == (PACED, False)
    assert called == [True]


async def test_pieces_leave_a_part_of_the_pace_to_answers() -> None:
    """However many wait to be told their place in line."""
    called = []

    async def once() -> None:
        called.append(True)

    seldom = Pace(calls_per_minute=1, burst=1)
    calls = repeating(rules=replace(RULES, paces={"piece": seldom}))
    piece = replace(CALL, priority=Priority.PIECE)
    await calls.run(piece, once)
    with pytest.raises(TeamsCallFailed) as failed:
        await calls.run(piece, once)
    assert failed.value.code == PACED
    await calls.run(CALL, once)
    assert called == [True, True]


async def test_where_the_token_takes_all_of_it_nothing_was_called() -> None:
    """So it is known that nothing was done."""
    with pytest.raises(TeamsCallFailed) as failed:
        await repeating(token_seconds=SECONDS * 2).run(CALL, never)
    assert (failed.value.code, failed.value.is_unsure) == (NO_TOKEN, False)

"""How often and how long Teams is called, without a Teams."""

from __future__ import annotations

import asyncio
import time

import pytest

from adapters.teams.refusals import NO_TOKEN, TIMEOUT, TeamsCallFailed
from adapters.teams.repeating import Call, CallRules, Repeating

SECONDS = 0.1
CALL = Call("T1", "a:ann", "send", in_time_seconds=SECONDS, is_creating=True)
RULES = CallRules(try_seconds=SECONDS, pause_seconds=0.001, paces={})


def repeating(*, token_seconds: float) -> Repeating:
    """One that waits for a token first."""

    async def prepare() -> None:
        await asyncio.sleep(token_seconds)

    return Repeating(rules=RULES, prepare=prepare)


async def never() -> None:
    """Teams that does not answer."""
    await asyncio.Event().wait()


async def test_waiting_for_a_token_is_part_of_the_time() -> None:
    """A call lasts no longer for it."""
    began = time.monotonic()
    with pytest.raises(TeamsCallFailed) as failed:
        await repeating(token_seconds=SECONDS * 0.7).run(CALL, never)
    assert failed.value.code == TIMEOUT
    assert time.monotonic() - began < SECONDS * 1.5


async def test_where_the_token_takes_all_of_it_nothing_was_called() -> None:
    """So it is known that nothing was done."""
    with pytest.raises(TeamsCallFailed) as failed:
        await repeating(token_seconds=SECONDS * 2).run(CALL, never)
    assert (failed.value.code, failed.value.is_unsure) == (NO_TOKEN, False)

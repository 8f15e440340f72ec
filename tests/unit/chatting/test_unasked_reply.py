"""Replies that are shown only where they help."""

from __future__ import annotations

import pytest

from core.chatting.unasked_reply import UnaskedReply
from core.domain import Answered, Declined, Outcome, Stopped, Unavailable
from tests.fakes.replies import ShownReply


async def replied(outcome: Outcome) -> tuple[list[object], list[bool]]:
    """What is shown of an answer that grew, and what was told of its end."""
    inner, told = ShownReply(), list[bool]()
    reply = UnaskedReply(inner, ended=told.append)
    await reply.status("Reading 4 passages")
    await reply.draft("A draft")
    await reply.append("It costs")
    await reply.finish(outcome)
    return inner.shown, told


async def test_an_answer_is_shown_whole() -> None:
    """Nobody waits for it, so nothing is shown before."""
    answer = Answered("It costs CAD 20.")
    assert await replied(answer) == ([answer], [True])


@pytest.mark.parametrize(
    "outcome", [Declined("I could not find an answer."), Unavailable("Later."), Stopped("It")]
)
async def test_that_there_is_none_is_not(outcome: Outcome) -> None:
    """Who did not ask the desk need not read that it does not know."""
    assert await replied(outcome) == ([], [False])


async def test_what_is_given_up_is_not_told() -> None:
    """Nobody waits for it."""
    inner, told = ShownReply(), list[bool]()
    await UnaskedReply(inner, ended=told.append).abandon()
    assert (inner.shown, told) == ([], [False])

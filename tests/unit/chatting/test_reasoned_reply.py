"""Replies whose person is told why nothing comes."""

from __future__ import annotations

import pytest

from core.chatting.reasoned_reply import ReasonedReply
from core.domain import Answered
from core.errors import DeliveryError, DeliveryRefused
from tests.fakes.replies import ShownReply

ANSWER = Answered("It costs CAD 20.")


async def test_who_gets_no_answer_is_told_why_once() -> None:
    """When the desk gives up, not before."""
    refusal = DeliveryRefused("the channel is archived")
    inner, told = ShownReply(refusal=refusal), list[DeliveryRefused]()
    reply = ReasonedReply(inner, refusal=DeliveryRefused, tell=told.append)
    with pytest.raises(DeliveryRefused):
        await reply.finish(ANSWER)
    assert told == []
    await reply.abandon()
    await reply.abandon()
    assert told == [refusal]
    assert inner.shown == ["abandoned", "abandoned"]


async def test_other_faults_are_no_reason() -> None:
    """They may pass, and are told elsewhere."""
    told = list[DeliveryRefused]()
    inner = ShownReply(refusal=DeliveryError("out of reach"))
    reply = ReasonedReply(inner, refusal=DeliveryRefused, tell=told.append)
    with pytest.raises(DeliveryError):
        await reply.status("Looking")
    await reply.abandon()
    assert told == []


async def test_an_answer_is_passed_on() -> None:
    """As it comes."""
    inner, told = ShownReply(), list[DeliveryRefused]()
    reply = ReasonedReply(inner, refusal=DeliveryRefused, tell=told.append)
    await reply.append("It")
    await reply.finish(ANSWER)
    assert (inner.shown, told) == (["It", ANSWER], [])

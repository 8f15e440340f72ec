"""Thumbs, buttons, and invokes that go wrong."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.domain import Feedback, Thumb
from tests.e2e.teams.listening_stage import Stage, listening
from tests.local_teams.state import Message
from tests.local_teams.wire import invoke

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with listening() as made:
        yield made


async def answer_to_ann(stage: Stage) -> Message:
    """The answer to a question in #general."""
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    return stage.last(stage.general)


def kept(stage: Stage) -> list[Feedback]:
    """What people thought of answers."""
    return list(stage.conversations.feedback.values())


async def test_thumb_is_kept_with_its_words(stage: Stage) -> None:
    """Teams asks for them by itself, and thanks by itself."""
    answer = await answer_to_ann(stage)
    await stage.ann.rates(answer, "dislike", " It is CAD 25 now. ")
    assert kept(stage) == [Feedback(Thumb.DOWN, "It is CAD 25 now.")]
    assert stage.ann.was_told == []


async def test_others_may_rate_too(stage: Stage) -> None:
    """Each person has a thumb of their own."""
    answer = await answer_to_ann(stage)
    await stage.ann.rates(answer, "like")
    await stage.bob.rates(answer, "dislike")
    assert {one.thumb for one in kept(stage)} == {Thumb.UP, Thumb.DOWN}


async def test_private_answer_can_be_rated(stage: Stage) -> None:
    """It is kept where it was asked."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    await stage.ann.asks(QUESTION, stage.general)
    await stage.answered(await stage.asked())
    await stage.ann.rates(stage.last(stage.teams.personal(stage.ann)), "like")
    assert kept(stage) == [Feedback(Thumb.UP)]


async def test_answer_to_a_subscription_can_be_rated(stage: Stage) -> None:
    """It belongs to the whole channel."""
    await stage.ann.says(
        "@frontdesk subscribe weekdays 7:00, all emergency departments", stage.general
    )
    await stage.answered(await stage.asked())
    await stage.ann.rates(stage.last(stage.general), "like")
    assert kept(stage) == [Feedback(Thumb.UP)]


async def test_thumb_for_a_forgotten_answer_gets_a_reason(stage: Stage) -> None:
    """It is not kept any more."""
    answer = await answer_to_ann(stage)
    stage.conversations.kept.clear()
    await stage.ann.rates(answer, "like")
    await stage.quiet()
    assert "not kept any more" in stage.said(stage.general)[-1]


async def test_thumb_with_a_broken_database_gets_a_reason(stage: Stage) -> None:
    """Nobody thinks it was noted."""
    answer = await answer_to_ann(stage)
    stage.conversations.is_broken = True
    await stage.ann.rates(answer, "like")
    await stage.quiet()
    assert "could not note that just now" in stage.said(stage.general)[-1]


# ---- Invokes ----------------------------------------------------------------------------


async def test_what_nobody_listens_to_is_told_so(stage: Stage) -> None:
    """Teams wants a status, whatever it asks."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    unknown = invoke(stage.teams.world, "tab/fetch", stage.general, stage.ann.account, {})
    assert await stage.teams.deliver(unknown, token=stage.teams.tokens.token()) == 501


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("adaptiveCard/action", {"action": {"type": "Action.Execute", "data": {"frontdesk": "?"}}}),
        ("adaptiveCard/action", {"action": {"type": "Action.Execute", "data": {}}}),
        ("adaptiveCard/action", None),
        ("task/fetch", {"data": {"frontdesk": ["stop"]}}),
        ("task/submit", {"data": "text"}),
        ("composeExtension/fetchTask", {"commandId": "unknown"}),
        ("composeExtension/submitAction", {"commandId": "ask", "data": {"question": 7}}),
        ("message/submitAction", {"actionName": "feedback", "actionValue": {"reaction": "?"}}),
        ("message/submitAction", {"actionName": "feedback", "actionValue": {"feedback": "{"}}),
        ("message/submitAction", [1]),
    ],
)
async def test_odd_invokes_get_calm_words(stage: Stage, name: str, value: object) -> None:
    """Never a fault: Teams would show that to people."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    odd = invoke(stage.teams.world, name, stage.general, stage.ann.account, value)  # type: ignore[arg-type]
    assert await stage.teams.deliver(odd, token=stage.teams.tokens.token()) == 200

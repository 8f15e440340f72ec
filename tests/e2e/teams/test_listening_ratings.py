"""Thumbs, buttons, and invokes that go wrong."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.teams.listening.answer_this import AnswerThis
from adapters.teams.listening.extension import Extension
from adapters.teams.listening.feedback import Ratings
from adapters.teams.listening.invoke_answers import CARD_ACTION
from adapters.teams.listening.invokes import Invokes
from adapters.teams.taking_in.asking import Asking
from adapters.teams.taking_in.payloads import HeardActivity
from adapters.teams.taking_in.people import KnownPeople
from adapters.teams.taking_in.routes import (
    Handler,
    InvokeAnswer,
    Nothing,
    Pressed,
    Routes,
    Told,
)
from adapters.teams.taking_in.strangers import Strangers
from adapters.teams.taking_in.telling import Teller
from core.chatting.thread_talk import ThreadTalk
from core.domain import Feedback, Thumb
from core.errors import StorageError
from tests.e2e.teams.bot_stage import Stage, staged
from tests.local_teams.state import Message
from tests.local_teams.wire import invoke

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


async def answer_to_ann(stage: Stage) -> Message:
    """The answer to a question in #general."""
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    return stage.last(stage.general)


def kept(stage: Stage) -> list[Feedback]:
    """What people thought of answers."""
    return list(stage.conversations.feedback.values())


@pytest.mark.feature("A thumb with a reason")
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


async def test_private_answer_can_be_rated_after_a_restart(stage: Stage) -> None:
    """Whose it is, and where it was asked, is kept."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    await stage.ann.asks(QUESTION, stage.general)
    await stage.answered(await stage.asked())
    stage.restarts()
    await stage.ann.rates(stage.last(stage.teams.personal(stage.ann)), "like")
    await stage.quiet()
    assert kept(stage) == [Feedback(Thumb.UP)]


async def test_private_order_can_be_rated_after_a_restart(stage: Stage) -> None:
    """It belongs to the whole channel, while its answer stands in the personal chat."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    await stage.ann.asks("subscribe weekdays 7:00, all emergency departments", stage.general)
    await stage.answered(await stage.asked())
    stage.restarts()
    await stage.ann.rates(stage.last(stage.teams.personal(stage.ann)), "dislike")
    await stage.quiet()
    assert kept(stage) == [Feedback(Thumb.DOWN)]


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


def hearing(stage: Stage, handler: Handler, *, answer_seconds: float = 4.5) -> Invokes:
    """What answers invokes, with one button of a test."""
    tools, talk = stage.tools, ThreadTalk(was_shown=lambda _turn: False)
    teller = Teller(calls=tools.calls, references=tools.references, chores=tools.chores)
    asking = Asking(desk=tools.desk, turns=tools.turns, teller=teller)
    people = KnownPeople()
    return Invokes(
        tools=tools,
        routes=Routes(actions={"try": handler}),
        strangers=Strangers(tools=tools),
        extension=Extension(tools=tools, asking=asking, words={}),
        answer_this=AnswerThis(tools=tools, asking=asking, people=people, talk=talk),
        ratings=Ratings(tools=tools, teller=teller),
        answer_seconds=answer_seconds,
    )


async def press(stage: Stage, invokes: Invokes) -> str:
    """Press that button; what Teams shows."""
    await stage.ann.says("hello", stage.general)
    await stage.quiet()
    value = {"action": {"type": "Action.Execute", "data": {"frontdesk": "try"}}}
    activity = invoke(stage.teams.world, CARD_ACTION, stage.general, stage.ann.account, value)
    answer = await invokes.answer(HeardActivity.model_validate(activity))
    return str(answer.value.body["value"])


async def test_what_takes_long_is_answered_for_in_time(stage: Stage) -> None:
    """It goes on without anybody waiting."""
    done = asyncio.Event()

    async def handler(_pressed: Pressed) -> InvokeAnswer:
        await asyncio.sleep(0.1)
        done.set()
        return Told("done")

    said = await press(stage, hearing(stage, handler, answer_seconds=0.05))
    assert "takes longer" in said
    async with asyncio.timeout(2):
        await done.wait()


@pytest.mark.feature("Where something fails, people read calm words")
async def test_a_fault_becomes_calm_words(stage: Stage) -> None:
    """With an id that the log knows, and nothing else."""

    async def handler(_pressed: Pressed) -> InvokeAnswer:
        raise RuntimeError("a secret")

    said = await press(stage, hearing(stage, handler))
    assert "that went wrong (" in said
    assert "secret" not in said


async def test_a_broken_database_is_told(stage: Stage) -> None:
    """Teams does not deliver a press again."""

    async def handler(_pressed: Pressed) -> InvokeAnswer:
        raise StorageError("database is locked")

    assert "Please try again in a minute" in await press(stage, hearing(stage, handler))


async def test_a_press_tells_where_and_what(stage: Stage) -> None:
    """To whoever hears it."""
    presses: list[Pressed] = []

    async def handler(pressed: Pressed) -> InvokeAnswer:
        presses.append(pressed)
        return Nothing()

    assert await press(stage, hearing(stage, handler)) == "Done."
    (pressed,) = presses
    assert (pressed.spot.chat, pressed.person) == (stage.general.id, stage.ann.id)
    assert pressed.data == {"frontdesk": "try"}


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

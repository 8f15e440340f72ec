"""What is said while the desk's memory does not answer: people are told so, and Teams delivers it again."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.teams.listening.bot import make_bot
from core.domain import Acceptance, Question
from tests.e2e.teams.bot_stage import Stage, staged
from tests.fakes.desk import FakeServingDesk
from tests.local_teams.state import Message

QUESTION = "How do I get a new badge?"
SORRY = "my memory does not answer. Please ask again in a minute."

pytestmark = pytest.mark.feature("Nothing is acknowledged that is not kept")


class SlowDesk(FakeServingDesk):
    """Keeps nothing before it may: another one writes."""

    def __init__(self, desk: FakeServingDesk) -> None:
        super().__init__(conversations=desk.conversations)
        self.desk = desk
        self.may_go_on = asyncio.Event()

    async def accept(self, question: Question, *, event_id: str, place: str = "") -> Acceptance:
        """Wait for the lock."""
        await self.may_go_on.wait()
        return await self.desk.accept(question, event_id=event_id, place=place)


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        await made.ann.says("@frontdesk hello", made.general)
        await made.asked()
        await made.quiet()
        made.teams.deliveries.retry_seconds = (0.01, 0.01)
        yield made


async def delivered(stage: Stage, message: Message) -> int:
    """Let Teams deliver a message once more; gives the status."""
    return await stage.teams.deliver(message.activity, token=stage.teams.tokens.token())


async def test_who_asks_is_told_once(stage: Stage) -> None:
    """However often Teams delivers it in vain."""
    stage.desk.is_broken = True
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.quiet()
    (told,) = stage.said(stage.general, message)
    assert told.endswith(SORRY)
    assert await delivered(stage, message) == 503


async def test_what_can_be_kept_later_is_asked_all_the_same(stage: Stage) -> None:
    """That somebody was told to ask again is no answer."""
    stage.desk.is_broken = True
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.quiet()
    stage.desk.is_broken = False
    assert await delivered(stage, message) == 201
    assert (await stage.asked()).question.text == QUESTION


async def test_who_spoke_to_others_is_told_nothing(stage: Stage) -> None:
    """Whether they would have been heard, only the memory knows."""
    stage.channels.is_broken = True
    message = await stage.ann.says(QUESTION, stage.general)
    await stage.quiet()
    assert await delivered(stage, message) == 503
    assert stage.said(stage.general, message) == []


async def test_teams_does_not_wait_for_long(stage: Stage) -> None:
    """It is told to come again before it gives up; what is kept after all is asked once."""
    desk = SlowDesk(stage.desk)
    slow = replace(stage.tools, desk=desk)
    stage.process.bot = make_bot(slow, hear_seconds=0.05)
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.quiet()
    assert await delivered(stage, message) == 503
    desk.may_go_on.set()
    assert (await stage.asked()).question.text == QUESTION
    assert await delivered(stage, message) == 201
    assert stage.desk.questions.empty()

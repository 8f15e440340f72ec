"""Questions that are edited or deleted in Teams, also when the desk was not there to hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.teams.bot_stage import Stage, staged

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
@pytest.mark.parametrize("place", ["#general", "dm ann"])
async def test_a_question_of_before_a_restart_is_withdrawn(stage: Stage, place: str) -> None:
    """The process that took it in is gone; it is known all the same."""
    chat = stage.teams.chat(place)
    message = await stage.ann.says(f"@frontdesk {QUESTION}", chat)
    turn = await stage.asked()
    stage.restarts()
    await stage.ann.deletes(message)
    await stage.quiet()
    assert stage.desk.stopped == [turn.id]


async def test_one_that_an_edit_asked_before_a_restart_is_withdrawn(stage: Stage) -> None:
    """It is known by another name."""
    message = await stage.ann.says("Badges", stage.general)
    await stage.quiet()
    await stage.ann.edits(message, f"@frontdesk {QUESTION}")
    turn = await stage.asked()
    stage.restarts()
    await stage.ann.deletes(message)
    await stage.quiet()
    assert stage.desk.stopped == [turn.id]


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_a_deletion_may_come_before_its_message(stage: Stage) -> None:
    """Teams delivers again what was not taken, after what was said later."""
    address, chat = stage.teams.deliveries.bot_url, stage.teams.personal(stage.ann)
    stage.teams.deliveries.retry_seconds = (0.1,)
    stage.teams.connect(f"{address}/away")
    message = await stage.ann.says(QUESTION, chat)
    await stage.teams.settled()
    stage.teams.connect(address)
    await stage.ann.deletes(message)
    await stage.teams.deliver(message.activity, token=stage.teams.tokens.token())
    turn = await stage.asked()
    await stage.quiet()
    assert stage.desk.stopped == [turn.id]


async def test_a_deletion_that_cannot_be_looked_up_is_delivered_again(stage: Stage) -> None:
    """Nothing else would tell of it."""
    chat = stage.teams.personal(stage.ann)
    message = await stage.ann.says(QUESTION, chat)
    turn = await stage.asked()
    stage.restarts()
    stage.desk.is_broken = True
    await stage.ann.deletes(message)
    await stage.teams.until(lambda: stage.teams.deliveries.history[-1].answer)
    stage.desk.is_broken = False
    await stage.quiet()
    assert stage.desk.stopped == [turn.id]


@pytest.mark.feature("Edits: who changes an answered question is told to ask again")
async def test_who_edits_a_question_that_waits_is_told_what_is_answered(stage: Stage) -> None:
    """It was not answered yet."""
    chat = stage.teams.personal(stage.ann)
    message = await stage.ann.says(QUESTION, chat)
    await stage.asked()
    await stage.ann.edits(message, "How do I get a new car?")
    await stage.quiet()
    assert stage.said(chat) == [
        "I answer the question as it was before your edit; please ask again."
    ]

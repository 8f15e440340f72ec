"""Questions that are edited or deleted in Slack, also when the desk was not there to hear of it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.domain import Accepted, Question
from tests.e2e.slack.listening_stage import asked, listening, only
from tests.e2e.slack.surface_stage import Stage

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_a_question_of_before_a_restart_is_withdrawn(stage: Stage) -> None:
    """The process that took it in is gone; it is known all the same."""
    ann, channel = stage.slack.person("ann"), stage.general()
    message = await ann.says("Badges")
    await stage.until_quiet()
    stage.desk.opener = None
    question = Question(QUESTION, stage.key(channel, message.ts), ann.id)
    kept = await stage.desk.accept(question, event_id=f"message:{channel}:{message.ts}")
    await ann.deletes(message)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")
    assert isinstance(kept, Accepted)
    assert stage.desk.stopped == [kept.turn_id]


@pytest.mark.feature("Edits: who changes an answered question is told to ask again")
async def test_who_edits_a_question_that_waits_is_told_what_is_answered(stage: Stage) -> None:
    """It was not answered yet."""
    ann = stage.slack.person("ann")
    message = await ann.says(f"@frontdesk {QUESTION}")
    await asked(stage)
    await ann.edits(message, "@frontdesk How do I get a new car?")
    await stage.until_quiet()
    assert only(stage, "ann") == [
        "I answer the question as it was before your edit; ask again in the thread."
    ]

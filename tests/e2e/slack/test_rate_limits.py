"""Many questions in a minute, with Slack's limits on."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.slack.answer import ReplyPace
from adapters.slack.calls import CallRules
from tests.e2e.slack.desk_stage import ANSWER, DeskStage, desk_stage

QUESTIONS, CHANNELS = 60, 20


@pytest.fixture
async def stage() -> AsyncIterator[DeskStage]:
    async with desk_stage(is_limited=True) as stage:
        stage.rules = CallRules()
        stage.quoting = stage.generator  # type: ignore[assignment]  (no draft comes before it)
        stage.generator.seconds_a_word = 0.002
        for number in range(CHANNELS):
            stage.slack.person("ann").place(f"#c{number}")
        yield stage


async def test_all_are_answered_and_none_waits_for_anothers_reaction(stage: DeskStage) -> None:
    """What is counted in each channel is spread over many; what is counted for all is not needed."""
    async with stage.serving(pace=ReplyPace()) as desk:
        questions = [
            (await stage.ask(desk, f"#c{number % CHANNELS}", person=f"p{number}"))[1]
            for number in range(QUESTIONS)
        ]
        await stage.all_closed(QUESTIONS)
        for question in questions:
            await stage.at_rest(question)
    assert await stage.turns.unfinished("slack") == []
    for question in questions:
        [answer] = stage.answers(question)
        assert ANSWER in answer

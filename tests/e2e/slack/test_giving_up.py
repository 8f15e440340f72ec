"""Answers that Slack never takes, or not in time: nothing is left behind, and people hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.state import Message
from adapters.slack.answer import ReplyPace
from adapters.slack.calls import CallRules
from tests.e2e.slack.desk_stage import ANSWER, DeskStage, desk_stage, only

REFUSALS = {
    "not_in_channel": "I am not in #general any more",
    "channel_not_found": "I am not in #general any more",
    "thread_not_found": "is gone",
    "restricted_action": "does not let me post under your message",
    "restricted_action_thread_locked": "does not let me post under your message",
}


@pytest.fixture
async def stage() -> AsyncIterator[DeskStage]:
    async with desk_stage() as stage:
        yield stage


def refuse(stage: DeskStage, error: str, *methods: str) -> None:
    for method in methods:
        stage.slack.mischief.fail(method, error, times=50)


def alone(stage: DeskStage, channel: str = "#general") -> list[str]:
    """What Ann alone sees in a channel."""
    return only(stage.slack.seen(channel, by="ann"))


async def acknowledged(stage: DeskStage, question: Message) -> None:
    await stage.slack.until(lambda: question.reactions and stage.channel(question).sessions)


@pytest.mark.parametrize("error", REFUSALS)
async def test_a_refused_answer_leaves_no_hope_and_its_reason(stage: DeskStage, error: str) -> None:
    """The reaction goes, the session rests, and who asked is told why, alone and once."""
    refuse(stage, error, "chat.postMessage", "chat.startStream")
    stage.generator.seconds_a_word = 0.1
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await acknowledged(stage, question)
        await stage.all_closed(1)
        await stage.at_rest(question)
        await stage.slack.until(lambda: alone(stage))
    [told] = alone(stage)
    assert REFUSALS[error] in told
    assert stage.answers(question) == []


async def test_a_refused_stream_ends_the_answer_as_well(stage: DeskStage) -> None:
    """There is no other way to show it there."""
    stage.quoting = stage.generator  # No draft comes before it.
    refuse(stage, "not_in_channel", "chat.startStream")
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
        await stage.at_rest(question)
        await stage.slack.until(lambda: alone(stage))


@pytest.mark.feature("Who asked where it cannot answer is told so elsewhere")
async def test_in_an_archived_channel_nobody_is_told_anything(stage: DeskStage) -> None:
    """Not even alone; so the person is written to."""
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        stage.channel(question).is_archived = True
        await stage.all_closed(1)
        await stage.slack.until(lambda: stage.slack.seen("dm", by="ann"))
    [told] = stage.slack.seen("dm", by="ann")
    assert "#general was archived" in told


@pytest.mark.feature("Rate limits are waited for")
async def test_a_limit_of_a_minute_is_waited_for(stage: DeskStage) -> None:
    """The answer is offered when Slack wants it, and not before."""
    stage.rules = CallRules(in_time_seconds=0.2, pause_seconds=0.01)
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0
    stage.slack.mischief.limit_rate("chat.postMessage", retry_after=1)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    assert stage.called("chat.postMessage") == ["chat.postMessage"] * 2
    assert ANSWER in stage.answers(question)[0]


async def test_a_fault_while_it_grows_costs_only_the_view(stage: DeskStage) -> None:
    """Whatever it is; the whole answer comes all the same."""

    class OddError(Exception):
        """Nobody foresaw it."""

    async def keeps_no_place(turn_id: str, place: str) -> None:
        del turn_id, place
        raise OddError

    stage.quoting = stage.generator
    stage.turns.keep_place = keeps_no_place  # type: ignore[method-assign]
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.slack.until(lambda: stage.called("chat.startStream"))
        await asyncio.sleep(0.05)
        del stage.turns.keep_place  # type: ignore[misc]
        await stage.all_closed(1)
    assert len(stage.answers(question)) == 1


async def test_a_quick_answer_is_its_own_acknowledgement(stage: DeskStage) -> None:
    """No reaction, no session: Slack allows few of them a minute."""
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0
    async with stage.serving(pace=ReplyPace()) as desk:
        await stage.ask(desk)
        await stage.all_closed(1)
    assert stage.called("reactions.add", "reactions.remove", "agents.sessions.setStatus") == []


@pytest.mark.feature("A question that waits gets a reaction at once")
async def test_who_waits_in_line_is_acknowledged_at_once(stage: DeskStage) -> None:
    """However soon it will be their turn."""
    stage.generator.seconds_a_word = 0.2
    pace = ReplyPace(acknowledge_after_seconds=60, gather_seconds=60)
    async with stage.serving(pace=pace) as desk:
        questions = [(await stage.ask(desk, person=f"p{n}"))[1] for n in range(9)]
        await acknowledged(stage, questions[-1])
        await stage.all_closed(9)
        await stage.at_rest(questions[-1])


async def test_a_stop_of_the_process_does_not_wait_for_slack(stage: DeskStage) -> None:
    """Slack may hang: the turns stay kept, and no task of theirs outlives the stop."""
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 10
    loop = asyncio.get_running_loop()
    async with stage.serving() as desk:
        questions = [(await stage.ask(desk, person=f"p{n}"))[1] for n in range(3)]
        await acknowledged(stage, questions[0])
        stage.slack.mischief.slow("*", seconds=60, times=1000)
        began = loop.time()
    stage.slack.mischief.end()
    assert loop.time() - began < 5
    assert not [one for one in asyncio.all_tasks() if one.get_name().startswith("slack")]
    assert len(await stage.turns.unfinished("slack")) == 3


async def test_what_grows_ends_with_the_process(stage: DeskStage) -> None:
    """A piece that is under way when the turn is handed back is the last one."""
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0.1
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        stage.slack.mischief.slow("chat.startStream", seconds=60, times=9)
        await stage.slack.until(lambda: stage.called("chat.startStream"))
    assert not [one for one in asyncio.all_tasks() if one.get_name() == "slack pieces"]
    stage.slack.mischief.end()
    async with stage.serving():
        await stage.all_closed(1)
    assert stage.called("conversations.replies"), "it may have been begun: it is looked for"
    assert len(stage.answers(question)) == 1

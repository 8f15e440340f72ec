"""Answers of a model, before which a draft is shown: from the real desk, in a local Slack."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.state import Message
from adapters.slack.calls import SlackCalls
from adapters.slack.taking_in.telling import Addressee, Teller
from core.chatting.chores import Chores
from tests.e2e.slack.desk_stage import ANSWER, DRAFT, UNPACED, DeskStage, desk_stage

SHOWING = ("chat.postMessage", "chat.startStream", "chat.update", "chat.delete")


@pytest.fixture
async def stage() -> AsyncIterator[DeskStage]:
    async with desk_stage() as stage:
        yield stage


def ours(stage: DeskStage) -> list[Message]:
    return [one for one in stage.slack.workspace.messages() if one.bot_id]


async def sees(stage: DeskStage, question: Message, text: str) -> None:
    """Wait until somebody sees a text under a question."""
    await stage.slack.until(lambda: any(text in one for one in stage.answers(question)))


@pytest.mark.feature("A draft quoted from the pages comes first")
@pytest.mark.parametrize("channel", ["#general", "dm"])
async def test_a_draft_gives_way_to_a_stream(stage: DeskStage, channel: str) -> None:
    """Edits are few; with the first written word the answer streams, and the draft goes."""
    async with stage.serving() as desk:
        _, question = await stage.ask(desk, channel)
        await sees(stage, question, DRAFT)
        await stage.all_closed(1)
        await stage.at_rest(question)
    assert stage.called(*SHOWING)[:3] == ["chat.postMessage", "chat.startStream", "chat.delete"]
    [answer] = stage.answers(question)
    assert ANSWER in answer
    assert "Still writing" not in answer


async def test_where_streams_are_refused_the_draft_becomes_the_answer(stage: DeskStage) -> None:
    """By edits of the same message."""
    stage.slack.mischief.refuse_streams_in = {"channel"}
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    assert "chat.delete" not in stage.called(*SHOWING)
    assert len(ours(stage)) == 1
    assert ANSWER in stage.answers(question)[0]


async def test_there_are_never_two_stops(stage: DeskStage) -> None:
    """Slack's own is shown as soon as its session works; then ours is left out."""
    stage.slack.mischief.refuse_streams_in = {"channel"}
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await sees(stage, question, DRAFT)
        assert stage.channel(question).sessions[question.ts]["status"] == "processing"
        await stage.all_closed(1)
    assert not [name for name, given in stage.slack.calls if '"stop"' in json.dumps(given)]


async def test_without_slacks_own_stop_there_is_ours(stage: DeskStage) -> None:
    """In the draft as in what grows."""
    stage.slack.mischief.fail("agents.sessions.setStatus", "not_allowed", times=9)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await sees(stage, question, "[Stop]")
        await stage.all_closed(1)
    assert "[Stop]" not in stage.answers(question)[0]


async def test_a_draft_that_cannot_be_deleted_at_once_goes_at_the_end(stage: DeskStage) -> None:
    """Deleting has a limit of its own."""
    stage.slack.mischief.limit_rate("chat.delete", retry_after=0)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    assert len(stage.answers(question)) == 1
    assert stage.called("chat.delete") == ["chat.delete"] * 2


async def test_a_draft_that_may_not_be_deleted_does_not_hold_up_the_answer(
    stage: DeskStage,
) -> None:
    """Some organisations let nobody delete anything."""
    stage.slack.mischief.fail("chat.delete", "compliance_exports_prevent_deletion", times=9)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    assert ANSWER in stage.answers(question)[-1]


@pytest.mark.parametrize("method", ["chat.startStream", "chat.postMessage"])
async def test_what_was_begun_though_nobody_said_so_is_gone_on_with(
    stage: DeskStage, method: str
) -> None:
    """Slack's answer was lost: the thread is read before anything else is begun."""
    stage.slack.mischief.lose_answer(method)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    [answer] = stage.answers(question)
    assert ANSWER in answer
    assert "Still writing" not in answer


@pytest.mark.feature("What one process had begun another one ends")
@pytest.mark.parametrize("method", ["chat.startStream", "chat.postMessage", "chat.delete"])
async def test_another_process_goes_on_with_what_one_had_begun(
    stage: DeskStage, method: str
) -> None:
    """Killed right after a call, before anything of it could be kept."""
    async with stage.serving() as desk:
        turn, question = await stage.ask(desk)
        if method == "chat.startStream":
            await sees(stage, question, DRAFT)
        if method != "chat.delete":
            stage.turns.failing.add("keep_place")
        await stage.slack.until(lambda: method in stage.called(*SHOWING))
        stage.clients.has_died = True
        stage.turns.failing |= {"decide", "close"}
        await asyncio.sleep(0.05)
    stage.turns.failing.clear()
    # Whoever is killed hands nothing back.
    await stage.turns.begin(turn)
    async with stage.serving():
        await stage.all_closed(1)
    [answer] = stage.answers(question)
    assert ANSWER in answer


async def test_what_the_desk_told_somebody_is_not_taken_for_an_answer(stage: DeskStage) -> None:
    """Only a stream has no metadata: whatever else stands in the thread has."""
    stage.slack.mischief.fail("chat.startStream", "internal_error")
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        team = stage.slack.workspace.team_id
        here = Addressee(
            workspace=team,
            channel=question.channel,
            person=question.user,
            root_ts=question.ts,
            is_direct=True,
        )
        calls = SlackCalls(clients=stage.clients, rules=UNPACED)
        await Teller(calls=calls, chores=Chores()).tell_now(here, "A note.")
        await stage.all_closed(1)
    seen = "\n".join(stage.answers(question))
    assert "A note." in seen
    assert seen.count(ANSWER) == 1

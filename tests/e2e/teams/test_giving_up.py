"""Answers that Teams never takes, or not in time: nothing is left behind, and people hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.teams.place import Place
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.taking_in.asking import private_key
from core.domain import Question
from core.turns import TurnDesk
from tests.contract.teams_stage import QUICK
from tests.e2e.teams.desk_stage import ANSWER, DeskStage, desk_stage
from tests.local_teams.reading import as_text, buttons


@pytest.fixture
async def stage() -> AsyncIterator[DeskStage]:
    async with desk_stage() as stage:
        yield stage


@pytest.mark.feature("Who asked where it cannot answer is told so elsewhere")
@pytest.mark.parametrize(
    "code", ["BotNotInConversationRoster", "BotDisabledByAdmin", "MessageWritesBlocked"]
)
async def test_who_asked_where_the_desk_was_removed_is_told_why(
    stage: DeskStage, code: str
) -> None:
    """Once, in their own chat, if there is one."""
    async with stage.serving() as desk:
        stage.teams.mischief.remove_bot(stage.teams.chat("#general"), code)
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
        await stage.teams.until(stage.told)
    [told] = stage.told()
    assert "I cannot post in \\#general any more" in told or "in #general any more" in told
    assert stage.answers(question) == []


async def test_who_has_no_chat_with_the_desk_cannot_be_told(stage: DeskStage) -> None:
    """The turn is closed all the same."""
    async with stage.serving() as desk:
        stage.teams.mischief.remove_bot(stage.teams.chat("#general"))
        await stage.ask(desk, person="bob")
        await stage.all_closed(1)
        await stage.teams.settled()
    assert stage.told("bob") == []


async def test_in_ones_own_chat_nobody_is_told_of_its_end(stage: DeskStage) -> None:
    """There is no other place."""
    async with stage.serving() as desk:
        stage.teams.mischief.remove_bot(stage.teams.chat("dm ann"))
        await stage.ask(desk, "dm ann")
        await stage.all_closed(1)
        await stage.teams.settled()
    assert stage.told() == []


async def ask_privately(stage: DeskStage, desk: TurnDesk, person: str) -> None:
    """Ask in #general what is answered in one's own chat."""
    who, chat = stage.teams.person(person), stage.teams.chat("#general")
    spot = Spot(chat.tenant, chat.id, ChatKind.CHANNEL)
    place = Place(spot.tenant, spot.chat, spot.kind, is_private=True)
    question = Question("Where do staff park?", private_key(spot, who.id), who.id)
    await desk.accept(question, event_id="extension:1", place=place.written())
    await stage.all_closed(1)
    await stage.teams.until(lambda: stage.teams.said_by_bot(chat))


@pytest.mark.parametrize("person", ["ann", "bob"])
async def test_who_removed_the_app_is_told_where_they_asked_privately(
    stage: DeskStage, person: str
) -> None:
    """By name, and what to do, but not what they had asked; Bob never had a chat with the desk."""
    stage.teams.mischief.remove_bot(stage.teams.chat(f"dm {person}"))
    async with stage.serving() as desk:
        await ask_privately(stage, desk, person)
    [told] = stage.teams.said_by_bot(stage.teams.chat("#general"))
    assert as_text(told).startswith(f"@{person.title()} I cannot write to you in our own chat")
    assert "press Add, then ask again" in as_text(told)
    assert "park" not in as_text(told)
    assert stage.told(person) == []


@pytest.mark.feature("Rate limits are waited for")
async def test_a_limit_of_a_minute_is_waited_for(stage: DeskStage) -> None:
    """The answer is offered when Teams wants it, and not before."""
    stage.rules = replace(QUICK, in_time_seconds=0.2)
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0
    stage.teams.mischief.fail("send", status=429, code="TooManyRequests", retry_after=1)
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await stage.all_closed(1)
    assert stage.called("send") == ["send"] * 2
    assert ANSWER in stage.answers(question)[0].text


async def test_a_fault_while_it_grows_costs_only_the_view(stage: DeskStage) -> None:
    """Whatever it is; the whole answer comes all the same."""

    class OddError(Exception):
        """Nobody foresaw it."""

    has_failed = asyncio.Event()

    async def keeps_no_place(turn_id: str, place: str) -> None:
        del turn_id, place
        has_failed.set()
        raise OddError

    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0.3
    stage.turns.keep_place = keeps_no_place  # type: ignore[method-assign]
    async with stage.serving() as desk:
        _, question = await stage.ask(desk)
        await has_failed.wait()
        del stage.turns.keep_place
        await stage.all_closed(1)
    [answer] = stage.answers(question)
    assert ANSWER in answer.text


@pytest.mark.feature("One’s place in the line is told")
async def test_who_waits_in_line_is_told_at_once(stage: DeskStage) -> None:
    """The message with their place becomes the answer."""
    stage.generator.seconds_a_word = 0.1
    async with stage.serving() as desk:
        questions = [(await stage.ask(desk))[1] for _ in range(9)]
        await stage.teams.until(lambda: stage.answers(questions[-1]))
        assert "You are next" in as_text(stage.answers(questions[-1])[0])
        await stage.all_closed(9)
    assert all(len(stage.answers(question)) == 1 for question in questions)


async def test_a_stop_of_the_process_does_not_wait_for_teams(stage: DeskStage) -> None:
    """Teams may hang: the turns stay kept."""
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 10
    loop = asyncio.get_running_loop()
    async with stage.serving() as desk:
        for _ in range(3):
            await stage.ask(desk)
        await stage.teams.until(lambda: stage.called("typing"))
        stage.teams.mischief.slow("*", 60, times=1000)
        began = loop.time()
    stage.teams.mischief.end()
    assert loop.time() - began < 5
    assert len(await stage.turns.unfinished("teams")) == 3


@pytest.mark.feature("What one process had begun another one ends")
@pytest.mark.parametrize("place", ["#general", "dm ann"])
async def test_what_a_process_has_begun_the_next_one_ends(stage: DeskStage, place: str) -> None:
    """In the same message, which says meanwhile that the answer comes."""
    stage.quoting = stage.generator
    stage.generator.seconds_a_word = 0.3
    async with stage.serving() as desk:
        _, question = await stage.ask(desk, place)
        await stage.teams.until(lambda: stage.answers(question))
        stage.generator.seconds_a_word = 10
    [begun] = stage.answers(question)
    assert "I have to restart" in begun.text
    stage.generator.seconds_a_word = 0
    async with stage.serving():
        await stage.all_closed(1)
    [answer] = stage.answers(question)
    assert ANSWER in answer.text
    assert "Stop" not in buttons(answer)

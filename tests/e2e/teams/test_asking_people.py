"""The buttons "Ask a person" and "Stop" in Teams, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.teams.names import ACTION, ASK_PERSON, TURN
from core.domain import HandedOver
from core.errors import StorageError
from tests.e2e.teams.bot_stage import AT_ONCE, Stage, staged
from tests.local_teams.people import Person
from tests.local_teams.state import Chat, Message

SURE = "Yes, ask them"
"""What stands beneath the question that "Ask a person" opens."""


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the desk at work."""
    async with staged(pace=AT_ONCE) as made:
        yield made


async def answered(stage: Stage, person: Person, chat: Chat) -> Message:
    """Let somebody ask something and be answered; the answer."""
    personal = chat.kind == "personal"
    await person.says("What now?" if personal else "@frontdesk What now?", chat)
    await stage.answered(await stage.asked())
    return stage.last(chat)


async def told(stage: Stage, person: Person, answer: Message) -> str:
    """What the person alone reads after pressing the buttons."""
    before = len(person.was_told)
    await person.presses("Ask a person", answer)
    await person.presses(SURE, answer)
    await stage.quiet()
    return "\n".join(person.was_told[before:])


async def test_a_question_is_handed_over(stage: Stage) -> None:
    """With who asked and the way there; only that person is told."""
    ann, general = stage.teams.person("ann"), stage.general
    answer = await answered(stage, ann, general)
    said = len(general.shown())
    assert "I have passed your question on to people. They answer here" in await told(
        stage, ann, answer
    )
    ((turn, key, asker),) = stage.people.handed_over
    root = general.shown()[0].id
    assert key == stage.key(general, root)
    assert turn == stage.desk.asked[0].id
    assert (asker.person, asker.name) == (ann.id, "Ann")
    assert f"/{root}?tenantId={general.tenant}&parentMessageId={root}" in asker.link
    assert len(general.shown()) == said


async def test_nobody_is_asked_by_the_first_button(stage: Stage) -> None:
    """It only tells who would see what."""
    answer = await answered(stage, stage.ann, stage.general)
    await stage.ann.presses("Ask a person", answer)
    await stage.quiet()
    assert stage.people.handed_over == []


async def test_the_link_names_the_team(stage: Stage) -> None:
    """As soon as anything of the team has told how the directory calls it."""
    general = stage.general
    assert general.team is not None
    await stage.ann.installing.adds_app(general)
    await stage.quiet()
    await told(stage, stage.ann, await answered(stage, stage.ann, general))
    ((_, _, asker),) = stage.people.handed_over
    assert f"&groupId={general.team.aad}&" in asker.link


async def test_a_question_of_a_personal_chat_has_no_link(stage: Stage) -> None:
    """Nobody else can go there."""
    ann = stage.teams.person("ann")
    answer = await answered(stage, ann, stage.teams.personal(ann))
    assert (await told(stage, ann, answer)).endswith("They will write to you.")
    ((_, _, asker),) = stage.people.handed_over
    assert asker.link == ""


async def test_a_question_of_a_group_chat_has_none(stage: Stage) -> None:
    """People are asked who are not in it, and would stand before a locked door."""
    ann, bob = stage.teams.person("ann"), stage.teams.person("bob")
    group = stage.teams.add_group("Rota", [ann, bob])
    answer = await answered(stage, ann, group)
    assert (await told(stage, bob, answer)).endswith("They will write to you.")
    ((_, key, asker),) = stage.people.handed_over
    assert key == stage.key(group)
    assert (asker.name, asker.link) == ("Bob", "")


async def test_a_private_question_is_found(stage: Stage) -> None:
    """It was asked elsewhere, and is answered in the personal chat."""
    ann, general = stage.teams.person("ann"), stage.general
    personal = stage.teams.personal(ann)
    await ann.says("hello", personal)
    await stage.answered(await stage.asked())
    await ann.asks("What now?", general)
    await stage.answered(await stage.asked())
    stage.people.says = HandedOver.GONE
    assert "please ask it again" in await told(stage, ann, stage.last(personal))
    keys = [key for _, key, _ in stage.people.handed_over]
    assert keys == [stage.key(personal), stage.key(general, f"private:{ann.id}")]
    assert all(not asker.link for _, _, asker in stage.people.handed_over)


async def test_a_private_question_is_found_after_a_restart(stage: Stage) -> None:
    """It is kept who asked it, and where."""
    personal = stage.teams.personal(stage.ann)
    await stage.ann.says("@frontdesk hello", stage.general)
    await stage.answered(await stage.asked())
    await stage.ann.asks("What now?", stage.general)
    await stage.answered(await stage.asked())
    stage.restarts()
    stage.people.says = HandedOver.GONE
    await told(stage, stage.ann, stage.last(personal))
    keys = [key for _, key, _ in stage.people.handed_over]
    assert stage.key(stage.general, f"private:{stage.ann.id}") in keys


async def test_a_turn_of_another_chat_is_not_looked_for_there(stage: Stage) -> None:
    """Whatever a button says: the desk is asked for it in this chat alone."""
    ann, general = stage.teams.person("ann"), stage.general
    group = stage.teams.add_group("Rota", [ann])
    await answered(stage, ann, group)
    answer = await answered(stage, ann, general)
    (first,) = answer.cards[0]["actions"]
    (sure,) = first["card"]["actions"]
    sure["data"] = {ACTION: ASK_PERSON, TURN: stage.desk.asked[0].id}
    await told(stage, ann, answer)
    assert {replace(key, thread="") for _, key, _ in stage.people.handed_over} == {
        stage.key(general)
    }


async def test_pressing_twice_is_once(stage: Stage) -> None:
    """For one person; another may want it too."""
    ann, bob = stage.teams.person("ann"), stage.teams.person("bob")
    answer = await answered(stage, ann, stage.general)
    await told(stage, ann, answer)
    assert await told(stage, ann, answer) == "I have passed this question on already."
    assert len(stage.people.handed_over) == 1
    await told(stage, bob, answer)
    assert len(stage.people.handed_over) == 2


async def test_where_there_is_nobody_the_contact_is_told() -> None:
    """The button may be older than the setting."""
    async with staged() as before:
        ann = before.teams.person("ann")
        answer = await answered(before, ann, before.general)
        before.people.says = HandedOver.NOBODY
        text = await told(before, ann, answer)
    assert "There is nobody here whom I could ask." in text
    assert "the service desk at 780-555-0100" in text


async def test_a_question_that_is_gone_is_told(stage: Stage) -> None:
    """It was forgotten, or is too old."""
    ann = stage.teams.person("ann")
    answer = await answered(stage, ann, stage.general)
    stage.people.says = HandedOver.GONE
    assert "please ask it again" in await told(stage, ann, answer)


async def test_a_failing_database_is_told_and_can_be_tried_again(stage: Stage) -> None:
    """A press that did nothing does not count."""
    ann = stage.teams.person("ann")
    answer = await answered(stage, ann, stage.general)
    stage.people.fails_with = StorageError("database is locked")
    assert "could not pass" in await told(stage, ann, answer)
    stage.people.fails_with = None
    assert "I have passed" in await told(stage, ann, answer)


@pytest.mark.feature("A Stop button of ours where the platform shows none")
async def test_an_answer_is_stopped_by_its_button(stage: Stage) -> None:
    """Anybody in the channel may; once it has ended that is said."""
    ann, bob, general = stage.teams.person("ann"), stage.teams.person("bob"), stage.general
    await ann.says("@frontdesk What now?", general)
    turn = await stage.asked()
    await stage.teams.until(lambda: any(one.cards for one in general.shown()))
    card = stage.last(general)
    await bob.presses("Stop", card)
    assert stage.desk.stopped == [turn.id]
    await stage.answered(turn)


async def test_an_answer_of_another_chat_is_not_stopped(stage: Stage) -> None:
    """Whatever a button says."""
    ann, general = stage.teams.person("ann"), stage.general
    group = stage.teams.add_group("Rota", [ann])
    await ann.says("@frontdesk What now?", group)
    theirs = await stage.asked()
    await ann.says("@frontdesk And here?", general)
    ours = await stage.asked()
    await stage.teams.until(lambda: any(one.cards for one in general.shown()))
    card = stage.last(general)
    card.cards[0]["actions"][0]["data"][TURN] = theirs.id
    await ann.presses("Stop", card)
    assert stage.desk.stopped == []
    assert ann.was_told == ["That answer has ended already."]
    await stage.answered(theirs)
    await stage.answered(ours)

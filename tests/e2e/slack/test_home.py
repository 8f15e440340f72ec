"""The App Home and the Messages tab, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from adapters.local_slack.people import Person
from adapters.local_slack.state import OpenView
from adapters.slack.names import OPEN_SETTINGS
from core.domain import AcceptedTurn, Answered, Question, TurnedAway
from tests.e2e.slack.surface_stage import QUESTIONS, Stage, staged
from tests.fakes.desk import NOON

PROMPTS = "assistant.threads.setSuggestedPrompts"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with staged() as made:
        yield made


async def opened(stage: Stage, person: Person) -> OpenView:
    """The App Home of somebody who has just opened it."""
    await person.opens_home()
    await stage.until(lambda: person.home, "the App Home is shown")
    await stage.until_quiet()
    return stage.slack.workspace.homes[person.id]


def asked(stage: Stage, person: Person, text: str, channel: str, thread: str) -> None:
    """Let somebody have asked something."""
    question = Question(text, stage.key(channel, thread), person.id)
    turn = AcceptedTurn(f"{len(stage.conversations.askers):032x}", question, NOON)
    stage.conversations.record(turn, Answered("Up to five days."))


@pytest.mark.feature("Home: what it knows, suggested questions, one’s recent ones, settings")
async def test_who_opens_it_sees_what_is_known(stage: Stage) -> None:
    """Sources, wait times, suggestions and what they asked themselves."""
    ann, ben = stage.slack.person("ann"), stage.slack.person("ben")
    asked(stage, ann, "May I carry over leave?", stage.general(), "1700000000.000100")
    asked(stage, ben, "What is Ben up to?", stage.general(), "1700000000.000200")
    await opened(stage, ann)
    text = stage.home(ann)
    assert "intranet: 87 pages" in text
    assert "Wait times of Alberta Health Services: as of" in text
    assert f"[{QUESTIONS[0]}] [{QUESTIONS[1]}]" in text
    assert "/p1700000000000100" in text
    assert "in #general" in text
    assert "Ben up to" not in text


async def test_it_is_drawn_anew_when_it_is_opened_again(stage: Stage) -> None:
    """It shows what is so now."""
    ann = stage.slack.person("ann")
    await opened(stage, ann)
    stage.status.gives = replace(stage.status.gives, sources=())
    await ann.opens_home()
    await stage.until(lambda: "There are no pages yet" in stage.home(ann), "it is drawn anew")


@pytest.mark.feature("Suggested questions to press")
async def test_a_suggested_question_is_answered_in_the_direct_message(stage: Stage) -> None:
    """What was asked is posted there, and the answer stands in its thread."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    await ann.clicks(QUESTIONS[0], on=home)
    turn = await stage.desk.questions.get()
    assert turn.question.text == QUESTIONS[0]
    assert turn.question.person == ann.id
    await stage.desk.decide(turn.id, Answered("Up to five days."))
    (said,) = stage.slack.seen("dm", by="ann")
    assert said == f"frontdesk: You asked: {QUESTIONS[0]}"
    in_thread = stage.slack.seen("dm", thread=turn.question.conversation.thread, by="ann")
    assert "Up to five days." in in_thread[-1]
    await stage.until(lambda: "I am answering" in stage.home(ann), "the App Home tells where")


async def test_a_press_that_is_delivered_again_asks_once(stage: Stage) -> None:
    """Slack delivers what it thinks was lost."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    stage.slack.mischief.deliver_times = 3
    await ann.clicks(QUESTIONS[0], on=home)
    await stage.desk.questions.get()
    await stage.until_quiet()
    assert len(stage.slack.seen("dm", by="ann")) == 1
    assert stage.desk.questions.empty()


async def test_who_is_turned_away_is_told_why(stage: Stage) -> None:
    """Beneath the question."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    stage.desk.turns_away = TurnedAway("Too many people are waiting.", is_full=True)
    await ann.clicks(QUESTIONS[0], on=home)
    await stage.until(lambda: stage.slack.seen("dm", by="ann"), "the question is posted")
    await stage.until_quiet()
    root = next(iter(stage.slack.workspace.direct(ann.id).messages.values()))
    told = stage.slack.seen("dm", thread=root, by="ann")
    assert told[-1] == "frontdesk: Too many people are waiting."


async def test_a_failing_database_is_told(stage: Stage) -> None:
    """The person is asked to try again; nothing is lost in silence."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    stage.desk.is_broken = True
    await ann.clicks(QUESTIONS[0], on=home)
    await stage.until(lambda: "I cannot take questions" in stage.home(ann), "it is told")


async def test_direct_messages_are_forgotten(stage: Stage) -> None:
    """All conversations of that channel and no other."""
    ann = stage.slack.person("ann")
    direct = stage.slack.workspace.direct(ann.id).id
    asked(stage, ann, "One?", direct, "1700000000.000100")
    asked(stage, ann, "Two?", direct, "1700000000.000200")
    asked(stage, ann, "In public?", stage.general(), "1700000000.000300")
    home = await opened(stage, ann)
    await ann.clicks("Forget them", on=home)
    await stage.until(lambda: "I have forgotten 4 messages." in stage.home(ann), "it is told")
    left = [turns[0].question for turns in stage.conversations.kept.values() if turns]
    assert left == ["In public?"]


async def test_what_could_not_be_forgotten_is_told(stage: Stage) -> None:
    """Nobody believes in a deletion that did not happen."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    stage.conversations.is_broken = True
    await ann.clicks("Forget them", on=home)
    await stage.until(lambda: "could not forget" in stage.home(ann), "it is told")
    assert "I cannot look them up just now." in stage.home(ann)


@pytest.mark.feature("Settings of one’s own, in direct messages")
async def test_the_settings_of_the_direct_message_are_opened(stage: Stage) -> None:
    """By the button beside it."""
    ann = stage.slack.person("ann")
    home = await opened(stage, ann)
    await ann.clicks(OPEN_SETTINGS, on=home)
    await stage.until(lambda: "in our direct messages" in stage.modal(ann), "the modal is filled")


@pytest.mark.feature("Prompts beside the box to write in")
async def test_the_messages_tab_suggests_questions(stage: Stage) -> None:
    """Four at most, one of them on wait times where they are known, in no thread."""
    ann = stage.slack.person("ann")
    stage.suggestions = ("A?", "B?", "C?", "D?", "E?")
    await ann.opens_messages()
    await stage.until(lambda: stage.calls(PROMPTS), "prompts are set")
    (call,) = stage.calls(PROMPTS)
    assert [prompt["message"] for prompt in call["prompts"]][:3] == ["A?", "B?", "C?"]
    assert "shortest wait" in call["prompts"][3]["message"]
    assert "thread_ts" not in call
    assert ann.home is None


async def test_prompts_that_stand_there_are_not_set_again(stage: Stage) -> None:
    """Only others are."""
    ann = stage.slack.person("ann")
    for _ in range(2):
        await ann.opens_messages()
        await stage.until_quiet()
    assert len(stage.calls(PROMPTS)) == 1
    stage.suggestions = ("Another?",)
    stage.status.gives = replace(stage.status.gives, waits=None)
    await ann.opens_messages()
    await stage.until(lambda: len(stage.calls(PROMPTS)) == 2, "the new ones are set")
    assert [one["message"] for one in stage.calls(PROMPTS)[1]["prompts"]] == ["Another?"]


async def test_prompts_that_slack_refused_are_tried_again(stage: Stage) -> None:
    """At the next opening."""
    ann = stage.slack.person("ann")
    stage.slack.mischief.fail(PROMPTS, "channel_not_found")
    for _ in range(2):
        await ann.opens_messages()
        await stage.until_quiet()
    assert len(stage.slack.workspace.direct(ann.id).prompts) == 3


async def test_only_the_latest_questions_are_listed(stage: Stage) -> None:
    """Ten of them, the latest first."""
    ann = stage.slack.person("ann")
    for number in range(12):
        asked(stage, ann, f"Question {number}?", stage.general(), f"17000000{number:02}.000100")
    for turns in stage.conversations.kept.values():
        turns[:] = [
            replace(turn, asked_at=NOON + timedelta(seconds=int(turn.question[9:-1])))
            for turn in turns
        ]
    await opened(stage, ann)
    text = stage.home(ann)
    assert "Question 11?" in text
    assert "Question 2?" in text
    assert "Question 1?" not in text

"""What the desk knows, what a person asked, help and the first message in Teams, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from core.domain import AcceptedTurn, Answered, Question
from tests.e2e.teams.bot_stage import QUESTIONS, Stage, staged
from tests.fakes.desk import NOON
from tests.local_teams.people import Person
from tests.local_teams.reading import as_text
from tests.local_teams.state import Chat


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the desk at work."""
    async with staged() as made:
        yield made


def asked(stage: Stage, person: Person, text: str, chat: Chat, thread: str = "") -> None:
    """Let somebody have asked something."""
    question = Question(text, stage.key(chat, thread), person.id)
    turn = AcceptedTurn(f"{len(stage.conversations.askers):032x}", question, NOON)
    stage.conversations.record(turn, Answered("Up to five days."))


async def said(stage: Stage, person: Person, word: str, chat: Chat) -> str:
    """What the desk says to a word."""
    await person.says(word, chat)
    await stage.quiet()
    return as_text(stage.last(chat))


@pytest.mark.feature("Home: what it knows, suggested questions, one’s recent ones, settings")
async def test_who_says_sources_in_their_own_chat_sees_their_home(stage: Stage) -> None:
    """Sources, wait times, suggestions and what they asked themselves."""
    ann, bob = stage.teams.person("ann"), stage.teams.person("bob")
    general = stage.general
    await said(stage, ann, "@frontdesk help", general)
    asked(stage, ann, "May I carry over leave?", general, "1700000000001")
    asked(stage, bob, "What is Bob up to?", general, "1700000000002")
    text = await said(stage, ann, "sources", stage.teams.personal(ann))
    assert "intranet (https://intranet.example.org/): 87 pages" in text
    assert "Wait times of Alberta Health Services: as of" in text
    assert "May I carry over leave? (https://teams.microsoft.com/l/message/" in text
    assert "/1700000000001?" in text
    assert "Bob up to" not in text
    assert f"[{QUESTIONS[0]}]\n[{QUESTIONS[1]}]" in text


async def test_in_a_channel_only_the_sources_are_told(stage: Stage) -> None:
    """Everybody reads them."""
    ann, general = stage.teams.person("ann"), stage.general
    asked(stage, ann, "May I carry over leave?", general, "1700000000001")
    text = await said(stage, ann, "@frontdesk sources", general)
    assert "intranet (https://intranet.example.org/): 87 pages" in text
    assert "carry over" not in text


@pytest.mark.feature("Suggested questions to press")
async def test_a_suggested_question_is_asked_in_the_persons_name(stage: Stage) -> None:
    """As if they had written it."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    await said(stage, ann, "sources", chat)
    await ann.presses(QUESTIONS[0], stage.last(chat))
    turn = await stage.asked()
    assert (turn.question.text, turn.question.person) == (QUESTIONS[0], ann.id)
    await stage.answered(turn)


async def test_a_personal_chat_is_forgotten(stage: Stage) -> None:
    """With what was asked elsewhere in private, which is answered here; nothing else."""
    ann, general = stage.teams.person("ann"), stage.general
    chat = stage.teams.personal(ann)
    asked(stage, ann, "One?", chat)
    asked(stage, ann, "Two?", general, f"private:{ann.id}")
    asked(stage, ann, "In public?", general, "1700000000003")
    await said(stage, ann, "sources", chat)
    await ann.presses("Forget them", stage.last(chat))
    await stage.quiet()
    assert as_text(stage.last(chat)) == "I have forgotten 4 messages."
    left = [turns[0].question for turns in stage.conversations.kept.values() if turns]
    assert left == ["In public?"]


async def test_the_card_lists_nothing_that_is_deleted(stage: Stage) -> None:
    """Its place is taken by another."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    asked(stage, ann, "What does a badge cost?", chat)
    assert "What does a badge cost?" in await said(stage, ann, "sources", chat)
    card = stage.last(chat)
    await ann.presses("Forget them", card)
    await stage.quiet()
    assert "What does a badge cost?" not in as_text(card)
    assert "What I know" in as_text(card)


async def test_what_could_not_be_forgotten_is_told(stage: Stage) -> None:
    """Nobody believes in a deletion that did not happen."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    await said(stage, ann, "sources", chat)
    card = stage.last(chat)
    stage.conversations.is_broken = True
    await ann.presses("Forget them", card)
    await stage.quiet()
    assert "could not forget" in as_text(stage.last(chat))
    assert "I cannot look them up just now." in await said(stage, ann, "sources", chat)


async def test_the_settings_of_the_personal_chat_are_opened(stage: Stage) -> None:
    """By the button beneath it."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    await said(stage, ann, "sources", chat)
    await ann.presses("Settings of this chat", stage.last(chat))
    assert ann.dialog is not None
    assert "This is how I answer in our chat." in ann.dialog.as_text


async def test_help_tells_what_can_be_done(stage: Stage) -> None:
    """With the name that people mention, and sites of the board."""
    ann = stage.teams.person("ann")
    text = await said(stage, ann, "@frontdesk help", stage.general)
    assert "@frontdesk alert me when Foothills Medical Centre is over 4 hours" in text
    assert "Ask privately" in text


async def test_who_adds_the_desk_is_welcomed(stage: Stage) -> None:
    """In their own chat with questions that can be pressed, one of them on wait times."""
    ann = stage.teams.person("ann")
    chat = stage.teams.personal(ann)
    await ann.installing.adds_app(chat)
    await stage.quiet()
    text = as_text(stage.last(chat))
    assert "Just write to me here" in text
    assert f"[{QUESTIONS[0]}] [{QUESTIONS[1]}]" in text
    assert "shortest wait" in text

"""Guests, people of other organisations, and teams that operators left out."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.teams.names import ANSWER_THIS
from adapters.teams.tools import TeamsRules
from tests.e2e.teams.bot_stage import Stage, staged
from tests.local_teams.people import Person
from tests.local_teams.reading import without_markup

QUESTION = "How do I get a new badge?"
REASON = (
    "I am sorry: I only answer people of the organisation that runs me, not its guests. For help from a "
    "person: the service desk at 780-555-0100"
)


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


def guest(stage: Stage) -> Person:
    """Somebody of another organisation, who was invited."""
    return stage.teams.add_person("Greta", role="guest")


@pytest.mark.feature("Guests and people of other organisations are told that they are not answered")
async def test_guest_gets_a_reason(stage: Stage) -> None:
    """Silence would be taken for a fault."""
    message = await guest(stage).says(f"@frontdesk {QUESTION}", stage.general)
    await stage.nothing_asked()
    assert stage.said(stage.general, message) == [REASON]


@pytest.mark.feature("Guests and people of other organisations are told that they are not answered")
async def test_person_of_another_organisation_gets_a_reason(stage: Stage) -> None:
    """In a channel that is shared: Teams names their tenant, and the chat's."""
    person = stage.teams.add_person("Olga", tenant="bbbbbbbb-cccc-dddd-eeee-ffffffffffff")
    message = await person.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.nothing_asked()
    assert stage.said(stage.general, message) == [REASON]


async def test_talk_of_guests_is_left_alone(stage: Stage) -> None:
    """Who spoke to nobody is not told that nobody answers."""
    root = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    before = stage.said(stage.general, root)
    await guest(stage).says("And what does it cost?", stage.general, root)
    await stage.nothing_asked()
    assert stage.said(stage.general, root) == before


async def test_buttons_words_and_the_extension_do_nothing_for_guests(stage: Stage) -> None:
    """They read the reason."""
    message = await stage.ann.says(QUESTION, stage.general)
    await stage.quiet()
    person = guest(stage)
    await person.uses(ANSWER_THIS, message)
    await person.opens("ask", stage.general)
    await stage.nothing_asked()
    assert person.was_told == [REASON, REASON]


async def test_a_contact_is_no_markup_wherever_it_is_read() -> None:
    """Dialogs and cards show plain text, messages Markdown."""
    contact = "*IT* desk_ at [5]"
    async with staged(rules=TeamsRules(contact=contact)) as stage:
        message = await stage.ann.says(QUESTION, stage.general)
        await stage.quiet()
        person = guest(stage)
        await person.uses(ANSWER_THIS, message)
        await person.says(f"@frontdesk {QUESTION}", stage.general, message)
        await stage.nothing_asked()
        assert person.was_told[0].endswith(f"For help from a person: {contact}")
        assert without_markup(stage.last(stage.general).text).endswith(contact)


async def test_a_question_waits_for_teams_to_tell_who_asks(stage: Stage) -> None:
    """The first one after a start may have to wait for a token, and so may its neighbours."""
    stage.teams.mischief.slow("member", 0.7, times=2)
    for _ in range(2):
        await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    asked = [await stage.asked() for _ in range(2)]
    assert [turn.question.text for turn in asked] == [QUESTION] * 2
    assert sum(call.operation == "member" for call in stage.teams.calls) == 3, "tries for one look"


async def test_who_presses_something_is_answered_sooner(stage: Stage) -> None:
    """Teams waits for five seconds; what it tells meanwhile is known the next time."""
    stage.teams.mischief.slow("member", 0.7, times=3)
    await stage.bob.says("good morning", stage.general)
    await stage.quiet()
    await stage.ann.opens("ask", stage.general)
    assert "Teams did not tell me just now" in stage.ann.was_told[0]
    await stage.quiet()
    await stage.ann.opens("ask", stage.general)
    assert stage.ann.dialog is not None
    assert stage.ann.dialog.card is not None


async def test_guests_are_asked_for_once(stage: Stage) -> None:
    """What Teams said is remembered."""
    person = guest(stage)
    for _ in range(3):
        await person.says(f"@frontdesk {QUESTION}", stage.general)
        await stage.quiet()
    assert sum(call.operation == "member" for call in stage.teams.calls) == 1


async def test_who_cannot_be_told_apart_waits(stage: Stage) -> None:
    """Nobody is answered by mistake, and the question is kept."""
    stage.teams.mischief.fail("member", status=400, times=9)
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.nothing_asked()
    assert stage.said(stage.general, message) == []
    assert all(one.is_taken for one in stage.teams.deliveries.history)


@pytest.mark.feature("Operators may allow them")
async def test_strangers_may_be_allowed() -> None:
    """By operators; then nobody is looked up."""
    async with staged(rules=TeamsRules(allow_external=True)) as stage:
        await guest(stage).says(f"@frontdesk {QUESTION}", stage.general)
        assert (await stage.asked()).question.text == QUESTION
        assert all(call.operation != "member" for call in stage.teams.calls)


@pytest.mark.feature("Operators may leave out some of the organisation’s teams")
async def test_team_that_is_left_out_gets_a_reason() -> None:
    """Whoever asks in it."""
    async with staged(rules=TeamsRules(teams=frozenset({"19:another@thread.tacv2"}))) as stage:
        message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
        await stage.nothing_asked()
        assert "have not opened me to this team" in stage.said(stage.general, message)[0]


async def test_in_a_team_that_is_left_out_the_desk_says_so() -> None:
    """Once it is added there, instead of inviting questions."""
    async with staged(rules=TeamsRules(teams=frozenset({"19:another@thread.tacv2"}))) as stage:
        await stage.ann.installing.adds_app(stage.general)
        await stage.quiet()
        assert stage.general.team is not None
        (said,) = stage.said(stage.general.team.channels[0])
        assert "have not opened me to this team" in said


async def test_team_may_be_named_by_its_group() -> None:
    """Once Teams has told which that is."""
    async with staged() as before:
        assert before.general.team is not None
        group = before.general.team.aad
    async with staged(rules=TeamsRules(teams=frozenset({group}))) as stage:
        await stage.ann.installing.adds_app(stage.general)
        await stage.quiet()
        await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
        assert (await stage.asked()).question.text == QUESTION


async def test_group_of_a_team_outlives_the_process() -> None:
    """Though the app was added through a channel that is not General, and asked in another."""
    async with staged() as before:
        assert before.general.team is not None
        group = before.general.team.aad
    async with staged(rules=TeamsRules(teams=frozenset({group}))) as stage:
        await stage.ann.installing.adds_app(stage.general, through=stage.general)
        await stage.quiet()
        stage.restarts()
        other = stage.teams.add_channel("waits")
        await stage.ann.says(f"@frontdesk {QUESTION}", other)
        assert (await stage.asked()).question.text == QUESTION


async def test_personal_chats_are_of_no_team() -> None:
    """The rule is not about them."""
    async with staged(rules=TeamsRules(teams=frozenset({"19:another@thread.tacv2"}))) as stage:
        await stage.ann.says(QUESTION, stage.teams.personal(stage.ann))
        assert (await stage.asked()).question.text == QUESTION

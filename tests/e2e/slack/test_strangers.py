"""People of other organisations (Slack Connect): nothing that they do reaches the desk."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.local_slack.people import Person
from adapters.local_slack.state import Message
from adapters.slack.names import CHOOSE_CHANNEL
from adapters.slack.tools import SlackRules
from core.domain import AcceptedTurn, Feedback, Thumb
from tests.e2e.slack.listening_stage import answered, asked, listening, nothing_asked, only
from tests.e2e.slack.surface_stage import QUESTIONS, Stage

REASON = "only answer people of the organisation that runs me"
ELSEWHERE = "T0OTHER"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


def stranger(stage: Stage) -> Person:
    """Somebody of another organisation who is in #general."""
    zoe = stage.slack.person("zoe", team_id=ELSEWHERE)
    general = stage.slack.workspace.channel_named("general")
    general.connected_teams.add(ELSEWHERE)
    general.members.add(zoe.id)
    return zoe


def of_team(stage: Stage, team: str) -> Person:
    """Somebody of another team whom Slack lets use commands and shortcuts."""
    person = stage.slack.person("cy")
    person.place("#general")
    person.user.team_id = team
    return person


async def answer_in_channel(stage: Stage) -> tuple[AcceptedTurn, Message]:
    """A question in #general, and the message that answers it."""
    await stage.slack.person("ann").says("@frontdesk how do I get a new badge?")
    turn = await asked(stage)
    return turn, await answered(stage, turn)


async def home_of_ann(stage: Stage) -> None:
    """Let a colleague open the App Home."""
    ann = stage.slack.person("ann")
    await ann.opens_home()
    await stage.until(lambda: ann.home, "the App Home is shown")
    await stage.until_quiet()


@pytest.mark.parametrize("button", ["Helpful", "Not helpful", "Ask a person"])
async def test_buttons_of_an_answer_do_nothing(stage: Stage, button: str) -> None:
    """Who presses them is told why, once, and alone."""
    zoe = stranger(stage)
    _, answer = await answer_in_channel(stage)
    stage.slack.mischief.deliver_times = 3
    await zoe.clicks(button, on=answer)
    await stage.until(lambda: only(stage, "zoe", thread=answer), "the reason is told")
    await stage.until_quiet()

    (told,) = only(stage, "zoe", thread=answer)
    assert REASON in told
    assert "the service desk at 780-555-0100" in told
    assert not stage.conversations.feedback
    assert not stage.people.handed_over
    assert zoe.view is None


async def test_stop_button_does_nothing(stage: Stage) -> None:
    """The answer goes on for those who asked."""
    stage.slack.mischief.fail("agents.sessions.setStatus", "not_allowed", times=9)
    zoe = stranger(stage)
    await stage.slack.person("ann").says("@frontdesk how do I get a new badge?")
    turn = await asked(stage)
    await stage.desk.replies[turn.id].draft("It costs …")
    thread = turn.question.conversation.thread
    draft = next(one for one in stage.slack.messages("#general", thread=thread) if one.bot_id)
    await zoe.clicks("Stop", on=draft)
    await stage.until(lambda: only(stage, "zoe", thread=draft), "the reason is told")

    assert stage.desk.stopped == []


async def test_home_tells_only_the_reason(stage: Stage) -> None:
    """Neither sources nor questions are shown, though Slack does not say whose member it is."""
    zoe = stranger(stage)
    await zoe.opens_home()
    await stage.until(lambda: stage.home(zoe), "the App Home is shown")

    assert stage.home(zoe).startswith("I am sorry")
    assert "pages" not in stage.home(zoe)


async def test_messages_tab_suggests_nothing(stage: Stage) -> None:
    """What would be asked there would not be answered."""
    await stranger(stage).opens_messages()
    await stage.until_quiet()

    assert stage.calls("assistant.threads.setSuggestedPrompts") == []


async def test_home_of_before_asks_nothing(stage: Stage) -> None:
    """What was drawn while strangers were allowed does nothing any more, and goes."""
    zoe = stranger(stage)
    await home_of_ann(stage)
    shown = stage.slack.workspace.homes[stage.slack.person("ann").id]
    await zoe.clicks(QUESTIONS[0], on=shown)
    await stage.until(lambda: REASON in stage.home(zoe), "the reason is told")

    await nothing_asked(stage)


async def test_settings_are_not_opened(stage: Stage) -> None:
    """By whatever button."""
    zoe = stranger(stage)
    await home_of_ann(stage)
    shown = stage.slack.workspace.homes[stage.slack.person("ann").id]
    await zoe.chooses(stage.general(), on=shown, at=CHOOSE_CHANNEL)
    await stage.until(lambda: REASON in stage.home(zoe), "the reason is told")

    assert zoe.view is None


async def test_settings_are_not_saved(stage: Stage) -> None:
    """A modal that was open already says why instead of closing as if all were well."""
    ann, zoe = stage.slack.person("ann"), stranger(stage)
    await ann.runs("/frontdesk settings")
    await stage.until(lambda: "How much an answer says" in stage.modal(ann), "it is filled")
    assert ann.view is not None
    ann.view.user = zoe.id
    await zoe.submits({"How much an answer says": "In a sentence or two"})

    assert REASON in stage.modal(zoe)
    assert not stage.channels.kept


async def test_command_gets_the_reason(stage: Stage) -> None:
    """Slack offers it to nobody else; were it otherwise, it would ask nothing."""
    await of_team(stage, ELSEWHERE).runs("/frontdesk how do I get a new badge?")

    assert REASON in only(stage, "cy")[0]
    await nothing_asked(stage)


async def test_shortcut_gets_the_reason(stage: Stage) -> None:
    """The same for "Answer this"."""
    message = await stage.slack.person("ann").says("How do I get a new badge?")
    await of_team(stage, ELSEWHERE).uses_shortcut("Answer this", on=message)
    await stage.until(lambda: only(stage, "cy"), "the reason is told")

    assert REASON in only(stage, "cy")[0]
    await nothing_asked(stage)


async def test_colleagues_of_another_team_are_no_strangers(stage: Stage) -> None:
    """On Enterprise Grid an organisation has many teams."""
    stage.slack.workspace.enterprise_id = "E0KESTREL"
    turn, answer = await answer_in_channel(stage)
    cy = of_team(stage, "T0SECOND")
    await cy.clicks(f"up {turn.id}", on=answer)

    assert stage.conversations.feedback == {(turn.id, cy.id): Feedback(Thumb.UP)}


async def test_who_cannot_be_told_apart_is_asked_to_come_again(stage: Stage) -> None:
    """While Slack does not say whose member somebody is nothing is given away."""
    stage.slack.mischief.fail("users.info", "fatal_error", times=20)
    await stage.slack.person("ann").runs("/frontdesk how do I get a new badge?")

    assert "which organisation you belong to" in only(stage, "ann")[0]
    await nothing_asked(stage)


@pytest.mark.feature("Operators may allow them")
async def test_strangers_may_be_allowed() -> None:
    """Operators may let people of other organisations do all that others do."""
    async with listening(SlackRules(allow_external=True)) as stage:
        zoe = stranger(stage)
        turn, answer = await answer_in_channel(stage)
        await zoe.clicks(f"up {turn.id}", on=answer)

        assert stage.conversations.feedback == {(turn.id, zoe.id): Feedback(Thumb.UP)}

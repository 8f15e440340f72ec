"""`/frontdesk` and "Answer this", end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.local_slack.state import Channel
from adapters.slack.place import read_place
from core.domain import AcceptedTurn, Answered, Question, TurnedAway
from core.errors import DeliveryRefused
from tests.e2e.slack.listening_stage import answered, asked, listening, nothing_asked, only
from tests.e2e.slack.surface_stage import Stage
from tests.fakes.desk import NOON

QUESTION = "How do I get a new badge?"
SHORTCUT = "Answer this"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


def said_before(stage: Stage, channel: str, thread: str, person: str) -> None:
    """Let something have been asked and answered."""
    number = len(stage.conversations.askers) + 1
    question = Question(QUESTION, stage.key(channel, thread), person)
    turn = AcceptedTurn(f"{number:032x}", question, NOON)
    stage.conversations.record(turn, Answered("It costs CAD 20."))


def talk_of_two(stage: Stage) -> Channel:
    """A direct message that the desk has no part in."""
    ann, bob = stage.slack.person("ann"), stage.slack.person("bob")
    return stage.slack.workspace.direct_between(ann.id, bob.id)


# ---- Asking -----------------------------------------------------------------------------


async def test_free_text_is_asked_in_private(stage: Stage) -> None:
    """What stands behind the command is a question of that person's own conversation there."""
    ann = stage.slack.person("ann")
    await ann.runs(f"/frontdesk {QUESTION}")
    turn = await asked(stage)

    assert turn.question == Question(
        QUESTION, stage.key(stage.general(), f"private:{ann.id}"), ann.id
    )
    assert read_place(turn.place).is_private


async def test_private_question_is_echoed_to_its_person(stage: Stage) -> None:
    """Nobody sees a command that was given, so its person is told what is looked up."""
    await stage.slack.person("ann").runs("/frontdesk ask is 2 < 3?")
    await asked(stage)

    assert only(stage, "ann") == ["You asked: is 2 < 3?"]


async def test_private_answer_is_seen_by_its_person_alone(stage: Stage) -> None:
    """Others in the channel see nothing of it."""
    stage.slack.person("bob").place("#general")
    await stage.slack.person("ann").runs(f"/frontdesk {QUESTION}")
    await answered(stage, await asked(stage))

    assert any("costs CAD 20" in line for line in only(stage, "ann"))
    assert stage.slack.seen("#general", by="bob") == []


async def test_waits_ask_for_wait_times(stage: Stage) -> None:
    """`waits` with a site is a question for its wait times."""
    await stage.slack.person("ann").runs("/frontdesk waits Foothills")

    assert (await asked(stage)).question.text == "wait times for Foothills"


async def test_who_is_turned_away_is_told_why(stage: Stage) -> None:
    """A command that is not taken gets a reason."""
    stage.desk.turns_away = TurnedAway("That is too long.")
    await stage.slack.person("ann").runs(f"/frontdesk {QUESTION}")
    await stage.until(lambda: only(stage, "ann"), "the reason is told")

    assert only(stage, "ann") == ["That is too long."]


@pytest.mark.feature("Where something fails, people read calm words")
async def test_broken_database_is_told(stage: Stage) -> None:
    """Slack delivers a command once: that it could not be kept has to be said."""
    stage.desk.is_broken = True
    await stage.slack.person("ann").runs(f"/frontdesk {QUESTION}")

    assert "cannot take that in just now" in only(stage, "ann")[0]


# ---- Managing ---------------------------------------------------------------------------


async def test_subscription_belongs_to_the_channel(stage: Stage) -> None:
    """What is subscribed to by the command is posted to the channel itself."""
    ann = stage.slack.person("ann")
    await ann.runs("/frontdesk subscribe weekdays 7:00, Calgary emergency")
    question = (await asked(stage)).question

    assert question.conversation == stage.key(stage.general())
    assert question.text == "subscribe weekdays 7:00, Calgary emergency"


@pytest.mark.feature("A slip in a command is put right")
async def test_badly_spelled_command_is_understood(stage: Stage) -> None:
    """A slip in a command is put right."""
    await stage.slack.person("ann").runs("/frontdesk unsubcribe 3")

    assert (await asked(stage)).question.text == "unsubscribe 3"


async def test_subscribing_needs_the_desk_in_the_channel(stage: Stage) -> None:
    """Where the desk cannot post it asks to be invited instead."""
    stage.slack.workspace.add_channel("elsewhere", {stage.slack.person("ann").id})
    await stage.slack.person("ann").runs(
        "/frontdesk subscribe weekdays 7:00, Calgary emergency", channel="#elsewhere"
    )

    await nothing_asked(stage)
    assert "Invite me first" in only(stage, "ann", "#elsewhere")[0]


async def test_subscribing_waits_until_slack_says_where_it_is(stage: Stage) -> None:
    """Nothing is promised of which it is not known whether it can be kept."""
    stage.slack.mischief.fail("conversations.info", "fatal_error", times=20)
    await stage.slack.person("ann").runs("/frontdesk subscribe weekdays 7:00, Calgary emergency")

    await nothing_asked(stage)
    assert "give the command again" in only(stage, "ann")[0]


async def test_subscribing_between_two_people_is_refused(stage: Stage) -> None:
    """The desk is in no direct message but its own, and cannot be invited there."""
    between = talk_of_two(stage)
    await stage.slack.person("ann").runs(
        "/frontdesk subscribe weekdays 7:00, Calgary emergency", channel=between.id
    )

    await nothing_asked(stage)
    (told,) = only(stage, "ann", between.id)
    assert "not in this direct message" in told
    assert "/invite" not in told


async def test_subscribing_in_the_own_direct_message_is_taken(stage: Stage) -> None:
    """There the desk can post."""
    ann = stage.slack.person("ann")
    await ann.runs("/frontdesk subscribe weekdays 7:00, Calgary emergency", channel="dm")

    assert (await asked(stage)).question.conversation == stage.key(ann.place("dm").id)


async def test_private_question_needs_no_desk_in_the_channel(stage: Stage) -> None:
    """A private answer is shown wherever the command can be given."""
    stage.slack.workspace.add_channel("elsewhere", {stage.slack.person("ann").id})
    await stage.slack.person("ann").runs(f"/frontdesk {QUESTION}", channel="#elsewhere")
    await answered_privately(stage)

    assert any("costs CAD 20" in line for line in only(stage, "ann", "#elsewhere"))


async def answered_privately(stage: Stage) -> None:
    """Answer what is asked next."""
    turn = await asked(stage)
    await stage.desk.decide(turn.id, Answered("It costs CAD 20."))
    await stage.until_quiet()


# ---- Everything else --------------------------------------------------------------------


@pytest.mark.parametrize("command", ["/frontdesk", "/frontdesk help"])
async def test_help_lists_the_commands(stage: Stage, command: str) -> None:
    """Nothing, or `help`, tells what there is."""
    await stage.slack.person("ann").runs(command)
    await stage.until(lambda: only(stage, "ann"), "the help is told")

    assert "/frontdesk sources" in only(stage, "ann")[0]
    await nothing_asked(stage)


async def test_sources_are_listed_with_their_age(stage: Stage) -> None:
    """`sources` tells what is known, and how fresh it is."""
    await stage.slack.person("ann").runs("/frontdesk sources")
    await stage.until(lambda: only(stage, "ann"), "the sources are told")
    told = only(stage, "ann")[0]

    assert ": 87 pages, last changed" in told
    assert "Last read in full" in told


async def test_forget_in_a_direct_message_deletes_it_whole(stage: Stage) -> None:
    """Every conversation of the direct message goes."""
    ann = stage.slack.person("ann")
    channel = ann.place("dm").id
    said_before(stage, channel, "1.0", ann.id)
    said_before(stage, channel, "2.0", ann.id)
    await ann.runs("/frontdesk forget", channel="dm")

    assert not stage.conversations.kept
    assert "deleted all of our conversations here (4 messages)" in only(stage, "ann", "dm")[0]


async def test_forget_in_a_channel_deletes_private_questions_only(stage: Stage) -> None:
    """What others can see there stays; how to forget that is told."""
    ann = stage.slack.person("ann")
    said_before(stage, stage.general(), "1.0", ann.id)
    said_before(stage, stage.general(), f"private:{ann.id}", ann.id)
    await ann.runs("/frontdesk forget")

    assert list(stage.conversations.kept) == [stage.key(stage.general(), "1.0")]
    assert "@frontdesk forget" in only(stage, "ann")[0]


async def test_forget_between_two_people_deletes_only_the_own(stage: Stage) -> None:
    """What the other one asked there in private is not theirs to delete."""
    ann, bob = stage.slack.person("ann"), stage.slack.person("bob")
    between = talk_of_two(stage).id
    for person in (ann, bob):
        said_before(stage, between, f"private:{person.id}", person.id)
    await ann.runs("/frontdesk forget", channel=between)

    assert list(stage.conversations.kept) == [stage.key(between, f"private:{bob.id}")]
    assert "what you asked here privately (2 messages)" in only(stage, "ann", between)[0]


async def test_desk_is_called_by_the_name_that_it_has_there(stage: Stage) -> None:
    """An app may be installed under any name."""
    stage.slack.workspace.users[stage.slack.app.bot_user].real_name = "kiosk"
    await stage.slack.person("ann").runs("/frontdesk forget")

    assert "@kiosk forget" in only(stage, "ann")[0]


async def test_broken_database_forgets_nothing_silently(stage: Stage) -> None:
    """A deletion that failed is not called done."""
    stage.conversations.is_broken = True
    await stage.slack.person("ann").runs("/frontdesk forget")

    assert "cannot take that in just now" in only(stage, "ann")[0]


async def test_settings_open(stage: Stage) -> None:
    """`settings` opens the settings of the channel."""
    ann = stage.slack.person("ann")
    await ann.runs("/frontdesk settings")
    await stage.until(lambda: ann.view, "the settings are open")

    assert ann.view is not None


async def test_settings_between_two_people_do_not_exist(stage: Stage) -> None:
    """The desk cannot be invited there, so that is not advised."""
    ann = stage.slack.person("ann")
    await ann.runs("/frontdesk settings", channel=talk_of_two(stage).id)
    await stage.until(lambda: "not in that direct message" in stage.modal(ann), "it is told")

    assert "/invite" not in stage.modal(ann)


# ---- The shortcut -----------------------------------------------------------------------


async def test_shortcut_answers_in_the_thread(stage: Stage) -> None:
    """A message is answered as if the desk had been asked in its thread."""
    ann = stage.slack.person("ann")
    message = await stage.slack.person("bob").says(QUESTION)
    await ann.uses_shortcut(SHORTCUT, on=message)
    turn = await asked(stage)

    assert turn.question == Question(QUESTION, stage.key(stage.general(), message.ts), ann.id)
    assert read_place(turn.place).thread_ts == message.ts


async def test_shortcut_twice_is_one_question(stage: Stage) -> None:
    """Pressing it again asks nothing new."""
    message = await stage.slack.person("bob").says(QUESTION)
    for _ in range(2):
        await stage.slack.person("ann").uses_shortcut(SHORTCUT, on=message)
    await asked(stage)

    await nothing_asked(stage)


async def test_shortcut_where_the_desk_is_not_answers_privately(stage: Stage) -> None:
    """Where the desk cannot post, who used the shortcut sees the answer, and why."""
    ann = stage.slack.person("ann")
    stage.slack.workspace.add_channel("elsewhere", {ann.id})
    message = await ann.says(QUESTION, channel="#elsewhere")
    await ann.uses_shortcut(SHORTCUT, on=message)
    turn = await asked(stage)
    await stage.until(lambda: only(stage, "ann", "#elsewhere"), "the hint is told")

    assert turn.question.conversation.thread == f"private:{ann.id}"
    assert "@frontdesk" in only(stage, "ann", "#elsewhere")[0]


async def test_shortcut_between_two_people_answers_privately(stage: Stage) -> None:
    """The desk can neither post there nor be invited."""
    ann, between = stage.slack.person("ann"), talk_of_two(stage).id
    message = await stage.slack.person("bob").says(QUESTION, channel=between)
    await ann.uses_shortcut(SHORTCUT, on=message)
    await answered_privately(stage)

    seen = only(stage, "ann", between)
    assert any("costs CAD 20" in line for line in seen)
    assert not any("/invite" in line for line in seen)
    assert only(stage, "bob", between) == []


async def test_shortcut_in_an_archived_channel_answers_privately(stage: Stage) -> None:
    """Nobody can post there any more."""
    ann = stage.slack.person("ann")
    message = await ann.says(QUESTION, channel="#old")
    await ann.archives("#old")
    await ann.uses_shortcut(SHORTCUT, on=message)

    assert (await asked(stage)).question.conversation.thread == f"private:{ann.id}"


async def test_shortcut_whose_answer_slack_refuses_gets_a_reason(stage: Stage) -> None:
    """Who used it is told once, though nothing can be posted."""
    message = await stage.slack.person("bob").says(QUESTION)
    await stage.slack.person("ann").uses_shortcut(SHORTCUT, on=message)
    turn = await asked(stage)
    stage.slack.mischief.fail("chat.postMessage", "restricted_action", times=20)
    with pytest.raises(DeliveryRefused):
        await stage.desk.decide(turn.id, Answered("It costs CAD 20."))
    await stage.until_quiet()

    (told,) = only(stage, "ann")
    assert "Slack does not let me post" in told


async def test_shortcut_on_an_own_message_gets_a_reason(stage: Stage) -> None:
    """The desk does not answer itself."""
    ann = stage.slack.person("ann")
    await ann.says(f"@frontdesk {QUESTION}")
    answer = await answered(stage, await asked(stage))
    await ann.uses_shortcut(SHORTCUT, on=answer)
    await stage.until(lambda: only(stage, "ann"), "the reason is told")

    assert "wrote that myself" in only(stage, "ann")[0]
    await nothing_asked(stage)


async def test_shortcut_on_an_empty_message_gets_a_reason(stage: Stage) -> None:
    """Where nothing is asked that is said."""
    ann = stage.slack.person("ann")
    message = await ann.says("@frontdesk")
    await asked(stage)
    await ann.uses_shortcut(SHORTCUT, on=message)
    await stage.until(lambda: only(stage, "ann"), "the reason is told")

    assert "no text" in only(stage, "ann")[0]


async def test_shortcut_with_a_broken_database_gets_a_reason(stage: Stage) -> None:
    """Slack delivers a shortcut once: that it could not be kept has to be said."""
    message = await stage.slack.person("bob").says(QUESTION)
    stage.desk.is_broken = True
    await stage.slack.person("ann").uses_shortcut(SHORTCUT, on=message)
    await stage.until(lambda: only(stage, "ann"), "the reason is told")

    assert "cannot take that in just now" in only(stage, "ann")[0]

"""Messages: which are answered, where, and what is told to those who are not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.local_slack.state import Message
from adapters.slack.place import read_place
from adapters.slack.tools import SlackRules
from core.domain import ChannelSettings, Question, TurnedAway
from tests.e2e.slack.listening_stage import answered, asked, listening, nothing_asked, only
from tests.e2e.slack.surface_stage import Stage

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


async def thread_of_desk(stage: Stage) -> Message:
    """A thread in #general in which the desk has answered."""
    message = await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    await answered(stage, await asked(stage))
    return message


# ---- Addressed --------------------------------------------------------------------------


async def test_mention_is_asked_in_its_thread(stage: Stage) -> None:
    """A mention becomes a question of the thread that it opens, without the desk's name."""
    ann = stage.slack.person("ann")
    message = await ann.says(f"@frontdesk {QUESTION}")
    turn = await asked(stage)

    assert turn.question == Question(QUESTION, stage.key(stage.general(), message.ts), ann.id)


@pytest.mark.feature("A question is answered once, however often it is delivered")
async def test_mention_is_answered_once(stage: Stage) -> None:
    """The two events that bring a mention, three times each, are one question."""
    stage.slack.mischief.deliver_times = 3
    await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    await asked(stage)

    await nothing_asked(stage)
    assert len(stage.desk.asked) == 1


async def test_mention_in_a_thread_keeps_to_it(stage: Stage) -> None:
    """In a thread of others the answer goes there."""
    root = await stage.slack.person("ann").says("My badge is gone.")
    await stage.slack.person("bob").says("@frontdesk what does it cost?", thread=root)

    assert (await asked(stage)).question.conversation.thread == root.ts


async def test_place_tells_where_the_answer_goes(stage: Stage) -> None:
    """The place holds all that showing the answer needs."""
    message = await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    place = read_place((await asked(stage)).place)

    assert (place.channel, place.thread_ts, place.question_ts) == (
        stage.general(),
        message.ts,
        message.ts,
    )
    assert place.recipient_team == stage.slack.workspace.team_id
    assert not place.is_direct


async def test_bare_mention_is_a_greeting(stage: Stage) -> None:
    """Who says nothing but the desk's name gets a hello."""
    await stage.slack.person("ann").says("@frontdesk")

    assert (await asked(stage)).question.text == "hello"


async def test_names_stand_for_people(stage: Stage) -> None:
    """Others who are named are called by their names, not by Slack's ids."""
    stage.slack.person("bob")
    await stage.slack.person("ann").says("@frontdesk is @bob on call?")

    assert (await asked(stage)).question.text == "is @Bob on call?"


async def test_unknown_name_does_not_hold_a_question_up(stage: Stage) -> None:
    """Where Slack does not tell a name in time the question goes on without it."""
    stage.slack.person("bob")
    stage.slack.mischief.slow("users.info", 2.0)
    await stage.slack.person("ann").says("@frontdesk is @bob on call?")

    assert (await asked(stage)).question.text == "is @someone on call?"


async def test_direct_message_is_answered(stage: Stage) -> None:
    """In direct messages nobody has to be named."""
    message = await stage.slack.person("ann").says(QUESTION, channel="dm")
    turn = await asked(stage)

    assert turn.question.conversation.thread == message.ts
    assert read_place(turn.place).is_direct


async def test_direct_messages_go_on_with_each_other(stage: Stage) -> None:
    """A message at the top of a direct message leans on the thread before it."""
    ann = stage.slack.person("ann")
    first = await ann.says(QUESTION, channel="dm")
    await answered(stage, await asked(stage))
    await ann.says("and by e-mail?", channel="dm")

    assert (await asked(stage)).question.continues == first.ts


async def test_replies_in_direct_messages_need_no_other_thread(stage: Stage) -> None:
    """A reply in a thread leans on that thread alone."""
    ann = stage.slack.person("ann")
    first = await ann.says(QUESTION, channel="dm")
    await answered(stage, await asked(stage))
    await ann.says("and by e-mail?", channel="dm", thread=first)
    question = (await asked(stage)).question

    assert (question.conversation.thread, question.continues) == (first.ts, "")


async def test_forget_in_direct_messages_means_what_was_said(stage: Stage) -> None:
    """`forget` opens a thread of its own, too, and means the one before."""
    ann = stage.slack.person("ann")
    first = await ann.says(QUESTION, channel="dm")
    await answered(stage, await asked(stage))
    await ann.says("forget", channel="dm")

    assert (await asked(stage)).question.continues == first.ts


async def test_subscription_in_a_channel_is_the_channels(stage: Stage) -> None:
    """What is wished to be posted goes to the channel, not under the wish."""
    message = await stage.slack.person("ann").says("@frontdesk subscribe weekdays 7:00, Calgary")
    turn = await asked(stage)

    assert turn.question.conversation.thread == ""
    assert read_place(turn.place).thread_ts == message.ts


# ---- Follow-ups and talk between people -------------------------------------------------


async def test_follow_up_needs_no_mention(stage: Stage) -> None:
    """In a thread of the desk a question is meant for it."""
    root = await thread_of_desk(stage)
    await stage.slack.person("bob").says("and on weekends?", thread=root)

    assert (await asked(stage)).question.text == "and on weekends?"


@pytest.mark.parametrize(
    "said", ["@ann did you see the memo?", "thanks, that worked", "Ann, can you order one?"]
)
async def test_people_talk_to_each_other(stage: Stage, said: str) -> None:
    """The desk is silent where people speak to each other in its thread."""
    root = await thread_of_desk(stage)
    await stage.slack.person("bob").says(said, thread=root)

    await nothing_asked(stage)


async def test_threads_of_others_are_left_alone(stage: Stage) -> None:
    """A question in a thread that the desk has no part in is for others."""
    root = await stage.slack.person("ann").says("My badge is gone.")
    await stage.slack.person("bob").says("what does it cost?", thread=root)

    await nothing_asked(stage)


async def test_unmentioned_question_is_left_alone(stage: Stage) -> None:
    """Nobody in a channel is answered unasked, unless the channel wants that."""
    await stage.slack.person("ann").says(QUESTION)

    await nothing_asked(stage)


@pytest.mark.feature("Questions that mention nobody, where a channel wants them answered")
async def test_channel_may_want_unmentioned_questions_answered(stage: Stage) -> None:
    """A channel's people may let the desk answer questions to nobody."""
    channel = stage.key(stage.general())
    stage.channels.kept[channel] = ChannelSettings(answers_unmentioned=True)
    await stage.slack.person("ann").says("good morning everybody")
    await stage.slack.person("ann").says(QUESTION)

    assert (await asked(stage)).question.text == QUESTION
    await nothing_asked(stage)


# ---- Edits and deletions ----------------------------------------------------------------


async def test_edit_that_adds_the_mention_asks(stage: Stage) -> None:
    """Who forgot to name the desk may mend that."""
    ann = stage.slack.person("ann")
    message = await ann.says(QUESTION)
    await ann.edits(message, f"@frontdesk {QUESTION}")

    assert (await asked(stage)).question.conversation.thread == message.ts
    await nothing_asked(stage)


async def test_other_edits_ask_nothing(stage: Stage) -> None:
    """A question that is mended is not asked again."""
    ann = stage.slack.person("ann")
    message = await ann.says("@frontdesk how do I gett a badge?")
    await asked(stage)
    await ann.edits(message, f"@frontdesk {QUESTION}")

    await nothing_asked(stage)


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_deleted_question_is_withdrawn(stage: Stage) -> None:
    """A question that is deleted while it is being answered gets no answer any more."""
    ann = stage.slack.person("ann")
    message = await ann.says(QUESTION, channel="dm")
    turn = await asked(stage)
    await ann.deletes(message)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")

    assert stage.desk.stopped == [turn.id]


async def test_deleted_root_of_a_thread_is_withdrawn(stage: Stage) -> None:
    """Where replies hang on it a deleted question leaves a tombstone, and is withdrawn as well."""
    ann = stage.slack.person("ann")
    message = await ann.says(f"@frontdesk {QUESTION}")
    turn = await asked(stage)
    await ann.says("never mind", thread=message)
    await ann.deletes(message)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")

    assert stage.desk.stopped == [turn.id]


# ---- Reasons ----------------------------------------------------------------------------


@pytest.mark.feature("Who is turned away is told why, alone and once")
async def test_who_is_turned_away_is_told_why_once(stage: Stage) -> None:
    """The reason stands where only that person sees it, however often the event comes."""
    stage.slack.mischief.deliver_times = 3
    stage.desk.turns_away = TurnedAway("So many ask <right> now. Please come back.", is_full=True)
    await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    await stage.until(lambda: only(stage, "ann"), "the reason is told")
    await stage.until_quiet()

    assert only(stage, "ann") == ["So many ask <right> now. Please come back."]


async def test_who_is_turned_away_in_a_direct_message_reads_it_there(stage: Stage) -> None:
    """In direct messages the reason is a message like any other."""
    stage.desk.turns_away = TurnedAway("That is too long.")
    message = await stage.slack.person("ann").says(QUESTION, channel="dm")

    await stage.until(
        lambda: "frontdesk: That is too long." in stage.slack.seen("dm", thread=message, by="ann"),
        "the reason is told",
    )


@pytest.mark.feature("Who sends a file or a picture alone is told what it reads")
async def test_file_without_text_gets_a_reason(stage: Stage) -> None:
    """Who shows a file without words is told what the desk reads."""
    ann = stage.slack.person("ann")
    place = ann.place("dm")
    file = Message(stage.slack.workspace.new_ts(), place.id, ann.id, "", subtype="file_share")
    place.messages[file.ts] = file
    event = {
        "type": "message",
        "subtype": "file_share",
        "channel": place.id,
        "channel_type": "im",
        "user": ann.id,
        "text": "",
        "ts": file.ts,
        "files": [{"id": "F1", "name": "plan.pdf"}],
    }
    stage.slack.workspace.announce(event, place.id)

    await stage.until(
        lambda: any("I can read text" in one.text for one in place.messages.values()),
        "the reason is told",
    )
    await nothing_asked(stage)


@pytest.mark.feature("Guests and people of other organisations are told that they are not answered")
async def test_stranger_gets_a_reason(stage: Stage) -> None:
    """People of other organisations are told that they are not answered."""
    zoe = stage.slack.person("zoe", team_id="T0OTHER")
    stage.slack.workspace.channel_named("general").connected_teams.add("T0OTHER")
    await zoe.says(f"@frontdesk {QUESTION}")
    await stage.until(lambda: only(stage, "zoe"), "the reason is told")

    assert "only answer people of the organisation" in only(stage, "zoe")[0]
    await nothing_asked(stage)


async def test_strangers_may_be_allowed() -> None:
    """Operators may let people of other organisations ask."""
    async with listening(SlackRules(allow_external=True)) as stage:
        zoe = stage.slack.person("zoe", team_id="T0OTHER")
        stage.slack.workspace.channel_named("general").connected_teams.add("T0OTHER")
        await zoe.says(f"@frontdesk {QUESTION}")

        assert read_place((await asked(stage)).place).recipient_team == "T0OTHER"


@pytest.mark.feature("Nothing is acknowledged that is not kept")
async def test_nothing_is_acknowledged_that_is_not_kept(stage: Stage) -> None:
    """While the database fails Slack gets no acknowledgement, and delivers again."""
    stage.desk.is_broken = True
    await stage.slack.person("ann").says(QUESTION, channel="dm")
    await stage.until(
        lambda: any(one.tries for one in stage.slack.deliveries.history), "Slack has tried"
    )
    stage.desk.is_broken = False

    assert (await asked(stage)).question.text == QUESTION
    await stage.until_quiet()
    assert not stage.slack.deliveries.lost


@pytest.mark.feature("Other bots and its own messages are not answered")
async def test_own_answers_are_no_questions(stage: Stage) -> None:
    """What the desk writes, and edits, asks nothing."""
    await thread_of_desk(stage)

    await nothing_asked(stage)
    assert not stage.slack.deliveries.lost


async def test_joins_are_no_questions(stage: Stage) -> None:
    """Grey lines that Slack writes ask nothing, and are acknowledged."""
    await stage.slack.person("cy").joins("#general")

    await nothing_asked(stage)
    assert not stage.slack.deliveries.lost


async def test_conversations_of_channels_stay_apart(stage: Stage) -> None:
    """The same words in two channels are two conversations."""
    ann = stage.slack.person("ann")
    await ann.says(f"@frontdesk {QUESTION}")
    await ann.says(f"@frontdesk {QUESTION}", channel="#other")
    first, second = await asked(stage), await asked(stage)

    assert replace(first.question.conversation, thread="") != replace(
        second.question.conversation, thread=""
    )

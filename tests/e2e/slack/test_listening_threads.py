"""Threads and posts: what is for the desk there without its name, and what is for people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from adapters.local_slack.state import Message
from adapters.slack.place import read_place
from core.domain import Answered, ChannelSettings, Declined, Subscription
from tests.e2e.slack.listening_stage import answered, asked, listening, nothing_asked, only
from tests.e2e.slack.surface_stage import Stage

QUESTION = "How do I get a new badge?"
DECLINED = Declined("I could not find an answer.")


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


async def thread_of_ann(stage: Stage) -> Message:
    """A thread in #general in which the desk has answered Ann."""
    message = await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    await answered(stage, await asked(stage))
    return message


async def post_of_desk(stage: Stage) -> Message:
    """What the desk has posted in #general of its own accord."""
    channel = stage.general()
    posted = await stage.tools.calls.call(
        stage.slack.workspace.team_id, "chat.postMessage", channel=channel, text="Wait times"
    )
    return stage.slack.workspace.channels[channel].messages[str(posted["ts"])]


def subscribed(stage: Stage, number: int) -> None:
    """Let #general have a subscription of a number."""
    (one, *_) = stage.status.gives.subscriptions
    wanted = replace(one.wanted, channel=stage.key(stage.general()))
    subscription: Subscription = replace(one, id=number, wanted=wanted)
    stage.subscriptions.kept = {subscription.id: subscription}


def reactions(stage: Stage) -> list[str]:
    """What the desk has done by reactions."""
    return [name for name, _ in stage.slack.calls if name.startswith("reactions.")]


# ---- Who speaks with the desk -----------------------------------------------------------


async def test_who_asked_needs_no_question_mark(stage: Stage) -> None:
    """Nobody else can be meant, so an answer is owed."""
    root = await thread_of_ann(stage)
    await stage.slack.person("ann").says("more details please", thread=root)
    turn = await asked(stage)

    assert turn.question.text == "more details please"
    assert not read_place(turn.place).is_unasked


async def test_thanks_get_no_answer(stage: Stage) -> None:
    """Nobody waits for one."""
    root = await thread_of_ann(stage)
    await stage.slack.person("ann").says("thanks!", thread=root)

    await nothing_asked(stage)


async def test_who_asked_may_speak_with_others(stage: Stage) -> None:
    """Once somebody else has spoken, only a question may be for the desk."""
    root = await thread_of_ann(stage)
    await stage.slack.person("bob").says("I have one for you", thread=root)
    await stage.slack.person("ann").says("more details please", thread=root)

    await nothing_asked(stage)


async def test_after_a_restart_only_questions_are_heard() -> None:
    """Who has spoken is not known any more."""
    async with listening() as stage:
        ann = stage.slack.person("ann")
        root = await ann.says("My badge is gone.")
        stage.conversations.about_to_answer.add(stage.key(stage.general(), root.ts))
        await ann.says("more details please", thread=root)
        await ann.says("what does it cost?", thread=root)
        turn = await asked(stage)

        assert turn.question.text == "what does it cost?"
        assert read_place(turn.place).is_unasked
        await nothing_asked(stage)


# ---- Unasked ----------------------------------------------------------------------------


async def overheard(stage: Stage) -> Message:
    """A question of Bob's that nobody addressed to the desk, and that it hears."""
    stage.channels.kept[stage.key(stage.general())] = ChannelSettings(answers_unmentioned=True)
    return await stage.slack.person("bob").says(QUESTION)


async def test_unasked_question_gets_an_answer_at_once(stage: Stage) -> None:
    """And no mark before there is one."""
    message = await overheard(stage)
    await answered(stage, await asked(stage))

    seen = stage.slack.seen("#general", thread=message, by="bob")
    assert any("costs CAD 20" in line for line in seen)
    assert reactions(stage) == []


async def test_unasked_question_without_an_answer_gets_none(stage: Stage) -> None:
    """Nobody reads that the desk does not know what it was not asked."""
    message = await overheard(stage)
    turn = await asked(stage)
    await stage.desk.decide(turn.id, DECLINED)
    await stage.until_quiet()

    assert len(stage.slack.seen("#general", thread=message, by="bob")) == 1
    assert reactions(stage) == []
    assert stage.calls("agents.sessions.setStatus") == []


async def test_whose_unasked_question_was_answered_goes_on(stage: Stage) -> None:
    """They speak with the desk now."""
    message = await overheard(stage)
    await answered(stage, await asked(stage))
    await stage.slack.person("bob").says("more details please", thread=message)

    assert (await asked(stage)).question.text == "more details please"


async def test_whose_unasked_question_was_passed_over_does_not(stage: Stage) -> None:
    """They wait for a colleague."""
    message = await overheard(stage)
    await stage.desk.decide((await asked(stage)).id, DECLINED)
    await stage.slack.person("bob").says("anybody, please", thread=message)

    await nothing_asked(stage)


async def test_somebody_in_danger_is_answered_whoever_was_asked(stage: Stage) -> None:
    """What to do then is shown even where the pages do not tell."""
    stage.channels.kept[stage.key(stage.general())] = ChannelSettings(answers_unmentioned=True)
    await stage.slack.person("bob").says(
        "What do I do, my father has chest pain and cannot breathe?"
    )

    assert not read_place((await asked(stage)).place).is_unasked


# ---- Under posts ------------------------------------------------------------------------


async def test_question_under_a_post_is_heard(stage: Stage) -> None:
    """The thread of a post is the desk's."""
    post = await post_of_desk(stage)
    await stage.slack.person("bob").says("how do I change the times?", thread=post)

    assert (await asked(stage)).question.conversation.thread == post.ts


async def test_site_under_a_post_is_asked_for_its_wait(stage: Stage) -> None:
    """Posts are on wait times, and nothing was asked before."""
    post = await post_of_desk(stage)
    await stage.slack.person("bob").says("and Strathcona?", thread=post)

    assert (await asked(stage)).question.text == "wait times for Strathcona"


async def test_other_follow_ups_under_a_post_stay_as_they_are(stage: Stage) -> None:
    """What is no site is no question on waits."""
    post = await post_of_desk(stage)
    await stage.slack.person("bob").says("what about parking?", thread=post)

    assert (await asked(stage)).question.text == "what about parking?"


async def test_talk_under_a_post_is_left_alone(stage: Stage) -> None:
    """People speak of what they read."""
    post = await post_of_desk(stage)
    await stage.slack.person("bob").says("that is a long one today", thread=post)

    await nothing_asked(stage)


# ---- Orders -----------------------------------------------------------------------------


async def test_order_of_this_channel_is_heard(stage: Stage) -> None:
    """As the desk told people to say it, and for the channel."""
    subscribed(stage, 7)
    await stage.slack.person("bob").says("pause 7")
    turn = await asked(stage)

    assert turn.question.text == "pause 7"
    assert turn.question.conversation == stage.key(stage.general())
    assert not read_place(turn.place).is_unasked


async def test_order_in_a_thread_of_others_is_heard(stage: Stage) -> None:
    """Wherever in the channel it is said."""
    subscribed(stage, 7)
    root = await stage.slack.person("ann").says("Too many posts here.")
    await stage.slack.person("bob").says("unsubscribe 7", thread=root)

    assert (await asked(stage)).question.text == "unsubscribe 7"


@pytest.mark.parametrize("said", ["pause 8", "unsubscribe"])
async def test_other_orders_are_left_alone(stage: Stage, said: str) -> None:
    """A number of another channel, or none, may be anything."""
    subscribed(stage, 7)
    await stage.slack.person("bob").says(said)

    await nothing_asked(stage)


@pytest.mark.parametrize("channel", ["#general", "dm"])
async def test_what_was_ordered_is_told_in_the_channel(stage: Stage, channel: str) -> None:
    """Except in a direct message, where nobody else is."""
    ann = stage.slack.person("ann")
    await ann.runs("/frontdesk pause 7", channel=channel)
    turn = await asked(stage)
    await stage.desk.decide(turn.id, Answered("Subscription 7 is paused. `resume 7` goes on."))
    await stage.until_quiet()

    told = [one for one in stage.calls("chat.postMessage") if "has paused" in one["text"]]
    assert len(told) == (channel == "#general")
    assert any("is paused" in line for line in only(stage, "ann", channel))


# ---- Answered already -------------------------------------------------------------------


async def test_shortcut_on_an_answered_mention_leads_to_the_answer(stage: Stage) -> None:
    """It is not answered a second time."""
    root = await thread_of_ann(stage)
    await stage.slack.person("bob").uses_shortcut("Answer this", on=root)
    await stage.until(lambda: only(stage, "bob"), "it is told")

    assert "answered already" in only(stage, "bob")[0]
    assert f"p{root.ts.replace('.', '')}" in only(stage, "bob")[0]
    await nothing_asked(stage)


async def test_shortcut_answers_what_was_passed_over(stage: Stage) -> None:
    """Somebody wants it answered now, also if that is a no."""
    message = await overheard(stage)
    await stage.desk.decide((await asked(stage)).id, DECLINED)
    await stage.slack.person("ann").uses_shortcut("Answer this", on=message)
    turn = await asked(stage)

    assert not read_place(turn.place).is_unasked
    assert turn.question.conversation.thread == message.ts


# ---- Edits ------------------------------------------------------------------------------


async def test_author_is_told_that_edits_are_not_read(stage: Stage) -> None:
    """Once, however often they edit."""
    root = await thread_of_ann(stage)
    ann = stage.slack.person("ann")
    await ann.edits(root, "@frontdesk How do I get a new parking permit?")
    await ann.edits(root, "@frontdesk How do I get a new locker?")
    await stage.until_quiet()

    assert [("edits" in line) for line in only(stage, "ann")] == [True]
    await nothing_asked(stage)


@pytest.mark.parametrize("edited", [f"@frontdesk   {QUESTION}", QUESTION])
async def test_edits_of_spaces_or_the_mention_need_no_word(stage: Stage, edited: str) -> None:
    """The question is the same."""
    root = await thread_of_ann(stage)
    await stage.slack.person("ann").edits(root, edited)
    await stage.until_quiet()

    assert only(stage, "ann") == []

"""Threads and group chats: what is for the desk there without its name, and what is for people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio

from adapters.teams.opener import TeamsOpener
from adapters.teams.place import read_place
from core.domain import ChannelSettings, ConversationKey, Declined, TurnId
from core.errors import StorageError
from tests.e2e.teams.bot_stage import Stage, staged
from tests.fakes.reaching import FakeShownAnswers
from tests.local_teams.state import Chat, Message

QUESTION = "How do I get a new badge?"
DECLINED = Declined("I could not find an answer.")


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


async def thread_of_ann(stage: Stage) -> Message:
    """A thread in #general in which the desk has answered Ann."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    return message


async def group_of_ann(stage: Stage) -> Chat:
    """A group chat in which the desk has answered Ann."""
    chat = stage.teams.add_group("Badges", [stage.ann, stage.bob])
    await stage.ann.says(f"@frontdesk {QUESTION}", chat)
    await stage.answered(await stage.asked())
    return chat


# ---- Threads ----------------------------------------------------------------------------


async def test_follow_up_needs_no_mention(stage: Stage) -> None:
    """In a thread where the desk has answered."""
    root = await thread_of_ann(stage)
    await stage.bob.says("And what does it cost?", stage.general, root)
    question = (await stage.asked()).question
    assert (question.text, question.conversation.thread) == ("And what does it cost?", root.id)


async def test_who_asked_needs_no_question_mark(stage: Stage) -> None:
    """As long as nobody else has spoken."""
    root = await thread_of_ann(stage)
    await stage.ann.says("the blue one", stage.general, root)
    assert not read_place((await stage.asked()).place).is_unasked


async def test_thanks_get_no_answer(stage: Stage) -> None:
    """Nobody waits for one."""
    root = await thread_of_ann(stage)
    await stage.ann.says("thanks!", stage.general, root)
    await stage.nothing_asked()


async def test_people_talk_to_each_other(stage: Stage) -> None:
    """Who is named was asked, not the desk."""
    root = await thread_of_ann(stage)
    await stage.ann.says("@Bob do you have one?", stage.general, root)
    await stage.nothing_asked()


async def test_who_asked_may_speak_with_others(stage: Stage) -> None:
    """After somebody else has spoken only questions are heard."""
    root = await thread_of_ann(stage)
    await stage.bob.says("I have one", stage.general, root)
    await stage.quiet()
    await stage.ann.says("the blue one", stage.general, root)
    await stage.nothing_asked()


async def test_threads_of_others_are_left_alone(stage: Stage) -> None:
    """The desk takes no part in them."""
    root = await stage.ann.says("Who has a badge?", stage.general)
    await stage.bob.says("What does it cost?", stage.general, root)
    await stage.nothing_asked()


async def test_unasked_question_without_an_answer_gets_none(stage: Stage) -> None:
    """An apology that nobody asked for disturbs."""
    root = await thread_of_ann(stage)
    before = stage.said(stage.general, root)
    await stage.bob.says("What does a lost one cost?", stage.general, root)
    await stage.answered(await stage.asked(), DECLINED)
    assert stage.said(stage.general, root) == before


async def test_order_of_this_channel_is_heard(stage: Stage) -> None:
    """A number that is a subscription of the channel can mean nothing else."""
    await stage.ann.says("@frontdesk hello", stage.general)
    key = replace((await stage.asked()).question.conversation, thread="")
    (one, *_) = stage.status.gives.subscriptions
    subscription = replace(one, id=7, wanted=replace(one.wanted, channel=key))
    stage.subscriptions.kept = {subscription.id: subscription}
    await stage.bob.says("pause 7", stage.general)
    question = (await stage.asked()).question
    assert (question.text, question.conversation) == ("pause 7", key)


async def test_somebody_in_danger_is_answered_whoever_was_asked(stage: Stage) -> None:
    """What to do is shown even where the pages do not know."""
    root = await thread_of_ann(stage)
    await stage.bob.says("What do I do, I think I am having a heart attack?", stage.general, root)
    assert not read_place((await stage.asked()).place).is_unasked


# ---- Under what the desk has posted -----------------------------------------------------


class Unreadable(FakeShownAnswers):
    """Cannot be read."""

    async def turn_of(self, channel: ConversationKey, message: str) -> TurnId | None:
        raise StorageError("database is locked")


def knowing(stage: Stage, shown: FakeShownAnswers) -> FakeShownAnswers:
    """Let a process go on that knows its posts by this."""
    tools = stage.tools
    opener = TeamsOpener(
        calls=tools.calls,
        references=tools.references,
        shown=shown,
        chores=tools.chores,
        stop=stage.desk.stop,
        can_ask_person=False,
    )
    stage.tools = replace(tools, opener=opener)
    stage.restarts()
    return shown


async def test_question_under_a_post_is_for_the_desk(stage: Stage) -> None:
    """Nobody else has said anything there."""
    shown = knowing(stage, FakeShownAnswers())
    root = await stage.ann.says("Waits at 7:00", stage.general)
    await shown.keep(stage.key(stage.general), root.id, "")
    await stage.bob.says("What about urgent care?", stage.general, root)
    assert read_place((await stage.asked()).place).is_unasked


async def test_talk_is_not_looked_up(stage: Stage) -> None:
    """Whose thread it stands in matters for questions alone, and is looked up once."""
    shown = knowing(stage, FakeShownAnswers())
    root = await stage.ann.says("Who has a badge?", stage.general)
    for said in ("I have one.", "@Bob do you?", "thanks!"):
        await stage.bob.says(said, stage.general, root)
    await stage.nothing_asked()
    assert shown.reads == 0
    for said in ("What does it cost?", "Where do I get it?"):
        await stage.bob.says(said, stage.general, root)
    await stage.nothing_asked()
    assert shown.reads == 1


async def test_thread_that_cannot_be_looked_up_is_none_of_ours(stage: Stage) -> None:
    """Teams has no reason to deliver again what people say to each other; mentions are answered."""
    knowing(stage, Unreadable())
    root = await stage.ann.says("Who has a badge?", stage.general)
    await stage.bob.says("What does it cost?", stage.general, root)
    await stage.nothing_asked()
    assert all(one.tries == 1 for one in stage.teams.deliveries.history)
    await stage.bob.says("@frontdesk what does it cost?", stage.general, root)
    assert (await stage.asked()).question.text == "what does it cost?"


# ---- Group chats ------------------------------------------------------------------------


async def test_group_chat_is_answered_by_mention(stage: Stage) -> None:
    """It has no threads."""
    chat = stage.teams.add_group("Badges", [stage.ann, stage.bob])
    await stage.ann.says(f"@frontdesk {QUESTION}", chat)
    turn = await stage.asked()
    assert (turn.question.conversation.channel, turn.question.conversation.thread) == (chat.id, "")
    await stage.answered(turn)
    assert "A new badge costs CAD 20." in stage.said(chat)[0]


async def test_who_was_answered_goes_on_in_a_group_chat(stage: Stage) -> None:
    """Without a mention, as long as nobody else has spoken."""
    chat = await group_of_ann(stage)
    await stage.ann.says("the blue one", chat)
    assert (await stage.asked()).question.text == "the blue one"


async def test_others_in_a_group_chat_talk_to_each_other(stage: Stage) -> None:
    """Once somebody else has said something, whoever asked may be speaking to them."""
    chat = await group_of_ann(stage)
    await stage.bob.says("I have one", chat)
    await stage.quiet()
    await stage.ann.says("the blue one", chat)
    await stage.nothing_asked()


async def test_a_question_after_people_spoke_in_a_group_chat_is_theirs(stage: Stage) -> None:
    """Unless the chat wants such questions answered."""
    chat = await group_of_ann(stage)
    await stage.bob.says("I have one here", chat)
    await stage.quiet()
    await stage.bob.says("What does a parking permit cost?", chat)
    await stage.nothing_asked()


async def test_a_question_of_somebody_else_in_a_group_chat_is_unasked(stage: Stage) -> None:
    """That there is no answer is not told them."""
    chat = await group_of_ann(stage)
    await stage.bob.says("What does a parking permit cost?", chat)
    assert read_place((await stage.asked()).place).is_unasked


async def test_talk_in_a_group_chat_ends_by_itself(stage: Stage) -> None:
    """What is said much later is said to people."""
    chat = await group_of_ann(stage)
    stage.passes(timedelta(minutes=11))
    await stage.ann.says("lunch?", chat)
    await stage.nothing_asked()


async def test_group_chat_may_want_unmentioned_questions_answered(stage: Stage) -> None:
    """By its settings, like a channel."""
    chat = await group_of_ann(stage)
    key = stage.desk.asked[-1].question.conversation
    await stage.channels.save(key, ChannelSettings(answers_unmentioned=True))
    await stage.bob.says("What does a lost badge cost?", chat)
    assert read_place((await stage.asked()).place).is_unasked


async def test_without_consent_only_mentions_are_heard() -> None:
    """Teams tells the desk nothing else then."""
    async with staged(hears_all=False) as stage:
        root = await thread_of_ann(stage)
        await stage.ann.says("And what does it cost?", stage.general, root)
        await stage.nothing_asked()


# ---- Edits and deletions ----------------------------------------------------------------


async def test_edit_that_adds_the_mention_asks(stage: Stage) -> None:
    """As if it had been there from the beginning."""
    message = await stage.ann.says(QUESTION, stage.general)
    await stage.quiet()
    await stage.ann.edits(message, f"@frontdesk {QUESTION}")
    assert (await stage.asked()).question.conversation.thread == message.id


async def test_edit_asks_what_was_passed_over_before(stage: Stage) -> None:
    """An overheard question that got no answer is asked in earnest now."""
    root = await thread_of_ann(stage)
    message = await stage.bob.says("What does a lost one cost?", stage.general, root)
    await stage.answered(await stage.asked(), DECLINED)
    await stage.bob.edits(message, "@frontdesk What does a lost one cost?")
    assert not read_place((await stage.asked()).place).is_unasked


async def test_other_edits_ask_nothing(stage: Stage) -> None:
    """Nor do those of what nobody asked the desk."""
    message = await stage.ann.says("Badges", stage.general)
    await stage.quiet()
    await stage.ann.edits(message, QUESTION)
    await stage.nothing_asked()


async def test_author_is_told_once_that_edits_are_not_read(stage: Stage) -> None:
    """Of a question that was answered."""
    chat = stage.teams.personal(stage.ann)
    message = await stage.ann.says(QUESTION, chat)
    await stage.answered(await stage.asked())
    await stage.ann.edits(message, "How do I get a new car?")
    await stage.quiet()
    await stage.ann.edits(message, "How do I get a new house?")
    await stage.nothing_asked()
    assert [line for line in stage.said(chat) if "edits" in line] == [
        "I do not read edits of a question that I have answered; please ask again."
    ]


async def test_edits_of_spaces_need_no_word(stage: Stage) -> None:
    """The question is the same."""
    chat = stage.teams.personal(stage.ann)
    message = await stage.ann.says(QUESTION, chat)
    await stage.answered(await stage.asked())
    await stage.ann.edits(message, f"{QUESTION}  ")
    await stage.quiet()
    assert len(stage.said(chat)) == 1


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_deleted_question_is_withdrawn(stage: Stage) -> None:
    """Nobody waits for its answer any more."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    turn = await stage.asked()
    await stage.ann.deletes(message)
    await stage.quiet()
    assert stage.desk.stopped == [turn.id]


async def test_taking_a_deletion_back_asks_nothing(stage: Stage) -> None:
    """The message was heard before."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.asked()
    await stage.ann.deletes(message)
    await stage.quiet()
    await stage.ann.undeletes(message)
    await stage.nothing_asked()

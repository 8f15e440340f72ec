"""Messages in channels and personal chats: what is asked, once, and where the answer goes."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.teams.place import read_place
from adapters.teams.spot import ChatKind
from core.domain import ChannelSettings, TurnedAway
from tests.e2e.teams.bot_stage import Stage, staged

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the app at work."""
    async with staged() as made:
        yield made


async def test_mention_is_asked_in_its_thread(stage: Stage) -> None:
    """A message at the top of a channel opens one."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    question = (await stage.asked()).question
    assert question.text == QUESTION
    assert (question.conversation.channel, question.conversation.thread) == (
        stage.general.id,
        message.id,
    )
    assert question.person == stage.ann.id


async def test_place_tells_where_the_answer_goes(stage: Stage) -> None:
    """Into the thread, under the message."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    place = read_place((await stage.asked()).place)
    assert (place.kind, place.chat, place.root, place.question_id) == (
        ChatKind.CHANNEL,
        stage.general.id,
        message.id,
        message.id,
    )


async def test_answer_stands_in_the_thread(stage: Stage) -> None:
    """Where everybody reads it."""
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    assert "A new badge costs CAD 20." in stage.said(stage.general, message)[0]


async def test_mention_in_a_thread_keeps_to_it(stage: Stage) -> None:
    """Whoever opened it."""
    root = await stage.bob.says("Badges are lost a lot", stage.general)
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general, root)
    assert (await stage.asked()).question.conversation.thread == root.id


@pytest.mark.feature("A question is answered once, however often it is delivered")
async def test_message_is_asked_once(stage: Stage) -> None:
    """However often Teams delivers it."""
    stage.teams.mischief.deliver_times = 3
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.asked()
    await stage.nothing_asked()


async def test_bare_mention_is_a_greeting(stage: Stage) -> None:
    """Somebody wants to know who that is."""
    await stage.ann.says("@frontdesk", stage.general)
    assert (await stage.asked()).question.text == "hello"


async def test_names_stand_for_people(stage: Stage) -> None:
    """As pages call them."""
    await stage.ann.says("@frontdesk is @Bob in the office?", stage.general)
    assert (await stage.asked()).question.text == "is @Bob in the office?"


async def test_personal_chat_needs_no_mention(stage: Stage) -> None:
    """There all is for the desk, in one conversation."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("lost badge", chat)
    question = (await stage.asked()).question
    assert (question.text, question.conversation.channel, question.conversation.thread) == (
        "lost badge",
        chat.id,
        "",
    )


async def test_subscription_in_a_channel_is_the_channels(stage: Stage) -> None:
    """What is posted by the clock is not posted under the message that wished it."""
    await stage.ann.says(
        "@frontdesk subscribe weekdays 7:00, all emergency departments", stage.general
    )
    assert (await stage.asked()).question.conversation.thread == ""


async def test_unmentioned_question_is_left_alone(stage: Stage) -> None:
    """People ask each other."""
    await stage.ann.says(QUESTION, stage.general)
    await stage.nothing_asked()


@pytest.mark.feature("Questions that mention nobody, where a channel wants them answered")
async def test_channel_may_want_unmentioned_questions_answered(stage: Stage) -> None:
    """Then they are, as far as the desk knows."""
    await stage.bob.says("@frontdesk hello", stage.general)
    key = (await stage.asked()).question.conversation
    await stage.channels.save(key, ChannelSettings(answers_unmentioned=True))
    await stage.ann.says(QUESTION, stage.general)
    assert read_place((await stage.asked()).place).is_unasked


async def test_calling_a_colleague_is_left_alone(stage: Stage) -> None:
    """Even where the channel wants answers."""
    await stage.bob.says("@frontdesk hello", stage.general)
    key = (await stage.asked()).question.conversation
    await stage.channels.save(key, ChannelSettings(answers_unmentioned=True))
    await stage.ann.says(f"@Bob {QUESTION}", stage.general)
    await stage.nothing_asked()


@pytest.mark.feature("Who sends a file or a picture alone is told what it reads")
async def test_picture_without_text_gets_a_reason(stage: Stage) -> None:
    """Silence would be taken for a fault."""
    chat = stage.teams.personal(stage.ann)
    message = await stage.ann.says("hello", chat)
    await stage.answered(await stage.asked())
    picture = {"contentType": "image/png", "contentUrl": "https://pictures.example/1"}
    activity = {**message.activity, "id": "1", "text": "", "attachments": [picture]}
    assert await stage.teams.deliver(activity, token=stage.teams.tokens.token()) < 300
    await stage.nothing_asked()
    assert "I can read text" in stage.said(chat)[-1]


@pytest.mark.feature("Who is turned away is told why, alone and once")
async def test_who_is_turned_away_is_told_why_once(stage: Stage) -> None:
    """Alone, where the desk can reach them."""
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("hello", chat)
    await stage.answered(await stage.asked())
    stage.desk.turns_away = TurnedAway("I am very busy.", is_full=True)
    stage.teams.mischief.deliver_times = 2
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.quiet()
    assert stage.said(chat)[1:] == ["About the channel general: I am very busy."]
    assert stage.said(stage.general, message) == []


async def test_who_has_no_chat_with_the_desk_is_told_in_the_thread(stage: Stage) -> None:
    """A reason that many read is better than none."""
    stage.desk.turns_away = TurnedAway("I am very busy.", is_full=True)
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.quiet()
    assert stage.said(stage.general, message) == ["I am very busy."]


@pytest.mark.feature("Nothing is acknowledged that is not kept")
async def test_nothing_is_acknowledged_that_is_not_kept(stage: Stage) -> None:
    """Teams delivers it again, and then it is asked."""
    stage.desk.is_broken = True
    message = await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.teams.until(lambda: stage.teams.deliveries.history)
    status = await stage.teams.deliver(message.activity, token=stage.teams.tokens.token())
    assert status >= 500
    stage.desk.is_broken = False
    await stage.teams.deliver(message.activity, token=stage.teams.tokens.token())
    assert (await stage.asked()).question.text == QUESTION


@pytest.mark.feature("Other bots and its own messages are not answered")
async def test_other_bots_are_no_people(stage: Stage) -> None:
    """Two bots would talk for ever."""
    message = await stage.ann.says("hello all", stage.general)
    mention = {
        "type": "mention",
        "text": "<at>frontdesk</at>",
        "mentioned": {"id": stage.teams.bot_id, "name": "frontdesk"},
    }
    activity = {
        **message.activity,
        "id": "1",
        "from": {"id": "28:another", "name": "another"},
        "text": f"<at>frontdesk</at> {QUESTION}",
        "entities": [mention],
    }
    await stage.teams.deliver(activity, token=stage.teams.tokens.token())
    await stage.nothing_asked()


@pytest.mark.feature("Other bots and its own messages are not answered")
async def test_own_answers_are_no_questions(stage: Stage) -> None:
    """Whatever they say."""
    await stage.ann.says(f"@frontdesk {QUESTION}", stage.general)
    await stage.answered(await stage.asked())
    await stage.nothing_asked()


@pytest.mark.parametrize("word", ["help", "settings", "sources"])
async def test_a_word_alone_is_answered_at_once(stage: Stage, word: str) -> None:
    """The desk is not asked."""
    message = await stage.ann.says(f"@frontdesk {word}", stage.general)
    await stage.nothing_asked()
    assert len(stage.said(stage.general, message)) == 1


async def test_a_word_is_answered_once(stage: Stage) -> None:
    """However often Teams delivers it."""
    stage.teams.mischief.deliver_times = 3
    chat = stage.teams.personal(stage.ann)
    await stage.ann.says("help", chat)
    await stage.quiet()
    assert len(stage.said(chat)) == 1


async def test_forget_is_for_the_desk(stage: Stage) -> None:
    """It knows what was said there."""
    await stage.ann.says("forget", stage.teams.personal(stage.ann))
    assert (await stage.asked()).question.text == "forget"


async def test_what_cannot_be_read_is_acknowledged(stage: Stage) -> None:
    """Delivered again it would be no better."""
    activity = {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": stage.teams.service_url,
        "from": {"id": "29:x"},
        "recipient": {"id": stage.teams.bot_id},
        "conversation": {"id": "19:x@thread.v2", "tenantId": stage.teams.tenant_id},
        "channelData": {"tenant": {"id": stage.teams.tenant_id}, "team": "no team"},
        "text": "hello",
    }
    assert await stage.teams.deliver(activity, token=stage.teams.tokens.token()) < 300
    await stage.nothing_asked()

"""Answers as people see them come to be, and what Teams was asked for on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.teams.calls import TeamsCallRefused
from adapters.teams.place import read_place
from core.domain import AcceptedTurn, Answered, Declined, Outcome, Picture, Source, Stopped
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply
from tests.contract.teams_stage import TeamsChannelStage, TeamsStage
from tests.local_teams.reading import as_text, buttons, has_thumbs, is_labelled
from tests.local_teams.state import Message

SOURCES = (Source("https://example.org/badges", "Badges"),)
ASKING = ["Ask a person", "Yes, ask them"]
TEXT = "A lost badge costs CAD 20."
ANSWER = Answered(TEXT, SOURCES, author="quoted")
CHART = Picture(b"\x89PNG chart", "Foothills rose to 3 h.", 640, 320)
TABLE = "| Badge | Fee |\n|---|---|\n| Lost | CAD 20 |"
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(30))
SLOW = {"acknowledge_after_seconds": 60.0, "message_after_seconds": 60.0}


@pytest.fixture
async def stage() -> AsyncIterator[TeamsStage]:
    async with TeamsStage() as stage:
        yield stage


@pytest.fixture
async def channel() -> AsyncIterator[TeamsChannelStage]:
    async with TeamsChannelStage() as stage:
        yield stage


async def begin(
    stage: TeamsStage, question: str = "What does a lost badge cost?", **place: bool
) -> tuple[AcceptedTurn, Reply]:
    turn = await stage.ask(question)
    if place:
        changed = replace(read_place(turn.place), **place)  # type: ignore[arg-type]
        turn = replace(turn, place=changed.written())
    return turn, await stage.open(turn)


async def says(stage: TeamsStage, turn: AcceptedTurn, reply: Reply, text: str) -> None:
    """Write some more, and wait until people see it."""
    await reply.append(text)
    await stage.sees(turn, lambda seen: text.strip() in seen.text)


async def go_on(reply: Reply) -> None:
    """Write until that raises."""
    async with asyncio.timeout(5):
        while True:
            await reply.append("and on ")
            await asyncio.sleep(0.01)


def kinds(stage: TeamsStage) -> list[str]:
    """What was called, in order; of streams, the kinds of their pieces."""
    return [
        call.body["entities"][0]["streamType"] if call.operation == "stream" else call.operation
        for call in stage.teams.calls
    ]


async def only(stage: TeamsStage, turn: AcceptedTurn) -> Message:
    """The one message of an answer, after everything has come to rest."""
    await stage.teams.settled()
    [message] = stage.ours(turn)
    return message


@pytest.mark.parametrize("kind", [TeamsStage, TeamsChannelStage])
async def test_a_quick_answer_is_one_message(kind: type[TeamsStage]) -> None:
    """Labelled, with thumbs, its sources, and people to ask; nobody saw the desk typing."""
    async with kind() as stage:
        stage.pace = replace(stage.pace, **SLOW)
        turn, reply = await begin(stage)
        await reply.append(TEXT)
        await reply.finish(ANSWER)
        message = await only(stage, turn)
        assert kinds(stage) == ["send"]
    assert as_text(message).startswith(f"{TEXT}\nSource: [1] Badges (https://example.org/badges)")
    assert buttons(message) == ASKING
    assert is_labelled(message)
    assert has_thumbs(message)


@pytest.mark.feature("An answer grows before one’s eyes (streaming)")
async def test_a_slow_answer_in_a_personal_chat_is_streamed(stage: TeamsStage) -> None:
    """What says that it is coming is the beginning of the same stream."""
    turn, reply = await begin(stage)
    await stage.sees(turn, lambda seen: "Looking" in seen.status)
    await says(stage, turn, reply, "A lost badge ")
    await reply.finish(ANSWER)
    message = await only(stage, turn)
    assert kinds(stage) == ["informative", "streaming", "final"]
    assert message.stream == "final"
    assert has_thumbs(message)
    assert buttons(message) == ASKING


async def test_an_answer_with_a_table_is_one_card(stage: TeamsStage) -> None:
    """Also where a stream has said what the desk was doing."""
    turn, reply = await begin(stage)
    await stage.sees(turn, lambda seen: "Looking" in seen.status)
    await reply.finish(replace(ANSWER, text=f"Two fees:\n\n{TABLE}"))
    message = await only(stage, turn)
    assert (message.stream, message.text) == ("final", "")
    assert as_text(message).startswith("Two fees:\nBadge | Fee\nLost | CAD 20\nSource: Badges (")
    assert has_thumbs(message)
    assert is_labelled(message)


async def test_what_was_streamed_stays_before_the_card(stage: TeamsStage) -> None:
    """Teams wants the end of a stream to begin with it."""
    turn, reply = await begin(stage)
    await says(stage, turn, reply, "Two fees are known ")
    await reply.finish(replace(ANSWER, text=f"Two fees are known today:\n\n{TABLE}"))
    message = await only(stage, turn)
    assert message.text.startswith("Two fees are known today:")
    assert "Lost | CAD 20" in as_text(message)
    assert kinds(stage)[-1] == "final"


async def test_what_grew_by_edits_becomes_one_card(channel: TeamsChannelStage) -> None:
    """There nothing has to stay."""
    turn, reply = await begin(channel)
    await says(channel, turn, reply, "Two fees are known ")
    await reply.finish(replace(ANSWER, text=f"Two fees are known today:\n\n{TABLE}"))
    message = await only(channel, turn)
    assert message.text == ""
    assert as_text(message).startswith("Two fees are known today:\nBadge | Fee")


async def test_thumbs_lead_to_the_answer(stage: TeamsStage) -> None:
    """Teams tells of the message alone."""
    turn, reply = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await reply.finish(ANSWER)
    message = await only(stage, turn)
    assert stage.opener is not None
    assert await stage.opener.turn_of(read_place(turn.place).spot, message.id) == turn.id


@pytest.mark.feature("Where a stream ends or is not allowed, the same message grows by edits")
async def test_a_slow_answer_in_a_channel_is_posted_and_edited(channel: TeamsChannelStage) -> None:
    """After the desk was seen typing; with a Stop of our own, as Teams shows none."""
    turn, reply = await begin(channel)
    await channel.sees(turn, lambda seen: "Looking" in seen.status)
    assert buttons(channel.ours(turn)[0]) == ["Stop"]
    await says(channel, turn, reply, "A lost badge ")
    assert "Still writing" in channel.ours(turn)[0].text
    await reply.finish(ANSWER)
    message = await only(channel, turn)
    assert kinds(channel) == ["typing", "send", "update", "update"]
    assert buttons(message) == ASKING


async def test_where_nothing_can_be_posted_yet_the_desk_goes_on_typing(stage: TeamsStage) -> None:
    """In a group chat; Teams shows it for a few seconds each time."""
    stage.teams.add_group("Porters", [stage.ann])
    stage.place = "Porters"
    await stage.carrier.knows(stage.chat)
    stage.teams.mischief.fail("send", status=400, times=2)
    turn, _ = await begin(stage)
    await stage.sees(turn, lambda seen: seen.status)
    assert kinds(stage).count("typing") > 1


async def test_two_answers_in_a_chat_are_not_streamed_at_once(stage: TeamsStage) -> None:
    """Teams takes one stream; the other answer grows by edits."""
    _, first = await begin(stage)
    await first.append("A lost badge ")
    await stage.teams.until(lambda: "streaming" in kinds(stage))
    assert stage.opener is not None
    other = replace(stage.desk.asked[-1], id="f" * 32)
    second = await stage.opener.open(other, stage.keep_place)
    await second.append("Another answer ")
    await stage.teams.until(lambda: "send" in kinds(stage))
    await second.finish(Answered("Another answer."))
    await first.finish(ANSWER)
    texts = [as_text(one).split("\n")[0] for one in stage.ours(other)]
    assert texts == [TEXT, "Another answer."]


@pytest.mark.feature("Where a stream ends or is not allowed, the same message grows by edits")
async def test_a_stream_whose_time_is_over_goes_on_with_edits(stage: TeamsStage) -> None:
    """Teams ends it after two minutes; the message stays the same one."""
    turn, reply = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.teams.mischief.stream_seconds = 0
    await says(stage, turn, reply, "costs ")
    await reply.finish(ANSWER)
    message = await only(stage, turn)
    assert kinds(stage)[-2:] == ["update", "update"]
    assert TEXT in message.text


async def test_the_desk_ends_a_stream_before_teams_does(stage: TeamsStage) -> None:
    """Somebody may stand in line for longer than a stream lives."""
    stage.pace = replace(stage.pace, stream_seconds=0.05)
    turn, reply = await begin(stage)
    await reply.status("You are 2nd in line")
    await stage.teams.until(lambda: "final" in kinds(stage))
    await reply.status("You are next")
    await stage.sees(turn, lambda seen: "You are next" in seen.status)
    await reply.finish(ANSWER)
    assert TEXT in (await only(stage, turn)).text


@pytest.mark.feature("A draft quoted from the pages comes first")
async def test_a_draft_is_shown_in_short(stage: TeamsStage) -> None:
    """As a line of the stream: what is streamed could not be taken back."""
    turn, reply = await begin(stage)
    await reply.draft("The **first badge** is free. " * 100)
    seen = await stage.sees(turn, lambda seen: seen.draft)
    assert seen.draft.startswith("The first badge is free.")
    await reply.finish(ANSWER)
    assert (await only(stage, turn)).text.startswith(TEXT)


async def test_what_to_do_in_danger_is_a_message(stage: TeamsStage) -> None:
    """Also in a personal chat: a line of a stream would be too little."""
    turn, reply = await begin(stage, "My chest hurts and I cannot breathe")
    await reply.draft("**Call 911 now.**")
    message = await only(stage, turn)
    assert "informative" not in kinds(stage)
    assert "**Call 911 now.**" in message.text


@pytest.mark.feature("The platform’s own Stop")
async def test_a_stop_is_heard_while_nothing_is_written(stage: TeamsStage) -> None:
    """A model may read for long: the line is sent again, and Teams tells then."""
    stage.pace = replace(stage.pace, repeat_seconds=0.02)
    turn, reply = await begin(stage)
    await reply.draft("The first badge is free.")
    await stage.sees(turn, lambda seen: seen.draft)
    await stage.ann.stops(stage.ours(turn)[0])
    await stage.teams.until(lambda: stage.desk.stopped)
    await reply.finish(Stopped(""))
    assert stage.desk.stopped == [turn.id]


@pytest.mark.feature("The platform’s own Stop")
async def test_teams_own_stop_stops_the_answer(stage: TeamsStage) -> None:
    """What was shown stays, and nothing is added."""
    turn, reply = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await stage.ann.stops(stage.ours(turn)[0])
    with pytest.raises(DeliveryStopped):
        await go_on(reply)
    await reply.finish(Stopped("A lost badge and on"))
    message = await only(stage, turn)
    assert (message.text, message.stream) == ("A lost badge", "stopped")


async def test_an_answer_whose_confirmation_is_lost_is_sent_again(
    channel: TeamsChannelStage,
) -> None:
    """Nobody can look whether it stands there, and twice is better than never."""
    channel.pace = replace(channel.pace, **SLOW)
    turn, reply = await begin(channel)
    channel.teams.mischief.lose("send")
    with pytest.raises(DeliveryError):
        await reply.finish(ANSWER)
    await reply.finish(ANSWER)
    assert len(channel.ours(turn)) == 2


async def test_a_status_whose_confirmation_is_lost_is_followed_by_the_answer_alone(
    channel: TeamsChannelStage,
) -> None:
    """Nothing else is said beside it."""
    channel.pace = replace(channel.pace, **SLOW)
    turn, reply = await begin(channel)
    channel.teams.mischief.lose("send")
    await reply.status("You are 2nd in line")
    await reply.status("You are next")
    await reply.finish(ANSWER)
    assert len(channel.ours(turn)) == 2
    assert TEXT in channel.ours(turn)[-1].text


@pytest.mark.feature("Long answers in several messages, nothing lost between them")
async def test_a_long_answer_is_completed_by_another_process(stage: TeamsStage) -> None:
    """It knows what stands there, and shows none twice."""
    turn, reply = await begin(stage)
    stage.teams.mischief.slow("send", 0.05, times=99)
    finishing = asyncio.create_task(reply.finish(Answered(LONG)))
    await stage.teams.until(lambda: len(stage.ours(turn)) == 3)
    made = len(stage.teams.calls)
    await stage.teams.until(lambda: len(stage.teams.calls) > made)
    finishing.cancel()
    await asyncio.wait({finishing})
    stage.teams.mischief.end()
    before = stage.ours(turn)
    await (await stage.reopen(turn)).finish(Answered(LONG))
    ours = stage.ours(turn)
    assert ours[:2] == before[:2]
    texts = list(dict.fromkeys(one.text for one in ours))
    assert len(ours) - len(texts) <= 1, "but for the one that was cut short"
    assert " ".join(texts).split() == LONG.split()


async def test_a_shorter_answer_takes_away_what_is_left(channel: TeamsChannelStage) -> None:
    """Of a longer one, which another process has shown."""
    turn, reply = await begin(channel)
    await reply.finish(Answered(LONG))
    assert len(channel.ours(turn)) > 3
    await (await channel.reopen(turn)).finish(ANSWER)
    assert (await only(channel, turn)).text.startswith(TEXT)


@pytest.mark.parametrize("kind", [TeamsStage, TeamsChannelStage])
async def test_what_teams_finds_too_big_is_shown_in_less(kind: type[TeamsStage]) -> None:
    """In more messages; the words are all there, and the chart's."""
    async with kind() as stage:
        stage.teams.mischief.too_big_over = 4000
        turn, reply = await begin(stage)
        await says(stage, turn, reply, LONG[:300].rsplit(" ", 1)[0])
        outcome: Outcome = replace(ANSWER, text=LONG[:6000].strip(), pictures=(CHART,))
        await reply.finish(outcome)
        await stage.teams.settled()
        ours = stage.ours(turn)
    assert len(ours) > 1
    words = LONG[:6000].split()
    said = " ".join(map(as_text, ours))
    assert said.split()[: len(words)] == words
    assert "Chart: Foothills rose to 3 h." in said
    assert [has_thumbs(one) for one in ours] == [False] * (len(ours) - 1) + [True]


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
@pytest.mark.parametrize("kind", [TeamsStage, TeamsChannelStage])
async def test_when_the_question_is_deleted_the_answer_goes_too(kind: type[TeamsStage]) -> None:
    """Nothing is shown to a question that its person took back."""
    async with kind() as stage:
        turn, reply = await begin(stage)
        await says(stage, turn, reply, "A lost badge ")
        assert stage.opener is not None
        stage.opener.withdraw(turn.id)
        with pytest.raises(DeliveryRefused):
            await reply.finish(Stopped("A lost badge"))
        assert stage.ours(turn) == []


async def test_a_question_may_be_deleted_before_its_reply_is_opened(stage: TeamsStage) -> None:
    """It stands in line, say."""
    turn = await stage.ask("What does a lost badge cost?")
    await stage.open(turn)
    assert stage.opener is not None
    stage.opener.withdraw(turn.id)
    again = await stage.opener.open(turn, stage.keep_place)
    with pytest.raises(DeliveryRefused):
        await again.finish(ANSWER)


async def test_an_answer_that_somebody_deletes_is_stopped(channel: TeamsChannelStage) -> None:
    """While it is being written: they do not want it, and it does not come back."""
    turn, reply = await begin(channel)
    await says(channel, turn, reply, "A lost badge ")
    channel.ours(turn)[0].is_deleted = True
    with pytest.raises(DeliveryStopped):
        await go_on(reply)
    await reply.finish(Stopped("A lost badge"))
    assert channel.ours(turn) == []


@pytest.mark.feature("An answer that somebody deletes stays away")
@pytest.mark.parametrize("text", [TEXT, LONG])
async def test_a_whole_answer_that_somebody_deleted_stays_away(
    channel: TeamsChannelStage, text: str
) -> None:
    """Also when the desk is not sure whether it was shown, and shows it again."""
    turn, reply = await begin(channel)
    await reply.finish(Answered(text, SOURCES))
    shown = channel.ours(turn)
    shown[0].is_deleted = True
    await (await channel.reopen(turn)).finish(Answered(text, SOURCES))
    assert channel.ours(turn) == shown[1:]


async def test_a_place_of_another_version_is_refused(stage: TeamsStage) -> None:
    """It cannot be guessed where the answer was to go."""
    turn, _ = await begin(stage)
    assert stage.opener is not None
    with pytest.raises(DeliveryRefused, match="another version"):
        await stage.opener.open(replace(turn, place='{"room": 1}'), stage.keep_place)


# ---- Private, announced and unasked answers ---------------------------------------------


async def test_a_private_answer_comes_in_the_persons_own_chat(channel: TeamsChannelStage) -> None:
    """Its first line names the question, in the stream as well as at the end."""
    turn, reply = await begin(channel, "What does a *lost* badge cost?", is_private=True)
    channel.place = "dm Ann"
    await reply.append("A lost badge ")
    await channel.teams.until(lambda: "streaming" in kinds(channel))
    await reply.finish(ANSWER)
    await channel.teams.settled()
    assert channel.teams.said_by_bot(channel.teams.chat("#general")) == []
    [message] = channel.teams.said_by_bot(channel.chat)
    first, second, *_ = as_text(message).split("\n")
    assert first == "You asked in #general: What does a *lost* badge cost?"
    assert second == TEXT
    assert turn.id in channel.answers.kept.values()


async def test_who_asked_privately_in_their_own_chat_knows_where(stage: TeamsStage) -> None:
    """Only the question is named."""
    turn, reply = await begin(stage, is_private=True)
    await reply.finish(ANSWER)
    message = await only(stage, turn)
    assert as_text(message).startswith("You asked: What does a lost badge cost?\n")


async def test_a_private_answer_needs_the_app_in_ones_own_chat(channel: TeamsChannelStage) -> None:
    """Teams lets no bot write to somebody who has not installed it."""
    bob = channel.teams.person("bob")
    channel.teams.personal(bob).has_bot = False
    turn = await channel.ask("What does a lost badge cost?")
    place = replace(read_place(turn.place), is_private=True)
    question = replace(turn.question, person=bob.id)
    with pytest.raises(TeamsCallRefused):
        await channel.open(replace(turn, place=place.written(), question=question))


async def test_a_private_order_is_announced_in_its_channel_once(
    channel: TeamsChannelStage,
) -> None:
    """With who gave it; another process does not announce it again."""
    order = "subscribe *waits* every day"
    turn, reply = await begin(channel, order, is_private=True, is_announced=True)
    done = Answered("Subscription 3: every day at seven.")
    await reply.finish(done)
    assert read_place(channel.kept_place).is_announcement_made
    await (await channel.reopen(turn)).finish(done)
    [told] = channel.teams.said_by_bot(channel.teams.chat("#general"))
    assert as_text(told) == f"@Ann has subscribed this channel (subscription 3): {order}"
    assert told.under == ""


async def test_an_overheard_question_gets_an_answer_or_nothing(channel: TeamsChannelStage) -> None:
    """Nobody had asked the desk, so that it does not know is nobody's concern."""
    turn, reply = await begin(channel, is_unasked=True)
    await reply.status("You are 2nd in line")
    await reply.finish(Declined("I do not know."))
    await channel.teams.settled()
    assert channel.teams.calls == []
    assert channel.opener is not None
    assert channel.opener.has_shown(turn.id) is False


async def test_an_overheard_question_may_be_answered(channel: TeamsChannelStage) -> None:
    """At once, as a whole."""
    turn, reply = await begin(channel, is_unasked=True)
    await reply.append("A lost badge ")
    await reply.finish(ANSWER)
    await only(channel, turn)
    assert kinds(channel) == ["send"]
    assert channel.opener is not None
    assert channel.opener.has_shown(turn.id)

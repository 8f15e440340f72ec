"""Answers as people see them come to be, and what Slack was asked for on the way."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.local_slack.state import Message
from adapters.slack.calls import SlackCallRefused
from core.domain import (
    AcceptedTurn,
    Answered,
    Picture,
    Source,
    Stopped,
)
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply
from tests.contract.slack_stage import SlackEditsStage, SlackStage

SOURCES = (Source("https://example.org/badges", "Badges"),)
TEXT = "A lost badge costs CAD 20."
ANSWER = Answered(TEXT, SOURCES, author="quoted")
WITHOUT_LINKS = Answered(TEXT, author="quoted")
BUTTONS = "[Helpful] [Not helpful]\n[Ask a person]"
CHART = Picture(b"\x89PNG chart", "Foothills rose to 3 h. It is usually 2 h.", 640, 320)
LONG = "\n\n".join(f"Paragraph {number}. " + "word " * 300 for number in range(30))


@pytest.fixture
async def stage() -> AsyncIterator[SlackStage]:
    async with SlackStage() as stage:
        yield stage


@pytest.fixture
async def edits() -> AsyncIterator[SlackEditsStage]:
    async with SlackEditsStage() as stage:
        yield stage


def calls(stage: SlackStage, *, but: tuple[str, ...] = ()) -> list[str]:
    """The methods that show messages, as they were called."""
    return [name for name, _ in stage.slack.calls if name.startswith("chat.") and name not in but]


def ours(stage: SlackStage) -> list[Message]:
    return [one for one in stage.slack.workspace.messages() if one.bot_id]


async def begin(stage: SlackStage) -> tuple[AcceptedTurn, Reply, Message]:
    turn = await stage.ask("What does a lost badge cost?")
    reply = await stage.open(turn)
    return turn, reply, next(iter(stage.slack.workspace.messages()))


def looks(stage: SlackStage) -> int:
    """How often a thread was read."""
    return sum(name == "conversations.replies" for name, _ in stage.slack.calls)


def links_streamed(stage: SlackStage) -> list[str]:
    """Calls of streams that hold a link."""
    return [
        name
        for name, arguments in stage.slack.calls
        if name.endswith("Stream") and "http" in json.dumps(arguments)
    ]


async def says(stage: SlackStage, turn: AcceptedTurn, reply: Reply, text: str) -> None:
    """Write some more, and wait until people see it."""
    await reply.append(text)
    await stage.sees(turn, lambda seen: text.strip() in seen.text)


def delete(stage: SlackStage, message: Message) -> None:
    """Take a message away as an administrator does."""
    del stage.slack.workspace.channels[message.channel].messages[message.ts]


async def go_on(reply: Reply) -> None:
    """Write until that raises."""
    async with asyncio.timeout(5):
        while True:
            await reply.append("and on ")
            await asyncio.sleep(0.01)


async def test_an_answer_that_is_there_at_once_is_one_message(stage: SlackStage) -> None:
    """It is drawn once, in its final form, with what can be done next."""
    _, reply, question = await begin(stage)
    await reply.append(TEXT)
    await reply.finish(ANSWER)
    assert calls(stage) == ["chat.postMessage"]
    assert stage.slack.seen("#general", question)[1:] == [
        f"frontdesk: {TEXT}\nSource: Badges (https://example.org/badges)\n{BUTTONS}"
    ]


async def test_links_are_not_unfurled(stage: SlackStage) -> None:
    """The sources stand small beneath the answer."""
    _, reply, _ = await begin(stage)
    await reply.finish(ANSWER)
    assert not ours(stage)[0].unfurls


@pytest.mark.feature("An answer grows before one’s eyes (streaming)")
async def test_an_answer_that_takes_its_time_is_streamed(stage: SlackStage) -> None:
    """For whoever asked, with the buttons at its end, and its name on it."""
    turn, reply, question = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await says(stage, turn, reply, "costs ")
    await reply.finish(WITHOUT_LINKS)
    assert calls(stage) == ["chat.startStream", "chat.appendStream", "chat.stopStream"]
    started = dict(stage.slack.calls)["chat.startStream"]
    assert started["recipient_user_id"] == stage.ann.id
    assert started["recipient_team_id"] == stage.slack.workspace.team_id
    assert stage.slack.seen("#general", question)[1:] == [f"frontdesk: {TEXT}\n{BUTTONS}"]
    assert ours(stage)[0].metadata == {
        "event_type": "frontdesk_answer",
        "event_payload": {"turn_id": turn.id, "part": 0},
    }


async def test_links_of_an_answer_come_after_its_stream(stage: SlackStage) -> None:
    """Slack cannot be asked to show no preview of a link in a stream."""
    turn, reply, question = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await reply.finish(ANSWER)
    assert calls(stage) == ["chat.startStream", "chat.stopStream", "chat.update"]
    assert not links_streamed(stage)
    assert stage.slack.seen("#general", question)[1:] == [
        f"frontdesk: {TEXT}\nSource: Badges (https://example.org/badges)\n{BUTTONS}"
    ]


async def test_text_with_a_link_grows_by_edits(stage: SlackStage) -> None:
    """From the link on; what was streamed before stays the same message."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "Use the ")
    await reply.append("[badge form](https://example.org/form) ")
    await stage.sees(turn, lambda seen: "badge form" in seen.text)
    text = "Use the [badge form](https://example.org/form) today."
    await reply.finish(Answered(text))
    assert calls(stage)[-1] == "chat.update"
    assert not links_streamed(stage)
    assert len(ours(stage)) == 1


async def test_where_streams_begin_too_often_none_is_waited_for(stage: SlackStage) -> None:
    """Twenty a minute may begin in a workspace; the answer grows by edits at once."""
    stage.slack.mischief.limit_rate("chat.startStream", retry_after=2)
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    assert calls(stage) == ["chat.startStream", "chat.postMessage"]
    await reply.finish(ANSWER)
    assert len(ours(stage)) == 1


async def test_a_piece_that_comes_too_often_ends_no_stream(stage: SlackStage) -> None:
    """The next one holds it as well."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.slack.mischief.limit_rate("chat.appendStream", retry_after=60)
    await says(stage, turn, reply, "costs ")
    await reply.finish(WITHOUT_LINKS)
    assert calls(stage, but=("chat.appendStream",)) == ["chat.startStream", "chat.stopStream"]


async def test_a_stream_that_could_not_be_ended_is_ended_the_next_time(stage: SlackStage) -> None:
    """Until then Slack does not let its message be changed."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.slack.mischief.fail("chat.stopStream", "no_permission")
    with pytest.raises(DeliveryError):
        await reply.finish(ANSWER)
    await reply.finish(ANSWER)
    seen = await stage.sees(turn, lambda seen: seen.is_finished)
    assert (seen.text, len(ours(stage))) == (TEXT, 1)


@pytest.mark.feature("A conversation is called by its question")
async def test_a_question_in_a_channel_is_acknowledged_until_it_is_answered(
    stage: SlackStage,
) -> None:
    """By a reaction, and a session that people can stop; the thread is called by its question."""
    turn, reply, question = await begin(stage)
    channel = stage.slack.workspace.channels[question.channel]
    await stage.slack.until(lambda: channel.sessions.get(question.ts) and question.reactions)
    assert question.reactions == {"eyes": [stage.slack.app.bot_user]}
    session = channel.sessions[question.ts]
    assert (session["status"], session["title"]) == ("processing", turn.question.text)
    await reply.finish(ANSWER)
    await stage.slack.until(lambda: channel.sessions[question.ts]["status"] == "active")
    await stage.slack.until(lambda: not question.reactions)


async def test_a_table_is_drawn_anew_at_the_end(stage: SlackStage) -> None:
    """As Slack shows tables best; the stream showed it as text."""
    turn, reply, question = await begin(stage)
    await says(stage, turn, reply, "The fees are ")
    text = "The fees are these.\n\n| Badge | CAD |\n|---|---|\n| first | 0 |\n| lost | 20 |"
    await reply.finish(Answered(text))
    assert calls(stage)[-1] == "chat.update"
    assert stage.slack.seen("#general", question)[1:] == [
        "frontdesk: The fees are these.\nBadge | CAD\nfirst | 0\nlost | 20"
    ]


@pytest.mark.feature("Where a stream ends or is not allowed, the same message grows by edits")
async def test_a_stream_that_expires_goes_on_with_edits(stage: SlackStage) -> None:
    """Slack closes a stream after about five minutes; the message stays the same one."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.slack.mischief.streams_expire_after_seconds = 0
    await says(stage, turn, reply, "costs ")
    seen = await stage.sees(turn, lambda seen: "A lost badge costs" in seen.text)
    assert not seen.is_finished
    await reply.finish(ANSWER)
    assert len(ours(stage)) == 1
    assert "chat.update" in calls(stage)


async def test_without_streams_the_answer_is_posted_and_edited(edits: SlackEditsStage) -> None:
    """With a Stop of our own while it grows, where Slack shows none."""
    edits.slack.mischief.fail("agents.sessions.setStatus", "not_allowed")
    turn, reply, question = await begin(edits)
    await says(edits, turn, reply, "A lost badge ")
    assert edits.slack.seen("#general", question)[1] == (
        "frontdesk: A lost badge\nStill writing …\n[Stop]"
    )
    await says(edits, turn, reply, "costs ")
    await reply.finish(ANSWER)
    assert calls(edits) == ["chat.startStream", "chat.postMessage", "chat.update", "chat.update"]


async def test_slacks_own_stop_word_stops_the_answer(stage: SlackStage) -> None:
    """Where Slack says that the person stopped the stream, the desk hears it."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.slack.mischief.fail("chat.appendStream", "stopped_by_user")
    with pytest.raises(DeliveryStopped):
        await go_on(reply)
    await reply.finish(Stopped("A lost badge"))
    seen = await stage.sees(turn, lambda seen: seen.is_finished)
    assert "A lost badge" in seen.text


async def test_a_post_whose_answer_is_lost_is_not_posted_again(stage: SlackStage) -> None:
    """The thread is read before anything is repeated."""
    _, reply, _ = await begin(stage)
    stage.slack.mischief.lose_answer("chat.postMessage")
    await reply.finish(ANSWER)
    assert len(ours(stage)) == 1


async def test_blocks_that_slack_refuses_are_shown_as_bare_text(stage: SlackStage) -> None:
    """An answer that looks plain is better than none."""
    _, reply, question = await begin(stage)
    stage.slack.mischief.fail("chat.postMessage", "invalid_blocks")
    await reply.finish(Answered("Write <!channel> & go."))
    assert stage.slack.seen("#general", question)[1:] == ["frontdesk: Write <!channel> & go."]


@pytest.mark.feature("Long answers in several messages, nothing lost between them")
async def test_a_long_answer_is_completed_by_another_process(stage: SlackStage) -> None:
    """It shows the parts that are missing, and none twice."""
    turn, reply, _ = await begin(stage)
    await reply.finish(Answered(LONG))
    parts = ours(stage)
    assert len(parts) > 3
    channel = stage.slack.workspace.channels[parts[0].channel]
    for lost in parts[2:]:
        del channel.messages[lost.ts]
    await (await stage.reopen(turn)).finish(Answered(LONG))
    numbers = [one.metadata["event_payload"]["part"] for one in ours(stage) if one.metadata]
    assert numbers == list(range(len(parts)))
    assert [one.ts for one in ours(stage)[:2]] == [one.ts for one in parts[:2]]


async def test_what_was_begun_is_found_without_reading_the_thread(stage: SlackStage) -> None:
    """Slack may allow one look a minute: where the message is known, none is needed."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await (await stage.reopen(turn)).finish(ANSWER)
    assert looks(stage) == 0
    assert len(ours(stage)) == 1


async def test_a_look_that_is_not_allowed_just_now_is_made_later(edits: SlackEditsStage) -> None:
    """The place was not kept: the thread has to be read before anything is shown."""
    turn, reply, _ = await begin(edits)
    await says(edits, turn, reply, "A lost badge ")
    edits.slack.mischief.limit_rate("conversations.replies", retry_after=60)
    again = await edits.reopen(turn, is_place_lost=True)
    with pytest.raises(DeliveryError):
        await again.finish(ANSWER)
    await again.finish(ANSWER)
    assert looks(edits) == 2
    assert len(ours(edits)) == 1
    assert TEXT in (await edits.seen(turn)).text


async def test_an_answer_that_nobody_had_begun_is_not_looked_for(stage: SlackStage) -> None:
    """Many may stand in line when a process dies; nothing was shown of theirs."""
    turn, _, _ = await begin(stage)
    again = await stage.reopen(turn, attempts=0)
    await again.finish(ANSWER)
    assert looks(stage) == 0
    assert len(ours(stage)) == 1


async def test_charts_are_shared_in_the_thread_once(stage: SlackStage) -> None:
    """With words for those who do not see them; another process shares them no second time."""
    turn, reply, question = await begin(stage)
    outcome = replace(ANSWER, pictures=(CHART, replace(CHART, alt_text="Another one.")))
    await reply.finish(outcome)
    await (await stage.reopen(turn)).finish(outcome)
    seen = stage.slack.seen("#general", question)[2:]
    assert seen == [
        "frontdesk: (file: Foothills rose to 3 h. It is usually 2 h.)",
        "frontdesk: (file: Another one.)",
    ]


async def test_a_chart_that_is_not_taken_does_not_cost_the_answer(stage: SlackStage) -> None:
    """Its words say what it shows."""
    _, reply, question = await begin(stage)
    stage.slack.mischief.fail("files.getUploadURLExternal", "missing_scope")
    await reply.finish(replace(ANSWER, pictures=(CHART,)))
    assert len(stage.slack.seen("#general", question)) == 2


@pytest.mark.feature("A question that is deleted is withdrawn, with its answer")
async def test_when_the_question_is_deleted_the_answer_goes_too(stage: SlackStage) -> None:
    """Nothing is shown under a question that its person took back."""
    turn, reply, question = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    await stage.ann.deletes(question)
    assert stage.opener is not None
    stage.opener.withdraw(turn.id)
    await reply.append("costs ")
    with pytest.raises(DeliveryRefused):
        await reply.finish(Stopped("A lost badge costs"))
    assert not ours(stage)


async def test_an_answer_that_somebody_deletes_is_stopped(stage: SlackStage) -> None:
    """While it is being written: they do not want it, and it does not come back."""
    turn, reply, question = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    delete(stage, ours(stage)[0])
    with pytest.raises(DeliveryStopped):
        await go_on(reply)
    await reply.finish(Stopped("A lost badge"))
    assert stage.slack.seen("#general", question)[1:] == []


@pytest.mark.feature("An answer that somebody deletes stays away")
@pytest.mark.parametrize("text", [TEXT, LONG])
async def test_a_whole_answer_that_somebody_deleted_stays_away(
    stage: SlackStage, text: str
) -> None:
    """Also when the desk is not sure whether it was shown, and shows it again."""
    turn, reply, _ = await begin(stage)
    await reply.finish(Answered(text, SOURCES))
    shown = ours(stage)
    delete(stage, shown[0])
    await (await stage.reopen(turn)).finish(Answered(text, SOURCES))
    assert ours(stage) == shown[1:]


async def test_an_archived_channel_ends_the_answer_for_good(stage: SlackStage) -> None:
    """The error has Slack's name for it."""
    turn, reply, _ = await begin(stage)
    await stage.refuse(turn)
    with pytest.raises(SlackCallRefused) as refused:
        await reply.finish(ANSWER)
    assert refused.value.error == "is_archived"


async def test_a_place_of_another_version_is_refused(stage: SlackStage) -> None:
    """It cannot be guessed where the answer was to go."""
    turn, _, _ = await begin(stage)
    opener = stage.opener
    assert opener is not None
    with pytest.raises(DeliveryRefused, match="another version"):
        await opener.open(replace(turn, place='{"room": 1}'), stage.keep_place)


async def test_a_piece_that_is_cut_short_is_not_said_twice(stage: SlackStage) -> None:
    """Slack may have taken it: the message is drawn anew at the end."""
    turn, reply, _ = await begin(stage)
    await says(stage, turn, reply, "A lost badge ")
    stage.slack.mischief.slow("chat.appendStream", seconds=0.2)
    await reply.append("costs ")
    await stage.slack.until(lambda: "chat.appendStream" in calls(stage))
    finishing = asyncio.create_task(reply.finish(WITHOUT_LINKS))
    await asyncio.sleep(0.01)
    finishing.cancel()
    await asyncio.wait({finishing})
    await reply.finish(WITHOUT_LINKS)
    [answer] = ours(stage)
    assert "A lost badge costs CAD 20." in (await stage.seen(turn)).text
    assert calls(stage)[-1] == "chat.update"
    assert answer.stream is None

"""Stops, thumbs and what becomes of the desk itself, end to end."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from adapters.local_slack.parcels import ParcelKind
from adapters.local_slack.state import Message
from adapters.slack.names import ANSWER_METADATA, STOP
from core.domain import AcceptedTurn, Feedback, Thumb
from tests.e2e.slack.listening_stage import ANSWER, answered, asked, listening, nothing_asked, only
from tests.e2e.slack.surface_stage import QUESTIONS, Stage

QUESTION = "How do I get a new badge?"


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A workspace with the app at work."""
    async with listening() as made:
        yield made


async def answer_in_channel(stage: Stage) -> tuple[AcceptedTurn, Message]:
    """A question in #general, and the message that answers it."""
    await stage.slack.person("ann").says(f"@frontdesk {QUESTION}")
    turn = await asked(stage)
    return turn, await answered(stage, turn)


def with_stop(stage: Stage, channel: str, turn_id: str) -> Message:
    """A message with our own Stop button."""
    bot = stage.slack.app
    button = {
        "type": "button",
        "action_id": STOP,
        "value": turn_id,
        "text": {"type": "plain_text", "text": "Stop"},
    }
    blocks = [{"type": "actions", "elements": [button]}]
    ts = stage.slack.workspace.new_ts()
    message = Message(ts, channel, bot.bot_user, "", blocks=blocks, bot_id=bot.bot_id)
    stage.slack.workspace.channels[channel].messages[ts] = message
    return message


def thumbs(stage: Stage, turn: AcceptedTurn, person: str) -> Feedback | None:
    """What somebody thinks of an answer."""
    return stage.conversations.feedback.get((turn.id, stage.slack.person(person).id))


# ---- Stops ------------------------------------------------------------------------------


@pytest.mark.feature("The platform’s own Stop")
async def test_slacks_own_stop_stops_the_answer(stage: Stage) -> None:
    """Slack's Stop ends what is open in the thread, and sets the session to rest."""
    ann = stage.slack.person("ann")
    message = await ann.says(QUESTION, channel="dm")
    turn = await asked(stage)
    sessions = ann.place("dm").sessions
    await stage.until(lambda: message.ts in sessions, "the session is processing")
    await ann.presses_stop("dm", message)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")
    await stage.until_quiet()

    assert stage.desk.stopped == [turn.id]
    assert sessions[message.ts]["status"] == "active"


async def test_stop_leaves_other_threads_alone(stage: Stage) -> None:
    """Only what is open in that thread is stopped."""
    ann = stage.slack.person("ann")
    first = await ann.says(QUESTION, channel="dm")
    await ann.says("Where is the cafeteria?", channel="dm")
    turns = {(one := await asked(stage)).question.text: one for _ in range(2)}
    sessions = ann.place("dm").sessions
    await stage.until(lambda: first.ts in sessions, "the session is processing")
    await ann.presses_stop("dm", first)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")

    assert stage.desk.stopped == [turns[QUESTION].id]


@pytest.mark.feature("A Stop button of ours where the platform shows none")
async def test_own_stop_button_stops_the_answer(stage: Stage) -> None:
    """Our button names the turn that it stops; it is there where Slack shows none."""
    stage.slack.mischief.fail("agents.sessions.setStatus", "not_allowed", times=9)
    ann = stage.slack.person("ann")
    await ann.says(f"@frontdesk {QUESTION}")
    turn = await asked(stage)
    await stage.desk.replies[turn.id].draft("It costs …")
    draft = next(
        one
        for one in stage.slack.messages("#general", thread=turn.question.conversation.thread)
        if one.bot_id
    )
    await ann.clicks("Stop", on=draft)
    await stage.until(lambda: stage.desk.stopped, "the answer is stopped")

    assert stage.desk.stopped == [turn.id]


async def test_own_stop_button_reaches_no_other_channel(stage: Stage) -> None:
    """A button stops only what is answered where it stands."""
    ann = stage.slack.person("ann")
    await ann.says(f"@frontdesk {QUESTION}")
    turn = await asked(stage)
    await ann.clicks("Stop", on=with_stop(stage, ann.place("dm").id, turn.id))
    await stage.until(lambda: only(stage, "ann", "dm"), "it is told")

    assert stage.desk.stopped == []
    assert "ended already" in only(stage, "ann", "dm")[0]


@pytest.mark.parametrize(("marked", "stopped"), [("t1", ["t1"]), ("t2", []), ("", [])])
async def test_own_stop_button_of_before_a_restart(
    stage: Stage, marked: str, stopped: list[str]
) -> None:
    """Of a turn that is not remembered the message itself has to say whose it is."""
    message = with_stop(stage, stage.general(), "t1")
    metadata = {"event_type": ANSWER_METADATA, "event_payload": {"turn_id": marked, "part": 0}}
    person, workspace = stage.slack.person("ann"), stage.slack.workspace
    payload = {
        "type": "block_actions",
        "user": {"id": person.id, "team_id": workspace.team_id},
        "team": {"id": workspace.team_id},
        "channel": {"id": message.channel},
        "message": {"ts": message.ts, "metadata": metadata},
        "actions": [{"action_id": STOP, "block_id": "b", "type": "button", "value": "t1"}],
    }
    await stage.slack.deliveries.interact(ParcelKind.INTERACTION, payload)
    await stage.until_quiet()

    assert stage.desk.stopped == stopped


# ---- Thumbs -----------------------------------------------------------------------------


async def test_thumb_up_is_kept_and_thanked_for(stage: Stage) -> None:
    """Only who pressed it sees the thanks."""
    turn, answer = await answer_in_channel(stage)
    await stage.slack.person("bob").joins("#general")
    await stage.slack.person("bob").clicks(f"up {turn.id}", on=answer)
    await stage.until(lambda: only(stage, "bob", thread=answer), "the thanks are there")

    assert thumbs(stage, turn, "bob") == Feedback(Thumb.UP)
    assert only(stage, "bob", thread=answer) == ["Thank you, noted."]


async def test_thumb_down_is_kept_at_once(stage: Stage) -> None:
    """It counts whether or not a reason follows."""
    turn, answer = await answer_in_channel(stage)
    ann = stage.slack.person("ann")
    await ann.clicks(f"down {turn.id}", on=answer)

    assert thumbs(stage, turn, "ann") == Feedback(Thumb.DOWN)
    assert ann.view is not None


@pytest.mark.feature("A thumb with a reason")
async def test_reason_is_kept_with_the_thumb(stage: Stage) -> None:
    """What is written in the view goes with the thumb."""
    turn, answer = await answer_in_channel(stage)
    ann = stage.slack.person("ann")
    await ann.clicks(f"down {turn.id}", on=answer)
    await ann.submits({"The answer": "It is out of date", "In your words": "It is CAD 25 now."})

    assert thumbs(stage, turn, "ann") == Feedback(
        Thumb.DOWN, "It is out of date: It is CAD 25 now."
    )
    assert ann.view is None


async def test_empty_reason_changes_nothing(stage: Stage) -> None:
    """Who sends the view in empty has said enough."""
    turn, answer = await answer_in_channel(stage)
    ann = stage.slack.person("ann")
    await ann.clicks(f"down {turn.id}", on=answer)
    await ann.submits({})

    assert thumbs(stage, turn, "ann") == Feedback(Thumb.DOWN)


async def test_private_answer_can_be_rated(stage: Stage) -> None:
    """The answer to a command is found though its message has no thread."""
    ann = stage.slack.person("ann")
    await ann.runs(f"/frontdesk {QUESTION}")
    turn = await asked(stage)
    await stage.desk.decide(turn.id, ANSWER)
    await stage.until_quiet()
    answer = stage.slack.messages("#general", by="ann")[-1]
    await ann.clicks(f"up {turn.id}", on=answer)

    assert thumbs(stage, turn, "ann") == Feedback(Thumb.UP)


async def test_answer_to_a_subscription_can_be_rated(stage: Stage) -> None:
    """What belongs to the channel itself is found, too."""
    ann = stage.slack.person("ann")
    await ann.says("@frontdesk subscribe weekdays 7:00, Calgary")
    turn = await asked(stage)
    answer = await answered(stage, turn)
    await ann.clicks(f"up {turn.id}", on=answer)

    assert thumbs(stage, turn, "ann") == Feedback(Thumb.UP)


async def test_thumb_for_a_forgotten_answer_gets_a_reason(stage: Stage) -> None:
    """Where the conversation was deleted that is said."""
    turn, answer = await answer_in_channel(stage)
    stage.conversations.kept.clear()
    await stage.slack.person("ann").clicks(f"up {turn.id}", on=answer)
    await stage.until(lambda: only(stage, "ann", thread=answer), "the reason is told")

    assert "not kept any more" in only(stage, "ann", thread=answer)[0]


async def test_thumb_with_a_broken_database_gets_a_reason(stage: Stage) -> None:
    """Slack delivers a press once: that it could not be kept has to be said."""
    turn, answer = await answer_in_channel(stage)
    stage.conversations.is_broken = True
    await stage.slack.person("ann").clicks(f"up {turn.id}", on=answer)
    await stage.until(lambda: only(stage, "ann", thread=answer), "the reason is told")

    assert "could not note that" in only(stage, "ann", thread=answer)[0]


async def test_reason_with_a_broken_database_is_not_lost(stage: Stage) -> None:
    """The view stays open, with what was written."""
    turn, answer = await answer_in_channel(stage)
    ann = stage.slack.person("ann")
    await ann.clicks(f"down {turn.id}", on=answer)
    stage.conversations.is_broken = True
    await ann.submits({"In your words": "It is CAD 25 now."})

    assert ann.view is not None
    assert "could not note that" in "".join(ann.view_errors.values())


# ---- The desk itself --------------------------------------------------------------------


@pytest.mark.feature("It says hello where it is added")
async def test_invited_desk_says_what_it_is_for(stage: Stage) -> None:
    """Where it comes new into a channel it greets, once."""
    stage.slack.workspace.add_channel("new", {stage.slack.person("ann").id})
    stage.slack.mischief.deliver_times = 3
    await stage.slack.person("ann").invites_bot("#new")
    await stage.until(lambda: stage.slack.seen("#new"), "the greeting is there")
    await stage.until_quiet()

    assert len(stage.slack.seen("#new")) == 1
    assert "Mention me with a question" in stage.slack.seen("#new")[0]
    assert QUESTIONS[0] in stage.slack.seen("#new")[0]


async def test_people_who_come_are_not_greeted(stage: Stage) -> None:
    """Only the desk's own coming is worth a word."""
    await stage.slack.person("cy").joins("#general")
    await stage.until_quiet()

    assert stage.slack.seen("#general") == []


async def test_uninstalling_drops_the_installation(stage: Stage) -> None:
    """Who keeps the tokens is told, and Slack gets its acknowledgement."""
    await stage.slack.person("ann").uninstalls()
    await stage.until_quiet()

    assert set(stage.uninstalled) == {stage.slack.workspace.team_id}
    assert not stage.slack.deliveries.lost


async def test_other_peoples_tokens_do_not_matter(stage: Stage) -> None:
    """That a person's own token was taken back drops nothing."""
    tokens = {"oauth": ["U1"], "bot": []}
    stage.slack.workspace.announce({"type": "tokens_revoked", "tokens": tokens})
    await stage.until_quiet()

    assert stage.uninstalled == []


async def test_what_cannot_be_read_is_acknowledged(stage: Stage) -> None:
    """An event that is not what it should be is not delivered for ever."""
    stage.slack.workspace.announce({"type": "message", "channel": stage.general()}, stage.general())
    await nothing_asked(stage)

    assert not stage.slack.deliveries.lost


async def test_what_nobody_listens_to_is_acknowledged(stage: Stage) -> None:
    """A press of a button that is not ours any more ends in no error."""
    ann = stage.slack.person("ann")
    button = {"type": "button", "action_id": "gone", "text": {"type": "plain_text", "text": "Old"}}
    blocks = [{"type": "actions", "elements": [button]}]
    message = Message("1.0", stage.general(), stage.slack.app.bot_user, "", blocks=blocks)
    stage.slack.workspace.channels[stage.general()].messages["1.0"] = message
    await ann.clicks("Old", on=message)

    assert ann.was_told == []

"""What every `Reply` does for the person who reads it, shown on every chat platform there is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from core.domain import (
    AcceptedTurn,
    Answered,
    Declined,
    Outcome,
    Source,
    Stopped,
    Unavailable,
)
from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply
from tests.contract.slack_stage import SlackDirectStage, SlackEditsStage, SlackStage
from tests.contract.stages import FakeStage, Seen, Stage, TerminalStage, WebStage
from tests.contract.teams_stage import TeamsChannelStage, TeamsStage

STAGES: dict[str, type[Stage]] = {
    "fake": FakeStage,
    "web": WebStage,
    "terminal": TerminalStage,
    "slack": SlackStage,
    "slack_direct": SlackDirectStage,
    "slack_edits": SlackEditsStage,
    "teams": TeamsStage,
    "teams_channel": TeamsChannelStage,
}

SOURCES = (
    Source("https://example.org/badges", "Badges"),
    Source("https://example.org/lost?and=found&x=1", "Lost & found"),
)


@pytest.fixture(params=STAGES)
async def stage(request: pytest.FixtureRequest) -> AsyncIterator[Stage]:
    async with STAGES[request.param]() as stage:
        yield stage


async def begin(
    stage: Stage, question: str = "What does a lost badge cost?"
) -> tuple[AcceptedTurn, Reply]:
    turn = await stage.ask(question)
    return turn, await stage.open(turn)


async def end(stage: Stage, turn: AcceptedTurn, reply: Reply, outcome: Outcome) -> Seen:
    """End an answer as the desk does; return what the person sees then."""
    await stage.decide(turn, outcome)
    await reply.finish(outcome)
    return await stage.sees(turn, lambda seen: seen.is_finished)


async def test_a_status_is_shown_and_replaced_by_the_next(stage: Stage) -> None:
    """People see what is going on, and only what is going on now."""
    turn, reply = await begin(stage)
    await reply.status("You are 2nd in line")
    await stage.sees(turn, lambda seen: "2nd in line" in seen.status)
    await reply.status("Looking through the pages")
    seen = await stage.sees(turn, lambda seen: "Looking" in seen.status)
    assert "2nd in line" not in seen.status


async def test_text_is_shown_as_it_comes(stage: Stage) -> None:
    """Each piece adds to what is there; the status gives way to it."""
    turn, reply = await begin(stage)
    await reply.status("Reading 4 passages")
    await reply.append("A lost badge ")
    await stage.sees(turn, lambda seen: "A lost badge" in seen.text)
    await reply.append("costs CAD 20.")
    seen = await stage.sees(turn, lambda seen: "A lost badge costs CAD 20." in seen.text)
    assert not seen.status
    assert not seen.is_finished


async def test_a_draft_gives_way_to_the_text(stage: Stage) -> None:
    """A quoted answer is shown until the written one begins."""
    turn, reply = await begin(stage)
    await reply.draft("The first badge is free.")
    await stage.sees(turn, lambda seen: "The first badge is free." in seen.draft)
    await reply.append("It costs CAD 20.")
    seen = await stage.sees(turn, lambda seen: "It costs CAD 20." in seen.text)
    assert not seen.draft
    assert "The first badge is free." not in seen.text


async def test_an_answer_ends_with_its_sources(stage: Stage) -> None:
    """Title and address of every page, best first, under the whole text."""
    turn, reply = await begin(stage)
    await reply.append("It costs ")
    seen = await end(stage, turn, reply, Answered("It costs CAD 20.", SOURCES))
    assert "It costs CAD 20." in seen.text
    assert seen.sources == [(source.title, source.address) for source in SOURCES]
    assert seen.answers == 1


async def test_an_answer_may_come_all_at_once(stage: Stage) -> None:
    """Nothing has to be said before the end."""
    turn, reply = await begin(stage)
    seen = await end(stage, turn, reply, Answered("It costs CAD 20.", SOURCES))
    assert "It costs CAD 20." in seen.text
    assert not seen.status


async def test_a_failure_is_told_after_what_was_said(stage: Stage) -> None:
    """The person keeps half an answer and learns that it is no whole one."""
    turn, reply = await begin(stage)
    await reply.append("It costs")
    outcome = Unavailable("It costs\n\nI am sorry: this took too long, so I stopped here.")
    seen = await end(stage, turn, reply, outcome)
    assert seen.text.count("It costs") == 1
    assert "this took too long" in seen.text


async def test_who_gets_no_answer_gets_the_nearest_pages(stage: Stage) -> None:
    """A declined question is answered with where to look."""
    turn, reply = await begin(stage)
    seen = await end(stage, turn, reply, Declined("I could not find an answer.", SOURCES))
    assert "I could not find an answer." in seen.text
    assert [title for title, _ in seen.sources] == ["Badges", "Lost & found"]


@pytest.mark.parametrize("said", ["", "It costs"])
async def test_a_stopped_answer_keeps_what_was_said(stage: Stage, said: str) -> None:
    """Stopping ends the answer, with or without a word of it."""
    turn, reply = await begin(stage)
    if said:
        await reply.append(said)
    seen = await end(stage, turn, reply, Stopped(said))
    assert said in seen.text
    assert not seen.status


async def test_a_message_of_any_length_arrives_whole(stage: Stage) -> None:
    """40,000 characters reach the person, in order, however many messages that takes."""
    words = [f"word{number:04d}" for number in range(4500)]
    lines = [" ".join(words[at : at + 12]) for at in range(0, len(words), 12)]
    text = "\n".join(lines)
    assert len(text) > 40_000
    turn, reply = await begin(stage)
    for line in lines:
        await reply.append(f"{line}\n")
    seen = await end(stage, turn, reply, Answered(text))
    assert seen.text.split() == words


async def test_what_looks_like_markup_is_text(stage: Stage) -> None:
    """Nothing that a page or a person wrote becomes markup of the platform."""
    turn, reply = await begin(stage)
    text = "Write <script>alert(1)</script> & <!channel> <@U1> as it is."
    seen = await end(stage, turn, reply, Answered(text))
    assert text in seen.text


async def test_a_platform_that_refuses_is_told_apart(stage: Stage) -> None:
    """Whatever is shown then raises `DeliveryRefused`, and nothing else."""
    if not stage.can_refuse:
        pytest.skip("this platform takes everything")
    turn, reply = await begin(stage)
    await reply.append("It costs")
    await stage.refuse(turn)
    for call in (reply.status("…"), reply.draft("…"), reply.append("…")):
        with pytest.raises(DeliveryRefused):
            await call
    with pytest.raises(DeliveryRefused):
        await reply.finish(Answered("It costs CAD 20."))


async def test_an_answer_that_is_given_up_is_not_waited_for(stage: Stage) -> None:
    """Nothing says any more that it is coming."""
    turn, reply = await begin(stage)
    await reply.status("You are 2nd in line")
    await stage.sees(turn, lambda seen: "2nd in line" in seen.status)
    await reply.abandon()
    await stage.sees(turn, lambda seen: not seen.status)


async def test_a_shown_answer_that_is_given_up_stays(stage: Stage) -> None:
    """The desk may not know that it was shown."""
    turn, reply = await begin(stage)
    shown = await end(stage, turn, reply, Answered("It costs CAD 20.", SOURCES))
    await reply.abandon()
    await reply.abandon()
    assert await stage.seen(turn) == shown


async def test_a_slow_platform_gets_everything(stage: Stage) -> None:
    """What was said while it was slow is there in the end, once and in order."""
    turn, reply = await begin(stage)
    await stage.slow_down(turn)
    numbers = [str(number) for number in range(100, 160)]

    async def speak() -> None:
        for number in numbers:
            await reply.append(f"{number} ")

    speaking = asyncio.create_task(speak())
    await asyncio.sleep(0)
    await stage.speed_up(turn)
    await speaking
    seen = await end(stage, turn, reply, Answered(" ".join(numbers)))
    assert seen.text.split() == numbers


async def test_stop_reaches_the_desk(stage: Stage) -> None:
    """Either the desk hears of it, or the next piece is answered with `DeliveryStopped`."""
    if not stage.has_stop:
        pytest.skip("this platform has no Stop of its own")
    turn, reply = await begin(stage)
    await reply.append("It costs")
    await stage.press_stop(turn)
    if turn.id not in stage.desk.stopped:
        with pytest.raises(DeliveryStopped):
            await reply.append(" CAD 20.")
    seen = await end(stage, turn, reply, Stopped("It costs"))
    assert "It costs" in seen.text
    assert seen.answers == 1


async def test_finishing_twice_shows_one_answer(stage: Stage) -> None:
    """The desk repeats an end that it is not sure of."""
    turn, reply = await begin(stage)
    outcome = Answered("It costs CAD 20.", SOURCES)
    await end(stage, turn, reply, outcome)
    seen = await end(stage, turn, reply, outcome)
    assert seen.answers == 1
    assert seen.text.count("It costs CAD 20.") == 1


async def test_an_end_that_was_not_taken_can_be_repeated(stage: Stage) -> None:
    """A platform that fails for a moment shows the answer when it is offered again."""
    turn, reply = await begin(stage)
    outcome = Answered("It costs CAD 20.", SOURCES)
    await stage.decide(turn, outcome)
    await stage.fail_once()
    try:
        await reply.finish(outcome)
    except DeliveryError as error:
        assert type(error) is DeliveryError  # noqa: PT017  (neither refused nor stopped)
    seen = await end(stage, turn, reply, outcome)
    assert seen.answers == 1


async def test_another_process_may_finish_what_one_began(stage: Stage) -> None:
    """After a crash the answer is written anew; the half of before is not said twice."""
    if not stage.outlives_desk:
        pytest.skip("nobody is there after a restart")
    turn, reply = await begin(stage)
    await reply.append("It costs")
    reply = await stage.reopen(turn)
    await reply.append("It costs CAD 20.")
    seen = await stage.sees(turn, lambda seen: "CAD 20." in seen.text)
    assert seen.text.count("It costs") == 1
    seen = await end(stage, turn, reply, Answered("It costs CAD 20.", SOURCES))
    assert seen.answers == 1
    assert seen.text.count("It costs") == 1


async def test_another_process_may_finish_what_is_finished(stage: Stage) -> None:
    """A crash between showing an answer and closing its turn shows no second one."""
    if not stage.outlives_desk:
        pytest.skip("nobody is there after a restart")
    turn, reply = await begin(stage)
    outcome = Answered("It costs CAD 20.", SOURCES)
    await end(stage, turn, reply, outcome)
    seen = await end(stage, turn, await stage.reopen(turn), outcome)
    assert seen.answers == 1
    assert "It costs CAD 20." in seen.text

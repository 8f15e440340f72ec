"""Messages with our Stop that no process remembers: the button takes them away, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
import pytest_asyncio

from core.domain import AcceptedTurn, Unavailable
from tests.e2e.teams.bot_stage import AT_ONCE, Stage, staged
from tests.local_teams.reading import buttons
from tests.local_teams.state import Message

SORRY = Unavailable("I am sorry: this took too long.")
OVER = "That answer has ended already."


@pytest_asyncio.fixture
async def stage() -> AsyncIterator[Stage]:
    """A tenant with the desk at work."""
    async with staged(pace=AT_ONCE) as made:
        yield made


async def left(stage: Stage) -> tuple[Message, AcceptedTurn]:
    """A status whose sending nobody answered; the answer will stand beside it."""
    stage.teams.mischief.lose("send")
    await stage.ann.says("@frontdesk What now?", stage.general)
    turn = await stage.asked()
    await stage.teams.until(lambda: any(one.cards for one in stage.general.shown()))
    return stage.last(stage.general), turn


@pytest.mark.feature("A Stop button of ours where the platform shows none")
async def test_what_a_dead_process_left_is_taken_away(stage: Stage) -> None:
    """Once its turn is over; the answer stays."""
    message, turn = await left(stage)
    await stage.answered(turn)
    stage.restarts()
    assert buttons(message) == ["Stop"]
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert message.is_deleted
    assert len(stage.said(stage.general)) == 1
    assert OVER not in stage.ann.was_told


async def test_a_message_whose_turn_goes_on_stays(stage: Stage) -> None:
    """Another process has it, or will: its end takes the message."""
    message, turn = await left(stage)
    reply = stage.desk.replies.pop(turn.id)
    stage.desk.owed.add(turn.id)
    stage.restarts()
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert not message.is_deleted
    assert stage.ann.was_told == [OVER]
    await reply.abandon()


async def test_a_button_that_is_pressed_as_the_answer_comes_takes_nothing_away(
    stage: Stage,
) -> None:
    """It stood where the answer stands now; only one that is there later was left over."""
    message, turn = await left(stage)
    await stage.answered(turn, SORRY)
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert (message.is_deleted, stage.ann.was_told) == (False, [OVER])
    stage.passes(timedelta(seconds=10))
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert message.is_deleted


async def test_an_answer_is_never_taken_away(stage: Stage) -> None:
    """Whatever a client shows beneath it still."""
    await stage.ann.says("@frontdesk What now?", stage.general)
    turn = await stage.asked()
    await stage.teams.until(lambda: any(one.cards for one in stage.general.shown()))
    message = stage.last(stage.general)
    before = message.activity
    await stage.answered(turn)
    stage.restarts()
    message.activity = before
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert not message.is_deleted
    assert stage.ann.was_told == [OVER]


async def test_where_it_cannot_be_taken_away_that_it_is_over_is_said(stage: Stage) -> None:
    """Somebody who presses a button hears something."""
    message, turn = await left(stage)
    await stage.answered(turn)
    stage.restarts()
    stage.teams.mischief.fail("delete", status=400)
    await stage.ann.presses("Stop", message)
    await stage.quiet()
    assert stage.ann.was_told == [OVER]

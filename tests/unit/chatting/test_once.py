"""Events that platforms bring more than once."""

from __future__ import annotations

import asyncio

from core.chatting.once import AcceptingOnce
from core.chatting.open_turns import AskedIn, OpenTurns
from core.domain import Accepted, ConversationKey, Question, Repeated, TurnedAway
from tests.fakes.desk import FakeServingDesk

QUESTION = Question("One?", ConversationKey("slack", "T1", "C1"), "U1")
ASKED_IN = AskedIn("T1", "C1", "1.2", "1.2")


async def test_two_guises_of_one_event_are_one_question() -> None:
    """In the same moment, and later."""
    once = AcceptingOnce(desk=FakeServingDesk(), turns=OpenTurns())

    async def accept() -> Accepted | Repeated | TurnedAway:
        return await once.accept(QUESTION, event_id="e1", place="{}", asked_in=ASKED_IN)

    first, second = await asyncio.gather(accept(), accept())
    third = await accept()
    assert isinstance(first, Accepted)
    assert second == third == Repeated(first.turn_id)


async def test_where_it_was_asked_is_remembered() -> None:
    """So that a Stop finds it."""
    turns = OpenTurns()
    once = AcceptingOnce(desk=FakeServingDesk(), turns=turns)
    accepted = await once.accept(QUESTION, event_id="e1", place="{}", asked_in=ASKED_IN)
    assert isinstance(accepted, Accepted)
    assert turns.of(accepted.turn_id) == ASKED_IN
    assert turns.of_message("T1", "C1", "1.2") == accepted.turn_id


async def test_who_is_turned_away_has_no_turn() -> None:
    """There is nothing to stop."""
    turns, desk = OpenTurns(), FakeServingDesk()
    desk.turns_away = TurnedAway("Too many people are waiting.", is_full=True)
    once = AcceptingOnce(desk=desk, turns=turns)
    await once.accept(QUESTION, event_id="e1", place="{}", asked_in=ASKED_IN)
    assert turns.of_message("T1", "C1", "1.2") is None

"""What every `TurnStore` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain import (
    AcceptedTurn,
    Answered,
    ConversationKey,
    Declined,
    Forgotten,
    Outcome,
    Question,
    Source,
    Stopped,
    Timings,
    Turn,
    Unavailable,
)
from core.errors import StorageError
from core.ports import History, TurnStore
from storage.database import Database
from storage.history import SqlHistory
from storage.turns import SqlTurns
from tests.fakes.history import FakeHistory
from tests.fakes.turns import EPOCH, FakeTurns

KEY = ConversationKey("slack", "T1", "C1", "1.0")
QUESTION = Question("Where do I park?", KEY, "U1")
SOURCE = Source("https://example.org/parking", "Parking")


@pytest.fixture(params=["fake", "sql"])
async def stores(
    request: pytest.FixtureRequest, tmp_path: Path
) -> AsyncIterator[tuple[TurnStore, History]]:
    if request.param == "fake":
        history = FakeHistory()
        yield FakeTurns(history=history), history
        return
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield (
            SqlTurns(database=database, now=lambda: EPOCH),
            SqlHistory(database=database, now=lambda: EPOCH),
        )


@pytest.fixture
def turns(stores: tuple[TurnStore, History]) -> TurnStore:
    return stores[0]


@pytest.fixture
def history(stores: tuple[TurnStore, History]) -> History:
    return stores[1]


async def accept(
    turns: TurnStore, turn_id: str, event_id: str = "E1", question: Question = QUESTION
) -> AcceptedTurn | str:
    return await turns.accept(turn_id, question, event_id=event_id, place="here")


async def test_an_accepted_question_is_owed(turns: TurnStore) -> None:
    """It is there for whoever starts next, with all that answering it needs."""
    accepted = await accept(turns, "a")
    assert accepted == AcceptedTurn("a", QUESTION, EPOCH, "here")
    assert list(await turns.unfinished("slack")) == [accepted]


async def test_what_a_question_continues_is_kept_with_it(turns: TurnStore) -> None:
    """After a crash it is answered in the same light."""
    question = replace(QUESTION, continues="0.5")
    await accept(turns, "a", question=question)
    (turn,) = await turns.unfinished("slack")
    assert turn.question == question


async def test_an_event_is_accepted_once(turns: TurnStore) -> None:
    """A platform that delivers again gets the id of the first time, also after the answer."""
    await accept(turns, "a")
    assert await accept(turns, "b") == "a"
    await turns.decide("a", Answered("In P2."), "quoted", keep=True)
    await turns.close("a")
    assert await accept(turns, "c") == "a"
    assert list(await turns.unfinished("slack")) == []


@pytest.mark.parametrize(
    "other", [KEY, ConversationKey("teams", "T1", "C1"), ConversationKey("slack", "T2", "C1")]
)
async def test_events_are_told_apart_by_platform_and_workspace(
    turns: TurnStore, other: ConversationKey
) -> None:
    """Two workspaces may use the same id; one conversation may not."""
    await accept(turns, "a")
    again = await accept(turns, "b", question=Question("Where?", other, "U1"))
    assert (again == "a") is (other == KEY)


async def test_attempts_are_counted_and_taken_back(turns: TurnStore) -> None:
    """A crash counts, an orderly shutdown does not."""
    await accept(turns, "a")
    await turns.begin("a")
    await turns.begin("a")
    await turns.hand_back("a")
    (turn,) = await turns.unfinished("slack")
    assert turn.attempts == 1


async def test_a_place_may_change(turns: TurnStore) -> None:
    """The platform made a message for the answer."""
    await accept(turns, "a")
    await turns.keep_place("a", "message 17")
    (turn,) = await turns.unfinished("slack")
    assert turn.place == "message 17"


@pytest.mark.parametrize(
    "outcome",
    [
        Answered("In P2.", (SOURCE,), timings=Timings(1.0, 2.0, 3.0)),
        Declined("It does not say.", (SOURCE,)),
        Unavailable("Not now."),
        Stopped("In"),
    ],
)
async def test_a_decision_waits_until_it_was_shown(
    turns: TurnStore, history: History, outcome: Outcome
) -> None:
    """It is part of the conversation at once, and comes back whole after a crash."""
    await accept(turns, "a")
    await turns.decide("a", outcome, "quoted", keep=True)
    assert await history.turns(KEY, 6) == (Turn(QUESTION.text, outcome.text),)
    (turn,) = await turns.unfinished("slack")
    assert turn.decided == outcome
    await turns.close("a")
    assert list(await turns.unfinished("slack")) == []


async def test_deciding_again_does_not_say_it_twice(turns: TurnStore, history: History) -> None:
    """Once is enough, whatever went wrong between."""
    await accept(turns, "a")
    for _ in range(2):
        await turns.decide("a", Answered("In P2."), "quoted", keep=True)
    assert len(await history.turns(KEY, 6)) == 1


async def test_what_was_forgotten_is_not_kept(turns: TurnStore, history: History) -> None:
    """The wish to forget is no part of the conversation."""
    await accept(turns, "a")
    await turns.decide("a", Forgotten("Gone."), "quoted", keep=False)
    assert await history.turns(KEY, 6) == ()
    (turn,) = await turns.unfinished("slack")
    assert turn.decided == Forgotten("Gone.")


async def test_a_turn_that_is_not_open_cannot_be_decided(turns: TurnStore) -> None:
    """It would be answered twice."""
    await accept(turns, "a")
    await turns.close("a")
    with pytest.raises(StorageError):
        await turns.decide("a", Answered("In P2."), "quoted", keep=True)


async def test_open_turns_come_in_order_and_by_platform(turns: TurnStore) -> None:
    """In the order in which they were asked; other platforms look after their own."""
    await accept(turns, "b", "E1")
    await accept(turns, "a", "E2")
    teams = Question("Where?", ConversationKey("teams", "T1", "C1"), "U1")
    await accept(turns, "c", "E3", teams)
    assert [turn.id for turn in await turns.unfinished("slack")] == ["b", "a"]


async def test_an_event_is_known_by_its_id(turns: TurnStore) -> None:
    """Also when its turn is closed; others are not."""
    await accept(turns, "a")
    assert await turns.known("slack", "T1", "E1") == "a"
    await turns.close("a")
    assert await turns.known("slack", "T1", "E1") == "a"
    assert await turns.known("slack", "T2", "E1") is None


async def test_a_turn_is_open_until_it_is_closed(turns: TurnStore) -> None:
    """Whoever shows an old answer asks first."""
    assert not await turns.is_open("a")
    await accept(turns, "a")
    assert await turns.is_open("a")
    await turns.close("a")
    assert not await turns.is_open("a")


async def test_an_answer_that_was_not_shown_is_forgotten_too(
    turns: TurnStore, history: History
) -> None:
    """It must not appear after its person was told that all is gone; what waits stays."""
    await accept(turns, "a", "E1")
    await accept(turns, "b", "E2")
    await turns.decide("a", Answered("In P2."), "quoted", keep=True)
    await history.forget(KEY)
    assert not await turns.is_open("a")
    assert [turn.id for turn in await turns.unfinished("slack")] == ["b"]

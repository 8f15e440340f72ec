"""What every `FeedbackStore` keeps, shown on the fake and on the database.

Only the database tells rated answers again: no adapter asks, so the fake gives none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from core.domain import (
    Answered,
    ConversationKey,
    Feedback,
    RatedAnswer,
    Source,
    Thumb,
)
from storage.database import Database
from storage.feedback import BATCH
from storage.history import SqlHistory
from tests.contract.keeping import NOON, FakeKeeping, Keeping, SqlKeeping

KEY = ConversationKey("slack", "T1", "C1", "1.0")
UP, DOWN = Feedback(Thumb.UP), Feedback(Thumb.DOWN, "That is out of date.")
SOURCES = (Source("https://a", "A"), Source("https://b", "B"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture(params=["fake", "sql"])
def keeping(request: pytest.FixtureRequest, database: Database) -> Keeping:
    return FakeKeeping() if request.param == "fake" else SqlKeeping(database)


@pytest.fixture
def sql(database: Database) -> SqlKeeping:
    return SqlKeeping(database)


async def given(keeping: Keeping, person: str = "U1") -> list[Feedback | None]:
    turns = await keeping.conversations.recorded(KEY, person)
    return [turn.feedback for turn in turns]


async def rated(keeping: SqlKeeping) -> list[RatedAnswer]:
    return [answer async for answer in keeping.feedback.rated()]


async def test_the_latest_thumb_counts(keeping: Keeping) -> None:
    """Who changes their mind replaces thumb and comment."""
    turn = await keeping.say(KEY, "Parking?", Answered("In P2."))
    assert await keeping.feedback.give(turn, KEY, "U1", DOWN)
    assert await keeping.feedback.give(turn, KEY, "U1", UP)
    assert await given(keeping) == [UP]


async def test_a_thumb_can_be_taken_back(keeping: Keeping) -> None:
    """Also one that was never given; those of others stay."""
    turn = await keeping.say(KEY, "Parking?", Answered("In P2."))
    await keeping.feedback.give(turn, KEY, "U1", UP)
    await keeping.feedback.give(turn, KEY, "U2", DOWN)
    assert await keeping.feedback.give(turn, KEY, "U1", None)
    assert await keeping.feedback.give(turn, KEY, "U1", None)
    assert await given(keeping) == [None]
    assert await given(keeping, "U2") == [DOWN]


async def test_an_answer_that_does_not_exist_cannot_be_rated(keeping: Keeping) -> None:
    """Nor does asking with an empty name find one of before there were names."""
    await keeping.say(KEY, "Parking?", Answered("In P2."))
    for turn in ("0" * 32, ""):
        assert not await keeping.feedback.give(turn, KEY, "U1", UP)


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(KEY, platform="teams"),
        replace(KEY, workspace="T2"),
        replace(KEY, channel="C2"),
        replace(KEY, thread=""),
    ],
)
async def test_an_answer_is_rated_in_its_own_conversation_only(
    keeping: Keeping, elsewhere: ConversationKey
) -> None:
    """Whoever learns the name of another conversation's turn can do nothing with it."""
    turn = await keeping.say(KEY, "Parking?", Answered("In P2."))
    await keeping.say(elsewhere, "Hello?", Answered("Hello."))
    assert not await keeping.feedback.give(turn, elsewhere, "U1", UP)
    assert await given(keeping) == [None]


async def test_rated_answers_bring_all_that_it_takes_to_learn(sql: SqlKeeping) -> None:
    """Sources in their order, and the conversation before, without what came after."""
    await sql.say(KEY, "Hello?", Answered("Hello."))
    turn = await sql.say(KEY, "Parking?", Answered("In P2.", SOURCES), author="tiny")
    await sql.say(KEY, "Thanks", Answered("Gladly."))
    await sql.say(replace(KEY, thread=""), "Elsewhere?", Answered("Yes."))
    sql.clock.advance(hours=1)
    await sql.feedback.give(turn, KEY, "U1", DOWN)
    assert await rated(sql) == [
        RatedAnswer(
            question="Parking?",
            answer="In P2.",
            outcome="answered",
            author="tiny",
            sources=SOURCES,
            history=(("Hello?", "Hello."),),
            thumb=Thumb.DOWN,
            comment="That is out of date.",
            given_at=NOON.replace(hour=13),
        )
    ]


async def test_rated_answers_come_oldest_first_across_batches(sql: SqlKeeping) -> None:
    """Each once for each person, also where many were rated in the same moment."""
    turns = [await sql.say(KEY, f"{number}?", Answered("Yes.")) for number in range(3)]
    people = [f"U{number:03}" for number in range(BATCH)]
    for turn in reversed(turns):
        for person in people:
            await sql.feedback.give(turn, KEY, person, UP)
        sql.clock.advance(minutes=1)
    answers = await rated(sql)
    assert [answer.question for answer in answers] == [
        f"{number}?" for number in (2, 1, 0) for _ in people
    ]


async def test_no_more_history_comes_along_than_is_wanted(database: Database) -> None:
    """A channel may have thousands of turns; the last ones before the answer count."""
    sql = SqlKeeping(database, history_turns=2)
    turns = [await sql.say(KEY, f"{number}?", Answered(f"{number}.")) for number in range(5)]
    for turn in (turns[0], turns[4]):
        await sql.feedback.give(turn, KEY, "U1", UP)
    first, last = await rated(sql)
    assert first.history == ()
    assert last.history == (("2?", "2."), ("3?", "3."))


async def test_forgetting_a_conversation_forgets_its_thumbs(
    database: Database, sql: SqlKeeping
) -> None:
    """Nothing is left to learn from."""
    turn = await sql.say(KEY, "Parking?", Answered("In P2."))
    await sql.feedback.give(turn, KEY, "U1", DOWN)
    await SqlHistory(database=database, now=lambda: NOON).forget(KEY)
    assert await rated(sql) == []

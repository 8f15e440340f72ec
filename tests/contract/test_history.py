"""What every `History` keeps, shown on the fake and on the database."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain import (
    Answered,
    ConversationKey,
    Declined,
    Outcome,
    Question,
    Stopped,
    Turn,
    Unavailable,
)
from core.ports import History, TurnStore
from storage.database import Database
from storage.history import SqlHistory
from storage.turns import SqlTurns
from tests.fakes.history import FakeHistory
from tests.fakes.turns import FakeTurns

CHANNEL = ConversationKey("slack", "T1", "C1")


@dataclass(frozen=True)
class Kept:
    """Conversations, and the turns that are written into them."""

    history: History
    turns: TurnStore

    async def say(
        self, key: ConversationKey, text: str, outcome: Outcome, *, continues: str = ""
    ) -> None:
        """Ask and answer."""
        turn_id = secrets.token_hex(16)
        question = Question(text, key, "U1", continues)
        await self.turns.accept(turn_id, question, event_id=turn_id, place="")
        await self.turns.decide(turn_id, outcome, "quoted", keep=True)
        await self.turns.close(turn_id)


@pytest.fixture(params=["fake", "sql"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    if request.param == "fake":
        history = FakeHistory()
        yield Kept(history, FakeTurns(history=history))
        return
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        turns = SqlTurns(database=database, now=lambda: datetime.now(UTC))
        yield Kept(SqlHistory(database=database, now=lambda: datetime.now(UTC)), turns)


@pytest.fixture
def history(kept: Kept) -> History:
    return kept.history


async def test_a_new_conversation_has_no_turns(history: History) -> None:
    """Nobody has said anything yet."""
    assert await history.turns(CHANNEL, 6) == ()


async def test_the_last_turns_come_oldest_first(kept: Kept, history: History) -> None:
    """The limit cuts off the oldest turns."""
    for number in range(5):
        await kept.say(CHANNEL, f"question {number}", Answered(f"answer {number}"))
    assert await history.turns(CHANNEL, 2) == (
        Turn("question 3", "answer 3"),
        Turn("question 4", "answer 4"),
    )


async def test_a_limit_of_nothing_gives_nothing(kept: Kept, history: History) -> None:
    """History can be switched off."""
    await kept.say(CHANNEL, "question", Answered("answer"))
    assert await history.turns(CHANNEL, 0) == ()


async def test_every_outcome_is_a_turn(kept: Kept, history: History) -> None:
    """A follow-up may refer to a question that was declined or failed."""
    outcomes = (
        Answered("here it is"),
        Declined("not in the pages"),
        Unavailable("not now"),
        Stopped("half of"),
    )
    for outcome in outcomes:
        await kept.say(CHANNEL, "question", outcome)
    turns = await history.turns(CHANNEL, 6)
    assert [turn.answer for turn in turns] == [outcome.text for outcome in outcomes]


@pytest.mark.parametrize(
    "other",
    [
        ConversationKey("teams", "T1", "C1"),
        ConversationKey("slack", "T2", "C1"),
        ConversationKey("slack", "T1", "C2"),
        ConversationKey("slack", "T1", "C1", "thread"),
    ],
)
async def test_conversations_differ_by_each_part_of_their_key(
    kept: Kept, history: History, other: ConversationKey
) -> None:
    """A channel's turns are not a thread's, another channel's or another workspace's."""
    await kept.say(CHANNEL, "question", Answered("answer"))
    assert await history.turns(other, 6) == ()


async def test_forgetting_deletes_one_conversation_only(kept: Kept, history: History) -> None:
    """Both messages of each turn are counted and gone; other conversations stay."""
    other = ConversationKey("slack", "T1", "C2")
    await kept.say(CHANNEL, "question", Answered("answer"))
    await kept.say(other, "question", Answered("answer"))
    assert await history.forget(CHANNEL) == 2
    assert await history.turns(CHANNEL, 6) == ()
    assert len(await history.turns(other, 6)) == 1
    assert await history.forget(CHANNEL) == 0


async def test_a_forgotten_conversation_may_begin_anew(kept: Kept, history: History) -> None:
    """The key can be used again."""
    await kept.say(CHANNEL, "before", Answered("answer"))
    await history.forget(CHANNEL)
    await kept.say(CHANNEL, "after", Answered("answer"))
    assert await history.turns(CHANNEL, 6) == (Turn("after", "answer"),)


KEYS = st.builds(
    ConversationKey,
    platform=st.sampled_from(["slack", "teams"]),
    workspace=st.sampled_from(["", "T1", "t1", "T1 "]),
    channel=st.sampled_from(["", "C1", "c1", "%", "_"]),
    thread=st.sampled_from(["", "C1", "1.0", "1"]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(messages=st.lists(st.tuples(KEYS, st.text(max_size=20)), max_size=12))
async def test_conversations_never_see_each_others_turns(
    kept: Kept, history: History, messages: list[tuple[ConversationKey, str]]
) -> None:
    """Whatever is said where: each conversation has its own turns, in order, and no others."""
    said: dict[ConversationKey, list[str]] = {}
    for key, text in messages:
        said.setdefault(key, []).append(text.replace("\0", "\N{REPLACEMENT CHARACTER}"))
        await kept.say(key, said[key][-1], Answered("answer"))
    for key, texts in said.items():
        assert [turn.question for turn in await history.turns(key, 100)] == texts
        await history.forget(key)


async def talk_in_threads(kept: Kept) -> ConversationKey:
    """Say three turns, each in a thread that continues the one before; give the last thread."""
    for number in (1, 2, 3):
        thread = replace(CHANNEL, thread=f"{number}.0")
        before = f"{number - 1}.0" if number > 1 else ""
        await kept.say(thread, f"question {number}", Answered("yes"), continues=before)
    return thread


async def test_a_conversation_goes_on_from_the_one_it_continues(
    kept: Kept, history: History
) -> None:
    """And that from the one before it, as far as the limit allows."""
    last = await talk_in_threads(kept)
    await kept.say(last, "question 4", Answered("yes"))
    asked = [turn.question for turn in await history.turns(last, 6)]
    assert asked == [f"question {number}" for number in (1, 2, 3, 4)]
    asked = [turn.question for turn in await history.turns(last, 3)]
    assert asked == [f"question {number}" for number in (2, 3, 4)]


async def test_what_came_later_in_another_thread_does_not_count(
    kept: Kept, history: History
) -> None:
    """A follow-up in an old thread leans on what was said by then."""
    await talk_in_threads(kept)
    first = replace(CHANNEL, thread="1.0")
    assert [turn.question for turn in await history.turns(first, 6)] == ["question 1"]


async def test_what_is_continued_is_forgotten_too(kept: Kept, history: History) -> None:
    """To the person all of it was one conversation."""
    last = await talk_in_threads(kept)
    assert await history.forget(last) == 6
    for number in (1, 2, 3):
        assert await history.turns(replace(CHANNEL, thread=f"{number}.0"), 6) == ()

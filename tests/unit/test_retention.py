"""What has been kept long enough is deleted, and nothing else."""

from __future__ import annotations

import asyncio
import secrets
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text

from core.domain import Answered, ConversationKey, Feedback, Question, Source, Thumb
from storage import retention
from storage.database import Database
from storage.reaching import SqlReferences, SqlShownAnswers
from storage.retention import Cleaned, SqlRetention
from tests.contract.keeping import NOON, SqlKeeping

KEY = ConversationKey("slack", "T1", "C1")
ANSWER = Answered("In P2.", (Source("https://a", "A"),))
UP = Feedback(Thumb.UP)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    url = f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db"
    async with Database(url=url, busy_timeout_seconds=2) as database:
        yield database


@pytest.fixture
def kept(database: Database) -> SqlKeeping:
    return SqlKeeping(database)


async def clean(
    database: Database, *, after_days: float, keep: int = 90, rated: int = 365
) -> Cleaned:
    rules = SqlRetention(database=database, retention_days=keep, feedback_days=rated)
    return await rules.clean(NOON + timedelta(days=after_days))


async def questions(kept: SqlKeeping, key: ConversationKey = KEY) -> list[str]:
    return [turn.question for turn in await kept.conversations.recorded(key, "U1")]


async def rows(database: Database, table: str) -> int:
    async with database.reading() as session:
        return (await session.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one()


async def test_old_turns_go_and_young_ones_stay(database: Database, kept: SqlKeeping) -> None:
    """Question, reply and sources; the conversation stays while something is left of it."""
    await kept.say(KEY, "old", ANSWER)
    kept.clock.advance(days=1)
    await kept.say(KEY, "young", ANSWER)
    cleaned = await clean(database, after_days=90.5)
    assert (cleaned.turns, cleaned.conversations) == (1, 0)
    assert await questions(kept) == ["young"]
    assert await rows(database, "message_sources") == 1


async def test_a_conversation_that_is_left_empty_goes(database: Database, kept: SqlKeeping) -> None:
    """No trace of who spoke where."""
    await kept.say(KEY, "old", ANSWER)
    await kept.say(replace(KEY, thread="1.0"), "old too", ANSWER)
    assert (await clean(database, after_days=91)).conversations == 2
    for table in ("conversations", "messages", "message_sources", "turns"):
        assert await rows(database, table) == 0


async def test_rated_turns_live_longer(database: Database, kept: SqlKeeping) -> None:
    """There is something to learn from them."""
    await kept.feedback.give(await kept.say(KEY, "rated", ANSWER), KEY, "U1", UP)
    await kept.say(KEY, "not rated", ANSWER)
    assert (await clean(database, after_days=364)).turns == 1
    assert await questions(kept) == ["rated"]
    assert (await clean(database, after_days=366)).turns == 1
    assert await rows(database, "feedback") == 0


async def test_a_thumb_never_shortens_a_life(database: Database, kept: SqlKeeping) -> None:
    """Where rated turns are to be kept less long than others, the longer time counts."""
    await kept.feedback.give(await kept.say(KEY, "rated", ANSWER), KEY, "U1", UP)
    assert (await clean(database, after_days=60, rated=30)).turns == 0
    assert (await clean(database, after_days=91, rated=30)).turns == 1


async def test_zero_means_never(database: Database, kept: SqlKeeping) -> None:
    """For all turns, or for the rated ones."""
    await kept.feedback.give(await kept.say(KEY, "rated", ANSWER), KEY, "U1", UP)
    await kept.say(KEY, "not rated", ANSWER)
    assert (await clean(database, after_days=9999, keep=0)).turns == 0
    assert (await clean(database, after_days=9999, rated=0)).turns == 1
    assert await questions(kept) == ["rated"]


async def test_closed_turns_are_remembered_for_a_week(database: Database, kept: SqlKeeping) -> None:
    """A platform that delivers an event again gets no second answer."""
    await kept.say(KEY, "answered", ANSWER)
    assert (await clean(database, after_days=6.9)).closed == 0
    assert (await clean(database, after_days=7.1, keep=0)).closed == 1


async def test_open_turns_wait_for_their_process(database: Database, kept: SqlKeeping) -> None:
    """The desk still owes an answer; what nobody comes for in two weeks goes, words and all."""
    turn_id = secrets.token_hex(16)
    await kept.turns.accept(turn_id, Question("waiting", KEY), event_id="E1", place="")
    assert await clean(database, after_days=13) == Cleaned(turns=0, conversations=0, closed=0)
    assert [turn.id for turn in await kept.turns.unfinished("slack")] == [turn_id]
    assert await clean(database, after_days=15) == Cleaned(turns=0, conversations=0, closed=1)
    assert list(await kept.turns.unfinished("slack")) == []


async def test_channels_out_of_reach_are_forgotten_in_the_end(
    database: Database, kept: SqlKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After thirty days; the desk may come back until then, and others stay."""
    monkeypatch.setattr(retention, "BATCH", 2)
    references = SqlReferences(database=database, now=kept.clock)
    await references.keep(KEY, "here")
    for number in range(5):
        gone = replace(KEY, channel=f"gone {number}")
        await references.keep(gone, "there")
        await references.retire(gone)
    await clean(database, after_days=29)
    assert await rows(database, "channel_references") == 6
    await clean(database, after_days=31)
    assert await rows(database, "channel_references") == 1
    assert await references.of(KEY) == "here"


@pytest.mark.parametrize(("keep", "days"), [(90, 90), (20, 20), (1, 7), (0, 90)])
async def test_posts_are_known_as_long_as_conversations(
    database: Database, kept: SqlKeeping, keep: int, days: int
) -> None:
    """What is said beneath them is said to the desk; a week it is at least."""
    shown = SqlShownAnswers(database=database, now=kept.clock)
    await shown.keep(KEY, "17", "")
    await clean(database, after_days=days - 0.1, keep=keep)
    assert await shown.turn_of(KEY, "17") == ""
    await clean(database, after_days=days + 0.1, keep=keep)
    assert await shown.turn_of(KEY, "17") is None


async def test_messages_go_with_their_answers(database: Database, kept: SqlKeeping) -> None:
    """They are of no use without."""
    shown = SqlShownAnswers(database=database, now=kept.clock)
    await shown.keep(KEY, "17", await kept.say(KEY, "old", ANSWER))
    await shown.keep(KEY, "18", "a turn that was forgotten")
    await clean(database, after_days=8)
    assert await shown.turn_of(KEY, "18") is None
    assert await shown.turn_of(KEY, "17") is not None
    await clean(database, after_days=91)
    assert await shown.turn_of(KEY, "17") is None


async def test_others_get_their_turn_between_batches(
    database: Database, kept: SqlKeeping, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No transaction deletes more than a batch, and somebody who asks meanwhile is not kept out."""
    monkeypatch.setattr(retention, "BATCH", 3)
    for number in range(7):
        await kept.say(KEY, f"{number}", ANSWER)
    kept.clock.advance(days=91)
    deleted: list[int] = []

    def count(_connection: object, cursor: sqlite3.Cursor, statement: str, *_rest: object) -> None:
        if statement.startswith("DELETE FROM messages"):
            deleted.append(cursor.rowcount)

    event.listen(database._engine.sync_engine, "after_cursor_execute", count)
    async with asyncio.TaskGroup() as tasks:
        cleaning = tasks.create_task(clean(database, after_days=91))
        tasks.create_task(kept.say(KEY, "new", ANSWER))
    assert cleaning.result().turns == 7
    assert deleted == [3, 3, 1]
    assert await questions(kept) == ["new"]


async def test_a_thumb_that_comes_in_between_saves_its_answer(
    database: Database, kept: SqlKeeping, tmp_path: Path
) -> None:
    """What is to go is looked at once more in the moment when it is deleted."""
    turn = await kept.say(KEY, "old", ANSWER)
    given: list[str] = []

    def give(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        # The first look is over and nothing is deleted yet: another process gives its thumb.
        if "BEGIN IMMEDIATE" in statement and not given:
            given.append(turn)
            with closing(sqlite3.connect(tmp_path / "frontdesk.db")) as other, other:
                other.execute(
                    "INSERT INTO feedback SELECT id, 'U1', 'up', '', created_at FROM messages "
                    "WHERE reply_to IS NOT NULL"
                )

    event.listen(database._engine.sync_engine, "before_cursor_execute", give)
    assert (await clean(database, after_days=91)).turns == 0
    assert given
    assert await questions(kept) == ["old"]

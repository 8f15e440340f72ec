"""Questions of one moment share a transaction, and each learns what became of its own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from core.domain import AcceptedTurn, Answered, ConversationKey, Question
from core.errors import StorageError
from storage.database import Database
from storage.turns import SqlTurns
from tests.contract.keeping import NOON

QUESTION = Question("May I?", ConversationKey("slack", "T1", "C1", "1.0"), "U1")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


def turns_of(database: Database) -> SqlTurns:
    return SqlTurns(database=database, now=lambda: NOON)


async def test_a_hundred_at_once_need_few_transactions(database: Database) -> None:
    """Those that come while one is under way are written with the next."""
    commits = []
    event.listen(database._writing_thread.engine, "commit", commits.append)
    turns = turns_of(database)
    kept = await asyncio.gather(
        *(turns.accept(f"turn{n}", QUESTION, event_id=f"E{n}", place="") for n in range(100))
    )
    assert all(isinstance(one, AcceptedTurn) for one in kept)
    assert 1 <= len(commits) <= 3
    assert len(await turns.unfinished("slack")) == 100


async def test_what_a_turn_needs_is_found_by_an_index(database: Database) -> None:
    """However many there were before: nothing looks through a whole table."""
    carried_out: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_more: Any) -> None:
        carried_out.append((statement, parameters))

    turns = turns_of(database)
    await turns.accept("first", QUESTION, event_id="E1", place="")
    event.listen(database._writing_thread.engine, "before_cursor_execute", note)
    # Two of them are of one event, and one is known from before.
    await asyncio.gather(
        *(turns.accept(f"turn{n}", QUESTION, event_id=f"E{max(n, 1)}", place="") for n in range(4))
    )
    await turns.begin("turn2")
    await turns.keep_place("turn2", "there")
    await turns.decide("turn2", Answered("Yes."), "somebody", keep=True)
    await turns.close("turn2")
    looked_up = {one for one in carried_out if one[0].startswith(("SELECT", "UPDATE"))}
    assert {one[0].split()[0] for one in looked_up} == {"SELECT", "UPDATE"}
    async with database.reading() as session:
        connection = await session.connection()
        for statement, parameters in looked_up:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row[3]) for row in plan]
            assert all(step.startswith(("SEARCH", "LIST")) for step in steps), (statement, steps)


async def test_of_the_same_event_one_is_kept(database: Database) -> None:
    """The others learn under which name."""
    turns = turns_of(database)
    kept = await asyncio.gather(
        *(turns.accept(f"turn{n}", QUESTION, event_id="E1", place="") for n in range(5))
    )
    accepted = [one.id for one in kept if isinstance(one, AcceptedTurn)]
    assert len(accepted) == 1
    assert [one for one in kept if isinstance(one, str)] == accepted * 4


async def test_the_same_event_of_another_workspace_is_another(database: Database) -> None:
    """Event ids are a workspace's own."""
    turns = turns_of(database)
    elsewhere = replace(QUESTION, conversation=replace(QUESTION.conversation, workspace="T2"))
    kept = await asyncio.gather(
        turns.accept("a", QUESTION, event_id="E1", place=""),
        turns.accept("b", elsewhere, event_id="E1", place=""),
    )
    assert all(isinstance(one, AcceptedTurn) for one in kept)


async def test_a_fault_reaches_all_of_them_and_none_after(database: Database) -> None:
    """Nothing was kept, so everybody has to know; the next one may try again."""
    turns = turns_of(database)

    def fail(*_: object) -> None:
        raise OSError("disk full")

    event.listen(database._writing_thread.engine, "commit", fail)
    kept = await asyncio.gather(
        *(turns.accept(f"turn{n}", QUESTION, event_id=f"E{n}", place="") for n in range(3)),
        return_exceptions=True,
    )
    assert all(isinstance(one, StorageError) for one in kept)
    event.remove(database._writing_thread.engine, "commit", fail)
    assert isinstance(await turns.accept("t", QUESTION, event_id="E0", place=""), AcceptedTurn)


async def test_who_gives_up_waiting_does_not_disturb_the_others(database: Database) -> None:
    """A listener may be cancelled while its question is being kept."""
    turns = turns_of(database)
    gone = asyncio.create_task(turns.accept("gone", QUESTION, event_id="E1", place=""))
    stays = asyncio.create_task(turns.accept("stays", QUESTION, event_id="E2", place=""))
    await asyncio.sleep(0)
    gone.cancel()
    assert isinstance(await stays, AcceptedTurn)

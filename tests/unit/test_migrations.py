"""A database that an earlier version filled serves on after its upgrade."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, create_engine, text

from core.domain import AcceptedTurn, AskedQuestion, ConversationKey, Question, Turn
from storage.conversations import SqlConversations
from storage.database import MIGRATIONS, Database
from storage.history import SqlHistory
from storage.turns import SqlTurns
from tests.contract.keeping import NOON

KEY = ConversationKey("slack", "T1", "C1", "1.0")
FILLED = """
INSERT INTO conversations VALUES (1, 'slack', 'T1', 'C1', '1.0', '2026-03-31 12:00:00.000000');
INSERT INTO messages (id, turn_id, conversation_id, reply_to, role, person, text, outcome, author,
    created_at) VALUES
    (1, 'a', 1, NULL, 'person', 'U1', 'Parking?', '', '', '2026-03-31 12:00:00.000000'),
    (2, 'a', 1, 1, 'desk', '', 'In P2.', 'answered', 'quoted', '2026-03-31 12:00:00.000000');
INSERT INTO turns (id, platform, workspace, event_id, channel, thread, person, question, place,
    attempts, decided, accepted_at, closed_at) VALUES
    ('a', 'slack', 'T1', 'E1', 'C1', '1.0', 'U1', '', '', 1, '', '2026-03-31 12:00:00.000000',
        '2026-03-31 12:00:00.000000'),
    ('b', 'slack', 'T1', 'E2', 'C1', '1.0', 'U1', 'Pets?', 'here', 0, '',
        '2026-03-31 12:00:00.000000', NULL);
"""
"""A turn that was answered and one that was not, in the tables of revision 0004."""


@pytest.fixture
def filled_by_0004(tmp_path: Path) -> str:
    """The URL of such a database."""
    file = tmp_path / "frontdesk.db"
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        _upgrade(connection, "0004")
        for statement in filter(str.strip, FILLED.split(";")):
            connection.execute(text(statement))
    engine.dispose()
    return f"sqlite+aiosqlite:///{file}"


def _upgrade(connection: Connection, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


async def test_questions_that_wait_are_still_owed(filled_by_0004: str) -> None:
    """They continue nothing; an event of before is known."""
    async with Database(url=filled_by_0004) as database:
        turns = SqlTurns(database=database, now=lambda: NOON)
        question = Question("Pets?", KEY, "U1")
        assert list(await turns.unfinished("slack")) == [AcceptedTurn("b", question, NOON, "here")]
        assert await turns.known("slack", "T1", "E1") == "a"


async def test_what_was_said_is_remembered(filled_by_0004: str) -> None:
    """As history, and among the questions of its person."""
    async with Database(url=filled_by_0004) as database:
        history = SqlHistory(database=database, now=lambda: NOON)
        conversations = SqlConversations(database=database)
        assert await history.turns(KEY, 6) == (Turn("Parking?", "In P2."),)
        assert await conversations.asked_by("slack", "T1", "U1", 5) == (
            AskedQuestion(KEY, "Parking?", "answered", NOON, "a"),
        )

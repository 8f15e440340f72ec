"""Turns that were said and kept, for tests of what looks back on them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

from core.domain import AcceptedTurn, ConversationKey, Outcome, Question, TurnId
from core.ports import Conversations, FeedbackStore
from storage.conversations import SqlConversations
from storage.database import Database
from storage.feedback import SqlFeedback
from storage.turns import SqlTurns
from tests.fakes.desk import FakeConversations

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


@dataclass
class Clock:
    """A time that moves when a test says so."""

    time: datetime = NOON

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **length: float) -> None:
        """Let time pass, in `timedelta`'s words."""
        self.time += timedelta(**length)


class Keeping(Protocol):
    """Where turns are kept, and what looks back on them."""

    clock: Clock
    conversations: Conversations
    feedback: FeedbackStore

    async def say(
        self, key: ConversationKey, text: str, outcome: Outcome, *, person: str = "U1"
    ) -> TurnId:
        """Keep a turn, as the desk does."""
        ...

    async def owe(self, key: ConversationKey) -> None:
        """Accept a question that is not answered yet."""
        ...


@dataclass
class FakeKeeping:
    """In memory."""

    clock: Clock = field(default_factory=Clock)
    conversations: FakeConversations = field(default_factory=FakeConversations)

    @property
    def feedback(self) -> FakeConversations:
        """The same fake is both."""
        return self.conversations

    async def say(
        self, key: ConversationKey, text: str, outcome: Outcome, *, person: str = "U1"
    ) -> TurnId:
        """Keep a turn."""
        turn = AcceptedTurn(secrets.token_hex(16), Question(text, key, person), self.clock())
        self.conversations.record(turn, outcome)
        return turn.id

    async def owe(self, key: ConversationKey) -> None:
        """Accept a question."""
        self.conversations.about_to_answer.add(key)


class SqlKeeping:
    """In a database."""

    def __init__(self, database: Database, *, history_turns: int = 20) -> None:
        self.clock = Clock()
        self.turns = SqlTurns(database=database, now=self.clock)
        self.conversations = SqlConversations(database=database)
        self.feedback = SqlFeedback(database=database, now=self.clock, history_turns=history_turns)

    async def say(
        self,
        key: ConversationKey,
        text: str,
        outcome: Outcome,
        *,
        person: str = "U1",
        author: str = "quoted",
    ) -> TurnId:
        """Keep a turn, show it and close it."""
        turn_id = secrets.token_hex(16)
        question = Question(text, key, person)
        await self.turns.accept(turn_id, question, event_id=turn_id, place="")
        await self.turns.decide(turn_id, outcome, author, keep=True)
        await self.turns.close(turn_id)
        return turn_id

    async def owe(self, key: ConversationKey) -> None:
        """Accept a question."""
        turn_id = secrets.token_hex(16)
        await self.turns.accept(turn_id, Question("?", key, "U1"), event_id=turn_id, place="")

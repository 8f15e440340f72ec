"""A `TurnStore` in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from core.domain import AcceptedTurn, ConversationKey, Outcome, Question, TurnId
from core.errors import StorageError
from core.ports import Clock
from tests.fakes.history import FakeHistory

EPOCH = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


class FakeTurns:
    """Keeps turns in a dictionary; several desks may use it one after another, as a database."""

    def __init__(self, *, history: FakeHistory, now: Clock = lambda: EPOCH) -> None:
        self._history = history
        history.on_forget.append(self._forget)
        self._now = now
        self._events: dict[tuple[str, str, str], TurnId] = {}
        self._open: dict[TurnId, AcceptedTurn] = {}
        self.decisions: list[tuple[TurnId, Outcome, str]] = []
        """Every decision that was kept."""
        self.closed: list[TurnId] = []
        self.failing: set[str] = set()
        """Names of methods that cannot reach the database just now."""
        self.breaking: dict[str, bool] = {}
        """Names of methods that fail once in a way that nobody foresaw."""

    async def accept(
        self, turn_id: TurnId, question: Question, *, event_id: str, place: str
    ) -> AcceptedTurn | TurnId:
        """Keep a question, or name the one that its event was kept under."""
        self._fail("accept")
        key = question.conversation
        event = (key.platform, key.workspace, event_id)
        if event in self._events:
            return self._events[event]
        self._events[event] = turn_id
        self._open[turn_id] = turn = AcceptedTurn(turn_id, question, self._now(), place)
        return turn

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The turn of an event."""
        return self._events.get((platform, workspace, event_id))

    async def is_open(self, turn_id: TurnId) -> bool:
        """Whether a turn is owed."""
        return turn_id in self._open

    async def begin(self, turn_id: TurnId) -> None:
        """Count an attempt."""
        self._fail("begin")
        self._change(turn_id, attempts=self._open[turn_id].attempts + 1)

    async def hand_back(self, turn_id: TurnId) -> None:
        """Take an attempt back."""
        self._change(turn_id, attempts=self._open[turn_id].attempts - 1)

    async def keep_place(self, turn_id: TurnId, place: str) -> None:
        """Replace a turn's place."""
        self._fail("keep_place")
        self._change(turn_id, place=place)

    async def decide(self, turn_id: TurnId, outcome: Outcome, author: str, *, keep: bool) -> None:
        """Keep an outcome."""
        self._fail("decide")
        if turn_id not in self._open:
            raise StorageError(f"turn {turn_id} is not open")
        turn = self._open[turn_id]
        if keep and turn.decided is None:
            asked = turn.question
            self._history.say(
                asked.conversation, asked.text, outcome.text, continues=asked.continues
            )
        self._change(turn_id, decided=outcome)
        self.decisions.append((turn_id, outcome, author))

    async def close(self, turn_id: TurnId) -> None:
        """Owe nothing any more."""
        self._fail("close")
        self._open.pop(turn_id, None)
        self.closed.append(turn_id)

    async def unfinished(self, platform: str) -> Sequence[AcceptedTurn]:
        """Every open turn of a platform."""
        self._fail("unfinished")
        return [
            turn for turn in self._open.values() if turn.question.conversation.platform == platform
        ]

    def _forget(self, conversation: ConversationKey) -> None:
        for turn in [*self._open.values()]:
            if turn.question.conversation == conversation and turn.decided is not None:
                del self._open[turn.id]

    def _change(self, turn_id: TurnId, **changes: object) -> None:
        self._open[turn_id] = replace(self._open[turn_id], **changes)

    def _fail(self, method: str) -> None:
        if method in self.failing:
            raise StorageError("the database is locked")
        if self.breaking.pop(method, None):
            raise KeyError(method)

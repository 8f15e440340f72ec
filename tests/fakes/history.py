"""A `History` in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from core.domain import ConversationKey, Outcome, Question, Turn


class FakeHistory:
    """Keeps conversations in a dictionary; `recorded` lists everything ever recorded."""

    def __init__(self) -> None:
        self.recorded: list[tuple[Question, Outcome, str]] = []
        self._turns: defaultdict[ConversationKey, list[Turn]] = defaultdict(list)

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation, oldest first."""
        turns = self._turns[conversation]
        return tuple(turns[max(0, len(turns) - limit) :])

    async def record(self, question: Question, outcome: Outcome, author: str) -> None:
        """Keep a question with its outcome."""
        self.recorded.append((question, outcome, author))
        self._turns[question.conversation].append(Turn(question.text, outcome.text))

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation; return how many messages it had."""
        return 2 * len(self._turns.pop(conversation, []))

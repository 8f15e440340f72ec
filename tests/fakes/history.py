"""A `History` in memory; `tests.fakes.turns` writes into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from core.domain import ConversationKey, Turn


class FakeHistory:
    """Keeps conversations in a dictionary."""

    def __init__(self) -> None:
        self._turns: defaultdict[ConversationKey, list[Turn]] = defaultdict(list)
        self.on_forget: list[Callable[[ConversationKey], None]] = []
        """Told of each conversation that is forgotten."""

    def say(self, conversation: ConversationKey, question: str, answer: str) -> None:
        """Add a turn to a conversation."""
        self._turns[conversation].append(Turn(question, answer))

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation, oldest first."""
        turns = self._turns[conversation]
        return tuple(turns[max(0, len(turns) - limit) :])

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation; return how many messages it had."""
        for tell in self.on_forget:
            tell(conversation)
        return 2 * len(self._turns.pop(conversation, []))

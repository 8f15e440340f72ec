"""A `History` in memory; `tests.fakes.turns` writes into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace

from core.domain import ConversationKey, Turn


class FakeHistory:
    """Keeps conversations in a dictionary."""

    def __init__(self) -> None:
        self._turns: defaultdict[ConversationKey, list[Turn]] = defaultdict(list)
        self._continues: dict[ConversationKey, str] = {}
        self.on_forget: list[Callable[[ConversationKey], None]] = []
        """Told of each conversation that is forgotten."""

    def say(
        self, conversation: ConversationKey, question: str, answer: str, *, continues: str = ""
    ) -> None:
        """Add a turn to a conversation; its first turn may continue another thread."""
        if not self._turns[conversation]:
            self._continues[conversation] = continues
        self._turns[conversation].append(Turn(question, answer))

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation and of those it continues, oldest first."""
        turns: list[Turn] = []
        for one in self._continued(conversation):
            turns[:0] = self._turns[one]
        return tuple(turns[max(0, len(turns) - limit) :])

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation and those it continues; return how many messages they had."""
        messages = 0
        for one in self._continued(conversation):
            for tell in self.on_forget:
                tell(one)
            messages += 2 * len(self._turns.pop(one, []))
            self._continues.pop(one, None)
        return messages

    def _continued(self, conversation: ConversationKey) -> list[ConversationKey]:
        chain = [conversation]
        while thread := self._continues.get(chain[-1]):
            chain.append(replace(conversation, thread=thread))
        return chain

"""Which thread a message at the top of a direct message goes on with.

In Slack's agent view every message there opens a thread, though people go on talking: `messages` asks
which one they spoke in just before.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from core.chatting.lately import Lately
from core.chatting.private_threads import is_private
from core.domain import ConversationKey
from core.ports import Clock, Conversations

_LASTS = timedelta(minutes=30)
"""After that people begin anew."""
_MOST_REMEMBERED = 5_000


class DirectTalk:
    """Remembers the latest thread of each direct message; asks storage where it does not."""

    def __init__(self, *, conversations: Conversations, now: Clock) -> None:
        """Begin with an empty memory."""
        self._conversations = conversations
        self._now = now
        self._latest: Lately[tuple[str, str], tuple[str, datetime]] = Lately(most=_MOST_REMEMBERED)

    def spoke(self, workspace: str, channel: str, thread: str) -> None:
        """Somebody has just spoken in a thread."""
        self._latest.put((workspace, channel), (thread, self._now()))

    async def latest(self, conversation: ConversationKey, *, is_old_too: bool) -> str:
        """The thread that was spoken in before this one; empty where there is none.

        Args:
            conversation: The new one.
            is_old_too: Whether it counts however long ago that was.

        Raises:
            StorageError: The database cannot be read.
        """
        found = self._latest.get((conversation.workspace, conversation.channel))
        thread, at = found or await self._kept(conversation)
        is_fresh = is_old_too or self._now() - at <= _LASTS
        return thread if is_fresh and thread != conversation.thread else ""

    async def _kept(self, conversation: ConversationKey) -> tuple[str, datetime]:
        """As storage has it: another process may have heard what came before."""
        for summary in await self._conversations.summaries(conversation):
            if summary.thread and not is_private(summary.thread):
                return summary.thread, summary.last_at
        return "", self._now()

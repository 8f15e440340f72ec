"""Deletes all that was said in one channel.  The command and the App Home do it in direct messages."""

from __future__ import annotations

from dataclasses import replace

from core.domain import ConversationKey
from core.ports import Conversations, History


async def forget_all(
    channel: ConversationKey, *, conversations: Conversations, history: History
) -> int:
    """Delete every conversation of a channel.

    Returns:
        How many messages there were.

    Raises:
        StorageError: Some of them may be left.
    """
    count = 0
    for summary in await conversations.summaries(channel):
        count += await history.forget(replace(channel, thread=summary.thread))
    return count


def messages_counted(count: int) -> str:
    """`1 message`, `4 messages`."""
    return "1 message" if count == 1 else f"{count} messages"

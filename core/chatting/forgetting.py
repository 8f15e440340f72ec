"""Deletes what was said in one channel, and says so.

Who asks for it in the desk's own chat with them has all of it deleted; elsewhere what they asked in private.
"""

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


async def forget_own_chat(
    chat: ConversationKey, *, conversations: Conversations, history: History
) -> str:
    """Delete all that one person and the desk have said to each other.

    Returns:
        What to tell them.

    Raises:
        StorageError: Some of it may be left.
    """
    count = await forget_all(chat, conversations=conversations, history=history)
    if not count:
        return "There is nothing to forget: I keep none of our conversations."
    return f"I have deleted all of our conversations here ({messages_counted(count)})."


async def forget_private(private: ConversationKey, *, history: History) -> str:
    """Delete what one person has asked in private where others are.

    Args:
        private: That conversation.
        history: Keeps it.

    Returns:
        What to tell them; how to delete what was said openly is left to the platform's own words.

    Raises:
        StorageError: It may be left.
    """
    count = await history.forget(private)
    if not count:
        return "There is nothing that you asked here privately."
    return f"I have deleted what you asked here privately ({messages_counted(count)})."


def messages_counted(count: int) -> str:
    """`1 message`, `4 messages`."""
    return "1 message" if count == 1 else f"{count} messages"

"""Forgetting, and saying so."""

from __future__ import annotations

from datetime import UTC, datetime

from core.chatting.forgetting import forget_own_chat, forget_private
from core.chatting.private_threads import is_private, private_thread
from core.domain import AcceptedTurn, Answered, ConversationKey, Question
from tests.fakes.desk import FakeConversations

CHAT = ConversationKey("slack", "T1", "D1")
PRIVATE = ConversationKey("slack", "T1", "C1", private_thread("U1"))


def asked(kept: FakeConversations, key: ConversationKey) -> None:
    """Somebody has asked there, and was answered."""
    turn = AcceptedTurn(str(key), Question("One?", key, "U1"), datetime(2026, 3, 31, tzinfo=UTC))
    kept.record(turn, Answered("Two."))


async def test_ones_own_chat_is_forgotten_whole() -> None:
    """Every thread of it; the second time there is nothing."""
    kept = FakeConversations()
    asked(kept, CHAT)
    asked(kept, ConversationKey("slack", "T1", "D1", "1.2"))
    told = await forget_own_chat(CHAT, conversations=kept, history=kept)
    assert told == "I have deleted all of our conversations here (4 messages)."
    told = await forget_own_chat(CHAT, conversations=kept, history=kept)
    assert told == "There is nothing to forget: I keep none of our conversations."


async def test_what_was_asked_in_private_is_forgotten() -> None:
    """It alone."""
    kept = FakeConversations()
    asked(kept, PRIVATE)
    asked(kept, CHAT)
    told = await forget_private(PRIVATE, history=kept)
    assert told == "I have deleted what you asked here privately (2 messages)."
    told = await forget_private(PRIVATE, history=kept)
    assert told == "There is nothing that you asked here privately."
    assert len(kept.kept[CHAT]) == 1


def test_private_talk_has_a_thread_of_its_own() -> None:
    """Which no platform has."""
    assert is_private(PRIVATE.thread)
    assert not is_private("1700000000.000100")

"""Which thread a message at the top of a direct message goes on with."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from adapters.slack.listening.direct_talk import DirectTalk
from core.domain import AcceptedTurn, Answered, ConversationKey, Question
from tests.fakes.desk import NOON, FakeConversations

KEY = ConversationKey("slack", "T1", "D1", "9.0")


class Clock:
    """Time that stands still until it is moved on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    """Noon."""
    return Clock()


@pytest.fixture
def conversations() -> FakeConversations:
    """Nothing was said yet."""
    return FakeConversations()


@pytest.fixture
def talk(clock: Clock, conversations: FakeConversations) -> DirectTalk:
    """A desk that has just started."""
    return DirectTalk(conversations=conversations, now=clock)


def said(conversations: FakeConversations, thread: str) -> None:
    key = ConversationKey("slack", "T1", "D1", thread)
    turn = AcceptedTurn(f"{len(conversations.kept):032x}", Question("why?", key, "U1"), NOON)
    conversations.record(turn, Answered("because"))


async def test_nothing_was_said_before(talk: DirectTalk) -> None:
    """The first message leans on nothing."""
    assert await talk.latest(KEY, is_old_too=False) == ""


async def test_latest_thread_goes_on(talk: DirectTalk) -> None:
    """What was spoken in just before goes on."""
    talk.spoke("T1", "D1", "1.0")
    talk.spoke("T1", "D1", "2.0")
    talk.spoke("T1", "D2", "3.0")

    assert await talk.latest(KEY, is_old_too=False) == "2.0"


async def test_old_talk_does_not_go_on(talk: DirectTalk, clock: Clock) -> None:
    """After half an hour people begin anew, unless they mean what is old."""
    talk.spoke("T1", "D1", "1.0")
    clock.now += timedelta(minutes=31)

    assert await talk.latest(KEY, is_old_too=False) == ""
    assert await talk.latest(KEY, is_old_too=True) == "1.0"


async def test_storage_knows_what_was_said_before_the_start(
    talk: DirectTalk, conversations: FakeConversations
) -> None:
    """After a restart, or beside another process, talk goes on."""
    said(conversations, "1.0")

    assert await talk.latest(KEY, is_old_too=False) == "1.0"


@pytest.mark.parametrize("thread", ["private:U1", ""])
async def test_what_is_no_thread_does_not_go_on(
    talk: DirectTalk, conversations: FakeConversations, thread: str
) -> None:
    """Private questions and subscriptions are conversations of their own."""
    said(conversations, thread)

    assert await talk.latest(KEY, is_old_too=False) == ""


async def test_message_does_not_go_on_with_itself(talk: DirectTalk) -> None:
    """A message that is delivered again is no follow-up of its own."""
    talk.spoke("T1", "D1", KEY.thread)

    assert await talk.latest(KEY, is_old_too=False) == ""

"""Deleted questions, however early or late it is heard that they are gone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace

import pytest

from core.chatting.chores import Chores
from core.chatting.edited import unread_edit
from core.chatting.once import AcceptingOnce
from core.chatting.open_turns import AskedIn, OpenTurns
from core.chatting.thread_talk import ThreadTalk
from core.chatting.withdrawing import DeletedMessage, Withdrawing
from core.domain import Acceptance, Accepted, ConversationKey, Question, TurnId
from core.errors import StorageError
from tests.fakes.desk import FakeServingDesk

CHANNEL = ConversationKey("teams", "T1", "C1")
THREAD = replace(CHANNEL, thread="1")
QUESTION = Question("One?", THREAD, "ann")
DELETED = DeletedMessage(CHANNEL, "7", ("message:C1:7", "edited:message:C1:7"))


@dataclass
class FakeOpener:
    """Remembers what was withdrawn."""

    withdrawn: list[TurnId] = field(default_factory=list)

    def withdraw(self, turn_id: TurnId) -> None:
        self.withdrawn.append(turn_id)


class Office:
    """A process that listens."""

    def __init__(self, chores: Chores, desk: FakeServingDesk) -> None:
        self.chores = chores
        self.desk = desk
        self.opener = FakeOpener()
        self.talk = ThreadTalk(was_shown=lambda _: True)
        turns = OpenTurns()
        self._once = AcceptingOnce(desk=desk, turns=turns)
        self.withdrawing = Withdrawing(
            desk=desk, turns=turns, opener=self.opener, talk=self.talk, chores=chores
        )

    async def asks(self, event_id: str = "message:C1:7") -> Acceptance:
        """Take message 7 in."""
        self.talk.asked(THREAD, {"ann"}, "7")
        asked_in = AskedIn("T1", "C1", "1", "7")
        return await self._once.accept(QUESTION, event_id=event_id, place="", asked_in=asked_in)

    def restarts(self) -> Office:
        """Another process, which knows what was kept."""
        return Office(self.chores, self.desk)

    async def stopped(self) -> TurnId:
        """The next turn that is stopped."""
        return await self.desk.stops.get()


@pytest.fixture
async def office() -> AsyncIterator[Office]:
    async with Chores() as chores:
        yield Office(chores, FakeServingDesk())


async def test_a_deleted_question_is_withdrawn(office: Office) -> None:
    """Nobody goes on with it either."""
    kept = await office.asks()
    await office.withdrawing.deleted(DELETED)
    assert isinstance(kept, Accepted)
    assert office.desk.stopped == office.opener.withdrawn == [kept.turn_id]
    assert office.talk.is_over(THREAD)


@pytest.mark.parametrize("event_id", DELETED.event_ids)
async def test_one_of_before_a_restart_is_found_by_its_event(office: Office, event_id: str) -> None:
    """The database knows it, whatever it was taken in as."""
    kept = await office.asks(event_id)
    later = office.restarts()
    await later.withdrawing.deleted(DELETED)
    assert isinstance(kept, Accepted)
    assert later.desk.stopped == later.opener.withdrawn == [kept.turn_id]


async def test_one_that_comes_after_its_deletion_is_withdrawn(office: Office) -> None:
    """The platform had to deliver it again."""
    await office.withdrawing.deleted(DELETED)
    kept = await office.asks()
    assert isinstance(kept, Accepted)
    assert office.opener.withdrawn == [kept.turn_id]
    assert office.talk.is_over(THREAD)
    assert await office.stopped() == kept.turn_id


async def test_a_deletion_that_was_taken_back_withdraws_nothing(office: Office) -> None:
    """The message stands there again."""
    await office.withdrawing.deleted(DELETED)
    office.withdrawing.stands(CHANNEL, "7")
    await office.asks()
    assert office.opener.withdrawn == []


async def test_other_messages_are_not_meant(office: Office) -> None:
    """Nor do those that asked nothing."""
    await office.withdrawing.deleted(replace(DELETED, message_id="8", event_ids=("message:C1:8",)))
    await office.asks()
    assert office.opener.withdrawn == []


async def test_where_the_database_cannot_be_read_it_is_to_be_told_again(office: Office) -> None:
    """A deletion must not be lost."""
    office.desk.is_broken = True
    with pytest.raises(StorageError):
        await office.withdrawing.deleted(DELETED)


def test_who_edits_is_told_what_becomes_of_the_question() -> None:
    """That it was answered is said only once it was."""
    assert unread_edit("ask again", is_owed=True) == (
        "I answer the question as it was before your edit; ask again."
    )
    assert unread_edit("ask again", is_owed=False) == (
        "I do not read edits of a question that I have answered; ask again."
    )

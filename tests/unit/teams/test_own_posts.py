"""The desk knows which messages it has posted unasked."""

from __future__ import annotations

from dataclasses import replace

from adapters.teams.own_posts import OwnPosts
from adapters.teams.spot import ChatKind, Spot
from core.domain import ConversationKey, TurnId
from core.errors import StorageError
from tests.fakes.reaching import FakeShownAnswers

CHANNEL = Spot("t", "19:a@thread.tacv2", ChatKind.CHANNEL)
THREAD = replace(CHANNEL, root="17")


class FullDisk(FakeShownAnswers):
    """Cannot be written."""

    async def keep(self, channel: ConversationKey, message: str, turn_id: TurnId) -> None:
        raise StorageError("disk is full")


async def test_what_was_posted_is_known_to_the_next_process() -> None:
    """In its own channel, and from within its thread."""
    shown = FakeShownAnswers()
    await OwnPosts(shown=shown).keep(CHANNEL, "17")
    again = OwnPosts(shown=shown)
    assert await again.is_one(THREAD, "17")
    assert not await again.is_one(THREAD, "18")
    assert not await again.is_one(replace(THREAD, chat="19:b@thread.tacv2"), "17")


async def test_answers_are_no_posts() -> None:
    """They were asked for."""
    shown = FakeShownAnswers()
    await shown.keep(CHANNEL.key, "17", "turn")
    assert not await OwnPosts(shown=shown).is_one(THREAD, "17")


async def test_storage_is_asked_once_for_each_thread() -> None:
    """People talk in most of them for long, and not to the desk."""
    shown = FakeShownAnswers()
    own = OwnPosts(shown=shown)
    for _ in range(3):
        assert not await own.is_one(THREAD, "17")
    assert shown.reads == 1


async def test_post_that_could_not_be_kept_is_known_for_now() -> None:
    """What hangs on it is a courtesy, so that posting does not fail for it."""
    own = OwnPosts(shown=FullDisk())
    await own.keep(CHANNEL, "17")
    assert await own.is_one(THREAD, "17")

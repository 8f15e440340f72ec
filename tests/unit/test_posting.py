"""Showing what is in the outbox: once, in order, again if need be."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest

from core.domain import ConversationKey, Post, PostRecord, PostState
from core.posting import PostingDesk, PostingRules
from tests.fakes.loop import FakeTimeLoop
from tests.fakes.poster import FakePoster, Fate, ProcessDied
from tests.fakes.posting import FakeOutbox

START = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)
_Result = TypeVar("_Result")


class House:
    """An outbox, a platform, and a desk that can be started anew."""

    def __init__(self, *, rules: PostingRules = PostingRules()) -> None:  # noqa: B008
        self.outbox = FakeOutbox()
        self.poster = FakePoster()
        self.given_up: list[PostRecord] = []
        self.counted: list[tuple[str, str]] = []
        self.later = timedelta()
        self._rules = rules
        self._loop = FakeTimeLoop()
        self.desk = self.restarted()

    def now(self) -> datetime:
        """The loop's time, and what tests let pass besides."""
        return START + timedelta(seconds=self._loop.time()) + self.later

    def restarted(self) -> PostingDesk:
        """A new process on the same outbox and platform."""

        async def given_up(record: PostRecord) -> None:
            self.given_up.append(record)

        self.desk = PostingDesk(
            outbox=self.outbox,
            now=self.now,
            rules=self._rules,
            given_up=given_up,
            posted=lambda kind, outcome: self.counted.append((kind, outcome)),
        )
        self.desk.attach("slack", self.poster)
        return self.desk

    def put(self, number: int, channel: str = "C1", **changes: Any) -> Post:
        """Put a post into the outbox."""
        key = ConversationKey(changes.pop("platform", "slack"), "T1", channel)
        options = {"subscription_id": 1, "made_at": self.now(), **changes}
        post = Post(id=f"post {number}", channel=key, text=f"text {number}", **options)
        assert self.outbox.keep(post)
        return post

    def run(self, running: Coroutine[Any, Any, _Result]) -> _Result:
        """Run to the end, in no time."""
        return self._loop.run_until_complete(running)

    def deliver(self) -> int:
        """Deliver once."""
        return self.run(self.desk.deliver())

    def state(self, post: Post) -> PostState:
        """What has become of a post."""
        return self.outbox.records[post.id].state


@pytest.fixture
def house() -> House:
    """A desk whose time tests own."""
    return House()


def test_a_post_is_shown_and_recorded(house: House) -> None:
    """With the name that the platform gave it."""
    post = house.put(1)
    assert house.deliver() == 1
    assert house.poster.texts == ["text 1"]
    assert house.outbox.records[post.id].ref == "message 1"
    assert house.counted == [("subscription", "sent")]
    assert house.deliver() == 0


@pytest.mark.parametrize("fate", [Fate.DIES_BEFORE, Fate.DIES_AFTER])
def test_a_restart_in_the_middle_of_a_post_shows_it_once(house: House, fate: Fate) -> None:
    """Whether the platform had taken it or not when the process died."""
    post = house.put(1)
    house.poster.fates = [fate]
    with pytest.raises((ProcessDied, BaseExceptionGroup)):
        house.deliver()
    assert house.state(post) is PostState.WAITING
    house.restarted()
    assert house.deliver() == 1
    assert house.poster.texts == ["text 1"]
    assert house.state(post) is PostState.SENT


def test_a_post_that_was_shown_but_not_recorded_is_shown_once(house: House) -> None:
    """The database may fail between the two."""
    post = house.put(1)
    house.outbox.failing = {"sent", "put_off"}
    assert house.deliver() == 0
    house.outbox.failing = set()
    house.later += timedelta(seconds=30)
    assert house.deliver() == 1
    assert house.poster.texts == ["text 1"]
    assert house.state(post) is PostState.SENT


@pytest.mark.parametrize("fate", [Fate.FAILS, Fate.HANGS, Fate.BREAKS])
def test_a_post_that_fails_is_tried_again_later(house: House, fate: Fate) -> None:
    """After half a minute, not at once."""
    house.put(1)
    house.poster.fates = [fate]
    assert house.deliver() == 0
    assert house.deliver() == 0
    assert house.counted == [("subscription", "put_off")]
    house.later += timedelta(seconds=30)
    assert house.deliver() == 1


def test_waiting_grows_with_each_attempt(house: House) -> None:
    """30 s, 1, 2, 5, 15, 30 minutes, and 30 again."""
    house.put(1)
    house.poster.fates = [Fate.FAILS] * 7
    for seconds in (30, 60, 120, 300, 900, 1800, 1800):
        house.deliver()
        before = house.poster.attempts["post 1"]
        house.later += timedelta(seconds=seconds - 1)
        house.deliver()
        assert house.poster.attempts["post 1"] == before
        house.later += timedelta(seconds=1)
    assert house.deliver() == 1


def test_a_post_is_given_up_after_six_hours_and_reported(house: House) -> None:
    """Operators are told once, with the reason."""
    post = house.put(1)
    house.poster.fates = [Fate.FAILS] * 1000
    for _ in range(7 * 60):
        house.deliver()
        house.later += timedelta(minutes=1)
    assert house.state(post) is PostState.FAILED
    assert [record.error for record in house.given_up] == ["the platform has a bad day"]
    assert house.counted[-1] == ("subscription", "given_up")


def test_a_refused_post_is_given_up_at_once(house: House) -> None:
    """A channel that is gone does not come back."""
    post = house.put(1)
    house.poster.fates = [Fate.REFUSES]
    house.deliver()
    assert house.state(post) is PostState.FAILED
    assert [record.error for record in house.given_up] == ["the channel is gone"]


def test_a_post_of_no_subscription_is_reported_too(house: House) -> None:
    """A question that was handed over to people must not vanish unseen."""
    house.put(1, subscription_id=None)
    house.poster.fates = [Fate.REFUSES]
    house.deliver()
    assert [record.error for record in house.given_up] == ["the channel is gone"]
    assert house.counted == [("operators", "refused")]


def test_posts_of_a_platform_that_is_not_there_wait(house: House) -> None:
    """Another process may show it: they are not this one's to give up, however old."""
    post = house.put(1, platform="teams")
    assert house.deliver() == 0
    house.later += timedelta(hours=7)
    house.deliver()
    assert house.state(post) is PostState.WAITING


def test_a_platform_that_hangs_holds_up_no_other(house: House) -> None:
    """It is left alone after the first posts that it does not answer to in time."""
    other = FakePoster()
    house.desk.attach("web", other)
    house.poster.fates = [Fate.HANGS] * 40
    for number in range(40):
        house.put(number, f"C{number}")
    house.put(40, platform="web")
    began = house.now()
    assert house.deliver() == 1
    assert other.texts == ["text 40"]
    assert house.now() - began < timedelta(seconds=31)
    assert sum(house.poster.attempts.values()) == 4


def test_a_platform_that_answers_again_is_written_to_again(house: House) -> None:
    """By the next delivery: what it was not asked for has not been put off."""
    house.poster.fates = [Fate.HANGS] * 4
    for number in range(6):
        house.put(number, f"C{number}")
    assert house.deliver() == 0
    assert house.deliver() == 2


def test_posts_of_a_channel_keep_their_order(house: House) -> None:
    """A later one does not overtake one that was put off, also in the process after."""
    house.put(1)
    house.put(2)
    house.poster.fates = [Fate.FAILS]
    house.deliver()
    house.restarted()
    house.deliver()
    assert house.poster.texts == []
    house.later += timedelta(seconds=30)
    assert house.deliver() == 2
    assert house.poster.texts == ["text 1", "text 2"]


def test_a_channel_that_fails_holds_up_no_other(house: House) -> None:
    """Each has its own order."""
    house.put(1, "C1")
    house.put(2, "C2")
    house.poster.fates = [Fate.BREAKS]
    assert house.deliver() == 1
    assert house.poster.texts == ["text 2"]


def test_few_channels_are_written_to_at_once(house: House) -> None:
    """One post of a channel at a time, and four channels."""
    for number in range(30):
        house.put(number, f"C{number % 10}")
    assert house.deliver() == 30
    assert house.poster.most_at_once == 4


def test_two_deliveries_at_once_show_each_post_once(house: House) -> None:
    """The second waits for the first."""
    house.put(1)

    async def both() -> list[int]:
        return await asyncio.gather(house.desk.deliver(), house.desk.deliver())

    assert sorted(house.run(both())) == [0, 1]
    assert house.poster.attempts["post 1"] == 1


def test_a_post_of_a_subscription_that_was_removed_meanwhile_is_not_shown(house: House) -> None:
    """Its turn comes, and it waits no longer."""
    house.put(1)
    second = house.put(2)
    begin = house.outbox.begin

    async def begin_and_remove(post_id: str) -> bool:
        begun = await begin(post_id)
        house.outbox.records[second.id] = PostRecord(second, PostState.FAILED)
        return begun

    house.outbox.begin = begin_and_remove  # type: ignore[method-assign]
    assert house.deliver() == 1
    assert house.poster.texts == ["text 1"]


def test_a_failing_report_holds_up_nothing(house: House) -> None:
    """What cannot be reported is in the log."""

    async def broken(record: PostRecord) -> None:
        raise KeyError(record.post.id)

    house.desk._given_up = broken
    house.put(1)
    house.put(2)
    house.poster.fates = [Fate.REFUSES]
    assert house.deliver() == 1
    assert house.poster.texts == ["text 2"]

"""What every `Outbox` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain import PostRecord, PostState
from storage.database import Database
from storage.posts import BATCH, SqlOutbox
from tests.contract.keeping import NOON, Clock
from tests.contract.posting import KEY, LATER, WISH, Posting, listed, open_posting, post


@pytest.fixture(params=["fake", "sql"])
async def posting(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Posting]:
    async with open_posting(request.param, tmp_path) as posting:
        yield posting


async def test_a_post_waits_as_it_was_put_in(posting: Posting) -> None:
    """With its picture, and without one."""
    bare = replace(post("p2"), picture=None, updates="")
    assert await posting.outbox.put(post("p1"))
    assert await posting.outbox.put(bare)
    assert list(await posting.outbox.waiting(NOON)) == [
        PostRecord(post("p1"), PostState.WAITING),
        PostRecord(bare, PostState.WAITING),
    ]


async def test_the_same_post_is_kept_once(posting: Posting) -> None:
    """Also after it was shown."""
    await posting.outbox.put(post("p1"))
    assert not await posting.outbox.put(replace(post("p1"), text="something else"))
    await posting.outbox.sent("p1", "ref", NOON)
    assert not await posting.outbox.put(post("p1"))
    assert await posting.states() == {"p1": PostState.SENT}


async def test_attempts_are_counted(posting: Posting) -> None:
    """Whoever tries it next knows that it may have been shown."""
    await posting.outbox.put(post("p1"))
    assert await posting.outbox.begin("p1")
    assert await posting.outbox.begin("p1")
    (waiting,) = await posting.outbox.waiting(NOON)
    assert waiting.post.attempts == 2


async def test_what_waits_no_longer_is_not_begun(posting: Posting) -> None:
    """It was shown, given up or never there."""
    await posting.outbox.put(post("shown"))
    await posting.outbox.put(post("given up"))
    await posting.outbox.sent("shown", "ref", NOON)
    await posting.outbox.give_up("given up", "gone", NOON)
    for name in ("shown", "given up", "unknown"):
        assert not await posting.outbox.begin(name)


async def test_what_was_shown_has_its_name(posting: Posting) -> None:
    """And waits no longer."""
    await posting.outbox.put(post("p1"))
    await posting.outbox.put_off("p1", "timed out", NOON)
    await posting.outbox.sent("p1", "ref", LATER)
    assert not await posting.outbox.waiting(LATER)
    assert list(await posting.outbox.recent(10)) == [
        PostRecord(listed(post("p1")), PostState.SENT, "ref", LATER)
    ]


async def test_the_subscription_knows_its_latest_post(posting: Posting) -> None:
    """By the platform's name, so that it can be kept up to date; others do not take it on."""
    made, other = await posting.add(), await posting.add()
    await posting.subscriptions.emit(made.id, post("p1", made), next_due_at=NOON)
    await posting.outbox.sent("p1", "ref", LATER)
    refs = {one.id: one.last_ref for one in await posting.subscriptions.all()}
    assert refs == {made.id: "ref", other.id: ""}


async def test_a_post_that_was_put_off_comes_back(posting: Posting) -> None:
    """Not before its time, and with the reason."""
    await posting.outbox.put(post("p1"))
    await posting.outbox.put_off("p1", "timed out", LATER)
    assert not await posting.outbox.waiting(LATER - timedelta(seconds=1))
    (waiting,) = await posting.outbox.waiting(LATER)
    assert (waiting.state, waiting.error) == (PostState.WAITING, "timed out")


async def test_a_later_post_of_a_channel_waits_as_long_as_an_older_one(posting: Posting) -> None:
    """It must not overtake it; those of other channels do not wait."""
    elsewhere = replace(post("elsewhere"), channel=replace(KEY, channel="C2"))
    in_another_thread = replace(post("b"), channel=replace(KEY, thread="2.0"))
    for one in (post("a"), in_another_thread, elsewhere):
        await posting.outbox.put(one)
    await posting.outbox.put_off("a", "timed out", LATER)
    assert [record.post.id for record in await posting.outbox.waiting(NOON)] == ["elsewhere"]
    waiting = await posting.outbox.waiting(LATER)
    assert [record.post.id for record in waiting] == ["a", "b", "elsewhere"]


async def test_a_later_post_that_was_put_off_holds_up_no_older_one(posting: Posting) -> None:
    """Nor one that was given up."""
    for name in ("a", "b", "c"):
        await posting.outbox.put(post(name))
    await posting.outbox.put_off("a", "timed out", LATER)
    await posting.outbox.give_up("a", "gone", NOON)
    await posting.outbox.put_off("c", "timed out", LATER)
    assert [record.post.id for record in await posting.outbox.waiting(NOON)] == ["b"]


async def test_the_next_of_a_post_that_is_kept_takes_its_place(posting: Posting) -> None:
    """Also if it was made before the one before it was shown."""
    made = await posting.add(replace(WISH, keeps_one_post=True))
    await posting.subscriptions.emit(made.id, post("p1", made), next_due_at=NOON)
    await posting.outbox.begin("p1")
    await posting.subscriptions.emit(made.id, post("p2", made), next_due_at=NOON)
    await posting.outbox.sent("p1", "ref", LATER)
    (waiting,) = await posting.outbox.waiting(LATER)
    assert (waiting.post.id, waiting.post.updates) == ("p2", "ref")


async def test_what_was_given_up_stays_given_up(posting: Posting) -> None:
    """Putting it off does not bring it back, and the first reason stays."""
    await posting.outbox.put(post("p1"))
    await posting.outbox.give_up("p1", "the channel is gone", LATER)
    await posting.outbox.put_off("p1", "timed out", NOON)
    await posting.outbox.give_up("p1", "too old", NOON)
    assert list(await posting.outbox.recent(10)) == [
        PostRecord(listed(post("p1")), PostState.FAILED, "", LATER, "the channel is gone")
    ]


async def test_what_was_shown_although_given_up_counts_as_shown(posting: Posting) -> None:
    """It was on its way when its subscription was removed: there it is."""
    await posting.outbox.put(post("p1"))
    await posting.outbox.give_up("p1", "removed", NOON)
    await posting.outbox.sent("p1", "ref", LATER)
    assert await posting.states() == {"p1": PostState.SENT}


async def test_what_was_shown_is_not_given_up(posting: Posting) -> None:
    """The other way round it cannot be."""
    await posting.outbox.put(post("p1"))
    await posting.outbox.sent("p1", "ref", NOON)
    await posting.outbox.give_up("p1", "too old", LATER)
    assert await posting.states() == {"p1": PostState.SENT}


async def test_the_latest_come_newest_first(posting: Posting) -> None:
    """As many as are asked for."""
    for name in "abc":
        await posting.outbox.put(post(name))
    assert [record.post.id for record in await posting.outbox.recent(2)] == ["c", "b"]


async def test_a_channel_shows_the_latest_of_its_own(posting: Posting) -> None:
    """Oldest first, whatever the thread; what was not shown and what is elsewhere are not there."""
    elsewhere = replace(post("elsewhere"), channel=replace(KEY, channel="C2"))
    for one in (post("a"), post("waits"), post("b"), elsewhere, post("c")):
        await posting.outbox.put(one)
        if one.id != "waits":
            await posting.outbox.sent(one.id, f"ref {one.id}", NOON)
    shown = await posting.outbox.of_channel(replace(KEY, thread=""), 2)
    assert [(record.post.id, record.ref) for record in shown] == [("b", "ref b"), ("c", "ref c")]


async def test_old_posts_are_deleted(tmp_path: Path) -> None:
    """With their pictures, in as many batches as it takes; young ones stay."""
    clock = Clock()
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        outbox = SqlOutbox(database=database, now=clock)
        for number in range(BATCH + 1):
            await outbox.put(post(f"old {number}"))
        clock.advance(days=30)
        await outbox.put(replace(post("young"), made_at=clock()))
        assert await outbox.clean() == 0
        clock.advance(seconds=1)
        assert await outbox.clean() == BATCH + 1
        assert [record.post.id for record in await outbox.recent(10)] == ["young"]

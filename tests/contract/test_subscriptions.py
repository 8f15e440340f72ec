"""What every `SubscriptionStore` keeps, shown on the fake and on the database."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import time
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from core.domain import (
    AlertRule,
    AlertSense,
    AlertState,
    FacilityKind,
    NewSubscription,
    PostState,
    QuietHours,
    Selection,
)
from core.errors import SubscriptionRefused
from tests.contract.keeping import NOON
from tests.contract.posting import KEY, LATER, WISH, Posting, listed, open_posting, post

ALERT = NewSubscription(
    channel=KEY,
    owner="",
    wording="tell us when Foothills is over four hours",
    selection=Selection((3, 4), ("Calgary", "Edmonton"), ("Airdrie",), FacilityKind.URGENT_CARE),
    rule=AlertRule(AlertSense.ABOVE, threshold_minutes=240, min_distance_minutes=90),
    time_zone="America/Edmonton",
    quiet_hours=QuietHours(time(22, 30), time(6, 0)),
    keeps_one_post=True,
)
STATES = (
    AlertState(3, is_active=True, since=NOON, streak=1, streak_from=LATER, streak_at=LATER),
    AlertState(4, since=NOON, until=LATER, is_told=True),
    AlertState(5),
)


@pytest.fixture(params=["fake", "sql"])
async def posting(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Posting]:
    async with open_posting(request.param, tmp_path) as posting:
        yield posting


@pytest.mark.parametrize("wish", [WISH, ALERT], ids=["digest", "alert"])
async def test_a_wish_comes_back_as_it_was_kept(posting: Posting, wish: NewSubscription) -> None:
    """With its selection, rule, quiet hours and all the rest."""
    made = await posting.add(wish)
    assert (made.wanted, made.created_at, made.next_due_at) == (wish, NOON, NOON)
    assert await posting.subscriptions.find(made.id) == made


async def test_nothing_is_found_where_nothing_is(posting: Posting) -> None:
    """A number that nobody has."""
    assert await posting.subscriptions.find(7) is None
    assert not await posting.subscriptions.pause(7, NOON)
    assert not await posting.subscriptions.resume(7, NOON)
    assert not await posting.subscriptions.remove(7)
    assert not await posting.subscriptions.emit(7, post(), next_due_at=NOON)
    assert await posting.states() == {}


async def test_a_channel_has_only_so_many(posting: Posting) -> None:
    """Those of all its threads count, paused ones too, and those of other channels do not."""
    elsewhere = replace(WISH, channel=replace(KEY, channel="C2"))
    await posting.add(elsewhere)
    first = await posting.add()
    await posting.subscriptions.pause(first.id, NOON)
    in_another_thread = replace(WISH, channel=replace(KEY, thread="2.0"))
    await posting.subscriptions.add(in_another_thread, next_due_at=None, most_in_channel=2)
    with pytest.raises(SubscriptionRefused, match="already"):
        await posting.subscriptions.add(WISH, next_due_at=None, most_in_channel=2)
    assert len(await posting.subscriptions.all()) == 3


async def test_a_channel_lists_its_own_oldest_first(posting: Posting) -> None:
    """Whatever the thread that asks."""
    first = await posting.add()
    await posting.add(replace(WISH, channel=replace(KEY, workspace="T2")))
    second = await posting.add(replace(WISH, channel=replace(KEY, thread="")))
    listed = await posting.subscriptions.of_channel(replace(KEY, thread="9.9"))
    assert list(listed) == [first, second]


async def test_a_number_is_never_given_twice(posting: Posting) -> None:
    """Whoever says "stop 1" later must not stop another's."""
    removed = await posting.add()
    await posting.subscriptions.remove(removed.id)
    assert (await posting.add()).id != removed.id


async def test_emitting_owes_the_post_and_moves_on(posting: Posting) -> None:
    """In one step: the post waits, the next time is set, what an alert remembers is kept."""
    made = await posting.add(replace(ALERT, keeps_one_post=False))
    owed = post("p1", made)
    assert await posting.subscriptions.emit(
        made.id, owed, next_due_at=LATER, alert_states=STATES, judged_as_of=LATER
    )
    moved = replace(
        made, next_due_at=LATER, alert_states=STATES, judged_as_of=LATER, last_post_at=NOON
    )
    assert await posting.subscriptions.find(made.id) == moved
    assert [record.post for record in await posting.outbox.waiting(NOON)] == [owed]


async def test_of_a_post_that_is_kept_up_to_date_only_the_newest_waits(posting: Posting) -> None:
    """It takes the place of the one that was shown; what waited before it tells nothing any more."""
    made = await posting.add(replace(WISH, keeps_one_post=True))
    for name in ("p1", "p2", "p3"):
        await posting.subscriptions.emit(made.id, post(name, made), next_due_at=NOON)
        if name == "p1":
            await posting.outbox.sent("p1", "ref", NOON)
    assert not await posting.subscriptions.emit(made.id, post("p3", made), next_due_at=NOON)
    assert await posting.states() == {
        "p1": PostState.SENT,
        "p2": PostState.FAILED,
        "p3": PostState.WAITING,
    }
    (waiting,) = await posting.outbox.waiting(NOON)
    assert waiting.post.updates == "ref"


async def test_one_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    """Another version wrote it; it is logged once, and the others are told."""
    async with open_posting("sql", tmp_path) as posting:
        broken, whole = await posting.add(), await posting.add()
        with closing(sqlite3.connect(tmp_path / "frontdesk.db")) as database, database:
            database.execute("UPDATE subscriptions SET wanted = '{}' WHERE id = ?", (broken.id,))
        with capture_logs() as logs:
            assert await posting.subscriptions.all() == [whole]
            assert await posting.subscriptions.of_channel(KEY) == [whole]
    assert [line["subscription"] for line in logs] == [broken.id]


async def test_the_same_post_is_emitted_once(posting: Posting) -> None:
    """The second time nothing is owed, but the subscription moves on."""
    made = await posting.add()
    assert await posting.subscriptions.emit(made.id, post("p1", made), next_due_at=NOON)
    again = replace(post("p1", made), text="something else", made_at=LATER)
    assert not await posting.subscriptions.emit(made.id, again, next_due_at=LATER)
    (waiting,) = await posting.outbox.waiting(NOON)
    assert waiting.post == post("p1", made)
    found = await posting.subscriptions.find(made.id)
    assert found is not None
    assert (found.next_due_at, found.last_post_at) == (LATER, NOON)


async def test_nothing_to_tell_moves_on(posting: Posting) -> None:
    """An alert remembers, and no post is made."""
    made = await posting.add(ALERT)
    assert not await posting.subscriptions.emit(
        made.id, None, next_due_at=None, alert_states=STATES
    )
    moved = replace(made, next_due_at=None, alert_states=STATES)
    assert await posting.subscriptions.find(made.id) == moved
    assert await posting.states() == {}


async def test_a_paused_one_emits_nothing(posting: Posting) -> None:
    """It was paused while its post was being made: the post is not owed, and it stays as it is."""
    made = await posting.add()
    await posting.subscriptions.pause(made.id, NOON)
    paused = await posting.subscriptions.find(made.id)
    assert not await posting.subscriptions.emit(made.id, post("p1", made), next_due_at=LATER)
    assert await posting.subscriptions.find(made.id) == paused
    assert await posting.states() == {}


async def test_pausing_gives_up_what_waits(posting: Posting) -> None:
    """Only of this subscription, and not what was shown."""
    made, other = await posting.add(), await posting.add()
    for name, whose in (("shown", made), ("waits", made), ("other's", other)):
        await posting.subscriptions.emit(whose.id, post(name, whose), next_due_at=NOON)
    await posting.outbox.sent("shown", "ref", NOON)
    assert await posting.subscriptions.pause(made.id, LATER)
    found = await posting.subscriptions.find(made.id)
    assert found is not None
    assert (found.paused_at, found.next_due_at) == (LATER, None)
    assert await posting.states() == {
        "shown": PostState.SENT,
        "waits": PostState.FAILED,
        "other's": PostState.WAITING,
    }


async def test_pausing_again_changes_nothing(posting: Posting) -> None:
    """It is paused since the first time."""
    made = await posting.add()
    await posting.subscriptions.pause(made.id, NOON)
    assert await posting.subscriptions.pause(made.id, LATER)
    found = await posting.subscriptions.find(made.id)
    assert found is not None
    assert found.paused_at == NOON


async def test_a_resumed_alert_begins_anew(posting: Posting) -> None:
    """What it remembered is long over."""
    made = await posting.add(ALERT)
    await posting.subscriptions.emit(made.id, None, next_due_at=None, alert_states=STATES)
    await posting.subscriptions.pause(made.id, NOON)
    assert await posting.subscriptions.resume(made.id, LATER)
    assert await posting.subscriptions.find(made.id) == replace(made, next_due_at=LATER)


async def test_resuming_what_is_not_paused_changes_nothing(posting: Posting) -> None:
    """Otherwise an alert that is active would be told again."""
    made = await posting.add(ALERT)
    await posting.subscriptions.emit(made.id, None, next_due_at=NOON, alert_states=STATES)
    before = await posting.subscriptions.find(made.id)
    assert await posting.subscriptions.resume(made.id, LATER)
    assert await posting.subscriptions.find(made.id) == before


async def test_removing_gives_up_what_waits(posting: Posting) -> None:
    """And nothing but the record of its posts is left."""
    made = await posting.add()
    await posting.subscriptions.emit(made.id, post("p1", made), next_due_at=LATER)
    assert await posting.subscriptions.remove(made.id)
    assert await posting.subscriptions.find(made.id) is None
    (record,) = await posting.outbox.recent(10)
    assert (record.state, record.post, record.ended_at) == (
        PostState.FAILED, listed(post("p1", made)), NOON,
    )  # fmt: skip
    assert "removed" in record.error

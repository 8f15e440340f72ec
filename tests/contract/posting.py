"""Subscriptions with their outbox, on the fakes and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from core.domain import (
    ConversationKey,
    DigestRule,
    NewSubscription,
    Picture,
    Post,
    PostState,
    Selection,
    Subscription,
)
from core.ports import Outbox, SubscriptionStore
from storage.database import Database
from storage.posts import SqlOutbox
from storage.subscriptions import SqlSubscriptions
from tests.contract.keeping import NOON
from tests.fakes.posting import FakeOutbox, FakeSubscriptions

KEY = ConversationKey("slack", "T1", "C1", "1.0")
WISH = NewSubscription(
    channel=KEY,
    owner="U1",
    wording="every weekday at seven",
    selection=Selection(regions=("Calgary",)),
    rule=DigestRule(("0 7 * * 1-5",)),
    time_zone="America/Edmonton",
)
LATER = NOON + timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Posting:
    """Both stores, over the same data."""

    subscriptions: SubscriptionStore
    outbox: Outbox

    async def add(self, wanted: NewSubscription = WISH) -> Subscription:
        """Keep a wish that is due at noon."""
        return await self.subscriptions.add(wanted, next_due_at=NOON, most_in_channel=10)

    async def states(self) -> dict[str, PostState]:
        """What has become of each post, by its id."""
        return {record.post.id: record.state for record in await self.outbox.recent(100)}


@asynccontextmanager
async def open_posting(kind: str, folder: Path) -> AsyncIterator[Posting]:
    """Both stores, empty; `kind` is `fake` or `sql`."""
    if kind == "fake":
        outbox = FakeOutbox()
        yield Posting(FakeSubscriptions(outbox=outbox, now=lambda: NOON), outbox)
        return
    async with Database(url=f"sqlite+aiosqlite:///{folder}/frontdesk.db") as database:
        yield Posting(
            SqlSubscriptions(database=database, now=lambda: NOON),
            SqlOutbox(database=database, now=lambda: NOON),
        )


def post(name: str = "p1", subscription: Subscription | None = None) -> Post:
    """A post with a picture, made at noon."""
    return Post(
        id=name,
        channel=KEY,
        text="Foothills: 2 h 10 min",
        made_at=NOON,
        picture=Picture(b"\x89PNG", "A line that rises.", 640, 320),
        subscription_id=subscription.id if subscription else None,
        updates="earlier",
    )


def listed(post: Post) -> Post:
    """The post as lists tell of it: that it has a picture, and what that shows in words."""
    assert post.picture is not None
    return replace(post, picture=replace(post.picture, png=b""))

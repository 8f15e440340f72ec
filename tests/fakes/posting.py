"""A `SubscriptionStore` and an `Outbox` in memory, which know each other as the tables do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from core.domain import (
    AlertState,
    ConversationKey,
    NewSubscription,
    Post,
    PostId,
    PostRecord,
    PostState,
    Subscription,
    SubscriptionId,
)
from core.errors import StorageError, SubscriptionRefused
from core.ports import Clock

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class FakeOutbox:
    """Keeps posts in a dictionary."""

    def __init__(self) -> None:
        self.records: dict[PostId, PostRecord] = {}
        """In the order in which they were put in."""
        self._again_at: dict[PostId, datetime] = {}
        self.on_sent: list[Callable[[Post, str], None]] = []
        """Told of each post that was shown, and under which name."""
        self.failing: set[str] = set()
        """Names of methods that cannot reach the database just now."""

    async def put(self, post: Post) -> bool:
        """Keep a post, once."""
        self._fail("put")
        return self.keep(post)

    async def waiting(self, now: datetime) -> Sequence[PostRecord]:
        """Those that may be tried by now."""
        self._fail("waiting")
        return [
            record
            for post_id, record in self.records.items()
            if record.state is PostState.WAITING and not self._must_wait(post_id, now)
        ]

    async def begin(self, post_id: PostId) -> bool:
        """Count an attempt of a post that waits."""
        self._fail("begin")
        if not self._waits(post_id):
            return False
        record = self.records[post_id]
        counted = replace(record.post, attempts=record.post.attempts + 1)
        self.records[post_id] = replace(record, post=counted)
        return True

    async def sent(self, post_id: PostId, ref: str, at: datetime) -> None:
        """Remember that it was shown, whatever became of it meanwhile."""
        self._fail("sent")
        if post_id not in self.records:
            return
        self._end(post_id, PostState.SENT, at, ref=ref)
        for tell in self.on_sent:
            tell(self.records[post_id].post, ref)

    async def put_off(self, post_id: PostId, error: str, again_at: datetime) -> None:
        """Hide it until then."""
        self._fail("put_off")
        if self._waits(post_id):
            self.records[post_id] = replace(self.records[post_id], error=error)
            self._again_at[post_id] = again_at

    async def give_up(self, post_id: PostId, error: str, at: datetime) -> None:
        """Let it wait no longer."""
        self._fail("give_up")
        if self._waits(post_id):
            self._end(post_id, PostState.FAILED, at, error=error)

    async def recent(self, limit: int) -> Sequence[PostRecord]:
        """The last ones, newest first."""
        return [_without_bytes(record) for record in [*self.records.values()][::-1][:limit]]

    async def of_channel(self, channel: ConversationKey, limit: int) -> Sequence[PostRecord]:
        """The last ones of a channel that were shown."""
        shown = [
            record
            for record in self.records.values()
            if record.state is PostState.SENT and same_channel(record.post.channel, channel)
        ]
        return shown[max(0, len(shown) - limit) :]

    def keep(self, post: Post) -> bool:
        """Keep a post without waiting, as `FakeSubscriptions.emit` does; False: it is known."""
        if post.id in self.records:
            return False
        self.records[post.id] = PostRecord(post, PostState.WAITING)
        return True

    def give_up_all(self, subscription_id: SubscriptionId, error: str, at: datetime) -> None:
        """Let no post of a subscription wait any longer."""
        for post_id, record in [*self.records.items()]:
            if record.post.subscription_id == subscription_id and self._waits(post_id):
                self._end(post_id, PostState.FAILED, at, error=error)

    def give_newest_its_place(self, subscription_id: SubscriptionId, ref: str) -> None:
        """Let the posts of a subscription that wait take the place of what was shown."""
        for post_id, record in self.records.items():
            if record.post.subscription_id == subscription_id and self._waits(post_id):
                self.records[post_id] = replace(record, post=replace(record.post, updates=ref))

    def _must_wait(self, post_id: PostId, now: datetime) -> bool:
        """Whether it, or an older one of its channel, still waits for its time."""
        channel = self.records[post_id].post.channel
        for other_id, record in self.records.items():
            is_put_off = self._waits(other_id) and self._again_at.get(other_id, now) > now
            if is_put_off and same_channel(record.post.channel, channel):
                return True
            if other_id == post_id:
                break
        return False

    def _waits(self, post_id: PostId) -> bool:
        record = self.records.get(post_id)
        return record is not None and record.state is PostState.WAITING

    def _end(
        self, post_id: PostId, state: PostState, at: datetime, *, ref: str = "", error: str = ""
    ) -> None:
        record = self.records[post_id]
        self.records[post_id] = PostRecord(record.post, state, ref, at, error)

    def _fail(self, method: str) -> None:
        if method in self.failing:
            raise StorageError("the database is locked")


def _without_bytes(record: PostRecord) -> PostRecord:
    picture = record.post.picture
    if picture is None:
        return record
    return replace(record, post=replace(record.post, picture=replace(picture, png=b"", chart=None)))


class FakeSubscriptions:
    """Keeps subscriptions in a dictionary and puts their posts into a fake outbox."""

    def __init__(self, *, outbox: FakeOutbox, now: Clock = lambda: EPOCH) -> None:
        self._outbox = outbox
        outbox.on_sent.append(self._shown)
        self._now = now
        self._last_id = 0
        self.kept: dict[SubscriptionId, Subscription] = {}
        self.failing: set[str] = set()
        """Names of methods that cannot reach the database just now."""

    async def add(
        self, wanted: NewSubscription, *, next_due_at: datetime | None, most_in_channel: int
    ) -> Subscription:
        """Keep a wish under the next number."""
        self._fail("add")
        if len(await self.of_channel(wanted.channel)) >= most_in_channel:
            raise SubscriptionRefused(f"This channel has {most_in_channel} subscriptions already.")
        self._last_id += 1
        made = Subscription(self._last_id, wanted, self._now(), next_due_at=next_due_at)
        self.kept[made.id] = made
        return made

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None:
        """One of them."""
        self._fail("find")
        return self.kept.get(subscription_id)

    async def of_channel(self, channel: ConversationKey) -> Sequence[Subscription]:
        """Those of a channel."""
        self._fail("of_channel")
        return [one for one in self.kept.values() if same_channel(one.wanted.channel, channel)]

    async def all(self) -> Sequence[Subscription]:
        """All of them."""
        self._fail("all")
        return [*self.kept.values()]

    async def pause(self, subscription_id: SubscriptionId, at: datetime) -> bool:
        """Pause it and give up its posts."""
        self._fail("pause")
        found = self.kept.get(subscription_id)
        if found is None:
            return False
        if found.paused_at is None:
            self.kept[subscription_id] = replace(found, paused_at=at, next_due_at=None)
            self._outbox.give_up_all(subscription_id, "Its subscription was paused.", at)
        return True

    async def resume(self, subscription_id: SubscriptionId, next_due_at: datetime | None) -> bool:
        """Go on with one that is paused."""
        self._fail("resume")
        found = self.kept.get(subscription_id)
        if found is None:
            return False
        if found.paused_at is not None:
            self.kept[subscription_id] = replace(
                found,
                paused_at=None,
                next_due_at=next_due_at,
                alert_states=(),
                judged_as_of=None,
            )
        return True

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it and give up its posts."""
        self._fail("remove")
        self._outbox.give_up_all(subscription_id, "Its subscription was removed.", self._now())
        return self.kept.pop(subscription_id, None) is not None

    async def emit(
        self,
        subscription_id: SubscriptionId,
        post: Post | None,
        *,
        next_due_at: datetime | None,
        alert_states: Sequence[AlertState] = (),
        judged_as_of: datetime | None = None,
    ) -> bool:
        """Put a post into the outbox and move on."""
        self._fail("emit")
        found = self.kept.get(subscription_id)
        if found is None or found.paused_at is not None:
            return False
        self.kept[subscription_id] = moved = replace(
            found,
            next_due_at=next_due_at,
            alert_states=tuple(alert_states),
            judged_as_of=judged_as_of,
        )
        if post is None or post.id in self._outbox.records:
            return False
        if found.wanted.keeps_one_post:
            reason = "A newer one took its place."
            self._outbox.give_up_all(subscription_id, reason, post.made_at)
            post = replace(post, updates=found.last_ref)
        self.kept[subscription_id] = replace(moved, last_post_at=post.made_at)
        return self._outbox.keep(post)

    def _shown(self, post: Post, ref: str) -> None:
        found = self.kept.get(post.subscription_id or 0)
        if found is not None:
            self.kept[found.id] = replace(found, last_ref=ref)
            if found.wanted.keeps_one_post:
                self._outbox.give_newest_its_place(found.id, ref)

    def _fail(self, method: str) -> None:
        if method in self.failing:
            raise StorageError("the database is locked")


def same_channel(one: ConversationKey, other: ConversationKey) -> bool:
    """Whether two conversations are of one channel, whatever their threads."""
    return replace(one, thread="") == replace(other, thread="")

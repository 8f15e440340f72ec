"""Posts that are owed, were shown or were given up: the `Outbox` port.

`SqlSubscriptions` puts posts in along with what it changes; the nightly retention cleans them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Exists, Update, delete, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, defer

from core.domain import (
    ConversationKey,
    Picture,
    Post,
    PostId,
    PostRecord,
    PostState,
    SubscriptionId,
)
from core.ports import Clock
from storage.charts import read_chart, written_chart
from storage.clock_tables import PostRow, SubscriptionRow
from storage.database import Database
from storage.upsert import insert_if_new
from storage.wishes import keeps_one_post

KEEP = timedelta(days=30)
"""How long posts are kept, with their pictures.  So long, too, the same one is not made again."""

BATCH = 100
"""Posts deleted by one transaction: with a picture in each, a few mebibytes."""

_OLDER = aliased(PostRow)
_PAUSE_SECONDS = 0.02
"""Between two batches: SQLite's waiting writers only look now and then whether they may write."""


class SqlOutbox:
    """Keeps posts until they have been shown, and for some time after."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded.

        Args:
            database: Where posts are kept.
            now: Tells how old they are.
        """
        self._database = database
        self._now = now

    async def put(self, post: Post) -> bool:
        """Keep a post that stands by itself; False where it is known already.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            return await insert_post(session, post)

    async def waiting(self, now: datetime) -> Sequence[PostRecord]:
        """Those whose time to be tried has come, oldest first; none overtakes one of its channel.

        Raises:
            StorageError: The database cannot be read.
        """
        waits = PostRow.state == PostState.WAITING.value
        is_time = or_(PostRow.again_at.is_(None), PostRow.again_at <= now)
        due = select(PostRow).where(waits, is_time, ~_older_one_is_put_off(now))
        async with self._database.reading() as session:
            rows = (await session.scalars(due.order_by(PostRow.number))).all()
        return [_record(row) for row in rows]

    async def begin(self, post_id: PostId) -> bool:
        """Count an attempt, durably; False: it waits no longer.

        Raises:
            StorageError: The database cannot be written; the platform must not be called.
        """
        return await self._change(_waiting(post_id).values(attempts=PostRow.attempts + 1))

    async def sent(self, post_id: PostId, ref: str, at: datetime) -> None:
        """Keep that it was shown, also where it was given up meanwhile: there it is.

        Where the subscription keeps one post, the next one takes its place.

        Raises:
            StorageError: The database cannot be written.
        """
        shown = {"state": PostState.SENT.value, "ref": ref, "ended_at": at, "error": ""}
        change = update(PostRow).where(PostRow.id == post_id).values(shown)
        async with self._database.writing() as session:
            whose = await session.scalar(change.returning(PostRow.subscription_id))
            row = None if whose is None else await session.get(SubscriptionRow, whose)
            if row is None:
                return
            row.last_ref = ref
            if keeps_one_post(row):
                its = _waiting_of(row.id).values(updates=ref)
                await session.execute(its, execution_options={"synchronize_session": False})

    async def put_off(self, post_id: PostId, error: str, again_at: datetime) -> None:
        """Try it again later, unless it waits no longer.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._change(_waiting(post_id).values(error=error, again_at=again_at))

    async def give_up(self, post_id: PostId, error: str, at: datetime) -> None:
        """Let it wait no longer.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._change(_waiting(post_id).values(_given_up(error, at)))

    async def recent(self, limit: int) -> Sequence[PostRecord]:
        """The latest, newest first, for lists: what their pictures show is not read.

        Raises:
            StorageError: The database cannot be read.
        """
        newest_first = select(PostRow).order_by(PostRow.number.desc()).limit(limit)
        async with self._database.reading() as session:
            unread = (defer(PostRow.picture), defer(PostRow.chart))
            rows = (await session.scalars(newest_first.options(*unread))).all()
        return [_record(row, png=b"") for row in rows]

    async def of_channel(self, channel: ConversationKey, limit: int) -> Sequence[PostRecord]:
        """The latest of a channel that were shown, oldest first; its thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        shown = select(PostRow).where(
            PostRow.platform == channel.platform,
            PostRow.workspace == channel.workspace,
            PostRow.channel == channel.channel,
            PostRow.state == PostState.SENT.value,
        )
        newest_first = shown.order_by(PostRow.number.desc()).limit(limit)
        async with self._database.reading() as session:
            rows = (await session.scalars(newest_first)).all()
        return [_record(row) for row in reversed(rows)]

    async def clean(self) -> int:
        """Delete what is older than `KEEP`, in batches; return how many that were.

        Raises:
            StorageError: The database cannot be written; what was deleted by then stays deleted.
        """
        old = select(PostRow.number).where(PostRow.made_at < self._now() - KEEP).limit(BATCH)
        deletion = delete(PostRow).where(PostRow.number.in_(old)).returning(PostRow.number)
        count = 0
        while True:
            async with self._database.writing() as session:
                deleted = len((await session.scalars(deletion)).all())
            if not deleted:
                return count
            count += deleted
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _change(self, change: Update) -> bool:
        """Whether there was something to change."""
        async with self._database.writing() as session:
            met = await session.scalars(change.returning(PostRow.number))
            return met.first() is not None


async def insert_post(session: AsyncSession, post: Post) -> bool:
    """Insert a post that waits, unless one of that id is known; whether it was inserted.

    Args:
        session: A transaction that writes.
        post: The post.
    """
    if await is_known(session, post.id):
        return False
    await session.run_sync(insert_if_new, PostRow, [_row(post)])
    return True


async def is_known(session: AsyncSession, post_id: PostId) -> bool:
    """Whether a post was made before, whatever has become of it."""
    known = select(PostRow.number).where(PostRow.id == post_id)
    return await session.scalar(known) is not None


async def give_up_waiting(
    session: AsyncSession, subscription_id: SubscriptionId, error: str, at: datetime
) -> None:
    """Let no post of a subscription wait any longer.

    Args:
        session: A transaction that writes.
        subscription_id: Whose posts.
        error: Why, for operators.
        at: When.
    """
    await session.execute(_waiting_of(subscription_id).values(_given_up(error, at)))


def _older_one_is_put_off(now: datetime) -> Exists:
    """Whether an older post of a post's channel still waits for its time."""
    return (
        select(_OLDER.number)
        .where(
            _OLDER.platform == PostRow.platform,
            _OLDER.workspace == PostRow.workspace,
            _OLDER.channel == PostRow.channel,
            _OLDER.number < PostRow.number,
            _OLDER.state == PostState.WAITING.value,
            _OLDER.again_at > now,
        )
        .exists()
    )


def _waiting_of(subscription_id: SubscriptionId) -> Update:
    return update(PostRow).where(
        PostRow.subscription_id == subscription_id, PostRow.state == PostState.WAITING.value
    )


def _waiting(post_id: PostId) -> Update:
    return update(PostRow).where(PostRow.id == post_id, PostRow.state == PostState.WAITING.value)


def _given_up(error: str, at: datetime) -> dict[str, Any]:
    return {"state": PostState.FAILED.value, "error": error, "ended_at": at}


def _row(post: Post) -> dict[str, Any]:
    picture = post.picture
    return {
        "id": post.id,
        "subscription_id": post.subscription_id,
        "platform": post.channel.platform,
        "workspace": post.channel.workspace,
        "channel": post.channel.channel,
        "thread": post.channel.thread,
        "text": post.text,
        "picture": picture.png if picture else None,
        "alt_text": picture.alt_text if picture else "",
        "width": picture.width if picture else 0,
        "height": picture.height if picture else 0,
        "chart": written_chart(picture.chart if picture else None),
        "made_at": post.made_at,
        "updates": post.updates,
        "attempts": post.attempts,
        "state": PostState.WAITING.value,
        "ref": "",
        "error": "",
    }


def _record(row: PostRow, png: bytes | None = None) -> PostRecord:
    """A row as it was kept, or with this in the place of its picture's bytes, and without its chart."""
    picture = None
    if row.width:
        drawn, chart = (row.picture, read_chart(row.chart)) if png is None else (png, None)
        picture = Picture(drawn or b"", row.alt_text, row.width, row.height, chart)
    post = Post(
        id=row.id,
        channel=ConversationKey(row.platform, row.workspace, row.channel, row.thread),
        text=row.text,
        made_at=row.made_at,
        picture=picture,
        subscription_id=row.subscription_id,
        updates=row.updates,
        attempts=row.attempts,
    )
    return PostRecord(post, PostState(row.state), row.ref, row.ended_at, row.error)

"""Standing wishes to be told something: the `SubscriptionStore` port.

People make them in chat and on the command line; `core.waits` looks at them and emits their posts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy import Delete, Select, Update, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import (
    AlertState,
    ConversationKey,
    NewSubscription,
    Post,
    Subscription,
    SubscriptionId,
)
from core.errors import SubscriptionRefused
from core.ports import Clock
from storage.clock_tables import SubscriptionRow
from storage.database import Database
from storage.posts import give_up_waiting, insert_post, is_known
from storage.wishes import keeps_one_post, read_states, read_wish, written_states, written_wish

_log = structlog.get_logger()


class SqlSubscriptions:
    """Keeps who wants to be told what, and where."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now
        self._unreadable: set[SubscriptionId] = set()
        """Logged already."""

    async def add(
        self, wanted: NewSubscription, *, next_due_at: datetime | None, most_in_channel: int
    ) -> Subscription:
        """Keep a wish.

        Raises:
            SubscriptionRefused: The channel has as many as it may have.
            StorageError: The database cannot be written.
        """
        made = _row(wanted, self._now(), next_due_at)
        there = select(func.count()).select_from(_of_channel(wanted.channel).subquery())
        async with self._database.writing() as session:
            if (await session.scalar(there) or 0) >= most_in_channel:
                raise SubscriptionRefused(_too_many(most_in_channel))
            session.add(made)
            await session.flush()
            return _subscription(made)

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None:
        """One of them, or None where there is no such that can be read.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            row = await session.get(SubscriptionRow, subscription_id)
        return self._readable(row) if row else None

    async def of_channel(self, channel: ConversationKey) -> Sequence[Subscription]:
        """Those of a channel, oldest first; its thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        return await self._read(_of_channel(channel))

    async def all(self) -> Sequence[Subscription]:
        """All of them, oldest first.

        Raises:
            StorageError: The database cannot be read.
        """
        return await self._read(select(SubscriptionRow))

    async def pause(self, subscription_id: SubscriptionId, at: datetime) -> bool:
        """Pause it and give up its posts that wait; False where there is none.

        Raises:
            StorageError: The database cannot be written.
        """
        paused = _change(subscription_id, is_paused=False).values(paused_at=at, next_due_at=None)
        async with self._database.writing() as session:
            if await _changes(session, paused):
                await give_up_waiting(session, subscription_id, "Its subscription was paused.", at)
                return True
            return await session.get(SubscriptionRow, subscription_id) is not None

    async def resume(self, subscription_id: SubscriptionId, next_due_at: datetime | None) -> bool:
        """Go on with one that is paused, an alert from its beginning; False where there is none.

        Raises:
            StorageError: The database cannot be written.
        """
        resumed = _change(subscription_id, is_paused=True).values(
            paused_at=None,
            next_due_at=next_due_at,
            alert_states=written_states(()),
            judged_as_of=None,
        )
        async with self._database.writing() as session:
            if await _changes(session, resumed):
                return True
            return await session.get(SubscriptionRow, subscription_id) is not None

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it and give up its posts that wait; False where there is none.

        Raises:
            StorageError: The database cannot be written.
        """
        removed = delete(SubscriptionRow).where(SubscriptionRow.id == subscription_id)
        async with self._database.writing() as session:
            await give_up_waiting(
                session, subscription_id, "Its subscription was removed.", self._now()
            )
            return await _changes(session, removed)

    async def emit(
        self,
        subscription_id: SubscriptionId,
        post: Post | None,
        *,
        next_due_at: datetime | None,
        alert_states: Sequence[AlertState] = (),
        judged_as_of: datetime | None = None,
    ) -> bool:
        """Put a post into the outbox and move on, in one transaction.

        Where the subscription keeps one post, this one takes the place of those that still wait.

        Returns:
            Whether the post is new; False too where the subscription is paused or removed.

        Raises:
            StorageError: The database cannot be written; nothing was changed.
        """
        async with self._database.writing() as session:
            row = await session.get(SubscriptionRow, subscription_id, with_for_update=True)
            if row is None or row.paused_at is not None:
                return False
            row.next_due_at, row.judged_as_of = next_due_at, judged_as_of
            row.alert_states = written_states(alert_states)
            if post is None or await is_known(session, post.id):
                return False
            if keeps_one_post(row):
                await give_up_waiting(session, row.id, "A newer one took its place.", post.made_at)
                post = replace(post, updates=row.last_ref)
            await insert_post(session, post)
            row.last_post_at = post.made_at
            return True

    async def _read(self, chosen: Select[SubscriptionRow]) -> Sequence[Subscription]:
        async with self._database.reading() as session:
            rows = (await session.scalars(chosen.order_by(SubscriptionRow.id))).all()
        return [one for row in rows if (one := self._readable(row)) is not None]

    def _readable(self, row: SubscriptionRow) -> Subscription | None:
        """One of many: a row that another version wrote must not hide the others."""
        try:
            return _subscription(row)
        except (ValueError, LookupError, TypeError) as error:
            if row.id not in self._unreadable:
                self._unreadable.add(row.id)
                kind = type(error).__name__
                _log.error("subscription_unreadable", subscription=row.id, kind=kind)
            return None


def _row(
    wanted: NewSubscription, created_at: datetime, next_due_at: datetime | None
) -> SubscriptionRow:
    key = wanted.channel
    return SubscriptionRow(
        platform=key.platform,
        workspace=key.workspace,
        channel=key.channel,
        thread=key.thread,
        owner=wanted.owner,
        wording=wanted.wording,
        wanted=written_wish(wanted),
        created_at=created_at,
        next_due_at=next_due_at,
        alert_states=written_states(()),
        last_ref="",
    )


def _of_channel(channel: ConversationKey) -> Select[SubscriptionRow]:
    return select(SubscriptionRow).where(
        SubscriptionRow.platform == channel.platform,
        SubscriptionRow.workspace == channel.workspace,
        SubscriptionRow.channel == channel.channel,
    )


def _too_many(most: int) -> str:
    there_are = "one subscription" if most == 1 else f"{most} subscriptions"
    return f"This channel has {there_are} already, and no more are allowed. Remove one first."


def _subscription(row: SubscriptionRow) -> Subscription:
    return Subscription(
        id=row.id,
        wanted=read_wish(row),
        created_at=row.created_at,
        paused_at=row.paused_at,
        next_due_at=row.next_due_at,
        alert_states=read_states(row.alert_states),
        judged_as_of=row.judged_as_of,
        last_post_at=row.last_post_at,
        last_ref=row.last_ref,
    )


def _change(subscription_id: SubscriptionId, *, is_paused: bool) -> Update:
    paused_at = SubscriptionRow.paused_at
    is_so = paused_at.is_not(None) if is_paused else paused_at.is_(None)
    return update(SubscriptionRow).where(SubscriptionRow.id == subscription_id, is_so)


async def _changes(session: AsyncSession, statement: Update | Delete) -> bool:
    """Carry out a statement; whether it met a row."""
    met = await session.scalars(statement.returning(SubscriptionRow.id))
    return met.first() is not None

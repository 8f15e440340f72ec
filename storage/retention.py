"""Deletes what has been kept long enough.  The nightly job of `bot.jobs` calls it.

It works in small batches: whoever wants to write meanwhile gets a turn between two of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, delete, func, or_, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, aliased

from storage.database import Database
from storage.reaching_tables import OWN_POST, ChannelReferenceRow, ShownAnswerRow
from storage.tables import Base, ConversationRow, FeedbackRow, MessageRow, TurnRow

BATCH = 200
"""Rows deleted by one transaction; those that hang on them are not counted."""

KEEP_CLOSED = timedelta(days=7)
"""How long a closed turn remembers its platform's event; platforms deliver again for hours at
most.  It holds no text."""

KEEP_OPEN = timedelta(days=14)
"""How long a question waits for a process that serves its platform; later it would not be answered
any more, for `turns.restart_hours` is a week at most."""

KEEP_RETIRED = timedelta(days=30)
"""How long it is remembered how a channel was reached that the desk was removed from: it may come
back, and then its subscriptions go on."""

KEEP_OWN_POSTS = timedelta(days=90)
"""How long the desk knows a message as its own that shows no answer, where conversations are kept for
ever: what is said beneath is said to it."""

_PAUSE_SECONDS = 0.02
"""Between two batches: SQLite's waiting writers only look now and then whether they may write."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What was deleted."""

    turns: int
    """Questions, each with its reply."""
    conversations: int
    """Those that were left empty."""
    closed: int
    """Remembered events of turns that were closed long ago."""


class SqlRetention:
    """Knows how long what is kept."""

    def __init__(self, *, database: Database, retention_days: int, feedback_days: int) -> None:
        """Use a database that has been upgraded.

        Args:
            database: What is cleaned.
            retention_days: Age at which a question and its reply go; 0: they never do.
            feedback_days: Age at which those with feedback go, if that is later; 0: they never do.
        """
        self._database = database
        self._retention_days = retention_days
        self._feedback_days = feedback_days

    async def clean(self, now: datetime) -> Cleaned:
        """Delete what is old; safe to be broken off and while people are being served.

        Args:
            now: With its time zone.

        Raises:
            StorageError: The database cannot be written; what was deleted by then stays deleted.
        """
        turns = await self._delete(MessageRow, MessageRow.id, self._old_questions(now))
        conversations = await self._delete(
            ConversationRow, ConversationRow.id, _empty_conversations()
        )
        closed = await self._delete(TurnRow, TurnRow.number, _long_closed(now))
        await self._delete(ShownAnswerRow, ShownAnswerRow.id, _shows_nothing(now))
        await self._delete(ShownAnswerRow, ShownAnswerRow.id, self._old_posts(now))
        await self._forget_retired(now)
        return Cleaned(turns=turns, conversations=conversations, closed=closed)

    def _old_questions(self, now: datetime) -> Select[int] | None:
        """Questions whose replies, sources and feedback the database deletes along with them."""
        if not self._retention_days:
            return None
        question, reply = aliased(MessageRow), aliased(MessageRow)
        answered_at = func.coalesce(reply.created_at, question.created_at)
        is_unrated = ~select(FeedbackRow).where(FeedbackRow.message_id == reply.id).exists()
        is_over = is_unrated
        if self._feedback_days:
            longest = timedelta(days=max(self._feedback_days, self._retention_days))
            is_over = or_(is_unrated, answered_at < now - longest)
        return (
            select(question.id)
            .outerjoin(reply, reply.reply_to == question.id)
            .where(
                question.reply_to.is_(None),
                answered_at < now - timedelta(days=self._retention_days),
                is_over,
            )
        )

    def _old_posts(self, now: datetime) -> Select[int]:
        """Messages of ours beneath which nobody speaks any more."""
        age = max(timedelta(days=self._retention_days) or KEEP_OWN_POSTS, KEEP_CLOSED)
        return select(ShownAnswerRow.id).where(
            ShownAnswerRow.turn_id == OWN_POST, ShownAnswerRow.shown_at < now - age
        )

    async def _forget_retired(self, now: datetime) -> None:
        """Delete how channels were reached that have been out of reach for long."""
        row = ChannelReferenceRow
        key = tuple_(row.platform, row.workspace, row.channel)
        old = select(row.platform, row.workspace, row.channel).where(
            row.retired_at < now - KEEP_RETIRED
        )
        while True:
            async with self._database.writing() as session:
                done = await session.execute(
                    delete(row).where(key.in_(old.limit(BATCH))).returning(row.channel)
                )
                count = len(done.all())
            if count < BATCH:
                return
            await asyncio.sleep(_PAUSE_SECONDS)

    async def _delete(
        self,
        table: type[Base],
        key: InstrumentedAttribute[int],
        doomed: Select[int] | None,
    ) -> int:
        """Delete the rows with the keys that a query gives; return how many.

        They are looked for while others may write, and looked at again when they are deleted:
        somebody may have given a thumb meanwhile.
        """
        if doomed is None:
            return 0
        wanted = doomed.subquery()
        found = select(wanted.c[0])
        last, count = 0, 0
        while True:
            batch = found.where(wanted.c[0] > last).order_by(wanted.c[0]).limit(BATCH)
            async with self._database.reading() as session:
                keys: Sequence[int] = (await session.scalars(batch)).all()
            if not keys:
                return count
            is_still_doomed = and_(key.in_(keys), key.in_(found.where(wanted.c[0].in_(keys))))
            async with self._database.writing() as session:
                still = (await session.scalars(select(key).where(is_still_doomed))).all()
                await session.execute(delete(table).where(key.in_(still)))
            count += len(still)
            last = keys[-1]
            await asyncio.sleep(_PAUSE_SECONDS)


def _empty_conversations() -> Select[int]:
    has_message = select(MessageRow).where(MessageRow.conversation_id == ConversationRow.id)
    return select(ConversationRow.id).where(~has_message.exists())


def _shows_nothing(now: datetime) -> Select[int]:
    """Messages whose answers are not kept; one that was just shown may be kept in a moment."""
    is_kept = select(MessageRow).where(MessageRow.turn_id == ShownAnswerRow.turn_id)
    return select(ShownAnswerRow.id).where(
        ShownAnswerRow.turn_id != OWN_POST,
        ~is_kept.exists(),
        ShownAnswerRow.shown_at < now - KEEP_CLOSED,
    )


def _long_closed(now: datetime) -> Select[int]:
    is_abandoned = and_(TurnRow.closed_at.is_(None), TurnRow.accepted_at < now - KEEP_OPEN)
    return select(TurnRow.number).where(or_(TurnRow.closed_at < now - KEEP_CLOSED, is_abandoned))

"""Conversations as people look at them again: the `Conversations` port.  Chat adapters use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.domain import (
    AskedQuestion,
    ConversationKey,
    ConversationSummary,
    Feedback,
    Picture,
    RecordedTurn,
    Source,
    Thumb,
    TurnId,
)
from core.emoji import without_emoji
from storage.database import Database
from storage.history import is_channel, is_conversation
from storage.tables import (
    ConversationRow,
    FeedbackRow,
    MessagePictureRow,
    MessageRow,
    MessageSourceRow,
    TurnRow,
)


class SqlConversations:
    """Lists conversations and shows them whole."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def summaries(self, channel: ConversationKey) -> Sequence[ConversationSummary]:
        """The conversations (threads) of a channel, latest first.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            rows = (await session.execute(_summaries(channel))).all()
        return tuple(
            ConversationSummary(thread, without_emoji(title) or title, turns, last_at)
            for thread, title, turns, last_at in rows
        )

    async def recorded(self, conversation: ConversationKey, person: str) -> Sequence[RecordedTurn]:
        """All turns of a conversation, oldest first, with this person's feedback.

        Raises:
            StorageError: The database cannot be read.
        """
        question, reply = aliased(MessageRow), aliased(MessageRow)
        pairs = (
            select(question, reply, FeedbackRow)
            .join(reply, reply.reply_to == question.id)
            .join(ConversationRow, ConversationRow.id == question.conversation_id)
            .outerjoin(
                FeedbackRow, and_(FeedbackRow.message_id == reply.id, FeedbackRow.person == person)
            )
            .where(is_conversation(conversation))
            .order_by(reply.id)
        )
        ranked = (
            select(MessageSourceRow)
            .join(MessageRow, MessageRow.id == MessageSourceRow.message_id)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(is_conversation(conversation))
        )
        async with self._database.reading() as session:
            rows = (await session.execute(pairs)).all()
            sources = await sources_by_reply(session, ranked)
            pictures = await _pictures_by_reply(session, is_conversation(conversation))
        return tuple(
            RecordedTurn(
                turn_id=reply.turn_id or "",
                question=asked.text,
                answer=reply.text,
                outcome=reply.outcome,
                author=reply.author,
                sources=sources.get(reply.id, ()),
                asked_at=asked.created_at,
                feedback=Feedback(Thumb(given.thumb), given.comment) if given else None,
                pictures=pictures.get(reply.id, ()),
            )
            for asked, reply, given in rows
        )

    async def asked_by(
        self, platform: str, workspace: str, person: str, limit: int
    ) -> Sequence[AskedQuestion]:
        """The latest questions of a person, wherever they asked, latest first.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            asked = _asked_by(platform, workspace, person).limit(limit)
            rows = (await session.execute(asked)).all()
        return tuple(
            AskedQuestion(
                ConversationKey(platform, workspace, channel, thread),
                text,
                outcome,
                asked_at,
                turn_id or "",
            )
            for channel, thread, text, outcome, asked_at, turn_id in rows
        )

    async def takes_part(self, conversation: ConversationKey) -> bool:
        """Whether the desk has answered in a conversation, or is about to.

        Raises:
            StorageError: The database cannot be read.
        """
        has_spoken = (
            select(MessageRow.id)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(is_conversation(conversation))
        )
        is_to_speak = select(TurnRow.number).where(
            TurnRow.closed_at.is_(None), is_conversation(conversation, TurnRow)
        )
        either = select(or_(has_spoken.exists(), is_to_speak.exists()))
        async with self._database.reading() as session:
            return bool(await session.scalar(either))

    async def pictures(self, channel: ConversationKey, turn_id: TurnId) -> Sequence[Picture]:
        """The charts of an answer, if it was given in this channel.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        is_answer = and_(is_channel(channel), MessageRow.turn_id == turn_id)
        async with self._database.reading() as session:
            by_reply = await _pictures_by_reply(session, is_answer)
        return next(iter(by_reply.values()), ())


async def _pictures_by_reply(
    session: AsyncSession, is_wanted: ColumnElement[bool]
) -> dict[int, tuple[Picture, ...]]:
    """The pictures of each reply that is wanted, in the order shown."""
    wanted = (
        select(MessagePictureRow)
        .join(MessageRow, MessageRow.id == MessagePictureRow.message_id)
        .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
        .where(is_wanted)
        .order_by(MessagePictureRow.message_id, MessagePictureRow.number)
    )
    pictures: defaultdict[int, tuple[Picture, ...]] = defaultdict(tuple)
    for row in await session.scalars(wanted):
        pictures[row.message_id] += (Picture(row.png, row.alt_text, row.width, row.height),)
    return dict(pictures)


async def sources_by_reply(
    session: AsyncSession, wanted: Select[MessageSourceRow]
) -> dict[int, tuple[Source, ...]]:
    """Run a query for sources; the sources of each reply come best first."""
    ordered = wanted.order_by(MessageSourceRow.message_id, MessageSourceRow.rank)
    sources: defaultdict[int, tuple[Source, ...]] = defaultdict(tuple)
    for row in await session.scalars(ordered):
        sources[row.message_id] += (Source(address=row.address, title=row.title),)
    return dict(sources)


def _asked_by(
    platform: str, workspace: str, person: str
) -> Select[str, str, str, str, datetime, str | None]:
    """One row a question: channel, thread, text, outcome, when it was asked; latest first."""
    question, reply = aliased(MessageRow), aliased(MessageRow)
    return (
        select(
            ConversationRow.channel,
            ConversationRow.thread,
            question.text,
            reply.outcome,
            question.created_at,
            reply.turn_id,
        )
        .join(reply, reply.reply_to == question.id)
        .join(ConversationRow, ConversationRow.id == question.conversation_id)
        .where(
            question.person == person,
            ConversationRow.platform == platform,
            ConversationRow.workspace == workspace,
        )
        .order_by(question.created_at.desc(), question.id.desc())
    )


def _summaries(channel: ConversationKey) -> Select[str, str, int, datetime]:
    """One row a thread: its name, the first question, turns, time of the last message."""
    # A question is always stored before its reply: the first message is the first question.
    summed = (
        select(
            ConversationRow.thread.label("thread"),
            func.min(MessageRow.id).label("first_id"),
            func.count(MessageRow.reply_to).label("turns"),
            func.max(MessageRow.created_at).label("last_at"),
        )
        .join(MessageRow, MessageRow.conversation_id == ConversationRow.id)
        .where(is_channel(channel))
        .group_by(ConversationRow.id, ConversationRow.thread)
        .subquery()
    )
    return (
        select(summed.c.thread, MessageRow.text, summed.c.turns, summed.c.last_at)
        .join(MessageRow, MessageRow.id == summed.c.first_id)
        .order_by(summed.c.last_at.desc(), summed.c.first_id.desc())
    )

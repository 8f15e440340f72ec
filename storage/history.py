"""The conversations in the database: the `History` port.  Answering and the adapters use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.domain import (
    ConversationKey,
    Outcome,
    Question,
    Turn,
    TurnId,
    named_sources,
    outcome_name,
    shown_pictures,
)
from core.ports import Clock
from storage.database import Database
from storage.tables import ConversationRow, MessagePictureRow, MessageRow, MessageSourceRow, TurnRow
from storage.upsert import insert_if_new


class SqlHistory:
    """Reads and forgets conversations; `SqlTurns` writes them."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation, oldest first.

        Raises:
            StorageError: The database cannot be read.
        """
        question, reply = aliased(MessageRow), aliased(MessageRow)
        newest_first = (
            select(question.text, reply.text)
            .join(reply, reply.reply_to == question.id)
            .join(ConversationRow, ConversationRow.id == question.conversation_id)
            .where(is_conversation(conversation))
            .order_by(reply.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(newest_first)).all()
        return tuple(Turn(question=asked, answer=answered) for asked, answered in reversed(rows))

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation; return how many messages it had.

        Raises:
            StorageError: The database cannot be written.
        """
        messages = (
            select(func.count())
            .select_from(MessageRow)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(is_conversation(conversation))
        )
        async with self._database.writing() as session:
            count = await session.scalar(messages) or 0
            # The database deletes messages and sources along with their conversation.
            await session.execute(delete(ConversationRow).where(is_conversation(conversation)))
            # An answer that could not be shown yet is forgotten too.
            await session.execute(
                update(TurnRow)
                .where(
                    is_conversation(conversation, TurnRow),
                    TurnRow.closed_at.is_(None),
                    TurnRow.decided != "",
                )
                .values(closed_at=self._now(), question="", place="", decided="")
            )
        return count


async def record_turn(
    session: AsyncSession,
    turn_id: TurnId,
    question: Question,
    outcome: Outcome,
    author: str,
    *,
    asked_at: datetime,
    now: datetime,
) -> None:
    """Keep a question with its outcome, sources and timings, within the caller's transaction."""
    conversation_id = await _conversation_id(session, question.conversation, now)
    asked = MessageRow(
        turn_id=turn_id,
        conversation_id=conversation_id,
        role="person",
        person=question.person,
        text=question.text,
        outcome="",
        author="",
        created_at=asked_at,
    )
    session.add(asked)
    await session.flush()
    reply = MessageRow(
        turn_id=turn_id,
        conversation_id=conversation_id,
        reply_to=asked.id,
        role="desk",
        person="",
        text=outcome.text,
        outcome=outcome_name(outcome),
        author=author,
        created_at=now,
        retrieval_ms=outcome.timings.retrieval_ms,
        first_text_ms=outcome.timings.first_text_ms,
        total_ms=outcome.timings.total_ms,
    )
    session.add(reply)
    await session.flush()
    session.add_all(
        MessageSourceRow(message_id=reply.id, rank=rank, address=source.address, title=source.title)
        for rank, source in enumerate(named_sources(outcome), start=1)
    )
    session.add_all(
        MessagePictureRow(
            message_id=reply.id,
            number=number,
            png=picture.png,
            alt_text=picture.alt_text,
            width=picture.width,
            height=picture.height,
        )
        for number, picture in enumerate(shown_pictures(outcome))
    )


async def _conversation_id(session: AsyncSession, key: ConversationKey, now: datetime) -> int:
    known = select(ConversationRow.id).where(is_conversation(key))
    conversation_id = await session.scalar(known)
    if conversation_id is None:
        # Another process may insert the same conversation between the two statements.
        columns = {
            "platform": key.platform,
            "workspace": key.workspace,
            "channel": key.channel,
            "thread": key.thread,
            "created_at": now,
        }
        await insert_if_new(session, ConversationRow, columns)
        conversation_id = (await session.scalars(known)).one()
    return conversation_id


def is_conversation(
    key: ConversationKey, table: type[ConversationRow | TurnRow] = ConversationRow
) -> ColumnElement[bool]:
    """The condition that a row is of this conversation, and no other."""
    return and_(is_channel(key, table), table.thread == key.thread)


def is_channel(
    key: ConversationKey, table: type[ConversationRow | TurnRow] = ConversationRow
) -> ColumnElement[bool]:
    """The condition that a row is of this channel, whatever the thread."""
    return and_(
        table.platform == key.platform,
        table.workspace == key.workspace,
        table.channel == key.channel,
    )

"""The conversations in the database: the `History` port.  Answering and the adapters use it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.domain import (
    Answered,
    ConversationKey,
    Declined,
    Outcome,
    Question,
    Source,
    Turn,
    Unavailable,
)
from storage.database import Database
from storage.tables import ConversationRow, MessageRow, MessageSourceRow
from storage.upsert import insert_if_new


class SqlHistory:
    """Keeps questions with their outcomes, sources and timings."""

    def __init__(
        self,
        *,
        database: Database,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """Use a database that has been upgraded.

        Args:
            database: Where the tables are.
            now: The clock; must return aware times.
        """
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
            .where(_is(conversation))
            .order_by(reply.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(newest_first)).all()
        return tuple(Turn(question=asked, answer=answered) for asked, answered in reversed(rows))

    async def record(self, question: Question, outcome: Outcome, author: str) -> None:
        """Keep a question with its outcome, sources and timings; all of it or nothing.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            conversation_id = await self._conversation_id(session, question.conversation)
            asked = self._asked(question, conversation_id)
            session.add(asked)
            await session.flush()
            reply = self._reply(outcome, author, asked)
            session.add(reply)
            await session.flush()
            session.add_all(
                MessageSourceRow(
                    message_id=reply.id, rank=rank, address=source.address, title=source.title
                )
                for rank, source in enumerate(_sources(outcome), start=1)
            )

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation; return how many messages it had.

        Raises:
            StorageError: The database cannot be written.
        """
        messages = (
            select(func.count())
            .select_from(MessageRow)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(_is(conversation))
        )
        async with self._database.writing() as session:
            count = await session.scalar(messages) or 0
            # The database deletes messages and sources along with their conversation.
            await session.execute(delete(ConversationRow).where(_is(conversation)))
        return count

    async def _conversation_id(self, session: AsyncSession, key: ConversationKey) -> int:
        known = select(ConversationRow.id).where(_is(key))
        conversation_id = await session.scalar(known)
        if conversation_id is None:
            # Another process may insert the same conversation between the two statements.
            columns = {
                "platform": key.platform,
                "workspace": key.workspace,
                "channel": key.channel,
                "thread": key.thread,
                "created_at": self._now(),
            }
            await insert_if_new(session, ConversationRow, columns)
            conversation_id = (await session.scalars(known)).one()
        return conversation_id

    def _asked(self, question: Question, conversation_id: int) -> MessageRow:
        return MessageRow(
            conversation_id=conversation_id,
            role="person",
            person=question.person,
            text=question.text,
            outcome="",
            author="",
            created_at=self._now(),
        )

    def _reply(self, outcome: Outcome, author: str, asked: MessageRow) -> MessageRow:
        return MessageRow(
            conversation_id=asked.conversation_id,
            reply_to=asked.id,
            role="desk",
            person="",
            text=outcome.text,
            outcome=_name(outcome),
            author=author,
            created_at=self._now(),
            retrieval_ms=outcome.timings.retrieval_ms,
            first_text_ms=outcome.timings.first_text_ms,
            total_ms=outcome.timings.total_ms,
        )


def _is(key: ConversationKey) -> ColumnElement[bool]:
    """The condition that a conversation is this one, and no other."""
    return and_(
        ConversationRow.platform == key.platform,
        ConversationRow.workspace == key.workspace,
        ConversationRow.channel == key.channel,
        ConversationRow.thread == key.thread,
    )


def _name(outcome: Outcome) -> str:
    match outcome:
        case Answered():
            return "answered"
        case Declined():
            return "declined"
        case Unavailable():
            return "unavailable"


def _sources(outcome: Outcome) -> Sequence[Source]:
    match outcome:
        case Answered(sources=sources):
            return sources
        case Declined(nearest=nearest):
            return nearest
        case Unavailable():
            return ()

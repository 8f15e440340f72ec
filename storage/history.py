"""The conversations in the database: the `History` port.  Answering and the adapters use it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, select, update
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

WIPED = {"question": "", "continues": "", "place": "", "decided": ""}
"""What is left of a turn's words once it is closed."""


class SqlHistory:
    """Reads and forgets conversations; `SqlTurns` writes them."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now

    async def turns(self, conversation: ConversationKey, limit: int) -> Sequence[Turn]:
        """The last `limit` turns of a conversation and of those it continues, oldest first.

        Raises:
            StorageError: The database cannot be read.
        """
        turns: list[Turn] = []
        async with (
            self._database.reading() as session,
            aclosing(_continued(session, conversation)) as conversations,
        ):
            async for one in conversations:
                newest_first = _turns(one).limit(limit - len(turns))
                rows = (await session.execute(newest_first)).all()
                turns[:0] = [Turn(asked, answered) for asked, answered in reversed(rows)]
                if len(turns) >= limit:
                    break
        return tuple(turns)

    async def forget(self, conversation: ConversationKey) -> int:
        """Delete a conversation and those it continues; return how many messages they had.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            conversations = [one async for one in _continued(session, conversation)]
            return sum([await self._forget(session, one) for one in conversations])

    async def _forget(self, session: AsyncSession, conversation: ConversationKey) -> int:
        messages = (
            select(func.count())
            .select_from(MessageRow)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(is_conversation(conversation))
        )
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
            .values(closed_at=self._now(), **WIPED)
        )
        return count


async def _continued(
    session: AsyncSession, conversation: ConversationKey
) -> AsyncGenerator[ConversationKey, None]:
    """A conversation, the one that it continues, and so on.

    Where every message opens a thread, a talk is a chain of threads of one turn each.
    """
    looked_at: set[str] = set()
    while conversation.thread not in looked_at:
        looked_at.add(conversation.thread)
        yield conversation
        continues = select(ConversationRow.continues).where(is_conversation(conversation))
        if thread := await session.scalar(continues):
            conversation = replace(conversation, thread=thread)


def _turns(conversation: ConversationKey) -> Select[str, str]:
    """Question and answer of each turn, newest first."""
    question, reply = aliased(MessageRow), aliased(MessageRow)
    return (
        select(question.text, reply.text)
        .join(reply, reply.reply_to == question.id)
        .join(ConversationRow, ConversationRow.id == question.conversation_id)
        .where(is_conversation(conversation))
        .order_by(reply.id.desc())
    )


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
    conversation_id = await _conversation_id(session, question, now)
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


async def _conversation_id(session: AsyncSession, question: Question, now: datetime) -> int:
    key = question.conversation
    known = select(ConversationRow.id).where(is_conversation(key))
    conversation_id = await session.scalar(known)
    if conversation_id is None:
        # Another process may insert the same conversation between the two statements.
        columns = {
            "platform": key.platform,
            "workspace": key.workspace,
            "channel": key.channel,
            "thread": key.thread,
            "continues": question.continues,
            "created_at": now,
        }
        await insert_if_new(session, ConversationRow, [columns])
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

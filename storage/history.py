"""The conversations in the database: the `History` port.  Answering and the adapters use it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, aliased

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
from storage.tables import (
    ConversationRow,
    MessagePictureRow,
    MessageRow,
    MessageSourceRow,
    TurnRow,
    table_of,
)
from storage.upsert import insert_if_new

WIPED = {"question": "", "continues": "", "place": "", "decided": ""}
"""What is left of a turn's words once it is closed."""

_QUESTION, _REPLY = aliased(MessageRow), aliased(MessageRow)
# Made once, for it is asked before every answer.
_ALL_TURNS = (
    select(_QUESTION.text, _REPLY.text)
    .join(_REPLY, _REPLY.reply_to == _QUESTION.id)
    .join(ConversationRow, ConversationRow.id == _QUESTION.conversation_id)
)
_INSERT_MESSAGE = insert(table_of(MessageRow)).returning(table_of(MessageRow).c.id)
_INSERT_SOURCE = insert(table_of(MessageSourceRow))
_INSERT_PICTURE = insert(table_of(MessagePictureRow))


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
    return _ALL_TURNS.where(is_conversation(conversation)).order_by(_REPLY.id.desc())


def record_turn(
    session: Session,
    turn_id: TurnId,
    question: Question,
    outcome: Outcome,
    author: str,
    *,
    asked_at: datetime,
    now: datetime,
) -> None:
    """Keep a question with its outcome, sources and timings, within the caller's transaction."""
    conversation_id = _conversation_id(session, question, now)
    common = {"turn_id": turn_id, "conversation_id": conversation_id}
    asked = {
        "role": "person",
        "person": question.person,
        "text": question.text,
        "outcome": "",
        "author": "",
        "created_at": asked_at,
    }
    asked_id = session.execute(_INSERT_MESSAGE, {**common, **asked}).scalar_one()
    reply = {
        "reply_to": asked_id,
        "role": "desk",
        "person": "",
        "text": outcome.text,
        "outcome": outcome_name(outcome),
        "author": author,
        "created_at": now,
        "retrieval_ms": outcome.timings.retrieval_ms,
        "first_text_ms": outcome.timings.first_text_ms,
        "total_ms": outcome.timings.total_ms,
    }
    reply_id = session.execute(_INSERT_MESSAGE, {**common, **reply}).scalar_one()
    if sources := named_sources(outcome):
        rows = [
            {"message_id": reply_id, "rank": rank, "address": one.address, "title": one.title}
            for rank, one in enumerate(sources, start=1)
        ]
        session.execute(_INSERT_SOURCE, rows)
    if pictures := shown_pictures(outcome):
        rows = [
            {
                "message_id": reply_id,
                "number": number,
                "png": picture.png,
                "alt_text": picture.alt_text,
                "width": picture.width,
                "height": picture.height,
            }
            for number, picture in enumerate(pictures)
        ]
        session.execute(_INSERT_PICTURE, rows)


def _conversation_id(session: Session, question: Question, now: datetime) -> int:
    key = question.conversation
    known = select(ConversationRow.id).where(is_conversation(key))
    conversation_id = session.scalar(known)
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
        insert_if_new(session, ConversationRow, [columns])
        conversation_id = session.scalars(known).one()
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

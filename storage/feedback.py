"""What people thought of answers: the `FeedbackStore` port.

Chat adapters give it, `frontdesk feedback export` reads it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from core.domain import ConversationKey, Feedback, RatedAnswer, Source, Thumb, TurnId
from core.ports import Clock
from storage.conversations import sources_by_reply
from storage.database import Database
from storage.history import is_conversation
from storage.tables import ConversationRow, FeedbackRow, MessageRow, MessageSourceRow
from storage.upsert import upsert

BATCH = 100
"""Rated answers read by one transaction."""

HISTORY_TURNS = 20
"""Turns before an answer that come with it at most: a channel may have thousands."""


class SqlFeedback:
    """Keeps one thumb for each person and answer."""

    def __init__(
        self, *, database: Database, now: Clock, history_turns: int = HISTORY_TURNS
    ) -> None:
        """Use a database that has been upgraded.

        Args:
            database: Where it is kept.
            now: Tells when feedback is given.
            history_turns: Turns before a rated answer that come with it at most.
        """
        self._database = database
        self._now = now
        self._history_turns = history_turns

    async def give(
        self, turn_id: TurnId, conversation: ConversationKey, person: str, feedback: Feedback | None
    ) -> bool:
        """Keep or (None) take back a person's feedback; False where there is no such answer.

        Raises:
            StorageError: The database cannot be written.
        """
        # The conversation is asked for too: whoever learns a turn's id cannot rate it elsewhere.
        known = (
            select(MessageRow.id)
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(
                MessageRow.turn_id == turn_id,
                MessageRow.reply_to.is_not(None),
                is_conversation(conversation),
            )
        )
        async with self._database.writing() as session:
            message_id = await session.scalar(known)
            if message_id is None:
                return False
            if feedback is None:
                of_person = and_(FeedbackRow.message_id == message_id, FeedbackRow.person == person)
                await session.execute(delete(FeedbackRow).where(of_person))
                return True
            row = {
                "message_id": message_id,
                "person": person,
                "thumb": feedback.thumb.value,
                "comment": feedback.comment,
                "given_at": self._now(),
            }
            await session.run_sync(upsert, FeedbackRow, [row])
        return True

    async def rated(self) -> AsyncIterator[RatedAnswer]:
        """Every answer that has feedback, once for each person who gave it, oldest first.

        Reads in batches, each a transaction of its own: a slow caller holds nothing open.

        Raises:
            StorageError: The database cannot be read.
        """
        last: FeedbackRow | None = None
        while True:
            async with self._database.reading() as session:
                rows = (await session.execute(_rated_after(last))).all()
                context = await self._context(session, [reply for _, _, reply in rows])
            if not rows:
                return
            for given, asked, reply in rows:
                yield _rated_answer(given, asked, reply, context)
            last = rows[-1][0]

    async def _context(self, session: AsyncSession, replies: Sequence[MessageRow]) -> _Context:
        ids = {reply.id for reply in replies}
        conversations = {reply.conversation_id for reply in replies}
        ranked = select(MessageSourceRow).where(MessageSourceRow.message_id.in_(ids))
        before = _turns_before(ids, conversations, self._history_turns)
        history: defaultdict[int, tuple[tuple[str, str], ...]] = defaultdict(tuple)
        for reply_id, asked, answered in await session.execute(before):
            history[reply_id] += ((asked, answered),)
        return _Context(await sources_by_reply(session, ranked), history)


@dataclass(frozen=True, slots=True)
class _Context:
    """What belongs to replies, by their ids."""

    sources: Mapping[int, tuple[Source, ...]]
    history: Mapping[int, tuple[tuple[str, str], ...]]


def _rated_after(last: FeedbackRow | None) -> Select[FeedbackRow, MessageRow, MessageRow]:
    """The next batch of feedback, each with its question and reply."""
    question, reply = aliased(MessageRow), aliased(MessageRow)
    oldest_first = (
        select(FeedbackRow, question, reply)
        .join(reply, reply.id == FeedbackRow.message_id)
        .join(question, question.id == reply.reply_to)
        .order_by(FeedbackRow.given_at, FeedbackRow.message_id, FeedbackRow.person)
        .limit(BATCH)
    )
    if last is None:
        return oldest_first
    at_that_time = and_(
        FeedbackRow.given_at == last.given_at,
        or_(
            FeedbackRow.message_id > last.message_id,
            and_(FeedbackRow.message_id == last.message_id, FeedbackRow.person > last.person),
        ),
    )
    return oldest_first.where(or_(FeedbackRow.given_at > last.given_at, at_that_time))


def _turns_before(
    reply_ids: Collection[int], conversation_ids: Collection[int], limit: int
) -> Select[int, str, str]:
    """For each reply the turns before it in its conversation, the last `limit` of them."""
    question, reply = aliased(MessageRow), aliased(MessageRow)
    numbered = (
        select(
            reply.id,
            reply.conversation_id,
            question.text.label("asked"),
            reply.text.label("answered"),
            func.row_number()
            .over(partition_by=reply.conversation_id, order_by=reply.id)
            .label("number"),
        )
        .join(question, question.id == reply.reply_to)
        .where(reply.conversation_id.in_(conversation_ids))
        .cte()
    )
    rated = numbered.alias()
    return (
        select(rated.c.id, numbered.c.asked, numbered.c.answered)
        .join(
            numbered,
            and_(
                numbered.c.conversation_id == rated.c.conversation_id,
                numbered.c.number < rated.c.number,
                numbered.c.number >= rated.c.number - limit,
            ),
        )
        .where(rated.c.id.in_(reply_ids))
        .order_by(rated.c.id, numbered.c.number)
    )


def _rated_answer(
    given: FeedbackRow, asked: MessageRow, reply: MessageRow, context: _Context
) -> RatedAnswer:
    return RatedAnswer(
        question=asked.text,
        answer=reply.text,
        outcome=reply.outcome,
        author=reply.author,
        sources=context.sources.get(reply.id, ()),
        history=context.history.get(reply.id, ()),
        thumb=Thumb(given.thumb),
        comment=given.comment,
        given_at=given.given_at,
    )

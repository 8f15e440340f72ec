"""The latest answers as operators see them: when, where, how fast, how liked; never their words.

The status page uses it.
"""

from __future__ import annotations

from sqlalchemy import ScalarSelect, func, select

from core.domain import RecentAnswer, Thumb
from storage.database import Database
from storage.tables import ConversationRow, FeedbackRow, MessageRow


class SqlAnswers:
    """Looks back on answers."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def recent(self, limit: int) -> tuple[RecentAnswer, ...]:
        """The last `limit` answers of all conversations, newest first.

        Raises:
            StorageError: The database cannot be read.
        """
        newest_first = (
            select(
                MessageRow.created_at,
                ConversationRow.platform,
                MessageRow.outcome,
                MessageRow.author,
                MessageRow.first_text_ms,
                MessageRow.total_ms,
                _thumbs(Thumb.UP),
                _thumbs(Thumb.DOWN),
            )
            .join(ConversationRow, ConversationRow.id == MessageRow.conversation_id)
            .where(MessageRow.reply_to.is_not(None))
            .order_by(MessageRow.id.desc())
            .limit(limit)
        )
        async with self._database.reading() as session:
            rows = (await session.execute(newest_first)).all()
        return tuple(
            RecentAnswer(
                at=at,
                platform=platform,
                outcome=outcome,
                author=author,
                first_text_ms=first_text_ms or 0.0,
                total_ms=total_ms or 0.0,
                thumbs_up=up,
                thumbs_down=down,
            )
            for at, platform, outcome, author, first_text_ms, total_ms, up, down in rows
        )


def _thumbs(thumb: Thumb) -> ScalarSelect[int]:
    """How many people gave the reply this thumb."""
    return (
        select(func.count())
        .select_from(FeedbackRow)
        .where(FeedbackRow.message_id == MessageRow.id, FeedbackRow.thumb == thumb.value)
        .correlate(MessageRow)
        .scalar_subquery()
    )

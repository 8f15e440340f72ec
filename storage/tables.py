"""The tables, as typed classes.  The stores use them; rows never leave this package.

Those of wait times are in `wait_tables`, those of what happens by the clock in `clock_tables`, the
settings of channels in `channel_tables`, how those are reached in `reaching_tables`.

A change here needs a migration in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Moment(TypeDecorator[datetime]):
    """A point in time, kept in UTC and always returned with its zone (SQLite drops zones)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse times without a zone: nobody could tell later what they meant."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone: pass an aware datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the zone back."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class StorableText(TypeDecorator[str]):
    """Text from pages and people, which may hold what no database takes.

    A chat platform can deliver half of an emoji (a lone surrogate) and a PDF a NUL.  Both become
    U+FFFD: one odd character must not lose the whole question.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Replace what cannot be stored."""
        del dialect
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """The text with what no database takes replaced."""
    if text.isprintable() and text.isascii():
        return text
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole.replace("\0", "\N{REPLACEMENT CHARACTER}")


class Base(DeclarativeBase):
    """Base of all tables; constraints get stable names, so that migrations can address them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: StorableText(),
        datetime: Moment(),
        bytes: LargeBinary(),
        float: Double(),
    }


def table_of(row: type[Base]) -> Table:
    """The table of a class, for plain statements: the ORM's own cost several times as much."""
    table = row.__table__
    assert isinstance(table, Table)
    return table


class ConversationRow(Base):
    """A conversation: a channel, or a thread in it."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel", "thread"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    continues: Mapped[str] = mapped_column(server_default=text("''"))
    """The thread that its first question continued, see `Question.continues`; may be empty."""
    created_at: Mapped[datetime]


class MessageRow(Base):
    """One message: a person's question or the desk's reply to it."""

    __tablename__ = "messages"
    # A person's latest questions, wherever they asked.
    __table_args__ = (Index("ix_messages_person_created_at", "person", "created_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    turn_id: Mapped[str | None] = mapped_column(index=True)
    """Shared by a question and its reply; empty for those of before there were turns."""
    conversation_id: Mapped[int] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    reply_to: Mapped[int | None] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), index=True
    )
    """The question that a reply belongs to; empty for questions."""
    role: Mapped[str]
    """`person` or `desk`."""
    person: Mapped[str]
    """Who asked; empty for the desk."""
    text: Mapped[str]
    outcome: Mapped[str]
    """As `core.domain.outcome_name` calls it; empty for questions."""
    author: Mapped[str]
    """Which generator wrote the reply; empty for questions."""
    created_at: Mapped[datetime]
    retrieval_ms: Mapped[float | None]
    first_text_ms: Mapped[float | None]
    total_ms: Mapped[float | None]


class MessageSourceRow(Base):
    """A page that a reply named."""

    __tablename__ = "message_sources"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True
    )
    rank: Mapped[int] = mapped_column(primary_key=True)
    """From 1, best first."""
    address: Mapped[str]
    title: Mapped[str]


class MessagePictureRow(Base):
    """A chart that belongs to a reply."""

    __tablename__ = "message_pictures"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    """From 0, in the order shown."""
    png: Mapped[bytes]
    alt_text: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]


class TurnRow(Base):
    """A question that was accepted.  Once closed it only remembers the platform's event."""

    __tablename__ = "turns"
    __table_args__ = (
        UniqueConstraint("platform", "workspace", "event_id"),
        # Asked of every message in a thread; of the closed turns there are far too many to look at.
        Index(
            "ix_turns_open_conversation",
            "platform",
            "workspace",
            "channel",
            "thread",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    """In the order of acceptance."""
    id: Mapped[str] = mapped_column(unique=True)
    platform: Mapped[str]
    workspace: Mapped[str]
    event_id: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    person: Mapped[str]
    question: Mapped[str]
    """Empty once closed: what was said is kept in `messages` alone, where it can be forgotten."""
    continues: Mapped[str] = mapped_column(server_default=text("''"))
    """See `Question.continues`; empty once closed."""
    place: Mapped[str]
    attempts: Mapped[int]
    decided: Mapped[str]
    """The outcome as JSON, see `turns.py`, from when it is there until it has been shown."""
    accepted_at: Mapped[datetime]
    closed_at: Mapped[datetime | None] = mapped_column(index=True)


class FeedbackRow(Base):
    """What one person thought of one reply."""

    __tablename__ = "feedback"

    message_id: Mapped[int] = mapped_column(
        ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True
    )
    """The reply."""
    person: Mapped[str] = mapped_column(primary_key=True)
    thumb: Mapped[str]
    """`up` or `down`."""
    comment: Mapped[str]
    given_at: Mapped[datetime]


class RefreshRow(Base):
    """A refresh that was carried out, or failed."""

    __tablename__ = "refreshes"

    id: Mapped[int] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    seconds: Mapped[float]
    summary: Mapped[str]
    """JSON of the `RefreshSummary`, see `refreshes.py`; empty where there is none."""
    error: Mapped[str]
    """Why the whole refresh failed; empty where it did not."""


class PageRow(Base):
    """A page as it was last read."""

    __tablename__ = "pages"

    address: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(index=True)
    title: Mapped[str]
    published: Mapped[str]
    blocks: Mapped[str]
    """Compact JSON, see `pages.py`."""
    content_hash: Mapped[str]
    etag: Mapped[str]
    last_modified: Mapped[str]
    read_at: Mapped[datetime]


class UnreadPageRow(Base):
    """An address that failed when it was last asked for, nothing of it being stored."""

    __tablename__ = "unread_pages"

    source: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)


class EmbeddingRow(Base):
    """The vector of one text by one model."""

    __tablename__ = "embeddings"

    model_id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    """SHA-256 of the text, hexadecimal."""
    vector: Mapped[bytes]
    """float32, little-endian."""


class SnapshotRow(Base):
    """An index snapshot on disk."""

    __tablename__ = "snapshots"

    id: Mapped[str] = mapped_column(primary_key=True)
    folder: Mapped[str]
    created_at: Mapped[datetime]
    model_id: Mapped[str]
    dimensions: Mapped[int]
    pages: Mapped[int]
    passages: Mapped[int]
    current: Mapped[bool]
    summary: Mapped[str]
    """JSON of the refresh that made it, see `snapshots.py`."""

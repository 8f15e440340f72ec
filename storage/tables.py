"""The tables, as typed classes.  The stores use them; rows never leave this package.

A change here needs a migration in `migrations/versions`; a test compares the two.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    BigInteger,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    Text,
    TypeDecorator,
    UniqueConstraint,
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


class ConversationRow(Base):
    """A conversation: a channel, or a thread in it."""

    __tablename__ = "conversations"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel", "thread"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    created_at: Mapped[datetime]


class MessageRow(Base):
    """One message: a person's question or the desk's reply to it."""

    __tablename__ = "messages"

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
    __table_args__ = (UniqueConstraint("platform", "workspace", "event_id"),)

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


class FacilityRow(Base):
    """An emergency department or urgent-care centre of a feed, as it was last listed."""

    __tablename__ = "wait_facilities"
    # A number that was given once is never given again: subscriptions name facilities by it.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    feed: Mapped[str] = mapped_column(index=True)
    """As `core.ports.WaitFeed.name` calls it."""
    listed: Mapped[str]
    """The latest listing as JSON, see `facilities.py`."""
    position: Mapped[int | None]
    """In the latest reading, from 0; empty: that one lacked it."""
    first_seen_at: Mapped[datetime]
    seen_at: Mapped[datetime]


class WaitTextRow(Base):
    """A published wait, once: millions of samples share a few hundred of them."""

    __tablename__ = "wait_texts"

    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str] = mapped_column(unique=True)


class WaitSampleRow(Base):
    """What a feed said of a facility at one moment."""

    __tablename__ = "wait_samples"
    __table_args__ = ({"sqlite_with_rowid": False},)

    facility_id: Mapped[int] = mapped_column(
        ForeignKey("wait_facilities.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """Seconds since 1970, UTC: half the size of a `Moment`, millions of times."""
    wait_minutes: Mapped[int | None]
    text_id: Mapped[int] = mapped_column(ForeignKey("wait_texts.id"))


class WaitHourRow(Base):
    """The waits of one facility in one hour, rolled up."""

    __tablename__ = "wait_hours"
    __table_args__ = ({"sqlite_with_rowid": False},)

    facility_id: Mapped[int] = mapped_column(
        ForeignKey("wait_facilities.id", ondelete="CASCADE"), primary_key=True
    )
    at: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """When the hour begins; seconds since 1970, UTC."""
    known: Mapped[int]
    """Samples with a wait."""
    unknown: Mapped[int]
    """Samples without."""
    middle_minutes: Mapped[float | None]
    """The median of those with one; empty where there is none."""


class FeedStateRow(Base):
    """How reading a feed is going."""

    __tablename__ = "wait_feeds"

    feed: Mapped[str] = mapped_column(primary_key=True)
    as_of: Mapped[datetime | None]
    unchanged_since: Mapped[datetime | None]
    failing_since: Mapped[datetime | None]
    failure: Mapped[str]
    rolled_up_to: Mapped[int | None] = mapped_column(BigInteger)
    """Of the hours that begin before, each is in `wait_hours`; seconds since 1970, UTC."""


class SubscriptionRow(Base):
    """A standing wish to be told something."""

    __tablename__ = "subscriptions"
    # People name subscriptions by their number: one that was removed never means another.
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    owner: Mapped[str]
    wording: Mapped[str]
    wanted: Mapped[str]
    """Selection, rule and their like as JSON, see `wishes.py`."""
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    next_due_at: Mapped[datetime | None] = mapped_column(index=True)
    alert_states: Mapped[str]
    """JSON, see `wishes.py`; empty: nothing to remember."""
    judged_as_of: Mapped[datetime | None]
    last_post_at: Mapped[datetime | None]
    last_ref: Mapped[str]


class PostRow(Base):
    """A post that is owed, was shown or was given up."""

    __tablename__ = "posts"
    # The web channel's readers and the order of posts ask for one channel's latest.
    __table_args__ = (
        Index("ix_posts_channel_number", "platform", "workspace", "channel", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True)
    """In the order in which they were made."""
    id: Mapped[str] = mapped_column(unique=True)
    subscription_id: Mapped[int | None] = mapped_column(index=True)
    """Whose it is, or was: it may have been removed since."""
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    thread: Mapped[str]
    text: Mapped[str]
    picture: Mapped[bytes | None]
    """PNG."""
    alt_text: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    made_at: Mapped[datetime] = mapped_column(index=True)
    updates: Mapped[str]
    attempts: Mapped[int]
    state: Mapped[str] = mapped_column(index=True)
    """As `core.domain.PostState` calls it."""
    again_at: Mapped[datetime | None]
    """Not to be tried before; empty: at once."""
    ref: Mapped[str]
    ended_at: Mapped[datetime | None]
    error: Mapped[str]


class JobRunRow(Base):
    """One run of a job."""

    __tablename__ = "job_runs"

    number: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(index=True)
    started_at: Mapped[datetime]
    is_manual: Mapped[bool]
    outcome: Mapped[str]
    """As `core.domain.JobOutcome` calls it."""
    seconds: Mapped[float]
    detail: Mapped[str]

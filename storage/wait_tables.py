"""The tables of wait times, as `storage.tables` has the others."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


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

"""The tables of what happens by the clock: subscriptions, posts, runs of jobs."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


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
    chart: Mapped[str] = mapped_column(server_default=sql("''"))
    """What is drawn, as `charts.py` writes it; empty: that is not known."""
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

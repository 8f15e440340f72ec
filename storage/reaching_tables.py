"""The tables of how channels are reached, and of which messages show answers."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class ChannelReferenceRow(Base):
    """How one channel is reached; retired where it cannot be any more."""

    __tablename__ = "channel_references"
    __table_args__ = (
        Index("ix_channel_references_person", "platform", "workspace", "person"),
        Index("ix_channel_references_group", "platform", "workspace", "group_id"),
    )

    platform: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str]
    """In the words of the platform's adapter; empty: it was refused before it was ever known."""
    person: Mapped[str]
    """Whose direct channel it is; empty: nobody's alone."""
    group_id: Mapped[str]
    """Of channels that come and go together; empty: none."""
    kept_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    """Since when it is out of reach; some time later `storage.retention` deletes it."""


OWN_POST = ""
"""Stands for the turn of a message that is the desk's and shows no answer (`core.ports.ShownAnswers`)."""


class ShownAnswerRow(Base):
    """A message of a platform that shows an answer, or that the desk has posted unasked."""

    __tablename__ = "shown_answers"
    __table_args__ = (UniqueConstraint("platform", "workspace", "channel", "message"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    platform: Mapped[str]
    workspace: Mapped[str]
    channel: Mapped[str]
    message: Mapped[str]
    turn_id: Mapped[str] = mapped_column(index=True)
    """Of the answer; see `OWN_POST`."""
    shown_at: Mapped[datetime]

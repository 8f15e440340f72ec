"""The table of what the people of each channel have decided about the desk there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from storage.tables import Base


class ChannelSettingsRow(Base):
    """The settings of one channel; there is none where nobody decided anything."""

    __tablename__ = "channel_settings"

    platform: Mapped[str] = mapped_column(primary_key=True)
    workspace: Mapped[str] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    sources: Mapped[str]
    """A JSON list of names; empty: all of them."""
    answers_unmentioned: Mapped[bool]
    tone: Mapped[str]
    """As `core.domain.Tone` calls it."""
    editors: Mapped[str]
    """A JSON list of persons; empty: everybody."""
    changed_at: Mapped[datetime]

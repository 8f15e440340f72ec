"""What the people of each channel decided: the `ChannelSettingsStore` port.

Answering asks it before each answer, the chat adapters show and change it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import structlog

from core.domain import ChannelSettings, ConversationKey, Tone
from core.ports import Clock
from storage.channel_tables import ChannelSettingsRow
from storage.database import Database
from storage.upsert import upsert

_log = structlog.get_logger()


class SqlChannelSettings:
    """Keeps the settings, a row for each channel."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now

    async def of(self, channel: ConversationKey) -> ChannelSettings:
        """The settings of a channel, or the defaults.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be read.
        """
        key = (channel.platform, channel.workspace, channel.channel)
        async with self._database.reading() as session:
            row = await session.get(ChannelSettingsRow, key)
        return _read(row) if row else ChannelSettings()

    async def save(self, channel: ConversationKey, settings: ChannelSettings) -> None:
        """Replace the settings of a channel.  The key's thread is ignored.

        Raises:
            StorageError: The database cannot be written.
        """
        columns = {
            "platform": channel.platform,
            "workspace": channel.workspace,
            "channel": channel.channel,
            "sources": _written(settings.sources),
            "answers_unmentioned": settings.answers_unmentioned,
            "tone": settings.tone.value,
            "editors": _written(settings.editors),
            "changed_at": self._now(),
        }
        async with self._database.writing() as session:
            await session.run_sync(upsert, ChannelSettingsRow, [columns])


def _read(row: ChannelSettingsRow) -> ChannelSettings:
    """The settings; the defaults where another version wrote what this one cannot read."""
    try:
        return ChannelSettings(
            sources=_names(row.sources),
            answers_unmentioned=row.answers_unmentioned,
            tone=Tone(row.tone),
            editors=_names(row.editors),
        )
    except ValueError as error:
        _log.error(
            "channel_settings_unreadable",
            platform=row.platform,
            channel=row.channel,
            kind=type(error).__name__,
            consequence="the defaults hold until they are saved again",
        )
        return ChannelSettings()


def _written(names: Sequence[str]) -> str:
    return json.dumps(names, ensure_ascii=False, separators=(",", ":"))


def _names(written: str) -> tuple[str, ...]:
    """Read a JSON list of names.

    Raises:
        ValueError: It is none.
    """
    names = json.loads(written)
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ValueError("no list of names")
    return tuple(names)

"""What every `ChannelSettingsStore` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
import structlog.testing
from sqlalchemy import text

from core.domain import ChannelSettings, ConversationKey, Tone
from core.ports import ChannelSettingsStore
from storage.channel_settings import SqlChannelSettings
from storage.database import Database
from tests.contract.keeping import NOON
from tests.fakes.desk import FakeChannelSettings

CHANNEL = ConversationKey("slack", "T1", "C1")
CHOSEN = ChannelSettings(
    sources=("handbook", "Ärzte & Pflege"),
    answers_unmentioned=True,
    tone=Tone.SHORT,
    editors=("U1", "U2"),
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture(params=["fake", "sql"])
def channels(request: pytest.FixtureRequest, database: Database) -> ChannelSettingsStore:
    if request.param == "fake":
        return FakeChannelSettings()
    return SqlChannelSettings(database=database, now=lambda: NOON)


async def test_where_nobody_decided_anything_the_defaults_hold(
    channels: ChannelSettingsStore,
) -> None:
    """A channel needs no row to be answered in."""
    assert await channels.of(CHANNEL) == ChannelSettings()


async def test_what_was_decided_comes_back_whole(channels: ChannelSettingsStore) -> None:
    """In every part, whatever letters a source's name has."""
    await channels.save(CHANNEL, CHOSEN)
    assert await channels.of(CHANNEL) == CHOSEN


async def test_settings_are_replaced(channels: ChannelSettingsStore) -> None:
    """Also by the defaults."""
    await channels.save(CHANNEL, CHOSEN)
    await channels.save(CHANNEL, ChannelSettings())
    assert await channels.of(CHANNEL) == ChannelSettings()


async def test_threads_have_the_settings_of_their_channel(channels: ChannelSettingsStore) -> None:
    """Whether they are asked for or saved from a thread."""
    await channels.save(replace(CHANNEL, thread="1.0"), CHOSEN)
    assert await channels.of(replace(CHANNEL, thread="2.0")) == CHOSEN


@pytest.mark.parametrize(
    "other",
    [
        replace(CHANNEL, platform="teams"),
        replace(CHANNEL, workspace="T2"),
        replace(CHANNEL, channel="C2"),
    ],
)
async def test_other_channels_are_not_touched(
    channels: ChannelSettingsStore, other: ConversationKey
) -> None:
    """Each part of the key keeps channels apart."""
    await channels.save(CHANNEL, CHOSEN)
    assert await channels.of(other) == ChannelSettings()


@pytest.mark.parametrize(
    ("column", "value"),
    [("sources", "{"), ("sources", '"handbook"'), ("editors", "[1]"), ("tone", "sung")],
)
async def test_what_another_version_wrote_counts_as_nothing(
    database: Database, column: str, value: str
) -> None:
    """The defaults hold, the log says so, and saving mends it."""
    channels = SqlChannelSettings(database=database, now=lambda: NOON)
    await channels.save(CHANNEL, CHOSEN)
    async with database.writing() as session:
        await session.execute(
            text(f"UPDATE channel_settings SET {column} = :value"),
            {"value": value},
        )
    with structlog.testing.capture_logs() as logs:
        assert await channels.of(CHANNEL) == ChannelSettings()
    assert [line["event"] for line in logs] == ["channel_settings_unreadable"]
    await channels.save(CHANNEL, CHOSEN)
    assert await channels.of(CHANNEL) == CHOSEN

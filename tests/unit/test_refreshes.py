"""The record of refreshes in the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from core.domain import PageFailed, Published, RefreshState, RefreshSummary
from storage.database import Database
from storage.refreshes import KEEP, SqlRefreshes
from storage.tables import RefreshRow

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
PUBLISHED = Published("1", "index/1", "minilm", 384, pages=3, passages=9, units=20, embedded=29)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield database


@pytest.fixture
def refreshes(database: Database) -> SqlRefreshes:
    return SqlRefreshes(database=database)


async def test_before_the_first_refresh_there_is_none(refreshes: SqlRefreshes) -> None:
    """A new installation."""
    assert await refreshes.latest() is None
    assert await refreshes.last_success_at() is None


async def test_the_latest_refresh_is_told_in_full(refreshes: SqlRefreshes) -> None:
    """Counts, failed pages with their reasons, sources that were not walked to the end."""
    summary = RefreshSummary(
        new=1,
        changed=2,
        unchanged=3,
        gone=4,
        failed=(PageFailed("https://a", "timed out"),),
        incomplete=("site: down",),
        published=PUBLISHED,
    )
    await refreshes.record(NOON - timedelta(days=1), 1.0, RefreshSummary(), "")
    await refreshes.record(NOON, 12.5, summary, "")
    assert await refreshes.latest() == RefreshState(
        started_at=NOON,
        seconds=12.5,
        new=1,
        changed=2,
        unchanged=3,
        gone=4,
        failed=(("https://a", "timed out"),),
        incomplete=("site: down",),
        published=True,
    )


async def test_a_refresh_that_failed_tells_why(refreshes: SqlRefreshes) -> None:
    """There is nothing to count then."""
    await refreshes.record(NOON, 0.5, None, "The disk is full.")
    assert await refreshes.latest() == RefreshState(NOON, 0.5, error="The disk is full.")


async def test_the_last_success_is_the_last_whole_one(refreshes: SqlRefreshes) -> None:
    """One that changed nothing counts; one that failed or stayed incomplete does not."""
    await refreshes.record(NOON, 60.0, RefreshSummary(unchanged=3), "")
    await refreshes.record(NOON + timedelta(days=1), 1.0, None, "The disk is full.")
    incomplete = RefreshSummary(incomplete=("site: down",))
    await refreshes.record(NOON + timedelta(days=2), 1.0, incomplete, "")
    assert await refreshes.last_success_at() == NOON + timedelta(minutes=1)


async def test_the_oldest_records_go(database: Database, refreshes: SqlRefreshes) -> None:
    """Half a year of nights is enough."""
    for number in range(KEEP + 5):
        await refreshes.record(NOON + timedelta(days=number), 1.0, RefreshSummary(), "")
    async with database.reading() as session:
        kept = await session.scalar(select(func.count()).select_from(RefreshRow))
        oldest = await session.scalar(select(func.min(RefreshRow.started_at)))
    assert (kept, oldest) == (KEEP, NOON + timedelta(days=5))

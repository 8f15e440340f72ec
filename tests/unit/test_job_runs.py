"""How many runs of jobs are remembered."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage import job_runs
from storage.database import Database
from storage.job_runs import SqlJobRuns
from tests.contract.keeping import NOON


@pytest.fixture
async def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[SqlJobRuns]:
    monkeypatch.setattr(job_runs, "KEEP", 3)
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield SqlJobRuns(database=database)


async def run(runs: SqlJobRuns, job: str, hour: int, *, failed: bool) -> None:
    number = await runs.begin(job, NOON + timedelta(hours=hour), is_manual=False)
    await runs.end(number, 0.0, detail="", failed=failed)


async def test_the_oldest_runs_go(runs: SqlJobRuns) -> None:
    """Each job has its own share: one that runs often does not push out one that runs seldom."""
    await run(runs, "backup", 0, failed=False)
    for hour in range(5):
        await run(runs, "waits", hour, failed=False)
    kept = [run.started_at for run in await runs.latest("waits", 10)]
    assert kept == [NOON + timedelta(hours=hour) for hour in (4, 3, 2)]
    assert len(await runs.latest("backup", 10)) == 1


async def test_the_last_success_is_remembered_however_long_ago(runs: SqlJobRuns) -> None:
    """A job that has failed for days is the one of which people ask when it last worked."""
    await run(runs, "waits", 0, failed=False)
    await run(runs, "waits", 1, failed=False)
    for hour in range(2, 8):
        await run(runs, "waits", hour, failed=True)
    assert await runs.last_success_at("waits") == NOON + timedelta(hours=1)
    assert len(await runs.latest("waits", 10)) == 4

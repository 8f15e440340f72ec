"""What every `JobRecords` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from core.domain import JobOutcome, JobRun
from core.ports import JobRecords
from storage.database import Database
from storage.job_runs import SqlJobRuns
from tests.contract.keeping import NOON
from tests.fakes.jobs import FakeJobRecords


@pytest.fixture(params=["fake", "sql"])
async def records(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[JobRecords]:
    if request.param == "fake":
        yield FakeJobRecords()
        return
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield SqlJobRuns(database=database)


async def run(
    records: JobRecords, *, failed: bool = False, job: str = "backup", hour: int = 0
) -> int:
    number = await records.begin(job, NOON + timedelta(hours=hour), is_manual=False)
    return await records.end(number, 60.0, detail="", failed=failed)


async def test_a_run_is_at_work_until_it_ends(records: JobRecords) -> None:
    """Then how it ended, how long it took and what it did are known."""
    number = await records.begin("backup", NOON, is_manual=True)
    running = JobRun("backup", NOON, JobOutcome.RUNNING, is_manual=True)
    assert list(await records.latest("backup", 10)) == [running]
    await records.end(number, 2.5, detail="3 MB", failed=False)
    done = JobRun("backup", NOON, JobOutcome.DONE, 2.5, "3 MB", is_manual=True)
    assert list(await records.latest("backup", 10)) == [done]


async def test_failures_in_a_row_are_counted(records: JobRecords) -> None:
    """A success begins the count anew; other jobs have counts of their own."""
    assert await run(records, failed=True) == 1
    await run(records, job="refresh", failed=False)
    assert await run(records, failed=True) == 2
    assert await run(records, failed=False) == 0
    assert await run(records, failed=True) == 1


async def test_a_run_that_never_ended_was_interrupted(records: JobRecords) -> None:
    """The next one of the same job tells; it does not count as failed."""
    await run(records, failed=True)
    await records.begin("backup", NOON, is_manual=False)
    await records.begin("refresh", NOON, is_manual=False)
    assert await run(records, failed=True) == 2
    outcomes = [run.outcome for run in await records.latest("backup", 10)]
    assert outcomes == [JobOutcome.FAILED, JobOutcome.INTERRUPTED, JobOutcome.FAILED]
    (other,) = await records.latest("refresh", 10)
    assert other.outcome is JobOutcome.RUNNING


async def test_a_run_can_be_recorded_as_interrupted(records: JobRecords) -> None:
    """When the desk starts; those that ended stay as they are."""
    await run(records)
    await records.begin("backup", NOON, is_manual=False)
    await records.interrupted("backup")
    outcomes = [run.outcome for run in await records.latest("backup", 10)]
    assert outcomes == [JobOutcome.INTERRUPTED, JobOutcome.DONE]


async def test_the_latest_come_newest_first(records: JobRecords) -> None:
    """As many as are asked for, of one job."""
    for hour in range(3):
        await run(records, hour=hour)
        await run(records, job="refresh", hour=hour)
    started = [run.started_at for run in await records.latest("backup", 2)]
    assert started == [NOON + timedelta(hours=2), NOON + timedelta(hours=1)]


async def test_the_last_success_is_when_it_ended(records: JobRecords) -> None:
    """Whatever failed since, and nothing where nothing ever succeeded."""
    assert await records.last_success_at("backup") is None
    await run(records, hour=0)
    await run(records, hour=1, failed=True)
    assert await records.last_success_at("backup") == NOON + timedelta(minutes=1)

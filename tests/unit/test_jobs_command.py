"""`frontdesk jobs` lists jobs and runs them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from datetime import time, timedelta
from pathlib import Path

import pytest

from bot.commands import jobs as command
from bot.settings import Settings
from core.errors import FrontdeskError, StorageError
from scheduler.jobs import Every, Job, JobChange, Nightly
from scheduler.performing import JobRunner
from tests.contract.keeping import NOON
from tests.fakes.jobs import FakeJobRecords


async def do_well() -> str:
    return "3 pages"


async def fail() -> str:
    raise StorageError("The disk is full.")


@pytest.fixture
def records(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeJobRecords:
    """What the command's jobs write down."""
    records = FakeJobRecords()

    async def tell(change: JobChange) -> None:
        del change

    runner = JobRunner(
        jobs=[
            Job("refresh", "Renews the index", Nightly(time(2, 30), "America/Edmonton"), do_well),
            Job("waits", "Reads the wait times", Every(300), fail),
        ],
        records=records,
        lock=lambda _: nullcontext(),
        now=lambda: NOON,
        on_change=tell,
        on_success=lambda *_: None,
    )

    @asynccontextmanager
    async def open_jobs(settings: Settings) -> AsyncIterator[JobRunner]:
        yield runner

    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(command, "_open_jobs", open_jobs)
    return records


async def test_a_job_that_ends_well(
    records: FakeJobRecords, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it did is printed."""
    assert await command.run_job("refresh") == 0
    assert capsys.readouterr().out.endswith("s: 3 pages\n")
    assert [(run.job, run.is_manual) for run in records.runs] == [("refresh", True)]


async def test_a_job_that_fails(
    records: FakeJobRecords, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is printed, and the exit code tells scripts."""
    assert await command.run_job("waits") == 1
    assert "waits failed after" in (said := capsys.readouterr().out)
    assert said.endswith("The disk is full.\n")


async def test_a_job_that_does_not_exist(records: FakeJobRecords) -> None:
    """Those that do are named."""
    with pytest.raises(FrontdeskError, match="There are: refresh, waits"):
        await command.run_job("reindex")


async def test_the_table(records: FakeJobRecords, capsys: pytest.CaptureFixture[str]) -> None:
    """Times on the local clock; what never ran says so."""
    number = await records.begin("waits", NOON, is_manual=False)
    await records.end(number, 90.0, detail="No [answer].", failed=True)
    assert await command.list_jobs(as_json=False) == 0
    lines = capsys.readouterr().out.splitlines()
    refresh = next(line for line in lines if "refresh" in line)
    waits = next(line for line in lines if "waits" in line)
    assert "never" in refresh
    assert "01 Apr 02:30" in refresh
    for told in ("31 Mar 06:00", "failed", "1.5 min", "every 5 min", "No [answer]."):
        assert told in waits


async def test_the_list_as_json(
    records: FakeJobRecords, capsys: pytest.CaptureFixture[str]
) -> None:
    """For scripts: times in UTC."""
    number = await records.begin("refresh", NOON, is_manual=True)
    await records.end(number, 90.0, detail="3 pages", failed=False)
    assert await command.list_jobs(as_json=True) == 0
    refresh, waits = json.loads(capsys.readouterr().out)
    assert refresh == {
        "job": "refresh",
        "purpose": "Renews the index",
        "last_run": {
            "started_at": NOON.isoformat(),
            "outcome": "done",
            "seconds": 90.0,
            "detail": "3 pages",
            "is_manual": True,
        },
        "last_success_at": (NOON + timedelta(seconds=90)).isoformat(),
        "failures": 0,
        "next_run_at": "2026-04-01T08:30:00+00:00",
    }
    assert (waits["last_run"], waits["next_run_at"]) == (None, None)

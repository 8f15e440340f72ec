"""Jobs by the clock."""

from __future__ import annotations

import asyncio
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog.testing

from core.errors import RefreshError
from scheduler.runner import Nightly, perform, running


def nightly(work: object, at: time = time(2, 30)) -> Nightly:
    return Nightly(name="refresh", at=at, time_zone="America/Edmonton", jitter_minutes=0, work=work)


async def nothing() -> None:
    """Do nothing."""


async def test_a_job_that_ends_well_is_logged() -> None:
    """Its start and its end."""
    with structlog.testing.capture_logs() as logs:
        await perform(nightly(nothing))
    assert [line["event"] for line in logs] == ["job_started", "job_done"]


async def test_a_job_that_fails_is_logged_and_not_raised() -> None:
    """The next night it must run again."""

    async def fail() -> None:
        raise RefreshError("The disk is full.")

    with structlog.testing.capture_logs() as logs:
        await perform(nightly(fail))
    assert logs[-1]["event"] == "job_failed"
    assert logs[-1]["reason"] == "The disk is full."


async def test_nothing_runs_before_its_time() -> None:
    """A minute that is just over is not made up for: it comes again the next night."""
    ran: list[str] = []

    async def work() -> None:
        ran.append("too early")

    just_over = datetime.now(ZoneInfo("America/Edmonton")) - timedelta(minutes=1)
    async with running(nightly(work, at=just_over.time().replace(second=0, microsecond=0))):
        await asyncio.sleep(0)
    assert ran == []


async def test_leaving_the_block_stops_the_clock() -> None:
    """Nothing is left running, and the block can be entered again."""
    before = asyncio.all_tasks()
    for _ in range(2):
        async with running(nightly(nothing)):
            await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert asyncio.all_tasks() == before

"""Jobs by the clock."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, time, timedelta
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


async def test_a_foreign_error_is_logged_without_its_words() -> None:
    """They may quote what somebody wrote."""

    async def fail() -> None:
        raise ValueError("invalid literal: 'what somebody wrote'")

    with structlog.testing.capture_logs() as logs:
        await perform(nightly(fail))
    assert logs[-1]["reason"] == "ValueError"


async def test_success_is_told_and_failure_is_not() -> None:
    """Figures show how long ago a job last ended well."""
    told: list[str] = []

    async def fail() -> None:
        raise RefreshError("The disk is full.")

    for work in (nothing, fail):
        await perform(nightly(work), lambda name, at: told.append(f"{name} {at.tzinfo}"))
    assert told == ["refresh UTC"]


async def test_the_schedule_tells_when_a_job_runs_next() -> None:
    """In UTC; for jobs that it does not know, and after the clock has stopped, nothing."""
    async with running(nightly(nothing, at=time(2, 30))) as schedule:
        next_run = schedule.next_run("refresh")
        assert schedule.next_run("unknown") is None
    assert next_run is not None
    local = next_run.astimezone(ZoneInfo("America/Edmonton"))
    assert (local.hour, local.minute) == (2, 30)
    assert timedelta(0) < next_run - datetime.now(UTC) <= timedelta(hours=25)
    assert schedule.next_run("refresh") is None

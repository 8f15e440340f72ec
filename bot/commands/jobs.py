"""`frontdesk jobs`: what happens by the clock, how it went, and running one of it now.

It works beside a desk that serves and without one: records and locks are in the home folder.
"""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.settings import Settings, load_settings
from core.domain import JobOutcome, JobRun, JobState
from scheduler.jobs import Nightly, next_night
from scheduler.performing import JobRunner

_MINUTE, _HOUR = 60, 3600
_WIDE = 120
"""Characters of a terminal that has room for what jobs do."""
_STYLES = {JobOutcome.DONE: "green", JobOutcome.FAILED: "red", JobOutcome.RUNNING: "cyan"}


async def list_jobs(*, as_json: bool) -> int:
    """List all jobs with their latest runs, and when they are due."""
    settings = load_settings()
    async with _open_jobs(settings) as runner:

        def due(name: str) -> datetime | None:
            when = runner.jobs[name].when
            return next_night(when, runner.now()) if isinstance(when, Nightly) else None

        states = await runner.states(due)
        if as_json:
            print(json.dumps([_record(state) for state in states], ensure_ascii=False))  # noqa: T201
        else:
            console = Console()
            is_wide = console.width >= _WIDE
            console.print(_table(runner, states, settings.refresh.time_zone, is_wide=is_wide))
    return 0


async def run_job(name: str) -> int:
    """Run a job now, in this process; the exit code is 1 if it failed.

    Raises:
        JobRunning: It is at work already.
        FrontdeskError: There is no such job.
    """
    async with _open_jobs(load_settings()) as runner:
        run = await runner.run(name)
    Console().print(
        f"{run.job} {run.outcome.value} after {_length(run.seconds)}: {run.detail}",
        markup=False,
        highlight=False,
        soft_wrap=True,
    )
    return 0 if run.outcome is JobOutcome.DONE else 1


def _open_jobs(settings: Settings) -> AbstractAsyncContextManager[JobRunner]:
    from bot.clockwork import open_jobs  # noqa: PLC0415  (nearly everything hangs on it)

    return open_jobs(settings)


def _record(state: JobState) -> dict[str, Any]:
    return {
        "job": state.name,
        "purpose": state.purpose,
        "last_run": _run_record(state.last) if state.last else None,
        "last_success_at": _written(state.last_success_at),
        "failures": state.failures,
        "next_run_at": _written(state.next_run_at),
    }


def _run_record(run: JobRun) -> dict[str, Any]:
    return {
        "started_at": _written(run.started_at),
        "outcome": run.outcome.value,
        "seconds": round(run.seconds, 3),
        "detail": run.detail,
        "is_manual": run.is_manual,
    }


def _written(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _table(
    runner: JobRunner, states: tuple[JobState, ...], time_zone: str, *, is_wide: bool
) -> Table:
    zone = ZoneInfo(time_zone)
    table = Table(box=SIMPLE_HEAD, caption=f"Times are those of {time_zone}.")
    for title in ("job", "last run", "outcome", "next"):
        table.add_column(title, no_wrap=True)
    table.add_column("detail", overflow="fold")
    if is_wide:
        table.add_column("what it does")
    for state in states:
        last = state.last
        table.add_row(
            escape(state.name),
            _local(last.started_at, zone) if last else "never",
            _outcome(last, state.failures) if last else "",
            _next(runner, state, zone),
            escape(last.detail) if last else "",
            *([escape(state.purpose)] if is_wide else []),
        )
    return table


def _outcome(run: JobRun, failures: int) -> str:
    """How a run went, and how long it took or how often the job has failed in a row."""
    told = run.outcome.value
    if failures > 1:
        told += f" {failures} times"
    elif run.outcome is not JobOutcome.RUNNING:
        told += f" after {_length(run.seconds)}"
    style = _STYLES.get(run.outcome, "yellow")
    return f"[{style}]{told}[/{style}]"


def _next(runner: JobRunner, state: JobState, zone: ZoneInfo) -> str:
    """When a job is due: what comes every few minutes is planned only by a desk that serves."""
    when = runner.jobs[state.name].when
    if isinstance(when, Nightly):
        return _local(state.next_run_at, zone) if state.next_run_at else ""
    return f"every {_length(when.seconds)}"


def _local(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%d %b %H:%M}"


def _length(seconds: float) -> str:
    """A length of time, as short as can be."""
    if seconds < _MINUTE:
        return f"{seconds:.1f} s" if seconds < _MINUTE / 6 else f"{seconds:.0f} s"
    if seconds < _HOUR:
        return f"{seconds / _MINUTE:.3g} min"
    return f"{seconds / _HOUR:.3g} h"

"""Jobs are run one at a time, recorded, and told of when they begin to fail and recover."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import structlog.testing

from core.domain import JobOutcome, JobRun
from core.errors import FrontdeskError, JobRunning, RefreshError
from scheduler.jobs import Every, Job, JobChange, Nightly
from scheduler.locks import job_lock
from scheduler.performing import JobRunner
from scheduler.runner import running
from tests.contract.keeping import NOON, Clock
from tests.fakes.jobs import FakeJobRecords

NIGHT = Nightly(time(2, 30), "America/Edmonton")
OFTEN = Every(300)


async def do_well() -> str:
    """Do what is to be done."""
    return "3 pages"


async def fail() -> str:
    """Fail in a way that was foreseen."""
    raise RefreshError("The disk is full.")


async def break_down() -> str:
    """Fail in a way that nobody foresaw."""
    raise ValueError("invalid literal: 'what somebody wrote'")


async def never_end() -> str:
    """Hang."""
    await asyncio.Event().wait()
    return ""


def no_lock(name: str) -> AbstractContextManager[None]:
    return nullcontext()


@dataclass
class Bench:
    """One job with all that a runner needs."""

    job: Job = field(default_factory=lambda: Job("backup", "Copies the database", NIGHT, do_well))
    records: FakeJobRecords = field(default_factory=FakeJobRecords)
    changes: list[JobChange] = field(default_factory=list)
    successes: list[tuple[str, datetime]] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)
    lock: Callable[[str], AbstractContextManager[None]] = no_lock
    on_change: Callable[[JobChange], Awaitable[None]] | None = None

    def runner(self) -> JobRunner:
        """A runner as a process that has just started makes it."""

        async def keep(change: JobChange) -> None:
            self.changes.append(change)

        return JobRunner(
            jobs=[self.job],
            records=self.records,
            lock=self.lock,
            now=self.clock,
            on_change=self.on_change or keep,
            on_success=lambda name, at: self.successes.append((name, at)),
        )

    async def run(self, *works: Callable[[], Awaitable[str]], restart: bool = False) -> None:
        """Run the job once for each kind of work, by the clock."""
        kept = self.runner()
        for work in works:
            runner = self.runner() if restart else kept
            runner.jobs = {self.job.name: replace(self.job, work=work)}
            await runner.run_by_the_clock(self.job.name)
            self.clock.advance(minutes=5)

    def outcomes(self) -> list[str]:
        return [run.outcome.value for run in self.records.runs]

    def told(self) -> list[tuple[bool, int]]:
        return [(change.is_failing, change.failures) for change in self.changes]


@pytest.fixture
def bench() -> Bench:
    return Bench()


class TestOneRun:
    async def test_a_run_that_ends_well_is_recorded(self, bench: Bench) -> None:
        """With what it did, and told to those who count successes."""
        run = await bench.runner().run("backup")
        (recorded,) = bench.records.runs
        assert recorded == run
        assert replace(run, seconds=0) == JobRun(
            "backup", NOON, JobOutcome.DONE, 0, "3 pages", is_manual=True
        )
        assert bench.successes == [("backup", NOON)]

    async def test_a_run_that_fails_is_recorded_with_its_reason(self, bench: Bench) -> None:
        """It is no success, and nothing is raised: the next night it must run again."""
        await bench.run(fail)
        (run,) = bench.records.runs
        assert (run.outcome, run.detail) == (JobOutcome.FAILED, "The disk is full.")
        assert not run.is_manual
        assert bench.successes == []

    async def test_a_foreign_error_is_recorded_without_its_words(self, bench: Bench) -> None:
        """They may quote what somebody wrote."""
        await bench.run(break_down)
        (run,) = bench.records.runs
        assert run.outcome is JobOutcome.FAILED
        assert "ValueError" in run.detail
        assert "somebody" not in run.detail

    async def test_a_run_that_hangs_is_broken_off(self, bench: Bench) -> None:
        """Otherwise it would never run again, and nobody would know."""
        bench.job = replace(bench.job, limit_seconds=0.01)
        await bench.run(never_end)
        (run,) = bench.records.runs
        assert run.outcome is JobOutcome.FAILED
        assert "longer than 0.01 s" in run.detail

    async def test_a_run_that_is_cancelled_was_interrupted(self, bench: Bench) -> None:
        """The desk is closing; that is no failure."""
        bench.job = replace(bench.job, work=never_end)
        task = asyncio.create_task(bench.runner().run_by_the_clock("backup"))
        await asyncio.sleep(0)
        task.cancel()
        await task
        assert bench.outcomes() == ["interrupted"]
        assert bench.changes == []

    @pytest.mark.parametrize("method", ["begin", "end", "latest"])
    async def test_a_record_that_cannot_be_kept_stops_no_job(
        self, bench: Bench, method: str
    ) -> None:
        """The backup is more important than the note of it."""
        bench.records.failing.add(method)
        await bench.run(do_well)
        assert [name for name, _ in bench.successes] == ["backup"]

    async def test_an_unknown_job_is_refused_with_the_names(self, bench: Bench) -> None:
        """So that the right one can be chosen."""
        with pytest.raises(FrontdeskError, match=r"'backups'.*backup"):
            await bench.runner().run("backups")

    async def test_start_and_end_are_logged(self, bench: Bench) -> None:
        """With what was done."""
        with structlog.testing.capture_logs() as logs:
            await bench.run(do_well)
        assert [line["event"] for line in logs] == ["job_started", "job_done"]
        assert logs[-1]["detail"] == "3 pages"


class TestTelling:
    async def test_it_is_told_once_that_a_job_fails(self, bench: Bench) -> None:
        """And once that it works again."""
        await bench.run(do_well, fail, fail, fail, do_well, do_well)
        assert bench.told() == [(True, 1), (False, 3)]
        assert [change.detail for change in bench.changes] == ["The disk is full.", "3 pages"]
        assert bench.changes[0].started_at == NOON + timedelta(minutes=5)

    async def test_a_few_failures_may_be_borne(self, bench: Bench) -> None:
        """Of a feed that is read every few minutes; then neither they nor the recovery is told."""
        bench.job = replace(bench.job, tell_after=3)
        await bench.run(fail, fail, do_well)
        assert bench.told() == []
        await bench.run(fail, fail, fail, fail, do_well)
        assert bench.told() == [(True, 3), (False, 4)]

    async def test_it_is_told_once_across_restarts(self, bench: Bench) -> None:
        """What is recorded counts, not what one process has seen."""
        bench.job = replace(bench.job, tell_after=2)
        await bench.run(fail, fail, fail, do_well, do_well, restart=True)
        assert bench.told() == [(True, 2), (False, 3)]

    async def test_it_is_told_once_where_records_cannot_be_kept(self, bench: Bench) -> None:
        """The failure may be that of the database itself."""
        bench.records.failing |= {"begin", "end", "latest"}
        await bench.run(fail, fail, do_well)
        assert bench.told() == [(True, 1), (False, 2)]

    async def test_an_interrupted_run_is_neither_failure_nor_recovery(self, bench: Bench) -> None:
        """A restart in the middle of a run changes nothing."""
        await bench.run(fail)
        await bench.records.begin("backup", NOON, is_manual=False)
        await bench.run(fail, do_well)
        assert bench.told() == [(True, 1), (False, 2)]

    async def test_telling_may_fail(self, bench: Bench) -> None:
        """The job is done nevertheless."""

        async def refuse(change: JobChange) -> None:
            raise ConnectionError(change.job)

        bench.on_change = refuse
        await bench.run(fail, do_well)
        assert bench.outcomes() == ["failed", "done"]


class TestWhatRunsOften:
    @pytest.fixture
    def often(self, bench: Bench) -> Bench:
        bench.job = replace(bench.job, when=OFTEN, records_success=False)
        return bench

    async def test_only_failures_and_the_recovery_are_recorded(self, often: Bench) -> None:
        """Every 20 seconds a success would push out everything worth knowing."""
        await often.run(do_well, do_well, fail, fail, do_well, do_well)
        assert often.outcomes() == ["failed", "failed", "done"]
        assert often.told() == [(True, 1), (False, 2)]

    async def test_a_manual_run_is_recorded(self, often: Bench) -> None:
        """Somebody wants to see it."""
        await often.runner().run("backup")
        assert often.outcomes() == ["done"]

    async def test_only_news_are_logged(self, often: Bench) -> None:
        """The first failure and the recovery; the rest is for those who look closely."""
        with structlog.testing.capture_logs() as logs:
            await often.run(do_well, fail, fail, do_well)
        loud = [line["event"] for line in logs if line["log_level"] != "debug"]
        assert loud == ["job_failed", "job_done"]

    async def test_every_failing_night_is_logged(self, bench: Bench) -> None:
        """There are not many."""
        with structlog.testing.capture_logs() as logs:
            await bench.run(fail, fail)
        assert [line["log_level"] for line in logs if line["event"] == "job_failed"] == [
            "error", "error",
        ]  # fmt: skip


class TestOneAtATime:
    @pytest.fixture
    def locked(self, bench: Bench, tmp_path: Path) -> Bench:
        bench.lock = partial(job_lock, tmp_path)
        return bench

    async def test_a_manual_run_is_refused_while_one_is_at_work(self, locked: Bench) -> None:
        """It is told since when, and who began it."""
        locked.job = replace(locked.job, work=never_end)
        runner = locked.runner()
        task = asyncio.create_task(runner.run_by_the_clock("backup"))
        await asyncio.sleep(0)
        with pytest.raises(JobRunning, match="since 2026-03-31 12:00:00 UTC, begun by the clock"):
            await runner.run("backup")
        task.cancel()
        await task
        assert locked.outcomes() == ["interrupted"]

    async def test_a_run_by_the_clock_is_left_to_the_one_at_work(
        self, locked: Bench, tmp_path: Path
    ) -> None:
        """Nothing is recorded: nothing was done."""
        with job_lock(tmp_path, "backup"), structlog.testing.capture_logs() as logs:
            await locked.run(do_well)
        assert [line["event"] for line in logs] == ["job_skipped"]
        assert locked.records.runs == []

    async def test_a_run_that_is_not_due_is_left_out(self, bench: Bench) -> None:
        """Nothing is recorded or counted; who asks for it by hand gets it."""
        bench.job = replace(bench.job, is_due=lambda: False)
        await bench.runner().run_by_the_clock("backup")
        assert (bench.records.runs, bench.successes) == ([], [])
        assert (await bench.runner().run("backup")).outcome is JobOutcome.DONE

    async def test_the_lock_is_let_go_of(self, locked: Bench) -> None:
        """After a success, a failure and a fault."""
        await locked.run(do_well, fail, break_down, do_well)
        assert locked.outcomes() == ["done", "failed", "failed", "done"]

    async def test_another_process_holds_the_lock_too(self, locked: Bench, tmp_path: Path) -> None:
        """`frontdesk jobs run` beside a desk that serves."""
        program = (
            "import sys, pathlib\n"
            "from scheduler.locks import job_lock\n"
            "with job_lock(pathlib.Path(sys.argv[1]), 'backup'):\n"
            "    print('held', flush=True)\n"
            "    sys.stdin.read()\n"
        )
        other = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-c", program, str(tmp_path)),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert other.stdout is not None
        assert await asyncio.wait_for(other.stdout.readline(), 20) == b"held\n"
        with pytest.raises(JobRunning):
            await locked.runner().run("backup")
        await other.communicate(b"")  # ends what it waits for
        assert (await locked.runner().run("backup")).outcome is JobOutcome.DONE

    async def test_a_run_left_behind_is_settled(self, locked: Bench) -> None:
        """Its process died: when the desk starts, it is no longer shown as at work."""
        await locked.records.begin("backup", NOON, is_manual=False)
        await locked.runner().settle()
        assert locked.outcomes() == ["interrupted"]

    async def test_a_run_at_work_elsewhere_is_not_settled(
        self, locked: Bench, tmp_path: Path
    ) -> None:
        """Somebody runs it by hand while the desk starts."""
        await locked.records.begin("backup", NOON, is_manual=True)
        with job_lock(tmp_path, "backup"):
            await locked.runner().settle()
        assert locked.outcomes() == ["running"]

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path: Path) -> None:
        """With what to do."""
        (tmp_path / "jobs").write_text("not a folder")
        with pytest.raises(FrontdeskError, match=r"jobs.*backup"), job_lock(tmp_path, "backup"):
            pass


class TestTheClock:
    async def test_jobs_run_again_and_again(self, bench: Bench) -> None:
        """The first time at once."""
        often = asyncio.Event()

        async def count() -> str:
            if len(bench.records.runs) > 2:
                often.set()
            return ""

        bench.job = replace(bench.job, when=Every(0.01), work=count)
        async with running(bench.runner()):
            await asyncio.wait_for(often.wait(), 10)

    async def test_the_schedule_tells_when_a_job_runs_next(self, bench: Bench) -> None:
        """In UTC; for jobs that it does not know, and after the clock has stopped, nothing."""
        bench.clock.time = datetime.now(UTC)
        await bench.run(do_well)
        bench.clock.time = datetime.now(UTC)
        async with running(bench.runner()) as schedule:
            next_run = schedule.next_run("backup")
            assert schedule.next_run("unknown") is None
        assert next_run is not None
        local = next_run.astimezone(ZoneInfo("America/Edmonton"))
        assert (local.hour, local.minute) == (2, 30)
        assert timedelta(0) < next_run - bench.clock() <= timedelta(hours=25)
        assert schedule.next_run("backup") is None

    async def test_the_schedule_tells_how_jobs_are_doing(self, bench: Bench) -> None:
        """With the latest run, the last success and the failures since."""
        bench.clock.time = datetime.now(UTC)
        await bench.run(do_well, fail, fail)
        async with running(bench.runner()) as schedule:
            (state,) = await schedule.states()
            next_run = schedule.next_run("backup")
        assert (state.name, state.purpose, state.failures) == (
            "backup", "Copies the database", 2,
        )  # fmt: skip
        assert state.last == bench.records.runs[-1]
        assert state.last_success_at == await bench.records.last_success_at("backup")
        assert state.next_run_at == next_run

    async def test_a_job_can_be_run_at_once(self, bench: Bench) -> None:
        """From the status page."""
        async with running(bench.runner()) as schedule:
            assert (await schedule.run("backup")).is_manual

    @pytest.mark.parametrize("hours", [24.1, 31, 24 * 30])
    async def test_a_night_that_was_missed_is_made_up_for(self, bench: Bench, hours: float) -> None:
        """Soon, once the desk has come up; it may be off every night."""
        next_run = await next_run_after(bench, ago=timedelta(hours=hours), at_hours_ago=12)
        assert timedelta(minutes=2) <= next_run - bench.clock() <= timedelta(minutes=10)

    async def test_a_night_that_was_not_missed_is_not_repeated(self, bench: Bench) -> None:
        """However often the desk is started."""
        next_run = await next_run_after(bench, ago=timedelta(hours=11), at_hours_ago=12)
        assert timedelta(hours=11) < next_run - bench.clock() <= timedelta(hours=12)

    async def test_a_job_that_never_ran_comes_without_waiting_for_the_night(
        self, bench: Bench
    ) -> None:
        """After an hour: a desk that has just been set up needs none of them at once."""
        next_run = await next_run_after(bench, ago=None, at_hours_ago=12)
        assert timedelta(hours=1) <= next_run - bench.clock() <= timedelta(minutes=70)

    @pytest.mark.parametrize(("seconds_ago", "left"), [(10, 140), (149, 1), (200, 0)])
    async def test_what_has_just_run_is_not_run_again_at_each_start(
        self, bench: Bench, seconds_ago: float, left: float
    ) -> None:
        """A desk that falls over and starts again must not read the feed each time."""
        bench.job = replace(bench.job, when=OFTEN)
        ago = timedelta(seconds=seconds_ago)
        next_run = await next_run_after(bench, ago=ago, at_hours_ago=None)
        assert abs((next_run - bench.clock()).total_seconds() - left) < 1

    async def test_leaving_the_block_breaks_off_what_is_at_work(self, bench: Bench) -> None:
        """It is recorded as interrupted, and no task is left behind."""
        before = asyncio.all_tasks()
        began = asyncio.Event()

        async def work() -> str:
            began.set()
            return await never_end()

        bench.job = replace(bench.job, when=Every(300), work=work)
        async with running(bench.runner()):
            await asyncio.wait_for(began.wait(), 10)
        assert bench.outcomes() == ["interrupted"]
        await asyncio.sleep(0)
        assert asyncio.all_tasks() == before

    async def test_the_block_can_be_entered_again(self, bench: Bench) -> None:
        """Nothing is left of the first time."""
        for _ in range(2):
            async with running(bench.runner()) as schedule:
                assert schedule.next_run("backup") is not None


async def next_run_after(
    bench: Bench, *, ago: timedelta | None, at_hours_ago: float | None
) -> datetime:
    """When a job runs first that ran so long ago; a nightly one is at a time that long ago."""
    now = datetime.now(UTC)
    if at_hours_ago is not None:
        at = (now - timedelta(hours=at_hours_ago)).time().replace(second=0, microsecond=0)
        bench.job = replace(bench.job, when=Nightly(at, "UTC"))
    if ago is not None:
        bench.clock.time = now - ago
        await bench.run(do_well)
    bench.clock.time = now
    async with running(bench.runner()) as schedule:
        next_run = schedule.next_run("backup")
    assert next_run is not None
    return next_run

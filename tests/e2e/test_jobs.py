"""`frontdesk jobs` with the real jobs: what is listed, and what running one of them does."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from tests.e2e.command_line import Installation
from tests.e2e.test_waits import PAYLOAD

JOBS = {"refresh", "retention", "upkeep", "backup", "health", "waits", "watch", "posts"}


class TestJobs:
    @pytest.fixture(autouse=True)
    def _prepare(
        self, frontdesk: Installation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "200")
        self._frontdesk, self._feed = frontdesk, tmp_path / "feed.json"
        shutil.copyfile(PAYLOAD, self._feed)

    def run(self, *arguments: str) -> Result:
        """Run `jobs`."""
        return self._frontdesk.run("jobs", *arguments, WAITS_URL=f"file:{self._feed}")

    def listed(self) -> dict[str, dict[str, Any]]:
        """What scripts see, by name."""
        done = self.run("list", "--json")
        assert done.exit_code == 0, done.output
        return {state["job"]: state for state in json.loads(done.stdout)}

    def test_all_are_listed(self) -> None:
        """With what they do; what never ran says so."""
        told = self.run("list").stdout
        for job in JOBS:
            assert job in told
        assert told.count("never") == len(JOBS)
        assert "Renews the index from its sources" in told

    def test_scripts_are_told_the_same(self) -> None:
        """What comes every night has a time; what comes every few minutes is for a desk to plan."""
        states = self.listed()
        assert set(states) == JOBS
        assert states["backup"]["next_run_at"].endswith("+00:00")
        assert states["waits"]["next_run_at"] is None

    def test_a_backup_is_a_database(self) -> None:
        """One that is whole and holds what the desk's own does; the run is recorded."""
        wish = ("add", "weekdays 7:00, Calgary", "--to", "slack/T1/C1")
        self._frontdesk.run("subscribe", *wish, WAITS_URL=f"file:{self._feed}")
        done = self.run("run", "backup")
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("backup done after ")
        (copy,) = (self._frontdesk.home / "backups").glob("*.db")
        assert copy.name in done.stdout
        with closing(sqlite3.connect(copy)) as database:
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert database.execute("SELECT count(*) FROM subscriptions").fetchone() == (1,)
        last = self.listed()["backup"]["last_run"]
        assert (last["outcome"], last["is_manual"]) == ("done", True)

    def test_waits_are_read(self) -> None:
        """It says how many of them are known."""
        done = self.run("run", "waits")
        assert done.exit_code == 0, done.output
        assert done.stdout.endswith("28 of 30 waits known\n")

    def test_waits_that_cannot_be_read(self) -> None:
        """The reason is printed and kept, and the exit code tells scripts."""
        self._feed.unlink()
        done = self.run("run", "waits")
        assert done.exit_code == 1
        assert done.stdout.startswith("waits failed after ")
        state = self.listed()["waits"]
        assert "No such file" in state["last_run"]["detail"]
        assert (state["failures"], state["last_success_at"]) == (1, None)

    @pytest.mark.parametrize("job", ["retention", "upkeep", "health", "watch", "posts"])
    def test_the_others_end_well(self, job: str) -> None:
        """On a home that has just been set up."""
        done = self.run("run", job)
        assert done.exit_code == 0, done.output

    def test_a_job_that_there_is_not(self) -> None:
        """Those that there are get named."""
        done = self.run("run", "nonsense")
        assert done.exit_code == 1
        assert "There is no job 'nonsense'. There are: backup, health," in done.stderr

    def test_without_backups_there_is_no_such_job(self) -> None:
        """Where `backup.keep` is 0."""
        done = self._frontdesk.run("jobs", "run", "backup", BACKUP_KEEP="0")
        assert done.exit_code == 1
        assert "There is no job 'backup'" in done.stderr

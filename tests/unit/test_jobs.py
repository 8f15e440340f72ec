"""The jobs that run by the clock: when they are due, what they do and what they say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from pathlib import Path

import numpy as np
import pytest

from bot.jobs import (
    backup_job,
    health_job,
    posts_job,
    refresh_job,
    retention_job,
    upkeep_job,
    waits_job,
    watch_job,
)
from bot.settings import Settings, load_settings
from core.domain import RefreshState
from core.errors import ModelError, RefreshError, RefreshRunning, StorageError
from core.ports import FloatMatrix
from scheduler.jobs import Every, Job, Nightly
from storage.database import upgrade
from storage.retention import Cleaned
from tests.contract.keeping import NOON

STATE = RefreshState(NOON, 60.0, new=2, changed=3, unchanged=407, gone=1)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in {
        "HOME": str(tmp_path),
        "REFRESH_AT": "01:15",
        "REFRESH_TIME_ZONE": "Europe/Berlin",
        "REFRESH_JITTER_MINUTES": "7",
        "HISTORY_CLEANING_AT": "23:50",
        "BACKUP_AT": "05:00",
        "WAITS_POLL_MINUTES": "4",
    }.items():
        monkeypatch.setenv(f"FRONTDESK_{name}", value)
    return load_settings(folder=tmp_path)


@dataclass
class FakeRefreshes:
    """A refresh that ends with an exit code and leaves word."""

    code: int = 0
    leaves: RefreshState | None = STATE
    known: RefreshState | None = None

    async def renew(self) -> int:
        self.known = self.leaves or self.known
        return self.code

    async def latest(self) -> RefreshState | None:
        return self.known

    def job(self, settings: Settings, lock: AbstractContextManager[None] | None = None) -> Job:
        return refresh_job(
            settings, renew=self.renew, latest=self.latest, lock=lambda: lock or nullcontext()
        )


@dataclass
class FakeRetention:
    """Remembers when it was called."""

    called: list[datetime] = field(default_factory=list)

    async def clean(self, now: datetime) -> Cleaned:
        self.called.append(now)
        return Cleaned(turns=3, conversations=2, closed=1)


@dataclass
class FakeVectors:
    """An embedder that gives what a test wants."""

    vectors: FloatMatrix
    model_id: str = "fake"
    dimensions: int = 3

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        return self.vectors


async def words() -> str:
    return "Hello"


async def one_line() -> str:
    return "5 posts"


class TestWhen:
    def test_nightly_jobs_run_when_the_settings_say(self, settings: Settings) -> None:
        """All in the time zone of the refresh; the upkeep when the deletion is over."""
        jobs = [
            FakeRefreshes().job(settings),
            retention_job(settings, retention=FakeRetention(), others=(), now=lambda: NOON),
            upkeep_job(settings),
            backup_job(settings, now=lambda: NOON),
        ]
        assert {job.name: job.when for job in jobs} == {
            "refresh": Nightly(time(1, 15), "Europe/Berlin", 7),
            "retention": Nightly(time(23, 50), "Europe/Berlin"),
            "upkeep": Nightly(time(0, 5), "Europe/Berlin"),
            "backup": Nightly(time(5, 0), "Europe/Berlin"),
        }

    def test_the_feed_is_read_give_or_take_a_tenth(self, settings: Settings) -> None:
        """At once after the start; a few failures are borne before anybody is told."""
        job = waits_job(settings, poll=words, is_due=lambda: True)
        assert (job.when, job.tell_after) == (Every(240, jitter_seconds=24), 3)

    def test_posting_is_not_recorded_as_long_as_it_works(self) -> None:
        """It runs three times a minute."""
        assert not posts_job(show=words).records_success
        assert not watch_job(make=words).records_success


class TestRefresh:
    async def test_it_says_what_it_did(self, settings: Settings) -> None:
        """In numbers."""
        assert await FakeRefreshes().job(settings).work() == "412 pages, 2 new, 3 changed, 1 gone"

    async def test_it_says_how_many_pages_failed(self, settings: Settings) -> None:
        """Where some did."""
        leaves = replace(STATE, failed=(("https://a", "gone"),))
        told = await FakeRefreshes(leaves=leaves).job(settings).work()
        assert told.endswith("1 gone, 1 failed")

    @pytest.mark.parametrize(
        ("leaves", "reason"),
        [
            (replace(STATE, error="The disk is full."), "exit code 1: The disk is full."),
            (replace(STATE, incomplete=("site: no answer",)), "Not complete: site: no answer."),
            (None, "left no word"),
        ],
    )
    async def test_a_failure_says_why(
        self, settings: Settings, leaves: RefreshState | None, reason: str
    ) -> None:
        """As far as the refresh said; what an earlier one said is not taken for it."""
        earlier = replace(STATE, error="Earlier.")
        refreshes = FakeRefreshes(code=1, leaves=leaves, known=earlier)
        with pytest.raises(RefreshError, match=reason) as failed:
            await refreshes.job(settings).work()
        assert "Earlier" not in str(failed.value)

    async def test_it_is_left_to_one_that_is_at_work(self, settings: Settings) -> None:
        """Somebody began one by hand: that is no failure, and nothing is begun."""

        @contextmanager
        def taken() -> Iterator[None]:
            raise RefreshRunning("taken")
            yield

        refreshes = FakeRefreshes(code=1)
        assert "at work already" in await refreshes.job(settings, taken()).work()
        assert refreshes.known is None


class TestRetention:
    async def test_it_says_what_was_deleted(self, settings: Settings) -> None:
        """Of everything that grows."""
        retention = FakeRetention()
        job = retention_job(
            settings, retention=retention, others=(one_line, one_line), now=lambda: NOON
        )
        told = await job.work()
        assert told == "3 questions, 2 conversations, 1 closed turns; 5 posts; 5 posts"
        assert retention.called == [NOON]

    async def test_what_cannot_be_cleaned_holds_up_nothing_else(self, settings: Settings) -> None:
        """All are tried; then the first failure is told."""
        tried = []

        async def broken() -> str:
            tried.append("broken")
            raise StorageError("The disk is full.")

        async def works() -> str:
            tried.append("works")
            return ""

        job = retention_job(
            settings, retention=FakeRetention(), others=(broken, works), now=lambda: NOON
        )
        with pytest.raises(StorageError, match="disk is full"):
            await job.work()
        assert tried == ["broken", "works"]


class TestDatabase:
    async def test_upkeep_says_what_it_did(self, settings: Settings) -> None:
        """To the log and to the database."""
        await upgrade(settings.database_url)
        told = await upkeep_job(settings).work()
        assert "emptied, database of 0." in told

    async def test_a_backup_says_what_it_made(self, settings: Settings) -> None:
        """In the folder of the settings."""
        await upgrade(settings.database_url)
        told = await backup_job(settings, now=lambda: NOON).work()
        (copy,) = settings.backup_folder.iterdir()
        assert told.startswith(f"{copy.name}, 0.")

    async def test_other_databases_are_left_to_themselves(
        self, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """What makes their backups is named."""
        monkeypatch.setenv("FRONTDESK_DATABASE_URL", "postgresql+asyncpg://desk:secret@db/desk")
        settings = load_settings(folder=tmp_path)
        assert "looks after itself" in await upkeep_job(settings).work()
        with pytest.raises(StorageError, match="pg_dump"):
            await backup_job(settings, now=lambda: NOON).work()


class TestHealth:
    async def test_models_that_work(self) -> None:
        """With and without a language model."""
        embedder = FakeVectors(np.ones((1, 3), np.float32))
        assert await health_job(embedder=embedder, write=None).work() == "embedding model works"
        assert "language model" in await health_job(embedder=embedder, write=words).work()

    @pytest.mark.parametrize("vectors", [np.ones((1, 2)), np.ones((2, 3)), np.full((1, 3), np.nan)])
    async def test_vectors_that_cannot_be_right(self, vectors: FloatMatrix) -> None:
        """Of another size, too many, or not numbers."""
        embedder = FakeVectors(vectors.astype(np.float32))
        with pytest.raises(ModelError, match="Embedding model 'fake'"):
            await health_job(embedder=embedder, write=None).work()

    async def test_a_language_model_that_writes_nothing(self) -> None:
        """Its answers would be empty."""

        async def silence() -> str:
            return " "

        embedder = FakeVectors(np.ones((1, 3), np.float32))
        with pytest.raises(ModelError, match="wrote nothing"):
            await health_job(embedder=embedder, write=silence).work()

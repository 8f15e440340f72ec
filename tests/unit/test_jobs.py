"""The jobs that run by the clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from pathlib import Path

import pytest
import structlog.testing

from bot.jobs import refresh_job, retention_job
from bot.settings import Settings, load_settings
from scheduler.runner import perform
from storage.retention import Cleaned


@dataclass
class FakeRetention:
    """Remembers when it was called."""

    called: list[datetime] = field(default_factory=list)

    async def clean(self, now: datetime) -> Cleaned:
        self.called.append(now)
        return Cleaned(turns=3, conversations=2, closed=1)


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    for name, value in {
        "REFRESH_AT": "01:15",
        "REFRESH_TIME_ZONE": "Europe/Berlin",
        "REFRESH_JITTER_MINUTES": "7",
        "HISTORY_CLEANING_AT": "04:45",
    }.items():
        monkeypatch.setenv(f"FRONTDESK_{name}", value)
    return load_settings(folder=tmp_path)


def test_jobs_run_when_the_settings_say(settings: Settings) -> None:
    """The deletion in the same time zone as the refresh, and on the minute."""
    refresh, retention = refresh_job(settings), retention_job(settings, FakeRetention())
    assert (refresh.name, refresh.at, refresh.jitter_minutes) == ("refresh", time(1, 15), 7)
    assert (retention.name, retention.at, retention.jitter_minutes) == (
        "retention", time(4, 45), 0,
    )  # fmt: skip
    assert refresh.time_zone == retention.time_zone == "Europe/Berlin"


async def test_what_was_deleted_is_logged_in_numbers(settings: Settings) -> None:
    """With the time of now."""
    retention = FakeRetention()
    with structlog.testing.capture_logs() as logs:
        await perform(retention_job(settings, retention))
    (called,) = retention.called
    assert called.tzinfo == UTC
    assert {"turns": 3, "conversations": 2, "closed": 1}.items() <= logs[1].items()

"""What happens by the clock: the nightly refresh, and the deletion of what has grown old.

`bot.service` hands these jobs to `scheduler.runner`.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime

import structlog

from bot.settings import Settings
from core.errors import FrontdeskError
from scheduler.runner import Nightly
from storage.retention import SqlRetention

REFRESH = "refresh"
RETENTION = "retention"

_log = structlog.get_logger()


def refresh_job(settings: Settings) -> Nightly:
    """Renews the index every night."""
    return Nightly(
        name=REFRESH,
        at=settings.refresh.at,
        time_zone=settings.refresh.time_zone,
        jitter_minutes=settings.refresh.jitter_minutes,
        work=_refresh_in_a_process_of_its_own,
    )


def retention_job(settings: Settings, retention: SqlRetention) -> Nightly:
    """Deletes every night what has been kept long enough."""

    async def clean() -> None:
        cleaned = await retention.clean(datetime.now(UTC))
        _log.info(
            "old_turns_deleted",
            turns=cleaned.turns,
            conversations=cleaned.conversations,
            closed=cleaned.closed,
        )

    return Nightly(
        name=RETENTION,
        at=settings.history.cleaning_at,
        time_zone=settings.refresh.time_zone,
        jitter_minutes=0,
        work=clean,
    )


async def _refresh_in_a_process_of_its_own() -> None:
    """Refresh without taking memory or time from the desk, which swaps the index by itself.

    Raises:
        FrontdeskError: The refresh failed; the index that serves is as it was.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "refresh", stdin=asyncio.subprocess.DEVNULL
    )
    try:
        code = await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise
    if code:
        raise FrontdeskError(
            f"The nightly refresh ended with exit code {code}; see the lines above."
        )

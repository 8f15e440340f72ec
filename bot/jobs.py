"""What happens by the clock: one function for each job, which says when it is due and what it does.

`bot.clockwork` puts them together and hands them to `scheduler`; what they work with is passed in.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from typing import Protocol, TypeAlias

import numpy as np

from bot.settings import Settings
from core.domain import RefreshState
from core.errors import ModelError, RefreshError, RefreshRunning, StorageError
from core.ports import Clock, Embedder
from scheduler.jobs import Every, Job, Nightly
from storage.backup import back_up
from storage.retention import Cleaned
from storage.sqlite_file import sqlite_file
from storage.upkeep import tend

REFRESH, RETENTION, UPKEEP, BACKUP = "refresh", "retention", "upkeep", "backup"
HEALTH, WAITS, WATCH, POSTS = "health", "waits", "watch", "posts"

POSTS_SECONDS = 20.0
"""Between two looks at what is to be posted."""

_REFRESH_HOURS = 12
"""For a refresh; one that reads a large site for the first time takes a night."""
_UPKEEP_MINUTES = 15
"""From the deletion of what is old to the upkeep: the log is full then."""
_HEALTH_HOURS = 1
_HEALTH_SECONDS = 300.0
_KNOWN_TEXT = "Where do visitors park?"

Work: TypeAlias = Callable[[], Awaitable[str]]
"""Does something and says what, in a few words."""


def refresh_job(
    settings: Settings,
    *,
    renew: Callable[[], Awaitable[int]],
    latest: Callable[[], Awaitable[RefreshState | None]],
    lock: Callable[[], AbstractContextManager[None]],
) -> Job:
    """Renews the index every night.

    Args:
        settings: When.
        renew: Runs a refresh and gives its exit code, see `refresh_apart`.
        latest: Tells how the latest refresh went.
        lock: The lock that every refresh holds; entering raises `RefreshRunning`.
    """

    async def refresh() -> str:
        try:
            with lock():
                before = await latest()
        except RefreshRunning:
            return "left to the refresh that is at work already"
        code = await renew()
        after = await latest()
        told = after if after != before else None
        if code:
            raise RefreshError(
                f"The refresh ended with exit code {code}: {_why(told)} Answers go on from the "
                "index there is. To try again, run `frontdesk jobs run refresh`."
            )
        return _counted(told) if told else "done"

    return Job(
        name=REFRESH,
        purpose="Renews the index from its sources",
        when=Nightly(
            settings.refresh.at, settings.refresh.time_zone, settings.refresh.jitter_minutes
        ),
        work=refresh,
        limit_seconds=timedelta(hours=_REFRESH_HOURS).total_seconds(),
    )


def _why(told: RefreshState | None) -> str:
    if told is not None and told.error:
        return told.error
    if told is not None and told.incomplete:
        return " ".join(f"Not complete: {reason}." for reason in told.incomplete)
    return "it left no word; the log has more."


def _counted(told: RefreshState) -> str:
    pages = told.new + told.changed + told.unchanged
    parts = [f"{pages} pages", f"{told.new} new", f"{told.changed} changed", f"{told.gone} gone"]
    return ", ".join([*parts, *([f"{len(told.failed)} failed"] if told.failed else [])])


async def refresh_apart() -> int:
    """Refresh in a process of its own, which takes no memory or time from the desk.

    The desk takes up the new index by itself.

    Returns:
        The exit code; 0: every source was read to its end.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "refresh", stdin=asyncio.subprocess.DEVNULL
    )
    try:
        return await process.wait()
    except asyncio.CancelledError:
        process.terminate()
        await process.wait()
        raise


class Retention(Protocol):
    """Deletes questions and answers that were kept long enough."""

    async def clean(self, now: datetime) -> Cleaned:
        """Delete what is old."""
        ...


def retention_job(
    settings: Settings, *, retention: Retention, others: Sequence[Work], now: Clock
) -> Job:
    """Deletes every night what has been kept long enough.

    Args:
        settings: When.
        retention: Of questions and answers.
        others: Of all else that grows: posts, wait times.
        now: Tells the time.
    """

    async def clean() -> str:
        cleaned = await retention.clean(now())
        turns = f"{cleaned.turns} questions, {cleaned.conversations} conversations, "
        return f"{turns}{cleaned.closed} closed turns"

    async def clean_all() -> str:
        told, failures = [], []
        for work in (clean, *others):
            # One kind that cannot be cleaned must not let the others grow.
            try:
                told.append(await work())
            except Exception as error:  # noqa: BLE001
                failures.append(error)
        if failures:
            raise failures[0]
        return "; ".join(told)

    return Job(
        name=RETENTION,
        purpose="Deletes what has been kept long enough",
        when=Nightly(settings.history.cleaning_at, settings.refresh.time_zone),
        work=clean_all,
    )


def upkeep_job(settings: Settings) -> Job:
    """Looks after the database every night, when old things have just been deleted."""

    async def look_after() -> str:
        file = sqlite_file(settings.database_url)
        if file is None:
            return "nothing to do: this database looks after itself"
        tended = await tend(file)
        log = f"write-ahead log of {_mebibytes(tended.log_bytes)}"
        state = "emptied" if tended.is_log_emptied else "in use, left for the next time"
        return f"{log} {state}, database of {_mebibytes(tended.database_bytes)}"

    cleaning_at = datetime.combine(date.min, settings.history.cleaning_at)
    at = (cleaning_at + timedelta(minutes=_UPKEEP_MINUTES)).time()
    return Job(
        name=UPKEEP,
        purpose="Looks after the database",
        when=Nightly(at, settings.refresh.time_zone),
        work=look_after,
    )


def backup_job(settings: Settings, *, now: Clock) -> Job:
    """Copies the database every night; not to be made where `backup.keep` is 0."""

    async def copy() -> str:
        file = sqlite_file(settings.database_url)
        if file is None:
            raise StorageError(
                "No backup was made: frontdesk copies SQLite files only. Back up PostgreSQL with "
                "pg_dump, and set backup.keep to 0 so that this is not tried again."
            )
        made = await back_up(file, settings.backup_folder, settings.backup.keep, now())
        size = (await asyncio.to_thread(made.stat)).st_size
        return f"{made.name}, {_mebibytes(size)}"

    return Job(
        name=BACKUP,
        purpose="Copies the database",
        when=Nightly(settings.backup.at, settings.refresh.time_zone),
        work=copy,
    )


def health_job(*, embedder: Embedder, write: Work | None) -> Job:
    """Tries the models every hour.

    Args:
        embedder: Embeds a known text.
        write: Lets the language model write a few words; None where there is none.
    """

    async def try_models() -> str:
        vectors = await asyncio.to_thread(embedder.embed, [_KNOWN_TEXT])
        if vectors.shape != (1, embedder.dimensions) or not np.isfinite(vectors).all():
            raise ModelError(
                f"Embedding model '{embedder.model_id}' gives vectors of shape {vectors.shape} for "
                f"one text where (1, {embedder.dimensions}) of finite numbers is right: answers "
                "would be wrong. Restart the desk; if that does not help, run `frontdesk doctor`."
            )
        if write is None:
            return "embedding model works"
        if not (await write()).strip():
            raise ModelError(
                "The language model wrote nothing where it should have: answers would be empty. "
                "Restart the desk; if that does not help, run `frontdesk models verify`."
            )
        return "embedding model and language model work"

    hour = timedelta(hours=_HEALTH_HOURS).total_seconds()
    return Job(
        name=HEALTH,
        purpose="Tries the embedding model and the language model",
        when=Every(hour, jitter_seconds=hour / 20, delay_seconds=hour / 2),
        work=try_models,
        limit_seconds=_HEALTH_SECONDS,
    )


def waits_job(settings: Settings, *, poll: Work, is_due: Callable[[], bool]) -> Job:
    """Reads the feed of wait times every few minutes.

    Args:
        settings: How often.
        poll: Reads it once.
        is_due: False while a feed that fails is to be left alone.
    """
    seconds = settings.waits.poll_minutes * 60
    return Job(
        name=WAITS,
        purpose="Reads the wait times",
        when=Every(seconds, jitter_seconds=seconds / 10),
        work=poll,
        is_due=is_due,
        limit_seconds=2 * settings.waits.timeout_seconds + 60,
        tell_after=3,
    )


def watch_job(*, make: Work) -> Job:
    """Makes the posts of digests and alerts."""
    return _often(WATCH, "Makes digests and alerts", make, delay_seconds=POSTS_SECONDS / 4)


def posts_job(*, show: Work) -> Job:
    """Shows the posts that wait, those to operators too: whatever makes them may have failed."""
    return _often(POSTS, "Shows posts that wait", show, delay_seconds=POSTS_SECONDS / 2)


def _often(name: str, purpose: str, work: Work, *, delay_seconds: float) -> Job:
    return Job(
        name=name,
        purpose=purpose,
        when=Every(POSTS_SECONDS, delay_seconds=delay_seconds),
        work=work,
        limit_seconds=600,
        tell_after=3,
        records_success=False,
    )


def _mebibytes(count: int) -> str:
    return f"{count / (1 << 20):.1f} MiB"

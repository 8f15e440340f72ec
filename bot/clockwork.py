"""Puts together what happens by the clock: the jobs, what they work with, and who is told of them.

`bot.service` keeps it going; `frontdesk jobs` opens it to look at it or to run one job.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.jobs import (
    Work,
    backup_job,
    health_job,
    posts_job,
    refresh_apart,
    refresh_job,
    retention_job,
    upkeep_job,
    waits_job,
    watch_job,
)
from bot.operators import OperatorsChannel
from bot.settings import Settings
from bot.waits import Waits
from bot.wiring import Desk, now, open_desk, refresh_lock
from core.domain import GenerationRequest, Query
from core.posting import PostingDesk, PostingRules
from core.waits.watching.watch import Watch
from scheduler.jobs import Job
from scheduler.locks import job_lock
from scheduler.performing import JobRunner
from storage.database import Database
from storage.job_runs import SqlJobRuns
from storage.posts import SqlOutbox
from storage.refreshes import SqlRefreshes
from storage.retention import SqlRetention
from storage.wait_hours import WaitRollUp
from storage.wait_retention import WaitRetention

_KNOWN_QUESTION = "Where do visitors park?"


@dataclass(frozen=True, slots=True)
class Clockwork:
    """What happens by the clock."""

    runner: JobRunner
    posting: PostingDesk
    """Platforms are attached to it before it runs."""
    outbox: SqlOutbox


def make_clockwork(
    settings: Settings,
    desk: Desk,
    *,
    succeeded: Callable[[str, datetime], None],
    posted: Callable[[str, str], None],
) -> Clockwork:
    """Put it together; nothing runs yet.

    Args:
        settings: Of all parts.
        desk: What the jobs work with.
        succeeded: Told the name of each job that ended well, and when.
        posted: Told, for figures, what became of posts; see `PostingDesk`.
    """
    outbox = SqlOutbox(database=desk.database, now=now)
    operators = OperatorsChannel(name=settings.posts.operators, outbox=outbox, now=now)
    posting = PostingDesk(
        outbox=outbox,
        now=now,
        rules=PostingRules(),
        given_up=operators.post_given_up,
        posted=posted,
    )
    runner = JobRunner(
        jobs=_jobs(settings, desk, posting, outbox),
        records=SqlJobRuns(database=desk.database),
        lock=lambda name: job_lock(settings.home, name),
        now=now,
        on_change=operators.job_changed,
        on_success=succeeded,
    )
    return Clockwork(runner, posting, outbox)


@asynccontextmanager
async def open_jobs(settings: Settings) -> AsyncIterator[JobRunner]:
    """The jobs, for a command; the clock does not run.

    Raises:
        StorageError: The database cannot be used.
        ModelError: A model is missing or damaged.
    """
    async with open_desk(settings) as desk:
        yield make_clockwork(
            settings,
            desk,
            succeeded=lambda _job, _at: None,
            posted=lambda _kind, _outcome: None,
        ).runner


def _jobs(settings: Settings, desk: Desk, posting: PostingDesk, outbox: SqlOutbox) -> Iterator[Job]:
    database, waits = desk.database, desk.waits
    yield refresh_job(
        settings,
        renew=refresh_apart,
        latest=SqlRefreshes(database=database).latest,
        lock=lambda: refresh_lock(settings.home),
    )
    yield retention_job(
        settings,
        retention=SqlRetention(
            database=database,
            retention_days=settings.history.retention_days,
            feedback_days=settings.history.feedback_days,
        ),
        others=_cleaning(settings, database, outbox),
        now=now,
    )
    yield upkeep_job(settings)
    if settings.backup.keep:
        yield backup_job(settings, now=now)
    has_model = bool(settings.model.name)
    yield health_job(embedder=desk.embedder, write=_writing(desk) if has_model else None)
    if waits is not None:
        yield waits_job(settings, poll=_polling(waits), is_due=lambda: waits.poller.is_due(now()))
        yield watch_job(make=_watching(settings, waits))
    yield posts_job(show=_showing(posting))


def _cleaning(settings: Settings, database: Database, outbox: SqlOutbox) -> Sequence[Work]:
    """Deletes what has been kept long enough, questions and answers aside."""
    roll_up = WaitRollUp(database=database)
    retention = WaitRetention(
        database=database,
        samples_days=settings.waits.samples_days,
        hours_days=settings.waits.hours_days,
    )

    async def clean_waits() -> str:
        await roll_up.roll_up(now())
        cleaned = await retention.clean(now())
        return f"{cleaned.samples} readings of waits, {cleaned.hours} hours of them"

    async def clean_posts() -> str:
        return f"{await outbox.clean()} posts"

    return clean_waits, clean_posts


def _writing(desk: Desk) -> Work:
    """Lets the language model begin an answer."""

    async def write() -> str:
        findings = await desk.retriever.retrieve(Query(_KNOWN_QUESTION))
        text = ""
        async with aclosing(
            desk.generator.generate(GenerationRequest(_KNOWN_QUESTION, findings))
        ) as pieces:
            async for piece in pieces:
                text += piece
                if text.strip():
                    break
        return text

    return write


def _polling(waits: Waits) -> Work:
    async def poll() -> str:
        board = await waits.poller.poll()
        listed = [wait for wait in board.waits if wait.is_listed]
        known = sum(wait.wait_minutes is not None for wait in listed)
        return f"{known} of {len(listed)} waits known"

    return poll


def _watching(settings: Settings, waits: Waits) -> Work:
    watch = _watch(settings, waits)

    async def make() -> str:
        return f"{await watch.tick()} posts made"

    return make


def _showing(posting: PostingDesk) -> Work:
    async def show() -> str:
        return f"{await posting.deliver()} posts shown"

    return show


def _watch(settings: Settings, waits: Waits) -> Watch:
    return Watch(
        subscriptions=waits.subscriptions,
        store=waits.store,
        board=waits.poller.board,
        painter=waits.painter,
        now=now,
        stale_seconds=timedelta(minutes=settings.waits.stale_minutes).total_seconds(),
        publisher=waits.publisher,
        advice=settings.answer.emergency_notice,
    )

"""How the desk is doing: the `StatusSource` port.

The status page, `/readyz` and `/metrics` ask it.  It looks at most every other second, however
often it is asked, and at each thing only so long.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeVar

import structlog
from sqlalchemy import text

from bot.heartbeat import Heartbeat
from bot.jobs import REFRESH
from bot.settings import Settings
from bot.source_states import source_states
from bot.wiring import Desk
from core.domain import (
    Check,
    DoorState,
    IndexState,
    JobState,
    PostRecord,
    RecentAnswer,
    RefreshState,
    SourceState,
    StatusReport,
    Subscription,
    SubscriptionId,
    WaitBoard,
)
from core.errors import FrontdeskError, StorageError
from core.ports import Clock, Outbox, ServingDesk, SubscriptionActions
from scheduler.runner import Schedule
from storage.answers import SqlAnswers
from storage.database import Database
from storage.refreshes import SqlRefreshes

DATABASE, INDEX, LINE, EVENT_LOOP = "database", "index", "line", "event loop"

_KEPT_FOR = timedelta(seconds=2)
_RECENT = 50
_RECENT_POSTS = 20
_LOCK_SECONDS = 2.0
"""For another writer to let go of the database."""
_LOOK_SECONDS = 5.0
"""For one look; what takes longer is not as it should be."""
_MOST_LAG_SECONDS = 2.0

Seen = TypeVar("Seen")
Seen_co = TypeVar("Seen_co", covariant=True)

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database tells."""

    sources: tuple[SourceState, ...] = ()
    refresh: RefreshState | None = None
    recent: tuple[RecentAnswer, ...] = ()
    waits: WaitBoard | None = None
    jobs: tuple[JobState, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    posts: tuple[PostRecord, ...] = ()


class DeskStatus:
    """Looks at database, index, line and event loop."""

    def __init__(
        self,
        *,
        settings: Settings,
        desk: Desk,
        turns: ServingDesk,
        schedule: Schedule,
        outbox: Outbox,
        heartbeat: Heartbeat,
        now: Clock,
        doors: Sequence[Callable[[], DoorState]] = (),
    ) -> None:
        """Take what there is to look at; `doors` tell how each chat platform is reached."""
        self._doors = doors
        self._settings = settings
        self._desk = desk
        self._turns = turns
        self._schedule = schedule
        self._outbox = outbox
        self._heartbeat = heartbeat
        self._now = now
        self._looking = asyncio.Lock()
        self._report: StatusReport | None = None
        self._looked_at = now()
        self._writable = _Look(self._write)
        self._index = _Look(self._open_index)
        self._stored = _Look(self._read)

    async def report(self) -> StatusReport:
        """Look at everything, unless that was done a moment ago.  Never raises."""
        async with self._looking:
            # A clock that was set back must not keep an old report alive.
            is_fresh = timedelta(0) <= self._now() - self._looked_at < _KEPT_FOR
            if self._report is None or not is_fresh:
                self._report = await self._look()
                self._looked_at = self._now()
        return self._report

    async def look_again(self) -> None:
        """Forget the report of a moment ago: something that it tells has just been changed."""
        async with self._looking:
            self._report = None

    async def _look(self) -> StatusReport:
        (writable, _), (index_check, index), (readable, stored) = await asyncio.gather(
            _seen(DATABASE, self._writable, "can be read and written"),
            _seen(INDEX, self._index, "open"),
            _seen(DATABASE, self._stored, "can be read"),
        )
        stored = stored or _Stored()
        return StatusReport(
            checks=(
                readable if writable.passed and not readable.passed else writable,
                index_check,
                self._line(),
                self._event_loop(),
            ),
            index=index,
            sources=stored.sources,
            refresh=stored.refresh,
            next_refresh_at=self._schedule.next_run(REFRESH),
            line=self._turns.line(),
            recent=stored.recent,
            generator=(
                self._desk.generator.name
                if self._settings.model.name
                else "quoted from the pages (no model)"
            ),
            waits=stored.waits,
            waits_feed=self._desk.waits.feed.name if self._desk.waits else "",
            doors=tuple(door() for door in self._doors),
            jobs=stored.jobs,
            subscriptions=stored.subscriptions,
            posts=stored.posts,
        )

    async def _write(self) -> None:
        """Write next to nothing and take it back, over a connection that does not wait long."""
        probe = Database(url=self._settings.database_url, busy_timeout_seconds=_LOCK_SECONDS)
        if not probe.exists():
            raise StorageError(
                f"Database {probe.label} is gone. Restore it from a backup, or start the desk "
                "again with an empty one."
            )
        try:
            async with probe.writing() as session:
                await session.execute(text("UPDATE alembic_version SET version_num = version_num"))
                await session.rollback()
        finally:
            await probe.close()

    async def _open_index(self) -> IndexState:
        made = (await self._desk.retriever.open()).manifest
        return IndexState(
            built_at=made.created_at,
            pages=made.pages,
            passages=made.passages,
            model_id=made.model_id,
        )

    async def _read(self) -> _Stored:
        database, waits = self._desk.database, self._desk.waits
        return _Stored(
            sources=await source_states(self._settings, database),
            refresh=await SqlRefreshes(database=database).latest(),
            recent=await SqlAnswers(database=database).recent(_RECENT),
            waits=await waits.store.board() if waits else None,
            jobs=await self._schedule.states(),
            subscriptions=tuple(await waits.subscriptions.all()) if waits else (),
            posts=tuple(await self._outbox.recent(_RECENT_POSTS)),
        )

    def _line(self) -> Check:
        line = self._turns.line()
        if not line.is_open:
            detail = "closed: the desk is shutting down or has not begun to serve yet."
            return Check(LINE, passed=False, detail=detail)
        if line.waiting >= line.capacity:
            detail = (
                f"full: {line.waiting} questions wait and more are turned away. Wait, or raise "
                "`turns.at_once` if the processor has room, or use a smaller model."
            )
            return Check(LINE, passed=False, detail=detail)
        detail = f"open: {line.running} being answered, {line.waiting} of {line.capacity} waiting"
        return Check(LINE, passed=True, detail=detail)

    def _event_loop(self) -> Check:
        lag = self._heartbeat.lag_seconds
        if lag <= _MOST_LAG_SECONDS:
            return Check(EVENT_LOOP, passed=True, detail="on time")
        detail = (
            f"keeps being late, by {lag:.1f} s: everybody waits that much longer. Give the machine "
            "more processor time, or lower `model.threads` and `embedding.threads`."
        )
        return Check(EVENT_LOOP, passed=False, detail=detail)


class StatusActions:
    """What the page's buttons do; whoever looks next sees it.  Implements `SubscriptionActions`."""

    def __init__(self, *, actions: SubscriptionActions, status: DeskStatus) -> None:
        """Take what does it, and what tells of it."""
        self._actions = actions
        self._status = status

    async def pause(self, subscription_id: SubscriptionId) -> bool:
        """Pause one."""
        return await self._done(self._actions.pause(subscription_id))

    async def resume(self, subscription_id: SubscriptionId) -> bool:
        """Go on with one."""
        return await self._done(self._actions.resume(subscription_id))

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete one."""
        return await self._done(self._actions.remove(subscription_id))

    async def _done(self, action: Awaitable[bool]) -> bool:
        is_done = await action
        await self._status.look_again()
        return is_done


class _Look(Generic[Seen_co]):
    """Looks at one thing, once at a time.

    Whoever asks waits only so long; a look that takes longer goes on, and the next one who asks
    waits for the same one instead of beginning another.
    """

    def __init__(self, look: Callable[[], Coroutine[Any, Any, Seen_co]]) -> None:
        self._look = look
        self._task: asyncio.Task[Seen_co] | None = None

    async def now(self) -> Seen_co:
        """What is seen.

        Raises:
            FrontdeskError: It takes too long, or what the look raises.
        """
        task = self._task or asyncio.create_task(self._look())
        self._task = task
        await asyncio.wait({task}, timeout=_LOOK_SECONDS)
        if not task.done():
            raise FrontdeskError(
                f"No answer within {_LOOK_SECONDS:g} s. It is looked at again in a moment; if this "
                "stays so, look at the load of the machine and its disk."
            )
        self._task = None
        return task.result()


async def _seen(name: str, look: _Look[Seen], good: str) -> tuple[Check, Seen | None]:
    """A look as a check, with what was seen where it went well."""
    try:
        seen = await look.now()
    except FrontdeskError as error:
        return Check(name, passed=False, detail=str(error)), None
    # The boundary of a check: what is broken in an unforeseen way must not hide the rest.
    except Exception as error:  # noqa: BLE001
        kind = type(error).__name__
        _log.exception("check_failed", check=name, kind=kind)
        detail = f"cannot be looked at ({kind}); the fault is in the log."
        return Check(name, passed=False, detail=detail), None
    return Check(name, passed=True, detail=good), seen

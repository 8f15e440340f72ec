"""Reads the feed of wait times into the store, and knows what is known of now.

The clock calls `poll`, answers and lists call `board`.  Several processes may share a store: the
desk that serves polls, a command reads what it kept, and polls itself only where that is old.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta

import structlog

from core.domain import WaitBoard
from core.errors import SourceError, StorageError
from core.ports import Clock, WaitFeed, WaitStore

_log = structlog.get_logger()

_OLD_INTERVALS = 2.0
"""What was polled longer ago than this many intervals is old."""
_MOST_PAUSE_SECONDS = 1_800.0
"""Between two polls of a feed that fails."""
_EARLY_INTERVALS = 0.5
"""A poll may come this much before its time: the clock that calls has jitter."""


class WaitPoller:
    """Polls one feed into one store.  All of it belongs to one event loop."""

    def __init__(
        self,
        *,
        feed: WaitFeed,
        store: WaitStore,
        now: Clock,
        interval_seconds: float,
        patience_seconds: float = 8.0,
    ) -> None:
        """Take what polling needs.

        Args:
            feed: Read by one task at a time.
            store: Keeps what it says.
            now: The time.
            interval_seconds: Between two polls, as the clock plans them.
            patience_seconds: How long `board` waits for a poll.
        """
        self._feed = feed
        self._store = store
        self._now = now
        self._interval = timedelta(seconds=interval_seconds)
        self._patience = timedelta(seconds=patience_seconds)
        self._poll: asyncio.Task[WaitBoard] | None = None
        self._began_at: datetime | None = None
        """When the latest poll began."""
        self._board: WaitBoard | None = None
        """As of the latest poll; None where that failed."""
        self._board_at: datetime | None = None
        """When that poll ended."""
        self._failures = 0
        """In a row."""
        self._told_problems: tuple[str, ...] = ()

    async def poll(self) -> WaitBoard:
        """Read the feed once and keep what it says; who calls meanwhile shares the reading.

        A caller that is cancelled takes nobody else's reading away.

        Raises:
            SourceError: The feed could not be read; that is kept, too.
            StorageError: The reading could not be kept.
        """
        return await asyncio.shield(self._running())

    def is_due(self, now: datetime) -> bool:
        """Whether the clock should poll: each time, and ever less often while the feed fails."""
        if self._failures == 0 or self._began_at is None:
            return True
        # Capped before it is multiplied: a feed may fail for months.
        doubled = self._interval * 2 ** min(self._failures - 1, 10)
        longest = max(self._interval, timedelta(seconds=_MOST_PAUSE_SECONDS))
        pause = min(doubled, longest) - self._interval * _EARLY_INTERVALS
        # A clock that was set back must not stop the polling.
        return not self._began_at <= now < self._began_at + pause

    async def known_board(self) -> WaitBoard:
        """What is known without asking the feed: names and places, and perhaps old waits.

        Raises:
            StorageError: The store cannot be read.
        """
        return self._remembered() or await self._store.board()

    async def board(self) -> WaitBoard:
        """What is known about now; where that is old, the feed is asked first, for a short time.

        A feed that fails is no error: what was known is given, and says as of when it is.

        Raises:
            StorageError: The store cannot be read.
        """
        remembered = self._remembered()
        if remembered is not None:
            return remembered
        board = await self._store.board()
        if not self._is_old(board.as_of) or not self._may_ask():
            return board
        try:
            async with asyncio.timeout(self._patience_left()):
                return await self.poll()
        except (SourceError, TimeoutError):
            return await self._store.board()
        except StorageError:
            # The reading is lost, which the poll that the clock plans will report.
            return board

    async def close(self) -> None:
        """Give up a poll that is still running."""
        if self._poll is not None and not self._poll.done():
            self._poll.cancel()
            with suppress(asyncio.CancelledError, SourceError, StorageError):
                await self._poll

    def _running(self) -> asyncio.Task[WaitBoard]:
        """The poll that is running, or a new one."""
        if self._poll is None or self._poll.done():
            self._began_at = self._now()
            self._poll = asyncio.create_task(self._read_and_keep())
            # Where nobody waits any more, the error has been kept and logged already.
            self._poll.add_done_callback(_look_at)
        return self._poll

    async def _read_and_keep(self) -> WaitBoard:
        try:
            reading = await self._feed.read()
        except SourceError as error:
            await self._fail(str(error))
            raise
        # The boundary of the feed: whatever its reader does not foresee counts as a failure, too,
        # so that it is asked less often.  A foreign error's words may quote anything.
        except Exception as error:
            kind = type(error).__name__
            reason = f"Reading the feed met an unexpected fault ({kind}); the log has more."
            _log.exception("wait_feed_broke", feed=self._feed.name, kind=kind)
            await self._fail(reason)
            raise SourceError(reason) from error
        self._recover()
        self._tell_problems(reading.problems)
        read_at = self._now()
        self._board = None
        self._board = await self._store.record(
            reading, read_at - timedelta(seconds=reading.age_seconds)
        )
        self._board_at = read_at
        return self._board

    async def _fail(self, reason: str) -> None:
        self._failures += 1
        self._board = None
        if self._failures == 1:
            _log.warning("wait_feed_failed", feed=self._feed.name, reason=reason)
        await self._store.record_failure(self._now(), reason)

    def _recover(self) -> None:
        if self._failures:
            _log.info("wait_feed_recovered", feed=self._feed.name, failed_polls=self._failures)
        self._failures = 0

    def _tell_problems(self, problems: tuple[str, ...]) -> None:
        if problems and set(problems) != set(self._told_problems):
            _log.warning("wait_feed_problems", feed=self._feed.name, problems=problems)
            self._told_problems = problems

    def _remembered(self) -> WaitBoard | None:
        """The board of this process's latest poll, unless that is long ago or failed."""
        return None if self._is_old(self._board_at) else self._board

    def _is_old(self, moment: datetime | None) -> bool:
        if moment is None:
            return True
        # What is from the future says nothing: a clock was set back.
        return not timedelta(0) <= self._now() - moment <= self._interval * _OLD_INTERVALS

    def _may_ask(self) -> bool:
        """Whether an answer may ask the feed: not again soon after that, nor while it is to rest."""
        if self._began_at is None or (self._poll is not None and not self._poll.done()):
            return True
        now = self._now()
        is_soon = timedelta(0) <= now - self._began_at < self._interval
        return not is_soon and self.is_due(now)

    def _patience_left(self) -> float:
        """Seconds that a question may wait for the poll; others may have waited for it before."""
        if self._began_at is None or self._poll is None or self._poll.done():
            return self._patience.total_seconds()
        return max(0.0, (self._began_at + self._patience - self._now()).total_seconds())


def _look_at(poll: asyncio.Task[WaitBoard]) -> None:
    if not poll.cancelled():
        poll.exception()

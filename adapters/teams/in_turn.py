"""Lets the changes of one message happen one at a time, and the end first.  `growing` has one for each."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog

_log = structlog.get_logger()


class InTurn:
    """The changes that are wanted of a message."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._wanted: set[asyncio.Task[None]] = set()
        self._begun: asyncio.Task[None] | None = None

    async def piece(self, change: Callable[[], Awaitable[None]]) -> None:
        """Make a change that is not the end.

        Once begun it goes on where whoever wants it is cancelled, and the end waits for it: a message whose
        id nobody has heard would be left beside the answer.  What has not begun when the end comes, because
        not all that is wanted may be called, is not made, and nothing is raised.

        Args:
            change: Calls `begun`; raises what this raises.
        """
        wanted = asyncio.create_task(self._make(change))
        self._wanted.add(wanted)
        wanted.add_done_callback(self._made)
        try:
            await asyncio.shield(wanted)
        except asyncio.CancelledError:
            asking = asyncio.current_task()
            if not wanted.cancelled() or (asking is not None and asking.cancelling()):
                raise

    def begun(self) -> None:
        """From now on the piece that calls this cannot be taken back."""
        self._begun = asyncio.current_task()

    @asynccontextmanager
    async def one(self) -> AsyncIterator[None]:
        """Make another change when its time has come."""
        async with self._lock:
            yield

    @asynccontextmanager
    async def last(self) -> AsyncIterator[None]:
        """Make the last change; what has not begun gives way to it."""
        for wanted in self._wanted:
            if wanted is not self._begun:
                wanted.cancel()
        async with self._lock:
            yield

    async def _make(self, change: Callable[[], Awaitable[None]]) -> None:
        async with self._lock:
            try:
                await change()
            finally:
                self._begun = None

    def _made(self, wanted: asyncio.Task[None]) -> None:
        self._wanted.discard(wanted)
        if not wanted.cancelled() and wanted.exception() is not None:
            # Whoever wanted it has heard of it, or is gone.
            _log.debug("piece_not_shown", kind=type(wanted.exception()).__name__)

"""Measures how late the event loop is: when something holds it up, everybody waits.

`bot.service` keeps it beating; metrics and the status page tell what it finds.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

_EVERY_SECONDS = 1.0
_REMEMBERED = 3


class Heartbeat:
    """Wakes up once a second and looks how late that was."""

    def __init__(self, *, tell: Callable[[float], None]) -> None:
        """Prepare; it beats while `beating` is open.

        Args:
            tell: Called with the lag of each beat, in seconds.
        """
        self._tell = tell
        self._lags: deque[float] = deque([0.0] * _REMEMBERED, maxlen=_REMEMBERED)

    @property
    def lag_seconds(self) -> float:
        """By how much all of the last beats were late: a single hiccup is no trouble."""
        return min(self._lags)

    @asynccontextmanager
    async def beating(self) -> AsyncIterator[None]:
        """Beat while the block is open."""
        task = asyncio.create_task(self._beat())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _beat(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + _EVERY_SECONDS
            await asyncio.sleep(_EVERY_SECONDS)
            lag = max(0.0, loop.time() - due)
            self._lags.append(lag)
            self._tell(lag)

"""Lets one writer at a time into SQLite; `storage.database` uses it.

SQLite's writers sleep and look again until the one before them is done; ours queue.  What somebody
waits for with a clock in the hand, a platform for its acknowledgement, goes before the rest.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class WritingLock:
    """Held by one task at a time; of those that wait the urgent ones come first, then by order."""

    def __init__(self) -> None:
        self._is_held = False
        self._urgent: deque[asyncio.Future[None]] = deque()
        self._others: deque[asyncio.Future[None]] = deque()

    @asynccontextmanager
    async def held(self, *, is_urgent: bool) -> AsyncIterator[None]:
        """Hold it while the block is open."""
        await self._acquire(self._urgent if is_urgent else self._others)
        try:
            yield
        finally:
            self._release()

    async def _acquire(self, line: deque[asyncio.Future[None]]) -> None:
        if not self._is_held:
            self._is_held = True
            return
        turn = asyncio.get_running_loop().create_future()
        line.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.cancelled():
                line.remove(turn)
            else:
                # It was this one's turn just as it gave up.
                self._release()
            raise

    def _release(self) -> None:
        for line in (self._urgent, self._others):
            for turn in tuple(line):
                if not turn.done():
                    line.remove(turn)
                    turn.set_result(None)
                    return
        self._is_held = False

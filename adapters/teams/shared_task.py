"""Work that is done once for all who ask for it at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Result = TypeVar("Result")


class SharedTask(Generic[Result]):
    """Runs one piece of work at a time; who gives up waiting does not end it for the others."""

    def __init__(self, work: Callable[[], Awaitable[Result]]) -> None:
        """Take the work; it bounds its own time."""
        self._work = work
        self._task: asyncio.Task[Result] | None = None

    @property
    def is_under_way(self) -> bool:
        """Whether who asks now gets what others wait for already."""
        return self._task is not None and not self._task.done()

    async def result(self) -> Result:
        """What the work gives, that which is under way or else a new one.  Raises what it raises."""
        return await asyncio.shield(self.begin())

    def begin(self) -> asyncio.Task[Result]:
        """Begin the work, where it is not under way; nobody has to wait for it."""
        if self._task is None or not self.is_under_way:
            self._task = asyncio.create_task(self._run())
            # Its error is told to all who wait; where nobody waits there is nobody to tell.
            self._task.add_done_callback(_look)
        return self._task

    async def close(self) -> None:
        """End what is under way."""
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def _run(self) -> Result:
        return await self._work()


def _look(task: asyncio.Task[Result]) -> None:
    if not task.cancelled():
        task.exception()

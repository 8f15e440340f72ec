"""Work that goes on after a listener has returned: reactions, statuses, courtesies.

Platforms want to be acknowledged within seconds, so whoever listens takes the question in and leaves
the rest to this.  Each platform's door opens one for the whole adapter; what is started here must not
matter so much that a failure would have to be told to anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from enum import Enum, auto
from typing import Any, Self

import structlog

_log = structlog.get_logger()

_MOST_AT_ONCE = 200
_LEAVE_SECONDS = 2.0
_CANCEL_SECONDS = 0.5


class Lane(Enum):
    """Whose room a chore takes: those who wait long hold up only their like."""

    TELLING = auto()
    """A person waits for it."""
    ANSWERING = auto()
    """A platform waits for it, some seconds, and then shows a fault of its own: no burst of questions and
    notes may hold it up."""
    TIDYING = auto()
    """Reactions and the like: where a platform allows few of them a minute, they may wait for minutes."""
    OTHER = auto()


class Chores:
    """Runs small pieces of work in the background; also the context that they live in."""

    def __init__(
        self, *, most_at_once: int = _MOST_AT_ONCE, leave_seconds: float = _LEAVE_SECONDS
    ) -> None:
        """Take the limits.

        Args:
            most_at_once: More than these wait until one of their lane has ended, in the order of
                their start.
            leave_seconds: How long work may go on once the context ends; then it is cancelled.
        """
        self._rooms = {lane: asyncio.Semaphore(most_at_once) for lane in Lane}
        self._leave_seconds = leave_seconds
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_open = False

    async def __aenter__(self) -> Self:
        """Take work from now on."""
        self._is_open = True
        return self

    async def __aexit__(self, *_error: object) -> None:
        """Wait for what was started, for a while; cancel the rest."""
        self._is_open = False
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=self._leave_seconds)
        left = set(self._tasks)
        for task in left:
            task.cancel()
        if left:
            _log.warning("chores_cut_short", count=len(left))
            await asyncio.wait(left, timeout=_CANCEL_SECONDS)

    @property
    def count(self) -> int:
        """How many are at work or wait."""
        return len(self._tasks)

    def start(
        self, name: str, work: Coroutine[Any, Any, object], *, lane: Lane = Lane.OTHER
    ) -> None:
        """Do something in the background.  Never raises; a failure is logged by its kind.

        Args:
            name: What logs call it, e.g. `acknowledge`.
            work: Bounds its own awaits.  Outside of the context it is dropped.
            lane: Among whom it waits for room.
        """
        if not self._is_open:
            work.close()
            _log.info("chore_dropped", chore=name)
            return
        task = asyncio.create_task(self._run(name, work, self._rooms[lane]), name=f"chore {name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(
        self, name: str, work: Coroutine[Any, Any, object], room: asyncio.Semaphore
    ) -> None:
        try:
            async with room:
                await work
        # The boundary of a chore: nobody waits for it, so its fault ends here.
        except Exception as error:  # noqa: BLE001
            _log.warning("chore_failed", chore=name, kind=type(error).__name__)
        finally:
            # One that was cancelled while it waited for room never began.
            work.close()

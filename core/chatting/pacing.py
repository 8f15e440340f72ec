"""Keeps calls within a platform's rate limits, answers first.

Adapters ask here before they call.  It knows rates and who goes first, nothing of what is called.  A
platform counts by method and workspace, some methods by channel.
"""

from __future__ import annotations

import asyncio
import heapq
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

_MOST_BUCKETS = 2000
"""More than these channels are not remembered while nothing happens there."""


class Priority(IntEnum):
    """Who goes first where not all can."""

    ANSWER = 0
    """Somebody waits for it."""
    PIECE = 1
    """Some more of an answer that is being written; it may be gathered."""
    POST = 2
    """Nobody asked for it just now."""
    BEGINNING = 3
    """Something that has to be ended by another call, for which as many are kept back."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a method may be called."""

    calls_per_minute: float
    burst: int
    """Calls that may follow each other at once after a rest."""
    is_by_channel: bool = False
    """Whether each channel has its own measure; otherwise the workspace has one."""


_Key: TypeAlias = tuple[str, str, str]


class Pacer:
    """Makes calls wait for their turn."""

    def __init__(self, paces: Mapping[str, Pace]) -> None:
        """Take the pace of each method; what is not named is not paced until the platform complains."""
        self._paces = paces
        self._buckets: dict[_Key, _Bucket] = {}

    async def wait(
        self, workspace: str, method: str, channel: str = "", priority: Priority = Priority.ANSWER
    ) -> None:
        """Wait until a call may be made.  Cancelling gives the place up."""
        bucket = self._bucket(workspace, method, channel)
        if bucket is not None:
            await bucket.take(priority)

    def may_go_now(
        self, workspace: str, method: str, channel: str = "", priority: Priority = Priority.ANSWER
    ) -> bool:
        """Whether a call may be made without waiting; if so it counts as made."""
        bucket = self._bucket(workspace, method, channel)
        return bucket is None or bucket.take_now(priority)

    def hold(self, workspace: str, method: str, channel: str, seconds: float) -> None:
        """Let nobody call for some seconds: the platform has complained."""
        bucket = self._bucket(workspace, method, channel)
        if bucket is not None:
            bucket.hold(seconds)

    def held_seconds(self, workspace: str, method: str, channel: str) -> float:
        """How long nobody may call because the platform has complained; 0: it has not."""
        bucket = self._bucket(workspace, method, channel)
        return bucket.held_seconds() if bucket is not None else 0.0

    def _bucket(self, workspace: str, method: str, channel: str) -> _Bucket | None:
        pace = self._paces.get(method)
        if pace is None:
            return None
        key = (workspace, method, channel if pace.is_by_channel else "")
        bucket = self._buckets.get(key)
        if bucket is None:
            if len(self._buckets) >= _MOST_BUCKETS:
                self._buckets = {
                    one: bucket for one, bucket in self._buckets.items() if not bucket.is_idle()
                }
            bucket = self._buckets[key] = _Bucket(pace)
        return bucket


class _Bucket:
    """What is left of one measure: it fills steadily and every call takes one from it."""

    def __init__(self, pace: Pace) -> None:
        self._loop = asyncio.get_running_loop()
        self._pace = pace
        self._per_second = pace.calls_per_minute / 60
        self._left = float(pace.burst)
        self._filled_at = self._loop.time()
        self._held_until = 0.0
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._numbers = itertools.count()
        self._timer: asyncio.TimerHandle | None = None

    async def take(self, priority: Priority) -> None:
        may_go = self._loop.create_future()
        heapq.heappush(self._waiting, (priority, next(self._numbers), may_go))
        self._serve()
        try:
            await may_go
        except asyncio.CancelledError:
            if may_go.done() and not may_go.cancelled():
                self._left += 1
            self._serve()
            raise

    def take_now(self, priority: Priority) -> bool:
        self._fill()
        if self._waiting or self._is_short(self._needed(priority)):
            return False
        self._left -= 1
        return True

    def hold(self, seconds: float) -> None:
        """Then they go one after the other: there was less left than we believed."""
        self._held_until = max(self._held_until, self._loop.time() + seconds)
        self._left, self._filled_at = 1.0, self._held_until

    def held_seconds(self) -> float:
        return max(0.0, self._held_until - self._loop.time())

    def is_idle(self) -> bool:
        self._fill()
        is_full = self._left >= self._pace.burst and self._held_until <= self._loop.time()
        return is_full and not self._waiting

    def _serve(self) -> None:
        """Let go who may; look again when the next one may."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._fill()
        while self._waiting:
            priority, _, may_go = self._waiting[0]
            if may_go.cancelled():
                heapq.heappop(self._waiting)
                continue
            wait_seconds = self._seconds_until(self._needed(priority))
            if wait_seconds > 0:
                self._timer = self._loop.call_later(wait_seconds, self._serve)
                return
            heapq.heappop(self._waiting)
            self._left -= 1
            may_go.set_result(None)

    def _needed(self, priority: int) -> int:
        """One call is always kept back for answers: no burst of posts takes the last one."""
        if priority == Priority.BEGINNING:
            return self._pace.burst // 2 + 1
        return 2 if priority == Priority.POST and self._pace.burst > 1 else 1

    def _seconds_until(self, needed: int) -> float:
        missing_seconds = (needed - self._left) / self._per_second
        held_seconds = self.held_seconds()
        # The tick keeps rounding from waking this too early again and again.
        return max(missing_seconds, held_seconds) + 1e-4 if self._is_short(needed) else 0.0

    def _is_short(self, needed: int) -> bool:
        return self._left < needed or self._held_until > self._loop.time()

    def _fill(self) -> None:
        now = max(self._loop.time(), self._filled_at)
        came = (now - self._filled_at) * self._per_second
        self._left = min(float(self._pace.burst), self._left + came)
        self._filled_at = now

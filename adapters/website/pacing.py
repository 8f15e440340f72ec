"""Politeness: how many requests a host sees at a time, and how soon after each other."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import TypeAlias

Sleep: TypeAlias = Callable[[float], Awaitable[None]]
Clock: TypeAlias = Callable[[], float]
"""Seconds from any fixed moment; never runs backwards."""

MAX_CRAWL_DELAY_SECONDS = 30.0
"""A robots.txt that asks for more is met half-way: a refresh must end some day."""


class HostPace:
    """Lets requests to one host through, a few at a time and not too soon after each other."""

    def __init__(
        self, *, concurrency: int, delay_seconds: float, clock: Clock, sleep: Sleep
    ) -> None:
        self._places = asyncio.Semaphore(concurrency)
        self._turn = asyncio.Lock()
        self._delay_seconds = delay_seconds
        self._clock = clock
        self._sleep = sleep
        self._next_start = 0.0

    def slow_down(self, crawl_delay_seconds: float) -> None:
        """Honour the crawl-delay of a robots.txt."""
        wanted = min(crawl_delay_seconds, MAX_CRAWL_DELAY_SECONDS)
        self._delay_seconds = max(self._delay_seconds, wanted)

    def pause(self, seconds: float) -> None:
        """Start nothing for a while: the host asked for it."""
        self._next_start = max(self._next_start, self._clock() + seconds)

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Hold a place among the host's requests, from when it is this request's turn."""
        async with self._places:
            async with self._turn:
                wait = self._next_start - self._clock()
                if wait > 0:
                    await self._sleep(wait)
                self._next_start = max(self._next_start, self._clock() + self._delay_seconds)
            yield

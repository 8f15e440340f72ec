"""Lets the page wait until there is something new to draw."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

_WAIT_SECONDS = 20.0
"""Then the page is answered all the same, and asks again."""


class Changes:
    """Counts the changes of a workspace.  To be put among its watchers."""

    def __init__(self, *, wait_seconds: float = _WAIT_SECONDS) -> None:
        """Begin at the first state."""
        self.number = 1
        self._wait_seconds = wait_seconds
        self._is_over = False
        self._waiting: set[asyncio.Event] = set()

    def changed(self) -> None:
        """Take note of a change."""
        self.number += 1
        self._wake()

    def end(self) -> None:
        """Let nobody wait any more: the page is closed."""
        self._is_over = True
        self._wake()

    async def after(self, number: int) -> None:
        """Wait for a state other than one, or for some time.

        Args:
            number: Of the state that is known.
        """
        if self._is_over or number != self.number:
            return
        with self._woken() as woken:
            try:
                await asyncio.wait_for(woken.wait(), self._wait_seconds)
            except TimeoutError:
                return

    @contextmanager
    def _woken(self) -> Iterator[asyncio.Event]:
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield event
        finally:
            self._waiting.discard(event)

    def _wake(self) -> None:
        for event in self._waiting:
            event.set()

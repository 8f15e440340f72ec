"""What Slack does a while after it has answered a call: shares a file, takes a status away.

`LocalSlack` holds two, for what tests wait for and for what they do not; the Web API's methods leave
work with them.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class Later:
    """Work that waits for its moment."""

    def __init__(self) -> None:
        """Begin with none."""
        self._waiting: set[asyncio.TimerHandle] = set()

    @property
    def waiting(self) -> int:
        """How much is still to be done."""
        return len(self._waiting)

    def after(self, seconds: float, work: Callable[[], None]) -> None:
        """Do something after some time, unless `close` comes first."""

        def do() -> None:
            self._waiting.discard(handle)
            work()

        handle = asyncio.get_running_loop().call_later(seconds, do)
        self._waiting.add(handle)

    async def settled(self, *, within_seconds: float) -> None:
        """Wait until all is done.

        Raises:
            TimeoutError: It is not.
        """
        deadline = time.monotonic() + within_seconds
        while self._waiting:
            if time.monotonic() > deadline:
                raise TimeoutError(f"After {within_seconds} s there is still something to be done.")
            await asyncio.sleep(0.005)

    def close(self) -> None:
        """Leave the rest undone."""
        for handle in self._waiting:
            handle.cancel()
        self._waiting.clear()

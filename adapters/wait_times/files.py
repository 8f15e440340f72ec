"""A feed that lies in a file.  Implements `core.ports.WaitFeed`."""

from __future__ import annotations

import asyncio
import stat
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from adapters.wait_times.addresses import file_of, public_name
from core.domain import FeedReading
from core.errors import SourceError
from core.ports import Clock, WaitFeedParser

_CURE = "See that the path in FRONTDESK_WAITS_URL is right and the file may be read."


class FileFeed:
    """Reads the file anew each time.  It is as old as its latest change."""

    def __init__(
        self,
        address: str,
        *,
        parser: WaitFeedParser,
        max_bytes: int,
        timeout_seconds: float,
        now: Clock,
    ) -> None:
        """Take what reading needs.

        Args:
            address: Begins with `file:`.
            parser: Understands what is in the file.
            max_bytes: A larger file is refused.
            timeout_seconds: For reading it: it may lie on a disk far away.
            now: For the file's age.

        Raises:
            SettingsError: The address names no file of this machine.
        """
        self._name = public_name(address)
        self._path = file_of(address)
        self._parser = parser
        self._max_bytes = max_bytes
        self._timeout_seconds = timeout_seconds
        self._now = now
        # A thread of its own: one that hangs on a lost disk must not be missing elsewhere.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="wait-feed")
        self._running: Future[tuple[bytes, float]] | None = None

    @property
    def name(self) -> str:
        """The file's address, with its whole path."""
        return self._name

    async def read(self) -> FeedReading:
        """Read the file as it is now.

        Raises:
            SourceError: It is missing, too large or unreadable, or holds no feed.
        """
        data, changed_at = await self._content()
        reading = await asyncio.to_thread(self._parser.parse, data)
        # A file from the future was copied from a machine whose clock is wrong.
        return replace(reading, age_seconds=max(0.0, self._now().timestamp() - changed_at))

    async def _content(self) -> tuple[bytes, float]:
        if self._running is not None and not self._running.done():
            raise SourceError(
                f"The feed '{self._path}' is not read again: the reading before has not ended yet. "
                "Is its disk there?"
            )
        self._running = self._thread.submit(_read, self._path, self._max_bytes)
        try:
            async with asyncio.timeout(self._timeout_seconds):
                return await asyncio.wrap_future(self._running)
        except TimeoutError as error:
            raise SourceError(
                f"The feed '{self._path}' could not be read within {self._timeout_seconds:g} s. Is "
                "its disk there?"
            ) from error


def _read(path: Path, max_bytes: int) -> tuple[bytes, float]:
    """The content, and when it was changed, in seconds since 1970."""
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise SourceError(f"'{path}' is a folder or device, not a file. {_CURE}")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        cause = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise SourceError(f"The feed '{path}' cannot be read: {cause}. {_CURE}") from error
    if len(data) > max_bytes:
        raise SourceError(
            f"The feed '{path}' has more than {max_bytes} bytes. If it is the right file, raise "
            "FRONTDESK_WAITS_MAX_MEBIBYTES."
        )
    return data, state.st_mtime

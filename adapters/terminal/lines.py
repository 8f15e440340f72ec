"""The lines that a person types, or that are piped in, read without holding anything up.

Called by the command line beside `TerminalView`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import termios
import threading
from collections.abc import Iterator
from typing import Any

from rich.console import Console

_CHUNK_BYTES = 4096


class TerminalLines:
    """Reads one line at a time, in a thread that never keeps the process from ending.

    A read cannot be cancelled.  The threads of the event loop are waited for when it closes, so
    that Ctrl-C at the prompt would seem to do nothing until Enter is pressed.  Python's own reader
    holds a lock meanwhile, without which the interpreter cannot end; hence the raw descriptor.
    """

    def __init__(self, *, console: Console, prompt: str) -> None:
        """Take where to prompt.

        Args:
            console: Where the prompt is shown.
            prompt: With markup; shown in a terminal only.
        """
        self._console = console
        self._prompt = prompt
        self._read_ahead = b""

    async def next(self) -> str | None:
        """The next line, or None at the end of input.  Undecodable bytes become U+FFFD."""
        loop = asyncio.get_running_loop()
        line: asyncio.Future[str | None] = loop.create_future()

        def deliver(text: str | None) -> None:
            if not line.done():
                line.set_result(text)

        def read() -> None:
            text = self._read()
            # The loop may have closed while a line was waited for.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(deliver, text)

        with _terminal_kept():
            threading.Thread(target=read, name="terminal-lines", daemon=True).start()
            return await line

    def _read(self) -> str | None:
        try:
            if not sys.stdin.isatty():
                return self._read_piped()
            import readline  # noqa: F401, PLC0415  (line editing and history)

            return self._console.input(self._prompt)
        except (EOFError, OSError, ValueError):
            return None

    def _read_piped(self) -> str | None:
        while b"\n" not in self._read_ahead:
            chunk = os.read(sys.stdin.fileno(), _CHUNK_BYTES)
            if not chunk:
                break
            self._read_ahead += chunk
        line, found, self._read_ahead = self._read_ahead.partition(b"\n")
        return line.decode("utf-8", "replace") if line or found else None


@contextlib.contextmanager
def _terminal_kept() -> Iterator[None]:
    """Leave the terminal as it was: line editing that is abandoned leaves it without echo."""
    try:
        attributes: list[Any] = termios.tcgetattr(sys.stdin.fileno())
    except (termios.error, OSError, ValueError):
        yield
        return
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, attributes)

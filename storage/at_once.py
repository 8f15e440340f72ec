"""Whole transactions in one thread: the event loop is waited for once, not at every statement.

SQLAlchemy's asynchronous engine goes to SQLite's thread and back some ten times for a small transaction;
while the loop is busy that takes ten times as long as the transaction itself, and whoever wants to write
waits for it.  `storage.database` does with it what a platform waits for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Engine
from sqlalchemy.orm import Session

Result = TypeVar("Result")


class WritingThread:
    """Writes to SQLite, one transaction at a time."""

    def __init__(self, engine: Engine) -> None:
        """Take an engine whose connections are set up; nothing is opened before the first use."""
        self.engine = engine.execution_options(frontdesk_writes=True)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="writing")

    async def run(self, write: Callable[[Session], Result]) -> Result:
        """Carry out a transaction: all of it is kept, or nothing.  Raises what SQLAlchemy raises."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, write)

    async def close(self) -> None:
        """Let what is under way end, and close the connections."""
        await asyncio.to_thread(self._thread.shutdown)
        self.engine.dispose()

    def _run(self, write: Callable[[Session], Result]) -> Result:
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            return write(session)

"""Keeps questions that come in the same moment in one transaction: `storage.turns` accepts with it.

A transaction takes some milliseconds, however little it writes.  Two hundred events in a second
would wait for each other longer than a platform waits for its acknowledgement.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from core.domain import TurnId
from storage.database import Database
from storage.tables import TurnRow
from storage.upsert import insert_if_new

EventKey = tuple[str, str, str]
"""Platform, workspace, event id."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A question that waits to be kept."""

    columns: Mapping[str, Any]
    kept: asyncio.Future[TurnId]

    @property
    def key(self) -> EventKey:
        columns = self.columns
        return columns["platform"], columns["workspace"], columns["event_id"]


class Accepting:
    """Gathers what comes while a transaction is under way, and writes it with the next one."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._coming: list[_Coming] = []
        self._writing: asyncio.Task[None] | None = None

    async def keep(self, columns: Mapping[str, Any]) -> TurnId:
        """Keep a question durably, or give the id that its event was kept under before.

        Args:
            columns: A whole row of `turns`.

        Raises:
            StorageError: The database cannot be written; nothing was kept.
        """
        coming = _Coming(columns, asyncio.get_running_loop().create_future())
        self._coming.append(coming)
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write(), name="keep questions")
        return await coming.kept

    async def _write(self) -> None:
        while self._coming:
            batch: list[_Coming] = []
            try:
                kept = await self._write_batch(batch)
            except BaseException as error:
                # A fault before the lock was held has failed those who waited for it, too.
                for one in batch or self._take():
                    if not one.kept.done():
                        one.kept.set_exception(error)
                if not isinstance(error, Exception):
                    raise
            else:
                for one in batch:
                    if not one.kept.done():
                        one.kept.set_result(kept[one.key])

    async def _write_batch(self, batch: list[_Coming]) -> Mapping[EventKey, TurnId]:
        def write(session: Session) -> Mapping[EventKey, TurnId]:
            count = insert_if_new(session, TurnRow, [one.columns for one in batch])
            if count == len(batch):
                return {one.key: one.columns["id"] for one in batch}
            return {one.key: session.scalars(of_event(*one.key)).one() for one in batch}

        async with self._database.writing_at_once(is_urgent=True) as carry_out:
            batch += self._take()
            return await carry_out(write)

    def _take(self) -> Sequence[_Coming]:
        taken, self._coming = self._coming, []
        return taken


def of_event(platform: str, workspace: str, event_id: str) -> Select[str]:
    """The id that an event is kept under.

    One by one: SQLite looks through the whole table for a list of events.
    """
    return select(TurnRow.id).where(
        TurnRow.platform == platform,
        TurnRow.workspace == workspace,
        TurnRow.event_id == event_id,
    )

"""How the latest refreshes went.  Refreshing records them, status pages and metrics look at them."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, func, select

from core.domain import RefreshState, RefreshSummary
from storage.database import Database
from storage.tables import RefreshRow

KEEP = 200
"""Refreshes that are remembered: half a year of nights."""


class SqlRefreshes:
    """Keeps the last refreshes, also those that failed or changed nothing."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def record(
        self, started_at: datetime, seconds: float, summary: RefreshSummary | None, error: str
    ) -> None:
        """Keep how a refresh went; the oldest beyond the last 200 go.

        Args:
            started_at: With its time zone.
            seconds: How long it took.
            summary: What it did; None where it failed.
            error: Why the whole refresh failed; empty where it did not.

        Raises:
            StorageError: The database cannot be written.
        """
        row = RefreshRow(
            started_at=started_at,
            seconds=seconds,
            summary=_written(summary) if summary else "",
            error=error,
        )
        kept = select(RefreshRow.id).order_by(RefreshRow.id.desc()).limit(KEEP).subquery()
        oldest_kept = select(func.min(kept.c.id)).scalar_subquery()
        async with self._database.writing() as session:
            session.add(row)
            await session.flush()
            await session.execute(delete(RefreshRow).where(RefreshRow.id < oldest_kept))

    async def latest(self) -> RefreshState | None:
        """The latest refresh, or None before the first.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            row = await session.scalar(_newest_first().limit(1))
        return _state(row) if row else None

    async def last_success_at(self) -> datetime | None:
        """When the last refresh ended that read every source to its end; None if there is none.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            rows = await session.scalars(_newest_first().where(RefreshRow.error == ""))
            whole = (state for state in map(_state, rows) if not state.incomplete)
            last = next(whole, None)
        return ended_at(last) if last else None


def ended_at(refresh: RefreshState) -> datetime:
    """When a refresh ended."""
    return refresh.started_at + timedelta(seconds=refresh.seconds)


def _newest_first() -> Select[RefreshRow]:
    return select(RefreshRow).order_by(RefreshRow.id.desc())


def _written(summary: RefreshSummary) -> str:
    return json.dumps(asdict(summary), ensure_ascii=False, separators=(",", ":"))


def _state(row: RefreshRow) -> RefreshState:
    if not row.summary:
        return RefreshState(started_at=row.started_at, seconds=row.seconds, error=row.error)
    summary = json.loads(row.summary)
    return RefreshState(
        started_at=row.started_at,
        seconds=row.seconds,
        new=summary["new"],
        changed=summary["changed"],
        unchanged=summary["unchanged"],
        gone=summary["gone"],
        failed=tuple((failed["address"], failed["reason"]) for failed in summary["failed"]),
        incomplete=tuple(summary["incomplete"]),
        published=summary["published"] is not None,
        error=row.error,
    )

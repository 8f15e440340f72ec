"""What is known of every index snapshot on disk.  Refreshing and status reports use it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import delete, select, update

from core.domain import PageFailed, RefreshSummary
from storage.database import Database
from storage.tables import SnapshotRow
from storage.upsert import upsert


@dataclass(frozen=True, slots=True)
class SnapshotRecord:
    """A snapshot of the index and how it came to be."""

    id: str
    """Unique; sorts by age only together with `created_at`."""
    folder: str
    """Where the snapshot lies."""
    created_at: datetime
    """With its time zone."""
    model_id: str
    """The embedder that made its vectors."""
    dimensions: int
    """Length of its vectors."""
    pages: int
    passages: int
    summary: RefreshSummary = field(default_factory=RefreshSummary)
    """What the refresh that made it did."""
    current: bool = False
    """True for the one snapshot that serves."""


class SqlSnapshots:
    """Keeps the records of index snapshots; at most one of them is current."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def record(self, snapshot: SnapshotRecord) -> None:
        """Keep a snapshot; a current one takes over from the one before, in the same moment.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            if snapshot.current:
                await session.execute(update(SnapshotRow).values(current=False))
            await session.run_sync(upsert, SnapshotRow, [_row(snapshot)])

    async def current(self) -> SnapshotRecord | None:
        """The snapshot that serves, or None before the first refresh.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            row = await session.scalar(select(SnapshotRow).where(SnapshotRow.current))
        return _record(row) if row else None

    async def all(self) -> tuple[SnapshotRecord, ...]:
        """All snapshots, newest first.

        Raises:
            StorageError: The database cannot be read.
        """
        newest_first = select(SnapshotRow).order_by(
            SnapshotRow.created_at.desc(), SnapshotRow.id.desc()
        )
        async with self._database.reading() as session:
            return tuple(_record(row) for row in await session.scalars(newest_first))

    async def delete(self, snapshot_id: str) -> None:
        """Forget a snapshot whose folder is gone.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            await session.execute(delete(SnapshotRow).where(SnapshotRow.id == snapshot_id))


def _row(snapshot: SnapshotRecord) -> dict[str, object]:
    return {
        "id": snapshot.id,
        "folder": snapshot.folder,
        "created_at": snapshot.created_at,
        "model_id": snapshot.model_id,
        "dimensions": snapshot.dimensions,
        "pages": snapshot.pages,
        "passages": snapshot.passages,
        "current": snapshot.current,
        "summary": json.dumps(asdict(snapshot.summary), ensure_ascii=False, separators=(",", ":")),
    }


def _record(row: SnapshotRow) -> SnapshotRecord:
    summary = json.loads(row.summary)
    summary["failed"] = tuple(PageFailed(**failed) for failed in summary["failed"])
    summary["incomplete"] = tuple(summary["incomplete"])
    return SnapshotRecord(
        id=row.id,
        folder=row.folder,
        created_at=row.created_at,
        model_id=row.model_id,
        dimensions=row.dimensions,
        pages=row.pages,
        passages=row.passages,
        summary=RefreshSummary(**summary),
        current=row.current,
    )

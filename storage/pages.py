"""The pages in the database: the `PageStore` port.  Refreshing uses it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, func, insert, select, update

from core.domain import Address, Block, BlockKind, Page, PageVersion, StoredPage
from storage.database import Database
from storage.tables import PageRow, UnreadPageRow
from storage.upsert import upsert

BATCH = 200
"""Pages or addresses handled by one statement."""


@dataclass(frozen=True, slots=True)
class SourceCount:
    """What is stored of one source."""

    pages: int
    last_read_at: datetime
    """When the page that changed last was read."""


class SqlPages:
    """Keeps what was read of every page between refreshes."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def versions(self, source: str) -> Mapping[Address, PageVersion]:
        """Versions of all pages of a source.

        Raises:
            StorageError: The database cannot be read.
        """
        statement = select(
            PageRow.address, PageRow.content_hash, PageRow.etag, PageRow.last_modified
        ).where(PageRow.source == source)
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return {
            address: PageVersion(content_hash=content_hash, etag=etag, last_modified=modified)
            for address, content_hash, etag, modified in rows
        }

    async def save(self, pages: Sequence[StoredPage]) -> None:
        """Insert or replace pages; all of them or none.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            for start in range(0, len(pages), BATCH):
                rows = [_row(page) for page in pages[start : start + BATCH]]
                await session.run_sync(upsert, PageRow, rows)

    async def confirm(self, versions: Mapping[Address, PageVersion]) -> None:
        """Set the versions of stored pages, all of them or none; unknown ones are passed over.

        Raises:
            StorageError: The database cannot be written.
        """
        if not versions:
            return
        table = PageRow.__table__
        statement = (
            update(PageRow)
            .execution_options(synchronize_session=False)
            .where(table.c.address == bindparam("of"))
            .values(
                content_hash=bindparam("hash"),
                etag=bindparam("new_etag"),
                last_modified=bindparam("modified"),
            )
        )
        rows = [
            {
                "of": address,
                "hash": version.content_hash,
                "new_etag": version.etag,
                "modified": version.last_modified,
            }
            for address, version in versions.items()
        ]
        async with self._database.writing() as session:
            connection = await session.connection()
            await connection.execute(statement, rows)

    async def delete(self, addresses: Sequence[Address]) -> None:
        """Forget pages; all of them or none.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            for start in range(0, len(addresses), BATCH):
                batch = addresses[start : start + BATCH]
                await session.execute(delete(PageRow).where(PageRow.address.in_(batch)))

    async def counts(self) -> Mapping[str, SourceCount]:
        """What is stored of each source, by its name.

        Raises:
            StorageError: The database cannot be read.
        """
        statement = select(PageRow.source, func.count(), func.max(PageRow.read_at)).group_by(
            PageRow.source
        )
        async with self._database.reading() as session:
            rows = (await session.execute(statement)).all()
        return {source: SourceCount(pages, read_at) for source, pages, read_at in rows}

    async def unread(self, source: str) -> Sequence[Address]:
        """Addresses of a source that failed when they were last asked for, nothing being stored.

        Raises:
            StorageError: The database cannot be read.
        """
        statement = select(UnreadPageRow.address).where(UnreadPageRow.source == source)
        async with self._database.reading() as session:
            return sorted(await session.scalars(statement))

    async def keep_unread(self, source: str, addresses: Sequence[Address]) -> None:
        """Replace the list of a source's unread addresses; all of it or nothing.

        Raises:
            StorageError: The database cannot be written.
        """
        rows = [{"source": source, "address": address} for address in addresses]
        async with self._database.writing() as session:
            await session.execute(delete(UnreadPageRow).where(UnreadPageRow.source == source))
            if rows:
                await session.execute(insert(UnreadPageRow), rows)

    async def page(self, address: Address) -> StoredPage | None:
        """One page, of whatever source; None where none is stored under the address.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            row = await session.get(PageRow, address)
            return None if row is None else _page(row)

    async def pages(self) -> AsyncIterator[StoredPage]:
        """All pages of all sources, ordered by address.

        Reads in batches, each a transaction of its own: a slow caller holds nothing open.

        Raises:
            StorageError: The database cannot be read.
        """
        last_address = ""
        while True:
            statement = (
                select(PageRow)
                .where(PageRow.address > last_address)
                .order_by(PageRow.address)
                .limit(BATCH)
            )
            async with self._database.reading() as session:
                batch = [_page(row) for row in await session.scalars(statement)]
            if not batch:
                return
            for page in batch:
                yield page
            last_address = batch[-1].page.address


def _row(stored: StoredPage) -> dict[str, Any]:
    return {
        "address": stored.page.address,
        "source": stored.source,
        "title": stored.page.title,
        "published": stored.page.published,
        "blocks": _encode(stored.page.blocks),
        "content_hash": stored.version.content_hash,
        "etag": stored.version.etag,
        "last_modified": stored.version.last_modified,
        "read_at": stored.read_at,
    }


def _page(row: PageRow) -> StoredPage:
    return StoredPage(
        page=Page(
            address=row.address,
            title=row.title,
            blocks=_decode(row.blocks),
            published=row.published,
        ),
        version=PageVersion(
            content_hash=row.content_hash, etag=row.etag, last_modified=row.last_modified
        ),
        source=row.source,
        read_at=row.read_at,
    )


def _encode(blocks: Sequence[Block]) -> str:
    """Blocks as JSON, `[["heading","Hours",2,""],["paragraph","Open from 8 to 5",0,""]]`."""
    rows = [[block.kind, block.text, block.level, block.marker] for block in blocks]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def _decode(blocks: str) -> tuple[Block, ...]:
    return tuple(
        Block(kind=BlockKind(kind), text=text, level=level, marker=marker)
        for kind, text, level, marker in json.loads(blocks)
    )

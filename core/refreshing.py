"""Reads the sources and makes a new index of what changed.

Called by the command line, by set-up and by the nightly job.  Pages are stored as they are read, so
a refresh that is broken off loses nothing; the index is made from the stored pages, so a page or a
site that failed keeps what was known of it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass, field
from datetime import datetime

from core.chunking import PassageLimits, chunk, without_furniture
from core.domain import (
    Address,
    Page,
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    Passage,
    Published,
    RefreshSummary,
    SourceDone,
    StoredPage,
)
from core.errors import RefreshError
from core.ports import IndexStore, PageSource, PageStore, Progress

_BATCH = 50
"""Pages stored at once."""
_CHUNKING = "1"
"""Part of the fingerprint: raised when pages are cut differently, so that the index is made anew."""


class Refresher:
    """Carries out refreshes, one at a time."""

    def __init__(
        self,
        *,
        sources: Sequence[PageSource],
        pages: PageStore,
        index: IndexStore,
        limits: PassageLimits,
        lock: Callable[[], AbstractContextManager[None]],
        now: Callable[[], datetime],
    ) -> None:
        """Take what a refresh needs.

        Args:
            lock: Entered for the whole refresh; raises RefreshRunning while another holds it.
        """
        self._sources = sources
        self._pages = pages
        self._index = index
        self._limits = limits
        self._lock = lock
        self._now = now

    async def refresh(self, *, full: bool, progress: Progress) -> RefreshSummary:
        """Read all sources, store what changed, publish a new index if anything did.

        Args:
            full: Fetch every page again and build the index even if nothing changed.
            progress: Told how far the work is.

        Raises:
            RefreshRunning: Another refresh is at work.
            RefreshError: The index could not be built; the one that serves stays.
            StorageError: The database cannot be written.
        """
        started = time.perf_counter()
        with self._lock():
            tally = _Tally()
            for source in self._sources:
                await self._read(source, full=full, tally=tally, progress=progress)
            await self._drop_former_sources(tally)
            published = await self._publish(full=full, progress=progress)
        return RefreshSummary(
            new=tally.new,
            changed=tally.changed,
            unchanged=tally.unchanged,
            gone=tally.gone,
            failed=tuple(tally.failed),
            incomplete=tuple(tally.incomplete),
            published=published,
            seconds=time.perf_counter() - started,
        )

    async def _read(
        self, source: PageSource, *, full: bool, tally: _Tally, progress: Progress
    ) -> None:
        """Walk one source; what it no longer has goes, unless the walk was not complete."""
        known = await self._pages.versions(source.name)
        unseen = set(known)
        batch: list[StoredPage] = []
        async with aclosing(source.read({} if full else known)) as events:
            async for event in events:
                match event:
                    case SourceDone():
                        await self._end(source, event, unseen, tally)
                    case PageRead(page=page):
                        unseen.discard(page.address)
                        stored = self._stored(event, source.name)
                        if tally.count(stored, known.get(page.address)):
                            batch.append(stored)
                    case PageUnchanged(address=address):
                        unseen.discard(address)
                        tally.unchanged += 1
                    case PageFailed(address=address):
                        unseen.discard(address)
                        tally.failed.append(event)
                    case PageGone(address=address):
                        await self._forget([address] if address in unseen else [], tally)
                        unseen.discard(address)
                if len(batch) >= _BATCH:
                    await self._pages.save(batch)
                    batch = []
                progress(f"Reading {source.name}", tally.seen, max(len(known), tally.seen))
        if batch:
            await self._pages.save(batch)

    async def _end(
        self, source: PageSource, done: SourceDone, unseen: set[Address], tally: _Tally
    ) -> None:
        """After a complete walk what was not seen is gone; after another it stays."""
        if done.complete:
            await self._forget(sorted(unseen), tally)
        else:
            tally.incomplete.append(f"{source.name}: {done.reason}")

    def _stored(self, event: PageRead, source: str) -> StoredPage:
        version = PageVersion(content_hash(event.page), event.etag, event.last_modified)
        return StoredPage(event.page, version, source, self._now())

    async def _forget(self, addresses: Sequence[Address], tally: _Tally) -> None:
        if addresses:
            await self._pages.delete(addresses)
            tally.gone += len(addresses)

    async def _drop_former_sources(self, tally: _Tally) -> None:
        """Forget the pages of sources that are no longer configured."""
        names = {source.name for source in self._sources}
        former = [
            stored.page.address
            async for stored in self._pages.pages()
            if stored.source not in names
        ]
        await self._forget(former, tally)

    async def _publish(self, *, full: bool, progress: Progress) -> Published | None:
        stored = [page async for page in self._pages.pages()]
        if not stored:
            raise RefreshError(
                "Not one page could be read, and none is known from before. "
                "Check the sources with `frontdesk sources` and `frontdesk doctor`."
            )
        fingerprint = _fingerprint(stored)
        if not full and await self._index.fingerprint() == fingerprint:
            return None
        progress("Cutting into passages", 0, len(stored))
        passages = await asyncio.to_thread(self._chunk, [page.page for page in stored])
        return await self._index.publish(
            passages, pages=len(stored), fingerprint=fingerprint, progress=progress
        )

    def _chunk(self, pages: Sequence[Page]) -> list[Passage]:
        return [
            passage for page in without_furniture(pages) for passage in chunk(page, self._limits)
        ]


@dataclass(slots=True)
class _Tally:
    """Counts while a refresh goes on."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    failed: list[PageFailed] = field(default_factory=list)
    incomplete: list[str] = field(default_factory=list)

    @property
    def seen(self) -> int:
        return self.new + self.changed + self.unchanged + len(self.failed)

    def count(self, stored: StoredPage, before: PageVersion | None) -> bool:
        """Count a page that was read; say whether it has to be stored."""
        if before is None:
            self.new += 1
        elif before.content_hash != stored.version.content_hash:
            self.changed += 1
        else:
            self.unchanged += 1
            return before != stored.version
        return True


def content_hash(page: Page) -> str:
    """SHA-256 of what an index is made from."""
    content = [
        page.title,
        page.published,
        *([b.kind, b.text, b.level, b.marker] for b in page.blocks),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _fingerprint(stored: Sequence[StoredPage]) -> str:
    digest = hashlib.sha256(_CHUNKING.encode())
    for page in stored:
        digest.update(f"{page.page.address}\n{page.version.content_hash}\n".encode())
    return digest.hexdigest()

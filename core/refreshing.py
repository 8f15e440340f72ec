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
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime

from core.chunking import PassageLimits, chunk, superseded_pages, without_furniture
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
    ReadEvent,
    RefreshSummary,
    SourceDone,
    StoredPage,
)
from core.errors import RefreshError
from core.ports import IndexStore, PageSource, PageStore, Progress

_BATCH = 50
"""Pages stored at once."""
_CHUNKING = "2"
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
        """Walk one source; what was read is kept even if the walk is broken off."""
        known = await self._pages.versions(source.name)
        # A full read forgets how to ask whether a page changed, not which pages there are: a
        # source that looks empty because it is down must still be told from one that was emptied.
        asked = dict.fromkeys(known, PageVersion("")) if full else known
        # A page that failed may be linked only from pages that stay unchanged: it is asked for again.
        unread = await self._pages.unread(source.name)
        asked = dict.fromkeys(unread, PageVersion("")) | dict(asked)
        walk = _Walk(source.name, known, unseen=set(known), unread=set(unread))
        try:
            async with aclosing(source.read(asked)) as events:
                async for event in events:
                    await self._take(event, walk, tally)
                    progress(f"Reading {source.name}", tally.seen, max(len(known), tally.seen))
        except asyncio.CancelledError:
            await self._save(walk)
            raise
        await self._save(walk)

    async def _take(self, event: ReadEvent, walk: _Walk, tally: _Tally) -> None:
        match event:
            case PageRead(page=page):
                walk.saw(page.address)
                stored = self._stored(event, walk.source)
                if tally.count(stored, walk.known.get(page.address)):
                    walk.add(stored)
            case PageUnchanged(address=address):
                walk.saw(address)
                tally.unchanged += 1
            case PageFailed(address=address):
                walk.saw(address)
                walk.failed.add(address)
                tally.failed.append(event)
            case PageGone(address=address):
                await self._forget([address] if address in walk.unseen else [], tally)
                walk.saw(address)
            case SourceDone():
                await self._end(event, walk, tally)
        if len(walk.batch) >= _BATCH:
            await self._save(walk)

    async def _save(self, walk: _Walk) -> None:
        batch, walk.batch = walk.batch, []
        if batch:
            await self._pages.save(batch)

    async def _end(self, done: SourceDone, walk: _Walk, tally: _Tally) -> None:
        """After a complete walk what was not seen is gone; after another it stays."""
        await self._save(walk)
        unread = walk.failed - set(walk.known) | (set() if done.complete else walk.unread)
        await self._pages.keep_unread(walk.source, sorted(unread))
        if done.complete:
            await self._forget(sorted(walk.unseen), tally)
            await self._pages.confirm(walk.versions)
        else:
            tally.incomplete.append(f"{walk.source}: {done.reason}")

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
        fingerprint = _fingerprint(stored, self._limits.max_tokens)
        if not full and await self._index.fingerprint() == fingerprint:
            return None
        progress("Cutting into passages", 0, len(stored))
        passages = await asyncio.to_thread(self._chunk, stored)
        return await self._index.publish(
            passages, pages=len(stored), fingerprint=fingerprint, progress=progress
        )

    def _chunk(self, stored: Sequence[StoredPage]) -> list[Passage]:
        pages = [one.page for one in stored]
        sources = {one.page.address: one.source for one in stored}
        superseded = superseded_pages(pages)
        return [
            passage
            for page in without_furniture(pages)
            for passage in chunk(
                page,
                self._limits,
                superseded=page.address in superseded,
                source=sources[page.address],
            )
        ]


@dataclass(slots=True)
class _Walk:
    """What one source has told so far."""

    source: str
    known: Mapping[Address, PageVersion]
    unseen: set[Address]
    """Known pages that were not told yet."""
    unread: set[Address]
    """Addresses that failed in the walk before and were not told yet."""
    failed: set[Address] = field(default_factory=set)
    """Addresses that failed in this walk."""
    batch: list[StoredPage] = field(default_factory=list)
    """Pages to be stored."""
    versions: dict[Address, PageVersion] = field(default_factory=dict)
    """Of the pages stored by this walk."""

    def saw(self, address: Address) -> None:
        """An address was told, whatever was said of it."""
        self.unseen.discard(address)
        self.unread.discard(address)

    def add(self, stored: StoredPage) -> None:
        """Have a page stored, for now as if no server could tell whether it changes.

        A page that a server calls unchanged is not read again, so what it links to is not seen.
        Were a walk broken off after such a page, the pages that it leads to would never be found.
        """
        self.versions[stored.page.address] = stored.version
        unconfirmed = PageVersion(stored.version.content_hash)
        self.batch.append(replace(stored, version=unconfirmed))


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


def _fingerprint(stored: Sequence[StoredPage], max_tokens: int) -> str:
    digest = hashlib.sha256(f"{_CHUNKING} {max_tokens}".encode())
    for page in stored:
        digest.update(f"{page.page.address}\n{page.source}\n{page.version.content_hash}\n".encode())
    return digest.hexdigest()

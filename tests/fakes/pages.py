"""A `PageStore` in memory."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace

from core.domain import Address, PageVersion, StoredPage


class FakePages:
    """Keeps pages in a dictionary."""

    def __init__(self) -> None:
        self._pages: dict[Address, StoredPage] = {}
        self._unread: dict[str, tuple[Address, ...]] = {}

    async def versions(self, source: str) -> Mapping[Address, PageVersion]:
        """Versions of all pages of a source."""
        return {
            address: stored.version
            for address, stored in self._pages.items()
            if stored.source == source
        }

    async def save(self, pages: Sequence[StoredPage]) -> None:
        """Insert or replace pages."""
        self._pages.update({stored.page.address: stored for stored in pages})

    async def confirm(self, versions: Mapping[Address, PageVersion]) -> None:
        """Set the versions of stored pages."""
        for address, version in versions.items():
            if address in self._pages:
                self._pages[address] = replace(self._pages[address], version=version)

    async def delete(self, addresses: Sequence[Address]) -> None:
        """Forget pages."""
        for address in addresses:
            self._pages.pop(address, None)

    async def unread(self, source: str) -> Sequence[Address]:
        """Addresses that failed when they were last asked for."""
        return self._unread.get(source, ())

    async def keep_unread(self, source: str, addresses: Sequence[Address]) -> None:
        """Replace the list of a source's unread addresses."""
        self._unread[source] = tuple(sorted(addresses))

    async def page(self, address: Address) -> StoredPage | None:
        """One page, if it is stored."""
        return self._pages.get(address)

    async def pages(self) -> AsyncIterator[StoredPage]:
        """All pages of all sources, ordered by address."""
        for address in sorted(self._pages):
            yield self._pages[address]

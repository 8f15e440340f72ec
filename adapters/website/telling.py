"""What a walk tells: each page once, never beyond the limit, failures where people look."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import TypeAlias

from adapters.website.answers import Fetched
from core.domain import (
    Address,
    Page,
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    ReadEvent,
)

Tell: TypeAlias = Callable[[ReadEvent], Awaitable[None]]
"""Takes an event; waits while the consumer is busy."""


class Teller:
    """Tells the events of one walk."""

    def __init__(
        self,
        *,
        tell: Tell,
        known: Mapping[Address, PageVersion],
        starts: Iterable[Address],
        version: str,
        max_pages: int,
    ) -> None:
        """Take what the telling depends on.

        Args:
            tell: Takes each event.
            known: The pages of the last refresh.
            starts: The start addresses.
            version: Fingerprint of rules and parsers, put before every etag.
            max_pages: Pages to tell at most.
        """
        self._tell = tell
        self._known = known
        self._starts = frozenset(starts)
        self._version = version
        self._max_pages = max_pages
        self._count = 0
        self._texts: set[int] = set()
        self.is_full = False
        """Whether a page had to be left out because the limit was reached."""

    async def read(self, page: Page, fetched: Fetched) -> bool:
        """Tell a page, unless it is a new one that repeats another's text; False at the limit."""
        text = hash((page.title, page.blocks))
        if text in self._texts and page.address not in self._known:
            return True
        self._texts.add(text)
        etag = f"{self._version} {fetched.etag}"
        return await self._tell_page(PageRead(page, etag, fetched.last_modified))

    async def unchanged(self, address: Address) -> bool:
        """Tell that a known page holds; False at the limit."""
        return await self._tell_page(PageUnchanged(address))

    async def gone(self, addresses: Iterable[Address]) -> None:
        """Tell that pages are gone, if they were known; others are of no interest."""
        for address in dict.fromkeys(addresses):
            if address in self._known:
                await self._tell(PageGone(address))

    async def failed(self, chain: Iterable[Address], reason: str) -> None:
        """Tell a failure: of every known address on the way, else of the first."""
        addresses = list(dict.fromkeys(chain))
        for address in [a for a in addresses if a in self._known] or addresses[:1]:
            await self._tell(PageFailed(address, reason))

    def is_ours(self, chain: Iterable[Address]) -> bool:
        """Whether an address on the way is one that people expect to be read."""
        return any(address in self._known or address in self._starts for address in chain)

    async def _tell_page(self, event: PageRead | PageUnchanged) -> bool:
        if self._count >= self._max_pages:
            self.is_full = True
            return False
        self._count += 1
        await self._tell(event)
        return True

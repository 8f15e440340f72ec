"""Builds what reads the pages that people name by their address.

Fetching and parsing take half a second to import; that waits until an address is asked about.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import urlsplit

from adapters.website.allowed_hosts import AllowedHosts
from bot.settings import Settings
from core.chunking import PassageLimits
from core.domain import ReadPage
from core.engine.page_finder import EmbeddedPageFinder
from core.named_pages import NamedPages
from core.ports import Embedder, PageReader, PageStore


def make_named_pages(
    settings: Settings, *, embedder: Embedder, limits: PassageLimits, pages: PageStore
) -> NamedPages:
    """What reads named pages, within the hosts that the settings allow.

    Raises:
        SettingsError: An allowed host is none.
    """
    allowed_hosts = allowed_hosts_of(settings)

    def make_reader() -> PageReader:
        from adapters.website.named_page import NamedPageReader  # noqa: PLC0415
        from bot.sources import make_parsers  # noqa: PLC0415

        return NamedPageReader(
            allowed_hosts=allowed_hosts,
            parsers=make_parsers(),
            known=pages.page,
            max_bytes=settings.links.max_mebibytes * 2**20,
            timeout_seconds=settings.links.timeout_seconds,
            user_agent=settings.crawl.user_agent,
        )

    return NamedPages(
        reader=LatePageReader(make=make_reader),
        finder=EmbeddedPageFinder(embedder=embedder, limits=limits),
    )


class LatePageReader:
    """Implements `PageReader`; makes the real one when the first page is named."""

    def __init__(self, *, make: Callable[[], PageReader]) -> None:
        self._make = make
        self._making = asyncio.Lock()
        self._reader: PageReader | None = None

    async def read(self, address: str) -> ReadPage:
        """Read a page; see `PageReader.read`.

        Raises:
            PageRefused: It may not or cannot be read.
        """
        async with self._making:
            if self._reader is None:
                self._reader = await asyncio.to_thread(self._make)
        return await self._reader.read(address)


def allowed_hosts_of(settings: Settings) -> AllowedHosts:
    """The hosts that are set, and those of the configured websites with their ports.

    Raises:
        SettingsError: One of them is none.
    """
    websites = [
        host.rpartition("@")[2]
        for site in settings.sources.websites
        for host in (urlsplit(site.url).netloc, *site.allow_hosts)
    ]
    return AllowedHosts((*settings.links.allowed_hosts, *websites))

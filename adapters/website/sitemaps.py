"""Sitemaps: plain, gzipped, as text, or an index of others."""

from __future__ import annotations

import asyncio
import zlib
from collections import deque
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

from lxml import etree

from adapters.website.addresses import normalise
from adapters.website.answers import Failed, Fetched
from adapters.website.fetching import Fetcher
from adapters.website.rules import Gatekeeper
from core.domain import Address, PageFailed
from core.errors import SourceError

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP_FORMAT = 31
"""zlib's number for "a gzip header must be there"."""
_MAX_SITEMAPS = 200
_MAX_ADDRESSES = 50_000
"""Source: https://www.sitemaps.org/protocol.html, the most that one sitemap may hold."""


@dataclass(frozen=True, slots=True)
class Sitemap:
    """What one sitemap file lists."""

    pages: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    """Further sitemaps, when the file is an index."""


async def read_sitemaps(
    addresses: Iterable[Address], *, fetcher: Fetcher, gatekeeper: Gatekeeper, max_bytes: int
) -> AsyncIterator[Address | PageFailed]:
    """Read sitemaps and those that they refer to; yield the pages listed, and what failed."""
    waiting = deque(addresses)
    asked: set[Address] = set()
    while waiting and len(asked) < _MAX_SITEMAPS:
        address = waiting.popleft()
        if address in asked or not gatekeeper.is_host_allowed(address):
            continue
        asked.add(address)
        answer = await fetcher.fetch(address, any_type=True)
        if isinstance(answer, Failed):
            yield PageFailed(address, f"The sitemap cannot be read: {answer.reason}")
        if not isinstance(answer, Fetched):
            continue
        try:
            sitemap = await asyncio.to_thread(
                parse_sitemap, answer.data, address=address, max_bytes=max_bytes
            )
        except SourceError as error:
            yield PageFailed(address, str(error))
            continue
        waiting.extend(sitemap.sitemaps)
        for page in sitemap.pages:
            yield page


def parse_sitemap(data: bytes, *, address: Address, max_bytes: int) -> Sitemap:
    """Parse a sitemap file.

    Args:
        data: The file as it was served.
        address: Where it came from.
        max_bytes: Of the unpacked file; the rest is not read.

    Raises:
        SourceError: The file is neither XML nor a list of addresses.
    """
    if data.startswith(_GZIP_MAGIC):
        data = _unpack(data, max_bytes)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _parse_xml(data, address)
    lines = data.decode("utf-8", errors="replace").splitlines()[:_MAX_ADDRESSES]
    pages = tuple(filter(None, (normalise(line) for line in lines)))
    if not pages and data.strip():
        raise SourceError(
            f"Sitemap {address} is neither XML nor a list of addresses: it is skipped."
        )
    return Sitemap(pages=pages)


def _unpack(data: bytes, max_bytes: int) -> bytes:
    try:
        return zlib.decompressobj(_GZIP_FORMAT).decompress(data, max_bytes)
    except zlib.error:
        return b""


def _parse_xml(data: bytes, address: Address) -> Sitemap:
    # No entity is expanded and nothing is fetched: a sitemap is data from outside.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, remove_comments=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.LxmlError as error:
        raise SourceError(f"Sitemap {address} is broken ({error}): it is skipped.") from error
    if root is None:
        raise SourceError(f"Sitemap {address} is broken: it is skipped.")
    pages: list[Address] = []
    sitemaps: list[Address] = []
    for location in root.iter("{*}loc"):
        parent = location.getparent()
        kind = etree.QName(parent).localname if parent is not None else ""
        found = normalise((location.text or "").strip(), address)
        if found and kind in ("url", "sitemap"):
            (pages if kind == "url" else sitemaps).append(found)
    return Sitemap(pages=tuple(pages[:_MAX_ADDRESSES]), sitemaps=tuple(sitemaps[:_MAX_ADDRESSES]))

"""One request for one address that a person named: bounded in time, size and kind, no redirects.

Unlike the crawler's `fetching` it tries once, for somebody is waiting, sends nothing but who it is,
and connects only to what the resolver has checked.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from adapters.unpacking import ACCEPTED_ENCODINGS, TooLarge, Unpacker
from adapters.website import refusals
from adapters.website.addresses import normalise
from adapters.website.answers import Fetched, Redirected
from adapters.website.public_addresses import NotPublic
from core.domain import Address
from core.errors import SourceError
from core.media_types import SNIFFED_BYTES, is_vague, media_type_of

_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_PIECE_BYTES = 65_536
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/*;q=0.8,*/*;q=0.5"


class NamedFetcher:
    """Fetches with one session, for one page and the redirects that lead to it."""

    def __init__(
        self, *, session: aiohttp.ClientSession, max_bytes: int, readable: Callable[[str], bool]
    ) -> None:
        """Take what fetching needs.

        Args:
            session: From `open_session`.
            max_bytes: Of the unpacked file.
            readable: Whether a media type has a parser.
        """
        self._session = session
        self._max_bytes = max_bytes
        self._readable = readable

    async def fetch(self, address: Address) -> Fetched | Redirected:
        """Ask for an address, once.

        Args:
            address: In normal form; whether it may be asked for was decided before.

        Raises:
            PageRefused: There is no page to be had there; says why.
        """
        url = URL(address, encoded=True)
        host = url.raw_host or ""
        try:
            async with self._session.get(url, allow_redirects=False) as response:
                return self._redirected(response, host, address) or await self._read(
                    response, address
                )
        except NotPublic as error:
            raise refusals.not_public(host) from error
        except aiohttp.ClientConnectorDNSError as error:
            raise refusals.no_such_host(host) from error
        except aiohttp.ClientSSLError as error:
            raise refusals.untrusted(host) from error
        except TooLarge as error:
            raise refusals.too_large(self._max_bytes) from error
        except SourceError as error:
            raise refusals.unreadable(str(error)) from error
        except (aiohttp.ClientError, OSError) as error:
            raise refusals.unreachable(host) from error

    def _redirected(
        self, response: aiohttp.ClientResponse, host: str, address: Address
    ) -> Redirected | None:
        """Where the server sends the reader; None when it sends a page.

        Raises:
            PageRefused: It does neither.
        """
        if response.status == HTTPStatus.OK:
            return None
        if response.status not in _REDIRECTS:
            raise refusals.answered(host, response.status)
        location = response.headers.get("Location", "")
        target = normalise(location, address) if location else ""
        if not target:
            raise refusals.redirects_nowhere(host)
        return Redirected(target, permanent=response.status in _PERMANENT)

    async def _read(self, response: aiohttp.ClientResponse, address: Address) -> Fetched:
        declared = response.headers.get("Content-Type", "")
        length = response.headers.get("Content-Length", "")
        if self._is_other_kind(b"", declared, address):
            raise refusals.other_kind()
        if length.isdigit() and int(length) > self._max_bytes:
            raise TooLarge
        data = await self._read_body(response, declared, address)
        if self._is_other_kind(data[:SNIFFED_BYTES] or b"\n", declared, address):
            raise refusals.other_kind()
        media_type = media_type_of(data[:SNIFFED_BYTES], declared=declared, address=address)
        return Fetched(address, data, media_type, charset=response.charset or "")

    async def _read_body(
        self, response: aiohttp.ClientResponse, declared: str, address: Address
    ) -> bytes:
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), self._max_bytes)
        body = bytearray()
        is_checked = False
        async for piece in response.content.iter_chunked(_PIECE_BYTES):
            body += unpacker.feed(piece)
            if not is_checked and len(body) >= SNIFFED_BYTES:
                if self._is_other_kind(bytes(body[:SNIFFED_BYTES]), declared, address):
                    raise refusals.other_kind()
                is_checked = True
        unpacker.finish()
        return bytes(body)

    def _is_other_kind(self, start: bytes, declared: str, address: Address) -> bool:
        """Whether nobody reads a file, by its beginning or, before that, by a clear declaration."""
        if not start and is_vague(declared):
            return False
        return not self._readable(media_type_of(start, declared=declared, address=address))


@asynccontextmanager
async def open_session(
    *, resolver: AbstractResolver, user_agent: str
) -> AsyncIterator[aiohttp.ClientSession]:
    """A session that carries nothing from one page to the next and uses no proxy.

    A proxy would look the name up again, and connect to what nobody checked.
    """
    connector = aiohttp.TCPConnector(resolver=resolver, use_dns_cache=False, force_close=True)
    async with aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        trust_env=False,
        auto_decompress=False,
        timeout=aiohttp.ClientTimeout(total=None),
        headers={
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
        },
    ) as session:
        yield session

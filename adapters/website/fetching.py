"""One address, one answer: requests with retries, limits and politeness, redirects not followed.

The walk decides what an answer means; this module only makes sure that it gets one, that the
answer is bounded in time and size, and that nobody's headers travel to strangers.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

import httpx

from adapters.unpacking import ACCEPTED_ENCODINGS, TooLarge, Unpacker
from adapters.website.addresses import host_of, normalise
from adapters.website.answers import (
    Answer,
    Failed,
    Fetched,
    Missing,
    NotModified,
    Redirected,
    Unread,
)
from adapters.website.pacing import Clock, HostPace, Sleep
from adapters.website.rules import CrawlRules, Gatekeeper
from core.domain import Address
from core.errors import SourceError
from core.media_types import SNIFFED_BYTES, is_vague, media_type_of

_ATTEMPTS = 4
_FIRST_BACKOFF_SECONDS = 0.5
_MAX_BACKOFF_SECONDS = 8.0
_MAX_RETRY_AFTER_SECONDS = 60.0
_RETRIED = {429, 500, 502, 503, 504}
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_MISSING = {404, 410}
_CLOSED = {401, 403, 407}
_PIECE_BYTES = 65_536
_UNTRUSTED = (
    "The server's certificate is not trusted. Put the organisation's root certificate in a file "
    "and name it in the environment variable SSL_CERT_FILE."
)
_ACCEPT = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/*;q=0.8,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Retry:
    """The attempt failed in a way that may pass."""

    reason: str
    after_seconds: float = 0.0
    status: int = 0


class Fetcher:
    """Fetches for one walk.  All hosts' pace is kept here."""

    def __init__(
        self,
        *,
        client: httpx.AsyncClient,
        rules: CrawlRules,
        gatekeeper: Gatekeeper,
        readable: Callable[[str], bool],
        clock: Clock,
        sleep: Sleep,
    ) -> None:
        """Take what a walk shares.

        Args:
            client: Opens the connections; must not follow redirects.
            rules: Limits.
            gatekeeper: Decides who sees the headers.
            readable: Whether a media type has a parser.
            clock: For the pace.
            sleep: Waits between attempts.
        """
        self._client = client
        self._rules = rules
        self._gatekeeper = gatekeeper
        self._readable = readable
        self._clock = clock
        self._sleep = sleep
        self._paces: dict[str, HostPace] = {}

    def pace(self, address: Address) -> HostPace:
        """Return the pace of an address's host."""
        host = host_of(address)
        if host not in self._paces:
            self._paces[host] = HostPace(
                concurrency=self._rules.concurrency_per_host,
                delay_seconds=self._rules.delay_seconds,
                clock=self._clock,
                sleep=self._sleep,
            )
        return self._paces[host]

    async def fetch(
        self, address: Address, *, etag: str = "", last_modified: str = "", any_type: bool = False
    ) -> Answer:
        """Ask for an address, again if need be.

        Args:
            address: In normal form.
            etag: Of the known version, or empty.
            last_modified: Of the known version, or empty.
            any_type: Whether to read what no parser reads: robots.txt, sitemaps.
        """
        headers = dict(self._gatekeeper.headers_for(address))
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        attempt = 1
        while isinstance(
            answer := await self._attempt(address, headers, any_type=any_type), _Retry
        ):
            wait = answer.after_seconds
            if attempt == _ATTEMPTS or wait > _MAX_RETRY_AFTER_SECONDS:
                asked = f" and asks to wait {wait:.0f} s" if wait else ""
                reason = f"{answer.reason}{asked} (asked {attempt} times)."
                return Failed(reason, is_outage=True, status=answer.status)
            await self._back_off(address, attempt, wait)
            attempt += 1
        return answer

    async def _back_off(self, address: Address, attempt: int, after_seconds: float) -> None:
        if after_seconds:
            # The whole host asks for the pause, not this page alone.
            self.pace(address).pause(after_seconds)
            return
        longest = min(_FIRST_BACKOFF_SECONDS * 2 ** (attempt - 1), _MAX_BACKOFF_SECONDS)
        await self._sleep(longest * random.uniform(0.5, 1.0))  # noqa: S311 - jitter, no secret

    async def _attempt(
        self, address: Address, headers: dict[str, str], *, any_type: bool
    ) -> Answer | _Retry:
        total = self._rules.page_timeout_seconds
        try:
            async with (
                self.pace(address).turn(),
                asyncio.timeout(total),
                self._open(address, headers) as response,
            ):
                return _judge(response, address) or await self._read_file(
                    address, response, any_type=any_type
                )
        except TimeoutError:
            return Failed(
                f"It did not end within {total:g} s. Raise page_timeout_seconds if it may."
            )
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            return self._explain(error)

    def _explain(self, error: Exception) -> Failed | _Retry:
        """Tell whether a broken request may work the next time, and what to do when not."""
        cause = str(error).strip().rstrip(".") or type(error).__name__
        if "CERTIFICATE_VERIFY_FAILED" in cause:
            return Failed(_UNTRUSTED, is_outage=True)
        match error:
            case httpx.TimeoutException():
                seconds = self._rules.timeout_seconds
                return _Retry(f"The server did not answer within {seconds:g} s")
            case httpx.ConnectError():
                return _Retry(f"The server cannot be reached ({cause})")
            case httpx.TransportError():
                return _Retry(f"The connection broke ({cause})")
            case _:
                return Failed(f"The address cannot be asked for ({cause}).")

    @asynccontextmanager
    async def _open(
        self, address: Address, headers: dict[str, str]
    ) -> AsyncIterator[httpx.Response]:
        all_headers = {
            "User-Agent": self._rules.user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
            **headers,
        }
        async with self._client.stream("GET", address, headers=all_headers) as response:
            yield response

    async def _read_file(
        self, address: Address, response: httpx.Response, *, any_type: bool
    ) -> Answer:
        declared = response.headers.get("Content-Type", "")
        length = response.headers.get("Content-Length", "")
        if not any_type and self._is_unreadable(b"", declared, address):
            return Unread()
        if length.isdigit() and int(length) > self._rules.max_bytes:
            return self._too_large(int(length))
        try:
            data = await self._read_body(address, response, declared, any_type=any_type)
        except TooLarge:
            return self._too_large(None)
        except SourceError as error:
            return Failed(str(error))
        media_type = media_type_of(
            (data or b"")[:SNIFFED_BYTES], declared=declared, address=address
        )
        if data is None or not (any_type or self._readable(media_type)):
            return Unread()
        return Fetched(
            address=address,
            data=data,
            media_type=media_type,
            charset=response.charset_encoding or "",
            etag=response.headers.get("ETag", ""),
            last_modified=response.headers.get("Last-Modified", ""),
            robots_header=", ".join(response.headers.get_list("X-Robots-Tag")),
        )

    async def _read_body(
        self, address: Address, response: httpx.Response, declared: str, *, any_type: bool
    ) -> bytes | None:
        """Read and unpack a body; None as soon as its beginning shows that nobody reads it."""
        unpacker = Unpacker(response.headers.get("Content-Encoding", ""), self._rules.max_bytes)
        body = bytearray()
        is_checked = any_type
        async for piece in response.aiter_raw(_PIECE_BYTES):
            body += unpacker.feed(piece)
            if not is_checked and len(body) >= SNIFFED_BYTES:
                if self._is_unreadable(bytes(body[:SNIFFED_BYTES]), declared, address):
                    return None
                is_checked = True
        unpacker.finish()
        return bytes(body)

    def _is_unreadable(self, start: bytes, declared: str, address: Address) -> bool:
        """Whether nobody reads a file, by its beginning or, before that, by a clear declaration."""
        if not start and is_vague(declared):
            return False
        return not self._readable(media_type_of(start, declared=declared, address=address))

    def _too_large(self, length: int | None) -> Failed:
        limit = self._rules.max_bytes / 1e6
        size = f"It has {length / 1e6:.0f} MB" if length else "It grew"
        return Failed(f"{size}, beyond the limit of {limit:g} MB. Raise max_bytes to read it.")


def _judge(response: httpx.Response, address: Address) -> Answer | _Retry | None:
    """Judge an answer by its status; None when there is a file to read."""
    status = response.status_code
    answer: Answer | _Retry | None = None
    if status in _RETRIED:
        answer = _Retry(f"The server answers {_named(status)}", _retry_after(response), status)
    elif status in _REDIRECTS:
        target = normalise(response.headers.get("Location", ""), address)
        answer = Redirected(target, permanent=status in _PERMANENT)
        if not target or "Location" not in response.headers:
            answer = Failed(f"It redirects ({status}) to no address that can be read.")
    elif status == HTTPStatus.NOT_MODIFIED:
        answer = NotModified()
    elif status in _MISSING:
        answer = Missing()
    elif status in _CLOSED:
        cure = "Set headers that let the crawler in, or deny the address."
        answer = Failed(f"The server answers {_named(status)}. {cure}", status=status)
    elif status != HTTPStatus.OK:
        answer = Failed(f"The server answers {_named(status)}.", status=status)
    return answer


def _named(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _retry_after(response: httpx.Response) -> float:
    """Read `Retry-After`, which is a number of seconds or a date; 0 when there is none."""
    value = response.headers.get("Retry-After", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())

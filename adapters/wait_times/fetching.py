"""A feed on the web: asked for politely, bounded in time and size.  Implements `core.ports.WaitFeed`.

One `read` tries a few times, because most failures last a second.  What fails for longer is the
caller's business, who asks again minutes later.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TypeAlias

import httpx

from adapters.unpacking import ACCEPTED_ENCODINGS, TooLarge, Unpacker
from adapters.wait_times.addresses import public_name
from adapters.wait_times.headers import Version, age_seconds, retry_after_seconds, version_of
from core.domain import FeedReading
from core.errors import SourceError
from core.ports import WaitFeedParser

Sleep: TypeAlias = Callable[[float], Awaitable[None]]

_RETRIED = {429, 500, 502, 503, 504}
_MOST_REDIRECTS = 4
_ACCEPT = "application/json, text/csv;q=0.9, */*;q=0.5"
_UNTRUSTED = (
    "has a certificate that is not trusted. Put the organisation's root certificate in a file and "
    "name it in the environment variable SSL_CERT_FILE"
)


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How patient one reading is."""

    total_seconds: float
    """For all tries and pauses together."""
    try_seconds: float
    """For one try, from connecting to the last byte."""
    max_bytes: int
    """Of the feed, unpacked."""
    tries: int = 3
    backoff_seconds: float = 1.0
    """Before the second try; it doubles for each further one, and is shortened at random."""


@dataclass(frozen=True, slots=True)
class _Known:
    """The latest version that was understood."""

    version: Version
    reading: FeedReading


class _Passing(Exception):
    """The try failed in a way that may pass."""

    def __init__(self, reason: str, after_seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.after_seconds = after_seconds
        """How long the server asks to be left alone."""


class HttpFeed:
    """Reads a feed over HTTP, and remembers its latest version for the next reading."""

    def __init__(
        self,
        address: str,
        *,
        parser: WaitFeedParser,
        client: httpx.AsyncClient,
        rules: FetchRules,
        user_agent: str,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Take what reading needs.

        Args:
            address: With whatever secrets it needs.
            parser: Understands what comes.
            client: Opens the connections; closed by whoever opened it.
            rules: Limits.
            user_agent: Who asks.
            sleep: Waits between tries.

        Raises:
            SettingsError: It is no address on the web.
        """
        self._name = public_name(address)
        self._address = address
        self._parser = parser
        self._client = client
        self._rules = rules
        self._headers = {
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPTED_ENCODINGS,
        }
        self._sleep = sleep
        self._known: _Known | None = None

    @property
    def name(self) -> str:
        """The address without secrets."""
        return self._name

    async def read(self) -> FeedReading:
        """Ask for the feed; where it is the version of before, its reading is given again.

        Raises:
            SourceError: It cannot be reached, is too large, or is no feed.
        """
        try:
            async with asyncio.timeout(self._rules.total_seconds):
                return await self._read()
        except TimeoutError as error:
            raise self._failed(f"did not end within {self._rules.total_seconds:g} s") from error

    async def _read(self) -> FeedReading:
        ends_at = asyncio.get_running_loop().time() + self._rules.total_seconds
        number = 1
        while True:
            try:
                return await self._try()
            except _Passing as passing:
                pause = passing.after_seconds or self._backoff(number)
                left = ends_at - asyncio.get_running_loop().time()
                if number == self._rules.tries or pause >= left:
                    asked = passing.after_seconds
                    wish = f", and asks to be left alone for {asked:g} s" if asked else ""
                    tries = f" ({number} tries)" if number > 1 else ""
                    raise self._failed(f"{passing}{wish}{tries}") from passing
            await self._sleep(pause)
            number += 1

    def _backoff(self, number: int) -> float:
        longest = self._rules.backoff_seconds * float(2 ** (number - 1))
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret

    async def _try(self) -> FeedReading:
        """Ask once.

        Raises:
            _Passing: It may work the next time.
            SourceError: It will not.
        """
        try:
            async with asyncio.timeout(self._rules.try_seconds):
                return await self._ask()
        except TimeoutError as error:
            raise _Passing(f"did not end within {self._rules.try_seconds:g} s") from error
        except httpx.UnsupportedProtocol as error:
            raise self._failed("sends on to an address that is not on the web") from error
        except httpx.TransportError as error:
            cause = str(error).strip().rstrip(".") or type(error).__name__
            if "CERTIFICATE_VERIFY_FAILED" in cause:
                raise self._failed(_UNTRUSTED) from error
            raise _Passing(f"cannot be reached: {cause}") from error
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._failed(f"cannot be asked for: {type(error).__name__}") from error

    async def _ask(self) -> FeedReading:
        known = self._known
        conditions = known.version.conditions() if known else {}
        response = await self._open({**self._headers, **conditions})
        try:
            if known and conditions and response.status_code == HTTPStatus.NOT_MODIFIED:
                return _aged(known.reading, response, known.version)
            self._refuse_status(response)
            data = await self._body(response)
        finally:
            await response.aclose()
        try:
            reading = await asyncio.to_thread(self._parser.parse, data)
        except SourceError as error:
            raise SourceError(f"{error} It came from {self._name}.") from error
        version = version_of(response)
        self._known = _Known(version, reading)
        return _aged(reading, response, version)

    async def _open(self, headers: dict[str, str]) -> httpx.Response:
        """Send the request, and follow where the server sends it on, without reading anything."""
        request = self._client.build_request("GET", self._address, headers=headers)
        for _ in range(_MOST_REDIRECTS):
            response = await self._client.send(request, stream=True, follow_redirects=False)
            if response.next_request is None:
                return response
            await response.aclose()
            if request.url.scheme == "https" and response.next_request.url.scheme != "https":
                raise self._failed("sends on to an address without encryption, which is refused")
            request = response.next_request
        raise self._failed(f"sends on more than {_MOST_REDIRECTS - 1} times")

    def _refuse_status(self, response: httpx.Response) -> None:
        status = response.status_code
        if status == HTTPStatus.OK:
            return
        answered = f"answered {status} {response.reason_phrase[:40]}".rstrip()
        if status in _RETRIED:
            raise _Passing(answered, retry_after_seconds(response))
        raise self._failed(f"{answered}. See that FRONTDESK_WAITS_URL is right")

    async def _body(self, response: httpx.Response) -> bytes:
        body = bytearray()
        try:
            unpacker = Unpacker(response.headers.get("Content-Encoding", ""), self._rules.max_bytes)
            async for piece in response.aiter_raw():
                body += unpacker.feed(piece)
            unpacker.finish()
        except TooLarge as error:
            raise self._failed(
                f"has more than {self._rules.max_bytes} bytes; if it is the right address, raise "
                "FRONTDESK_WAITS_MAX_MEBIBYTES"
            ) from error
        except SourceError as error:
            raise SourceError(f"The feed {self._name} cannot be unpacked. {error}") from error
        return bytes(body)

    def _failed(self, what: str) -> SourceError:
        return SourceError(f"The feed {self._name} {what}.")


def _aged(reading: FeedReading, response: httpx.Response, version: Version) -> FeedReading:
    return replace(reading, age_seconds=age_seconds(response, version))

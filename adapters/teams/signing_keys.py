"""The keys that Microsoft signs its requests to bots with: fetched beside the requests, kept, renewed.

`adapters.teams.authentication` asks for them.  They are published where an OpenID document says.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
import jwt
import structlog
from yarl import URL

from adapters.teams.shared_task import SharedTask
from core.errors import FrontdeskError
from core.hosts import is_loopback

_log = structlog.get_logger()

_MOST_BYTES = 1_000_000
"""Of a document; the real ones have some 10,000."""


class KeysUnavailable(FrontdeskError):
    """Nobody can say just now whether a request comes from Microsoft."""


@dataclass(frozen=True, slots=True)
class KeyRules:
    """How keys are kept."""

    most_age_seconds: float = 24 * 3600.0
    """An older key is not believed."""
    renew_seconds: float = 12 * 3600.0
    """So often they are fetched anew, before they are too old."""
    retry_seconds: tuple[float, ...] = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0)
    """After the first failure, the second …; the last holds for all that follow."""
    unknown_seconds: float = 5.0
    """At least so long between fetches because of unknown keys, which strangers may invent."""
    fetch_seconds: float = 10.0
    """For both documents together."""


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A public key, and which channels it may speak for."""

    key: Any
    """As PyJWT takes it."""
    endorsements: frozenset[str]


_RULES = KeyRules()


class SigningKeys:
    """The keys that are valid now."""

    def __init__(
        self,
        *,
        openid_url: str,
        session: aiohttp.ClientSession,
        rules: KeyRules = _RULES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where the OpenID document is, and how it is read.

        Args:
            openid_url: Of https; plain http is read on this machine only.
            session: Of an HTTP client.
            rules: How long keys are kept.
            clock: Seconds that only grow.
        """
        self._url = openid_url
        self._session = session
        self._rules = rules
        self._clock = clock
        self._keys: Mapping[str, SigningKey] = {}
        self._fetched_at: float | None = None
        self._tried_at: float | None = None
        self._failures = 0
        """In a row."""
        self._why = ""
        self._fetching = SharedTask(self._fetch)

    @property
    def is_failing(self) -> bool:
        """Whether nobody can be told apart just now: no keys are there, and they cannot be fetched."""
        return self._failures > 0 and self._are_aged()

    @property
    def why(self) -> str:
        """In a word, why the latest fetch failed; empty: it did not."""
        return self._why

    @asynccontextmanager
    async def kept_fresh(self) -> AsyncIterator[None]:
        """Fetch the keys now and then, in the background, while the context lasts."""
        keeper = asyncio.create_task(self._keep())
        try:
            yield
        finally:
            keeper.cancel()
            await asyncio.wait([keeper])
            await self._fetching.close()

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that name; None: Microsoft has none.

        A name that is not known makes the keys be fetched again, though not often: they may have been
        changed.  Teams delivers nothing again that is said to be a stranger's, so that nobody is called
        one before a fetch has shown it.

        Raises:
            KeysUnavailable: There are none that may be believed, or not this one, and it is too soon to
                fetch them, or they cannot be fetched.
        """
        if self._are_aged():
            await self._fetch_again(self._pause_seconds() if self._failures else 0.0)
        elif kid not in self._keys:
            await self._fetch_again(self._rules.unknown_seconds)
        return self._keys.get(kid)

    def _are_aged(self) -> bool:
        fetched_at = self._fetched_at
        return fetched_at is None or self._clock() - fetched_at >= self._rules.most_age_seconds

    async def _fetch_again(self, pause_seconds: float) -> None:
        """Fetch, unless it was tried a moment ago; what is under way is for all."""
        tried_at = self._tried_at
        is_too_soon = tried_at is not None and self._clock() - tried_at < pause_seconds
        if is_too_soon and not self._fetching.is_under_way:
            raise KeysUnavailable(f"The keys at {self._url} are fetched again in some seconds.")
        await self._fetching.result()

    def _pause_seconds(self) -> float:
        """After the latest failure."""
        pauses = self._rules.retry_seconds
        return pauses[min(self._failures, len(pauses)) - 1]

    async def _keep(self) -> None:
        while True:
            try:
                await self._fetching.result()
                seconds = self._rules.renew_seconds
            except KeysUnavailable:
                seconds = self._pause_seconds()
            await asyncio.sleep(seconds)

    async def _fetch(self) -> None:
        self._tried_at = self._clock()
        try:
            async with asyncio.timeout(self._rules.fetch_seconds):
                keys = await self._published()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            self._why = type(error).__name__
            if not self._failures:
                _log.warning("teams_keys_not_fetched", url=self._url, kind=self._why)
            self._failures += 1
            raise KeysUnavailable(_unavailable(self._url)) from error
        if self._failures:
            _log.info("teams_keys_fetched_again", url=self._url)
        self._keys, self._fetched_at = keys, self._clock()
        self._failures, self._why = 0, ""

    async def _published(self) -> Mapping[str, SigningKey]:
        """Read both documents.

        Raises:
            ValueError: They are not what they should be.
        """
        document = await self._json(self._url)
        jwks = await self._json(str(document.get("jwks_uri", "")))
        listed = jwks.get("keys")
        found = [_read(one) for one in listed] if isinstance(listed, list) else []
        keys = dict(one for one in found if one is not None)
        if not keys:
            raise ValueError("no key of use is published")
        return keys

    async def _json(self, address: str) -> Mapping[str, Any]:
        url = URL(address)
        if url.scheme != "https" and not is_loopback(url.host or ""):
            raise ValueError("keys are read over https only")
        async with self._session.get(url) as answer:
            answer.raise_for_status()
            body = await answer.content.read(_MOST_BYTES)
            while len(body) < _MOST_BYTES and (more := await answer.content.read(_MOST_BYTES)):
                body += more
        document = json.loads(body)
        if not isinstance(document, dict):
            raise ValueError("no JSON object")  # noqa: TRY004  (a wrong document)
        return document


def _read(listed: Any) -> tuple[str, SigningKey] | None:
    """A key of the published list; None where it is none that Teams could have signed with."""
    if not isinstance(listed, dict) or listed.get("kty") != "RSA":
        return None
    kid, endorsements = listed.get("kid"), listed.get("endorsements")
    if not isinstance(kid, str) or not isinstance(endorsements, list):
        return None
    try:
        key = jwt.PyJWK(listed, algorithm="RS256").key
    except (jwt.PyJWTError, KeyError, TypeError, ValueError):
        return None
    return kid, SigningKey(key, frozenset(one for one in endorsements if isinstance(one, str)))


def _unavailable(url: str) -> str:
    return (
        f"The keys at {url} cannot be fetched, so nobody can say whether a request comes from "
        "Microsoft; it is refused. Check that this host reaches that address."
    )

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
    retry_seconds: float = 60.0
    """After a failure; and at least this long between fetches because of unknown keys."""
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
        self._is_failing = False
        self._fetching = SharedTask(self._fetch)

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
        changed.

        Raises:
            KeysUnavailable: There are none that may be believed, and they cannot be fetched.
        """
        if self._are_aged():
            await self._fetch_again()
        elif kid not in self._keys and self._may_look_again():
            try:
                await self._fetching.result()
            except KeysUnavailable:
                # Those that are here hold still; it is in the log.
                return None
        return self._keys.get(kid)

    def _are_aged(self) -> bool:
        fetched_at = self._fetched_at
        return fetched_at is None or self._clock() - fetched_at >= self._rules.most_age_seconds

    async def _fetch_again(self) -> None:
        """So often as requests want it is too often where it just failed."""
        if self._is_failing and not self._may_look_again():
            raise KeysUnavailable(_unavailable(self._url))
        await self._fetching.result()

    def _may_look_again(self) -> bool:
        tried_at = self._tried_at
        return tried_at is None or self._clock() - tried_at >= self._rules.retry_seconds

    async def _keep(self) -> None:
        while True:
            try:
                await self._fetching.result()
                seconds = self._rules.renew_seconds
            except KeysUnavailable:
                seconds = self._rules.retry_seconds
            await asyncio.sleep(seconds)

    async def _fetch(self) -> None:
        self._tried_at = self._clock()
        try:
            async with asyncio.timeout(self._rules.fetch_seconds):
                keys = await self._published()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            if not self._is_failing:
                _log.warning("teams_keys_not_fetched", url=self._url, kind=type(error).__name__)
            self._is_failing = True
            raise KeysUnavailable(_unavailable(self._url)) from error
        if self._is_failing:
            _log.info("teams_keys_fetched_again", url=self._url)
        self._keys, self._fetched_at, self._is_failing = keys, self._clock(), False

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

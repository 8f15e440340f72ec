"""`NamedPageReader`: reads the page whose address a person wrote, now, if that may be done.

The core asks it for one page at a time.  What is fetched on anybody's word is bounded: hosts that
the organisation allows, addresses of the public internet, also after redirects.  A page inside a
private network is never fetched, but where it is known from the last refresh its stored copy is
given.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
import threading
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from typing import TypeAlias
from urllib.parse import urlsplit, urlunsplit

import structlog
from yarl import URL

from adapters.website import refusals
from adapters.website.addresses import normalise
from adapters.website.allowed_hosts import AllowedHosts
from adapters.website.answers import Fetched, Redirected
from adapters.website.directives import read_directives
from adapters.website.fetching_named import NamedFetcher, open_session
from adapters.website.public_addresses import (
    CheckedResolver,
    IpAddress,
    LookUp,
    is_public,
    literal,
    look_up,
)
from adapters.website.rules import is_login
from core.domain import Address, Page, ReadPage, StoredPage
from core.errors import PageRefused, SourceError
from core.media_types import HTML
from core.ports import PageParser

KnownPage: TypeAlias = Callable[[Address], Awaitable[StoredPage | None]]
"""Gives the stored copy of a page, if there is one."""

_MAX_REDIRECTS = 5
_PARSING_SECONDS = 30.0
_KEPT_PAGES = 8
"""Pages kept as they were understood: a follow-up fetches again, but parses only what changed."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_LOGIN_HOST = re.compile(r"(?:log-?in|sign-?in|sso|auth|adfs|idp|accounts?)\.", re.IGNORECASE)

_log = structlog.get_logger()


class NamedPageReader:
    """Implements `core.ports.PageReader`."""

    def __init__(
        self,
        *,
        allowed_hosts: AllowedHosts,
        parsers: Mapping[str, PageParser],
        known: KnownPage,
        max_bytes: int,
        timeout_seconds: float,
        user_agent: str,
        is_public: Callable[[IpAddress], bool] = is_public,
        resolve: LookUp = look_up,
    ) -> None:
        """Take the bounds and what reading needs.

        Args:
            allowed_hosts: What may be fetched.  A page that is known may be, wherever it is.
            parsers: By media type; files of other types are refused.
            known: Looks a page up among those of the last refresh.
            max_bytes: Of one page or document, unpacked.
            timeout_seconds: For fetching one page, redirects included.
            user_agent: What the reader calls itself.
            is_public: Whether an IP address may be connected to.
            resolve: Looks a name up, once for each request.
        """
        self._allowed_hosts = allowed_hosts
        self._parsers = dict(parsers)
        self._known = known
        self._max_bytes = max_bytes
        self._timeout_seconds = timeout_seconds
        self._user_agent = user_agent
        self._is_public = is_public
        self._resolver = CheckedResolver(resolve=resolve, is_public=is_public)
        self._understood: OrderedDict[tuple[Address, str], Page] = OrderedDict()
        self._understanding = threading.Lock()

    async def read(self, address: str) -> ReadPage:
        """Fetch and parse one page, or give the copy that is known of it.

        A page that is gone from its server is refused all the same: its copy is no longer true.

        Args:
            address: As the person wrote it; without a scheme `https:` is meant.

        Raises:
            PageRefused: It may not or cannot be read; says why, in words for the person.
            StorageError: The stored pages cannot be looked at.
        """
        normal, stored = await self._find_stored(_understand_address(address))
        try:
            return ReadPage(await self._read_now(normal))
        except refusals.PageGone:
            raise
        except PageRefused as refusal:
            if stored is None:
                # Not which: an address is part of what somebody wrote.
                setting = refusal.setting if isinstance(refusal, refusals.BeyondSetting) else ""
                _log.info("named_page_refused", kind=type(refusal).__name__, setting=setting)
                raise
            _log.debug("named_page_from_store", kind=type(refusal).__name__)
            return ReadPage(stored.page, as_of=stored.read_at)

    async def _find_stored(
        self, candidates: tuple[Address, ...]
    ) -> tuple[Address, StoredPage | None]:
        """The address that is meant, and the copy that is known of its page."""
        for candidate in candidates:
            for variant in _variants(candidate):
                if (stored := await self._known(variant)) is not None:
                    return candidate, stored
        return candidates[0], None

    async def _read_now(self, address: Address) -> Page:
        host = urlsplit(address).hostname or ""
        try:
            async with asyncio.timeout(self._timeout_seconds):
                fetched = await self._fetch(address)
        except TimeoutError as error:
            raise refusals.too_slow(host, self._timeout_seconds) from error
        try:
            async with asyncio.timeout(_PARSING_SECONDS):
                return await asyncio.to_thread(self._understand, fetched)
        except TimeoutError as error:
            raise refusals.too_slow_to_read(_PARSING_SECONDS) from error
        except SourceError as error:
            raise refusals.unreadable(str(error)) from error

    async def _fetch(self, address: Address) -> Fetched:
        """Follow an address to its page; every step is checked as the first one was."""
        async with open_session(resolver=self._resolver, user_agent=self._user_agent) as session:
            fetcher = NamedFetcher(
                session=session, max_bytes=self._max_bytes, readable=self._parsers.__contains__
            )
            await self._check(address)
            answer = await fetcher.fetch(address)
            steps = 0
            while isinstance(answer, Redirected):
                steps += 1
                if steps > _MAX_REDIRECTS:
                    raise refusals.redirects_nowhere(urlsplit(address).hostname or "")
                check_redirect(address, answer.target)
                address = answer.target
                await self._check(address)
                answer = await fetcher.fetch(address)
            return answer

    async def _check(self, address: Address) -> None:
        """Refuse an address that may not be asked for; names are looked up when connecting."""
        # The host is taken from what aiohttp will connect to, not from another reading of it.
        url = URL(address, encoded=True)
        host, port = url.raw_host or "", url.port or 0
        if ":" not in host and not _HOST.fullmatch(host):
            raise refusals.not_an_address()
        try:
            number = literal(host)
        except ValueError as error:
            raise refusals.odd_number(host) from error
        if number is not None and not self._is_public(number):
            raise refusals.not_public(host)
        if not self._allowed_hosts.allows(host, port) and await self._known(address) is None:
            raise refusals.not_allowed(host, port, self._allowed_hosts)

    def _understand(self, fetched: Fetched) -> Page:
        """Parse a file, unless the same bytes were parsed lately.  Runs in a thread."""
        key = (fetched.address, hashlib.sha256(fetched.data).hexdigest())
        with self._understanding:
            if key in self._understood:
                self._understood.move_to_end(key)
                return self._understood[key]
        page = self._parse(fetched)
        with self._understanding:
            self._understood[key] = page
            while len(self._understood) > _KEPT_PAGES:
                self._understood.popitem(last=False)
        return page

    def _parse(self, fetched: Fetched) -> Page:
        if fetched.media_type == HTML:
            told = read_directives(fetched.data, address=fetched.address, charset=fetched.charset)
            if told.looks_missing:
                raise SourceError("It says that the page was not found. Please check the address.")
        return self._parsers[fetched.media_type].parse(
            fetched.data,
            address=fetched.address,
            media_type=fetched.media_type,
            charset=fetched.charset,
        )


def _understand_address(written: str) -> tuple[Address, ...]:
    """The addresses that may be meant, likeliest first.

    Raises:
        PageRefused: It is no address of a web page, or holds a password.
    """
    written = written.strip()
    scheme = _SCHEME.match(written)
    has_scheme = "://" in written or (scheme and not re.match(r"\d", written[scheme.end() :]))
    if has_scheme and not written.lower().startswith(("http://", "https://")):
        raise refusals.other_scheme()
    spelled = (written,) if has_scheme else (f"https://{written}", f"http://{written}")
    try:
        holds_credentials = "@" in urlsplit(spelled[0]).netloc
    except ValueError as error:
        raise refusals.not_an_address() from error
    if holds_credentials:
        raise refusals.holds_credentials()
    normal = tuple(map(normalise, spelled))
    if not all(normal):
        raise refusals.not_an_address()
    return normal


def _variants(address: Address) -> Iterator[Address]:
    """An address, and others under which the same page may be stored."""
    yield address
    parts = urlsplit(address)
    other = "http" if parts.scheme == "https" else "https"
    yield urlunsplit(parts._replace(scheme=other))
    path = parts.path.removesuffix("/") if parts.path.endswith("/") else f"{parts.path}/"
    if path:
        yield urlunsplit(parts._replace(path=path))


def check_redirect(origin: Address, target: Address) -> None:
    """Refuse a step that leads to a login, or out of encryption.

    Raises:
        PageRefused: It does.
    """
    host = urlsplit(origin).hostname or ""
    target_host = urlsplit(target).hostname or ""
    leads_to_login = is_login(target) or (target_host != host and _LOGIN_HOST.match(target_host))
    if leads_to_login and not is_login(origin):
        raise refusals.asks_for_login(host)
    if origin.startswith("https:") and target.startswith("http:"):
        raise refusals.insecure_redirect(host)

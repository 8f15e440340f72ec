"""What the crawler may read, and how politely."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from adapters.website.addresses import host_of, normalise, path_of
from core.domain import Address
from core.errors import SettingsError

_UNREAD_SUFFIX_NAMES = """
    .7z .avi .bmp .css .csv .dmg .doc .eot .exe .gif .gz .ico .ics .iso .jpeg .jpg .js .json .m4a
    .m4v .mov .mp3 .mp4 .mpeg .mpg .msi .odp .ods .odt .ogg .pkg .png .ppt .pptx .rar .rss .svg
    .tar .tif .tiff .ttf .vcf .wav .webm .webp .wmv .woff .woff2 .xls .xlsm .xlsx .xml .zip
"""
_UNREAD_SUFFIXES = frozenset(_UNREAD_SUFFIX_NAMES.split())
"""Files that no parser reads: they are not asked for at all."""
_LOGIN = re.compile(r"log-?in|sign-?in|logon|/sso\b|/adfs/|/saml|/oauth|/auth\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRules:
    """Where the crawler starts, what it may read and how hard it may work.

    Patterns are globs over an address's path and query, e.g. `/staff/*`, `*/print/*`, `*?sort=*`:
    `*` stands for any run of characters (also `/`), `?` for itself, `[` for itself.
    """

    start_addresses: tuple[Address, ...]
    """Where the walk begins; their hosts are allowed, and they are read whatever the patterns."""
    allowed_hosts: frozenset[str] = frozenset()
    """Further hosts, e.g. `docs.example.org` or `docs.example.org:8443`."""
    allow: tuple[str, ...] = ()
    """When not empty, only addresses that match one of these are read."""
    deny: tuple[str, ...] = ()
    """Addresses that match one of these are not read; stronger than `allow`."""
    max_pages: int = 5_000
    """Pages told in one walk; bounds calendars and other endless address spaces."""
    max_bytes: int = 20_000_000
    """Of one page or document, unpacked."""
    timeout_seconds: float = 20.0
    """To connect, and between two pieces of an answer."""
    page_timeout_seconds: float = 120.0
    """For one whole answer, so that a stream without end ends."""
    concurrency_per_host: int = 4
    """Requests under way to one host at a time."""
    delay_seconds: float = 0.0
    """Between the starts of two requests to one host; a longer crawl-delay of robots.txt wins."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Sent to allowed hosts only, for sites behind a login; never shown, never logged."""
    user_agent: str = "frontdesk/0.1"
    """What the crawler calls itself; robots.txt may address it by the part before the slash."""

    def __post_init__(self) -> None:
        """Refuse rules that cannot work.

        Raises:
            SettingsError: A value is wrong.
        """
        if not self.start_addresses:
            raise SettingsError("A website has no start address: nothing could be read. Add one.")
        for address in self.start_addresses:
            if not normalise(address) or "@" in urlsplit(address).netloc:
                raise SettingsError(
                    f"Start address {address!r} is no web address that can be crawled. Write it as "
                    "'https://www.example.org/', without user name or password."
                )
        for name in (
            "max_pages",
            "max_bytes",
            "timeout_seconds",
            "page_timeout_seconds",
            "concurrency_per_host",
        ):
            if getattr(self, name) <= 0:
                raise SettingsError(f"{name} is {getattr(self, name)}: it must be above 0.")
        if self.delay_seconds < 0:
            raise SettingsError(f"delay_seconds is {self.delay_seconds}: it must not be negative.")


class Gatekeeper:
    """Decides by the rules which addresses may be read, and who may see the headers."""

    def __init__(self, rules: CrawlRules) -> None:
        self._rules = rules
        self._starts = tuple(dict.fromkeys(map(normalise, rules.start_addresses)))
        self._hosts = {host_of(address) for address in self._starts}
        self._hosts |= {host.lower() for host in rules.allowed_hosts}
        self._plain_hosts = {
            host_of(address) for address in self._starts if address.startswith("http:")
        }
        self._allow = tuple(map(_compile, rules.allow))
        self._deny = tuple(map(_compile, rules.deny))

    @property
    def start_addresses(self) -> tuple[Address, ...]:
        """The start addresses in normal form, each once."""
        return self._starts

    def is_host_allowed(self, address: Address) -> bool:
        """Whether the host of an address belongs to the organisation."""
        return host_of(address) in self._hosts

    def allows(self, address: Address) -> bool:
        """Whether an address may be read."""
        if address in self._starts:
            return True
        if not self.is_host_allowed(address) or _is_unread(address):
            return False
        path = path_of(address)
        if any(pattern.fullmatch(path) for pattern in self._deny):
            return False
        return not self._allow or any(pattern.fullmatch(path) for pattern in self._allow)

    def bars(self, target: Address, *, origin: Address) -> str:
        """Say why a redirect may not lead from a page to another address, or nothing.

        A login that redirects is no new home of the page: it must not be read in its place.
        """
        if not self.is_host_allowed(target):
            return (
                f"It redirects to {host_of(target)}, which is not an allowed host. Add it to "
                "allowed_hosts, or set headers if it asks for a login."
            )
        if is_login(target) and not is_login(origin):
            return f"It redirects to a login, {target}. Set headers that let the crawler in."
        return ""

    def headers_for(self, address: Address) -> Mapping[str, str]:
        """Return the extra headers for a request: none to other hosts, none in the clear.

        A site that is itself configured as `http:` gets them unencrypted, as its owner chose.
        """
        is_safe = address.startswith("https:") or host_of(address) in self._plain_hosts
        return self._rules.headers if is_safe and self.is_host_allowed(address) else {}

    def fingerprint(self, version: str) -> str:
        """Sum up what decides which pages a walk finds and what it reads in them.

        Args:
            version: Of the parsers.
        """
        rules = self._rules
        relevant = (
            version,
            self._starts,
            sorted(self._hosts),
            rules.allow,
            rules.deny,
            rules.max_pages,
            rules.max_bytes,
        )
        return hashlib.sha256(repr(relevant).encode()).hexdigest()[:12]


def is_login(address: Address) -> bool:
    """Whether an address looks like that of a login page."""
    return bool(_LOGIN.search(urlsplit(address).path))


def _compile(pattern: str) -> re.Pattern[str]:
    """Compile a glob in which only `*` is special."""
    return re.compile(".*".join(map(re.escape, re.split(r"\*+", pattern))), re.DOTALL)


def _is_unread(address: Address) -> bool:
    return PurePosixPath(urlsplit(address).path).suffix.lower() in _UNREAD_SUFFIXES

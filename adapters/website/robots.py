"""robots.txt: what a site asks crawlers to leave alone, how slowly to go, where its sitemaps are.

Source: RFC 9309.  A robots.txt that is missing or closed (4xx) allows everything; one that the
server fails to give (5xx, no connection) means that the site is down: nothing is read.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from adapters.website.addresses import host_of, normalise
from adapters.website.answers import Failed, Fetched, Redirected
from adapters.website.fetching import Fetcher
from adapters.website.rules import Gatekeeper
from core.domain import Address

_MAX_REDIRECTS = 5
_MAX_BYTES = 512_000


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host's robots.txt says to this crawler."""

    agent: str
    rules: Protego = field(default_factory=lambda: Protego.parse(""))
    outage: str = ""
    """Why the host counts as down, or empty."""

    def allows(self, address: Address) -> bool:
        """Whether the site lets an address be read."""
        return bool(self.rules.can_fetch(address, self.agent))

    @property
    def crawl_delay_seconds(self) -> float:
        """Seconds that the site wants between two requests."""
        return float(self.rules.crawl_delay(self.agent) or 0.0)

    @property
    def sitemaps(self) -> tuple[Address, ...]:
        """Where the site says its sitemaps are."""
        return tuple(filter(None, map(normalise, self.rules.sitemaps)))


class RobotsBook:
    """Knows the robots.txt of every host of a walk; asks each host once."""

    def __init__(self, *, fetcher: Fetcher, gatekeeper: Gatekeeper, user_agent: str) -> None:
        self._fetcher = fetcher
        self._gatekeeper = gatekeeper
        self._agent = user_agent.partition("/")[0]
        self._by_site: dict[str, Robots] = {}
        self._locks: dict[str, asyncio.Lock] = {}

    async def of(self, address: Address) -> Robots:
        """Return what holds for an address."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}"
        async with self._locks.setdefault(site, asyncio.Lock()):
            if site not in self._by_site:
                robots = await self._ask(f"{site}/robots.txt")
                self._fetcher.pace(address).slow_down(robots.crawl_delay_seconds)
                self._by_site[site] = robots
        return self._by_site[site]

    async def _ask(self, address: Address) -> Robots:
        host = host_of(address)
        for _ in range(_MAX_REDIRECTS + 1):
            match await self._fetcher.fetch(address, any_type=True):
                case Redirected(target=target) if self._gatekeeper.is_host_allowed(target):
                    address = target
                case Fetched(data=data):
                    text = data[:_MAX_BYTES].decode("utf-8-sig", errors="replace")
                    return Robots(self._agent, Protego.parse(text))
                case Failed(is_outage=True, reason=reason):
                    return Robots(self._agent, outage=f"site {host} is down: {reason}")
                case _:
                    return Robots(self._agent)
        return Robots(self._agent)

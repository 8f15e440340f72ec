"""`WebsiteSource`: a website as a source of knowledge.

Refreshing asks it to walk; it knows neither index nor storage.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncGenerator, Mapping

import httpx
import structlog

from adapters.website.fetching import Fetcher
from adapters.website.html import EXTRACTION_VERSION
from adapters.website.pacing import Clock, Sleep
from adapters.website.robots import RobotsBook
from adapters.website.rules import CrawlRules, Gatekeeper
from adapters.website.telling import Teller
from adapters.website.walk import Walk
from core.domain import Address, PageVersion, ReadEvent, SourceDone
from core.ports import PageParser

_EVENTS_AHEAD = 32
"""Pages read before the consumer has taken them; then the crawler waits."""
_MAX_UNFINISHED = 10_000

logger = structlog.get_logger(__name__)


class WebsiteSource:
    """Crawls a website politely; implements `core.ports.PageSource`.

    The `etag` that it tells begins with a fingerprint of its rules and parsers.  When those
    change, every page is read in full once: a page that is merely unchanged would not give the
    links that newer rules allow, nor the text that a newer parser finds.
    """

    def __init__(
        self,
        *,
        name: str,
        rules: CrawlRules,
        parsers: Mapping[str, PageParser],
        clock: Clock = time.monotonic,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        """Take what the source works with.

        Args:
            name: Unique among the sources, stable over time.
            rules: Where to start, what to read, how politely.
            parsers: By media type, e.g. `text/html`; files of other types are passed over.
            clock: For the pace; seconds.
            sleep: Waits between requests and attempts; seconds.
        """
        self._name = name
        self._rules = rules
        self._parsers = dict(parsers)
        self._clock = clock
        self._sleep = sleep
        self._gatekeeper = Gatekeeper(rules)
        self._unfinished: tuple[Address, ...] = ()
        """What the last walk had to leave; linked, perhaps, only from pages that stay unchanged."""

    @property
    def name(self) -> str:
        """Unique among the configured sources, stable over time."""
        return self._name

    async def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Walk the site; see `core.ports.PageSource.read`."""
        events: asyncio.Queue[ReadEvent] = asyncio.Queue(_EVENTS_AHEAD)
        walking = asyncio.create_task(self._walk(known, events))
        try:
            while True:
                event = await events.get()
                yield event
                if isinstance(event, SourceDone):
                    return
        finally:
            walking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await walking

    async def _walk(
        self, known: Mapping[Address, PageVersion], events: asyncio.Queue[ReadEvent]
    ) -> None:
        """Walk and tell; whatever happens, `SourceDone` is the last event."""
        try:
            async with self._client() as client:
                done = await self._run(client, known, events)
        except Exception:
            logger.exception("crawl ended by a fault", source=self._name)
            done = SourceDone(complete=False, reason="the crawler met a fault, told in the log")
        await events.put(done)

    async def _run(
        self,
        client: httpx.AsyncClient,
        known: Mapping[Address, PageVersion],
        events: asyncio.Queue[ReadEvent],
    ) -> SourceDone:
        fetcher = Fetcher(
            client=client,
            rules=self._rules,
            gatekeeper=self._gatekeeper,
            readable=self._parsers.__contains__,
            clock=self._clock,
            sleep=self._sleep,
        )
        robots = RobotsBook(
            fetcher=fetcher, gatekeeper=self._gatekeeper, user_agent=self._rules.user_agent
        )
        kinds = ",".join(sorted(self._parsers))
        version = self._gatekeeper.fingerprint(f"{EXTRACTION_VERSION} {kinds}")
        teller = Teller(
            tell=events.put,
            known=known,
            starts=self._gatekeeper.start_addresses,
            version=version,
            max_pages=self._rules.max_pages,
        )
        walk = Walk(
            rules=self._rules,
            gatekeeper=self._gatekeeper,
            fetcher=fetcher,
            robots=robots,
            parsers=self._parsers,
            known=known,
            unfinished=self._unfinished,
            version=version,
            teller=teller,
        )
        done = await walk.run()
        self._unfinished = tuple(sorted(walk.left))[:_MAX_UNFINISHED]
        return done

    def _client(self) -> httpx.AsyncClient:
        # No limit on waiting for a connection: the pace of each host bounds the requests.
        timeout = httpx.Timeout(self._rules.timeout_seconds, pool=None)
        return httpx.AsyncClient(http2=True, timeout=timeout, follow_redirects=False)

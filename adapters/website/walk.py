"""One walk over a website: from its start addresses, sitemaps and known pages to all that links.

A page that has not changed is not parsed, so its links stay unseen; that is why the pages known
from the last refresh are start points themselves.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from urllib.parse import urljoin, urlsplit

import structlog

from adapters.website.addresses import host_of
from adapters.website.answers import Answer, Failed, Fetched, Missing, NotModified, Redirected
from adapters.website.digesting import digest
from adapters.website.fetching import Fetcher
from adapters.website.robots import RobotsBook
from adapters.website.rules import CrawlRules, Gatekeeper
from adapters.website.sitemaps import read_sitemaps
from adapters.website.telling import Teller
from core.domain import Address, PageFailed, PageVersion, SourceDone
from core.ports import PageParser

_MAX_REDIRECTS = 10
_MAX_WORKERS = 32
_OUTAGES_UNTIL_DOWN = 5
"""Pages of one host that fail in a row, after all retries, before the host counts as down."""
_VISITS_PER_PAGE = 10
"""Addresses asked for, dead ones included, for each page that may be told."""
_SERVER_ERROR = 500
"""A page may be broken for itself: this status alone says nothing about its host."""

logger = structlog.get_logger(__name__)


class Walk:
    """One walk.  Make one, run it once."""

    def __init__(
        self,
        *,
        rules: CrawlRules,
        gatekeeper: Gatekeeper,
        fetcher: Fetcher,
        robots: RobotsBook,
        parsers: Mapping[str, PageParser],
        known: Mapping[Address, PageVersion],
        unfinished: Iterable[Address],
        version: str,
        teller: Teller,
    ) -> None:
        """Take what the walk works with.

        Args:
            rules: Limits.
            gatekeeper: Decides what may be read.
            fetcher: Asks for addresses.
            robots: What the hosts want.
            parsers: By media type.
            known: The pages of the last refresh.
            unfinished: Addresses that an earlier walk had to leave.
            version: Fingerprint of rules and parsers; validators of another one do not count.
            teller: Tells what becomes of the pages.
        """
        self._rules = rules
        self._gatekeeper = gatekeeper
        self._fetcher = fetcher
        self._robots = robots
        self._parsers = parsers
        self._known = known
        self._unfinished = unfinished
        self._version = version
        self._teller = teller
        self._waiting: asyncio.Queue[Address] = asyncio.Queue()
        self._claimed: set[Address] = set()
        self._was_told: dict[Address, bool] = {}
        """For each address that was visited to its end, whether a page came of it."""
        self._is_spent = False
        self._outages: Counter[str] = Counter()
        self._down: dict[str, str] = {}
        self._deferring: set[Address] = set()
        """Pages that stood back for their canonical address."""
        self.left: set[Address] = set()
        """Addresses that were not read although they should have been."""

    async def run(self) -> SourceDone:
        """Walk the site, telling each page once."""
        starts = self._gatekeeper.start_addresses
        for start in starts:
            if outage := (await self._robots.of(start)).outage:
                self._down[host_of(start)] = outage
                await self._teller.failed((start,), outage)
        if all(host_of(start) in self._down for start in starts):
            return self._done()
        for address in (*starts, *self._known, *self._unfinished):
            self._offer(address)
        await self._offer_sitemaps(starts)
        hosts = {host_of(address) for address in self._claimed}
        count = min(self._rules.concurrency_per_host * max(len(hosts), 1), _MAX_WORKERS)
        async with asyncio.TaskGroup() as group:
            workers = [group.create_task(self._work()) for _ in range(count)]
            await self._waiting.join()
            for worker in workers:
                worker.cancel()
        return self._done()

    @property
    def _is_limit_reached(self) -> bool:
        return self._is_spent or self._teller.is_full

    def _done(self) -> SourceDone:
        reasons = list(self._down.values())
        if self._is_limit_reached:
            reasons.append(f"page limit of {self._rules.max_pages} reached")
        return SourceDone(complete=not reasons, reason="; ".join(reasons))

    async def _offer_sitemaps(self, starts: Iterable[Address]) -> None:
        listed: dict[Address, None] = {}
        guessed: set[Address] = set()
        for start in starts:
            robots = await self._robots.of(start)
            listed |= dict.fromkeys(robots.sitemaps)
            if not robots.sitemaps and not robots.outage:
                guess = urljoin(start, "/sitemap.xml")
                listed[guess] = None
                guessed.add(guess)
        found = read_sitemaps(
            listed,
            fetcher=self._fetcher,
            gatekeeper=self._gatekeeper,
            max_bytes=self._rules.max_bytes,
        )
        async for page in found:
            if isinstance(page, PageFailed):
                if page.address not in guessed:
                    await self._teller.failed((page.address,), page.reason)
            else:
                self._offer(page)

    def _offer(self, address: Address) -> None:
        """Put an address in the queue, once, if the rules allow it or a page of it is known."""
        if address not in self._claimed and (
            self._gatekeeper.allows(address) or address in self._known
        ):
            self._claimed.add(address)
            self._waiting.put_nowait(address)

    async def _work(self) -> None:
        while True:
            address = await self._waiting.get()
            try:
                await self._visit(address, (address,))
            except Exception:
                logger.exception("page could not be handled", address=address)
                reason = "It could not be handled: a fault of the crawler, told in the log."
                await self._teller.failed((address,), reason)
            finally:
                self._waiting.task_done()

    async def _visit(self, address: Address, chain: tuple[Address, ...]) -> bool:
        """Read one address; tell whether a page came of it.

        Args:
            address: What to read.
            chain: The addresses that led here by redirects, `address` last.
        """
        told = False
        if await self._may_ask(address, chain):
            answer = await self._ask(address)
            self._note_health(address, answer)
            told = await self._take(address, answer, chain)
        self._was_told[address] = told
        return told

    async def _may_ask(self, address: Address, chain: tuple[Address, ...]) -> bool:
        if len(self._was_told) >= self._rules.max_pages * _VISITS_PER_PAGE:
            self._is_spent = True
        if self._is_limit_reached or host_of(address) in self._down:
            self.left.add(address)
            return False
        if not self._gatekeeper.allows(address):
            await self._teller.gone(chain)
            return False
        robots = await self._robots.of(address)
        if robots.outage:
            self._down[host_of(address)] = robots.outage
            self.left.add(address)
            return False
        if robots.allows(address):
            return True
        if address in self._gatekeeper.start_addresses:
            agent = robots.agent
            reason = f"robots.txt disallows it. Add 'User-agent: {agent}' with 'Allow: /' there."
            await self._teller.failed(chain, reason)
        else:
            await self._teller.gone(chain)
        return False

    async def _ask(self, address: Address) -> Answer:
        version = self._known.get(address)
        if version is not None and version.etag.partition(" ")[0] == self._version:
            etag = version.etag.partition(" ")[2]
            return await self._fetcher.fetch(
                address, etag=etag, last_modified=version.last_modified
            )
        return await self._fetcher.fetch(address)

    def _note_health(self, address: Address, answer: Answer) -> None:
        """Count outages in a row, and take a host for down when there are too many."""
        host = host_of(address)
        if not isinstance(answer, Failed):
            self._outages[host] = 0
        elif answer.is_outage and answer.status != _SERVER_ERROR:
            self._outages[host] += 1
            if self._outages[host] >= _OUTAGES_UNTIL_DOWN:
                self._down.setdefault(host, f"site {host} stopped answering: {answer.reason}")

    async def _take(self, address: Address, answer: Answer, chain: tuple[Address, ...]) -> bool:
        match answer:
            case Fetched():
                return await self._understand(answer, chain)
            case NotModified():
                return await self._teller.unchanged(address)
            case Redirected():
                return await self._follow(answer, chain)
            case Failed(reason=reason):
                self.left.add(address)
                await self._teller.failed(chain, reason)
            case Missing() if address in self._gatekeeper.start_addresses:
                await self._teller.failed(
                    chain, "The start address does not exist (404). Correct it."
                )
            case _:
                await self._teller.gone(chain)
        return False

    async def _follow(self, redirect: Redirected, chain: tuple[Address, ...]) -> bool:
        """Go where a redirect leads, if the rules allow it."""
        target = redirect.target
        if len(chain) > _MAX_REDIRECTS or chain.count(target) > 1:
            way = " → ".join((*chain[-3:], target))
            await self._teller.failed(chain, f"It redirects in a circle or too often: {way}.")
            return False
        if problem := self._gatekeeper.bars(target, origin=chain[0]):
            # Links to elsewhere by way of a redirect are everyday; a page that was ours is not.
            if self._teller.is_ours(chain):
                await self._teller.failed(chain, problem)
            return False
        if not self._gatekeeper.allows(target):
            await self._teller.gone(chain)
            return False
        if target in self._claimed and target not in chain:
            await self._end_at(target, chain)
            return self._was_told.get(target, True)
        self._claimed.add(target)
        told = await self._visit(target, (*chain, target))
        if told:
            await self._teller.gone([address for address in chain if address != target])
        return told

    async def _end_at(self, target: Address, chain: tuple[Address, ...]) -> None:
        """End a redirect at a page that is read on its own."""
        if self._was_told.get(target, True):
            await self._teller.gone(chain)
        elif self._teller.is_ours(chain):
            await self._teller.failed(chain, f"It redirects to {target}, which could not be read.")

    async def _understand(self, fetched: Fetched, chain: tuple[Address, ...]) -> bool:
        digested = await asyncio.to_thread(digest, fetched, self._parsers)
        directives = digested.directives
        for link in directives.links:
            self._offer(link)
        if directives.noindex or directives.looks_missing:
            await self._teller.gone(chain)
            return False
        preferred = directives.canonical
        if self._prefers(preferred, chain):
            self._deferring.add(chain[-1])
            if await self._visit_preferred(preferred):
                await self._teller.gone(chain)
                return True
            self._deferring.discard(chain[-1])
        if digested.page is None:
            await self._teller.failed(chain, digested.problem)
            return False
        return await self._teller.read(digested.page, fetched)

    def _prefers(self, preferred: Address, chain: tuple[Address, ...]) -> bool:
        """Whether a canonical address is to be honoured: ours, another, and not just the home page.

        Some systems name the home page as canonical of every page; all of them would be lost.
        """
        if not preferred or preferred in chain or not self._gatekeeper.allows(preferred):
            return False
        if preferred in self._deferring:
            # Two pages that name each other must not both stand back.
            return False
        return urlsplit(preferred).path != "/" or urlsplit(chain[-1]).path.startswith("/index.")

    async def _visit_preferred(self, preferred: Address) -> bool:
        if preferred in self._claimed:
            return self._was_told.get(preferred, True)
        self._claimed.add(preferred)
        return await self._visit(preferred, (preferred,))

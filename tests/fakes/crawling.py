"""What the crawl tests share: a source for a local site that never really waits."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from adapters.website.html import HtmlParser
from adapters.website.rules import CrawlRules
from adapters.website.source import WebsiteSource
from core.domain import (
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    ReadEvent,
    SourceDone,
)
from core.media_types import HTML
from core.ports import PageParser
from tests.fakes.local_site import LocalSite


class Waiting:
    """A clock that a test owns: sleeping only moves it."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def clock(self) -> float:
        """Tell the time."""
        return self.now

    async def sleep(self, seconds: float) -> None:
        """Let the time pass."""
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def source_of(
    site: LocalSite,
    waiting: Waiting | None = None,
    parsers: Mapping[str, PageParser] | None = None,
    **rules: Any,
) -> WebsiteSource:
    """Build a source that starts at a site's root."""
    waiting = waiting or Waiting()
    rules.setdefault("start_addresses", (f"{site.root}/",))
    rules.setdefault("timeout_seconds", 2.0)
    return WebsiteSource(
        name="site",
        rules=CrawlRules(**rules),
        parsers=parsers or {HTML: HtmlParser()},
        clock=waiting.clock,
        sleep=waiting.sleep,
    )


async def walk(
    source: WebsiteSource, known: Mapping[str, PageVersion] | None = None
) -> list[ReadEvent]:
    """Collect all events of one walk."""
    return [event async for event in source.read(known or {})]


def versions(events: list[ReadEvent]) -> dict[str, PageVersion]:
    """Return what a refresh would know after these events."""
    return {
        event.page.address: PageVersion("", event.etag, event.last_modified)
        for event in events
        if isinstance(event, PageRead)
    }


def titles(events: list[ReadEvent]) -> set[str]:
    """Return the titles of the pages read."""
    return {event.page.title for event in events if isinstance(event, PageRead)}


def failures(events: list[ReadEvent]) -> dict[str, str]:
    """Return the reasons of failures by address."""
    return {event.address: event.reason for event in events if isinstance(event, PageFailed)}


def gone(events: list[ReadEvent]) -> set[str]:
    """Return the addresses told to be gone."""
    return {event.address for event in events if isinstance(event, PageGone)}


def unchanged(events: list[ReadEvent]) -> set[str]:
    """Return the addresses told to be unchanged."""
    return {event.address for event in events if isinstance(event, PageUnchanged)}


def done(events: list[ReadEvent]) -> SourceDone:
    """Return the last event."""
    last = events[-1]
    assert isinstance(last, SourceDone)
    return last

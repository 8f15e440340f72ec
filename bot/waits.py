"""Builds all that wait times need: the feed, what is kept of it, what tells and draws it.

`bot.wiring` opens it for whoever answers; `bot.clockwork` polls and posts with it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from adapters.charts import MatplotlibPainter
from bot.sample_waits import SAMPLE_PUBLISHER, SampleFeed
from bot.settings import Settings
from bot.sources import is_sample
from core.ports import ChartPainter, Clock, SubscriptionStore, WaitFeed, WaitStore
from core.waits.desk import WaitDesk
from core.waits.polling import WaitPoller
from core.waits.subscribing.desk import SubscriptionDesk
from core.waits.telling.teller import WaitTeller
from storage.database import Database
from storage.subscriptions import SqlSubscriptions
from storage.waits import SqlWaits

_SAMPLE_PAGE = "/sites/ops/Pages/Sites-And-Addresses.aspx"


@dataclass(frozen=True, slots=True)
class Waits:
    """What knows, tells and posts wait times."""

    feed: WaitFeed
    store: WaitStore
    poller: WaitPoller
    teller: WaitTeller
    painter: ChartPainter
    desk: WaitDesk
    subscriptions: SubscriptionStore
    subscribing: SubscriptionDesk
    platforms: set[str]
    """Where posts can be shown; whoever attaches a platform's poster adds it."""
    publisher: str
    """Whose estimates they are; empty: nobody is named."""


@asynccontextmanager
async def open_waits(
    settings: Settings, database: Database, now: Clock
) -> AsyncIterator[Waits | None]:
    """Everything about wait times; None where no feed is set.  Closed at the end.

    Raises:
        SettingsError: The feed's address cannot be used.
    """
    async with open_feed_of(settings, now) as feed:
        if feed is None:
            yield None
            return
        waits = _make(settings, database, feed, now)
        try:
            yield waits
        finally:
            await waits.poller.close()


def _make(settings: Settings, database: Database, feed: WaitFeed, now: Clock) -> Waits:
    waits, publisher = settings.waits, _publisher(settings)
    store = SqlWaits(database=database, feed=feed.name, time_zone=waits.time_zone)
    poller = WaitPoller(feed=feed, store=store, now=now, interval_seconds=waits.poll_minutes * 60)
    teller = WaitTeller(
        store=store,
        now=now,
        time_zone=waits.time_zone,
        stale_seconds=timedelta(minutes=waits.stale_minutes).total_seconds(),
        publisher=publisher,
        advice=settings.answer.emergency_notice,
    )
    painter = MatplotlibPainter()
    platforms: set[str] = set()
    subscriptions = SqlSubscriptions(database=database, now=now)
    return Waits(
        feed=feed,
        store=store,
        poller=poller,
        teller=teller,
        painter=painter,
        desk=WaitDesk(poller=poller, teller=teller, painter=painter),
        subscriptions=subscriptions,
        subscribing=SubscriptionDesk(
            store=subscriptions,
            board=poller.board,
            now=now,
            time_zone=waits.time_zone,
            most_in_channel=settings.posts.max_per_channel,
            platforms=platforms,
        ),
        platforms=platforms,
        publisher=publisher,
    )


@asynccontextmanager
async def open_feed_of(settings: Settings, now: Clock) -> AsyncIterator[WaitFeed | None]:
    """The configured feed, the made-up one of the sample site, or None.  Closed at the end.

    Raises:
        SettingsError: The feed's address cannot be used.
    """
    waits = settings.waits
    if not waits.url and not is_sample(settings):
        yield None
        return
    if not waits.url:
        page = f"http://127.0.0.1:{settings.sample.port}{_SAMPLE_PAGE}"
        yield SampleFeed(now=now, time_zone=waits.time_zone, page=page)
        return
    from adapters.wait_times import open_feed  # noqa: PLC0415  (only with a feed)

    async with open_feed(
        waits.url,
        format=waits.format,
        timeout_seconds=waits.timeout_seconds,
        max_mebibytes=waits.max_mebibytes,
        user_agent=settings.crawl.user_agent,
        now=now,
    ) as feed:
        yield feed


def _publisher(settings: Settings) -> str:
    """Who publishes the times, in the words of answers."""
    if settings.waits.publisher:
        return settings.waits.publisher
    if not settings.waits.url:
        return SAMPLE_PUBLISHER
    return urlsplit(settings.waits.url).hostname or ""

"""The real web page on a real local server, in front of a desk that a test scripts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from aiohttp import web

from adapters.web.events import EventStreams
from adapters.web.page import WebPage
from adapters.web.posts import WebPoster, WebPosting
from adapters.web.rules import WebRules
from core.domain import Check, Line, Post, StatusReport
from tests.fakes.desk import NOON, FakeConversations, FakeServingDesk, FakeStatusSource
from tests.fakes.posting import FakeOutbox
from tests.fakes.web_posts import FakeSubscriptionActions, rule_in_words

QUIET_REPORT = StatusReport(
    checks=(Check("index", passed=True, detail="built today"),),
    index=None,
    sources=(),
    refresh=None,
    next_refresh_at=None,
    line=Line(0, 0, 200, is_open=True),
    recent=(),
    generator="quoted",
)


@dataclass(slots=True)
class FakeClock:
    """A time that tests own."""

    time: datetime = NOON

    def __call__(self) -> datetime:
        """The time now."""
        return self.time

    def advance(self, **length: float) -> None:
        """Let time pass, in `timedelta`'s words."""
        self.time += timedelta(**length)


@dataclass(slots=True)
class WebServer:
    """A page that is being served, and all that stands behind it."""

    url: str
    """Its origin."""
    page: WebPage
    desk: FakeServingDesk
    conversations: FakeConversations
    clock: FakeClock
    streams: EventStreams
    status: FakeStatusSource
    outbox: FakeOutbox
    subscriptions: FakeSubscriptionActions

    async def drop_streams(self) -> None:
        """Cut every stream, as a lost connection does; new ones are possible at once."""
        await self.streams.close(web.Application())
        while self.streams._open:  # noqa: ASYNC110  (they end by themselves)
            await asyncio.sleep(0.01)
        self.streams._closing = False

    async def show(self, post: Post) -> None:
        """Post to a visitor, as the core does: keep it, show it, remember that it was shown."""
        await self.outbox.put(post)
        await self.outbox.begin(post.id)
        ref = await WebPoster().post(post)
        await self.outbox.sent(post.id, ref, self.clock())


@asynccontextmanager
async def serve_page(
    *,
    rules: WebRules | None = None,
    desk: FakeServingDesk | None = None,
    report: StatusReport = QUIET_REPORT,
    suggestions: Sequence[str] = (),
    heartbeat_seconds: float = 15.0,
    with_posts: bool = True,
) -> AsyncIterator[WebServer]:
    """Serve the page on a free port; the desk opens its replies there."""
    desk = desk or FakeServingDesk()
    clock = FakeClock()
    streams = EventStreams(heartbeat_seconds=heartbeat_seconds)

    status = FakeStatusSource(report)
    outbox = FakeOutbox()
    subscriptions = FakeSubscriptionActions(status, clock)
    posting = WebPosting(outbox=outbox, subscriptions=subscriptions, describe=rule_in_words)

    async def suggest() -> Sequence[str]:
        return suggestions

    page = WebPage(
        desk=desk,
        history=desk.conversations,
        conversations=desk.conversations,
        feedback=desk.conversations,
        status=status,
        suggest=suggest,
        rules=rules or WebRules(),
        now=clock,
        streams=streams,
        posting=posting if with_posts else None,
    )
    desk.opener = page
    async with _listening(page) as url:
        yield WebServer(
            url, page, desk, desk.conversations, clock, streams, status, outbox, subscriptions
        )


@asynccontextmanager
async def _listening(page: WebPage) -> AsyncIterator[str]:
    app = web.Application()
    page.add_to(app)
    app.router.add_get("/metrics", page.guarded(_metrics))
    app.router.add_get("/healthz", _healthy)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _metrics(_request: web.Request) -> web.Response:
    return web.Response(text="frontdesk_questions 1\n")


async def _healthy(_request: web.Request) -> web.Response:
    return web.Response(text="ok\n")

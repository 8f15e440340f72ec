"""The buttons beside a subscription, as a browser without scripts presses them."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from core.domain import Subscription
from tests.fakes.desk import NOON
from tests.fakes.report import FULL_REPORT
from tests.fakes.web_page import WebServer, serve_page
from tests.unit.web.browsers import Browser, browsing


@pytest.fixture
async def server() -> AsyncIterator[WebServer]:
    async with serve_page(report=FULL_REPORT) as server:
        yield server


@pytest.fixture
async def browser(server: WebServer) -> AsyncIterator[Browser]:
    async with browsing(server) as browser:
        yield browser


async def press(browser: Browser, number: int, action: str) -> int:
    path = f"/status/subscriptions/{number}/{action}"
    async with browser.request("POST", path, data={}) as response:
        if response.status == 303:
            assert response.headers["Location"] == "/status#subscriptions"
        status: int = response.status
        return status


def left(server: WebServer) -> dict[int, Subscription]:
    return {one.id: one for one in server.status.gives.subscriptions}


async def test_a_subscription_is_paused(browser: Browser, server: WebServer) -> None:
    """That one, and the page is shown again."""
    assert await press(browser, 1, "pause") == 303
    assert left(server)[1].paused_at == NOON


async def test_a_subscription_is_resumed(browser: Browser, server: WebServer) -> None:
    """As pausing, the other way."""
    assert await press(browser, 2, "resume") == 303
    assert left(server)[2].paused_at is None


async def test_a_subscription_is_removed(browser: Browser, server: WebServer) -> None:
    """The others stay."""
    assert await press(browser, 1, "remove") == 303
    assert list(left(server)) == [2]


@pytest.mark.parametrize("action", ["pause", "resume", "remove"])
async def test_what_is_gone_already_is_told(
    browser: Browser, server: WebServer, action: str
) -> None:
    """Its owner may have been quicker."""
    before = left(server)
    status, text = await browser.ask_for("POST", f"/status/subscriptions/7/{action}", data={})
    assert status == 404
    assert "no subscription 7 any more" in text
    assert left(server) == before


@pytest.mark.parametrize("path", ["x/pause", "1/explode", "1", f"{'9' * 19}/pause"])
async def test_nothing_else_can_be_pressed(browser: Browser, server: WebServer, path: str) -> None:
    """Numbers that a database holds, and three actions."""
    before = left(server)
    assert (await browser.ask_for("POST", f"/status/subscriptions/{path}", data={}))[0] == 404
    assert left(server) == before


@pytest.mark.parametrize("action", ["pause", "resume", "remove"])
async def test_following_a_link_changes_nothing(
    browser: Browser, server: WebServer, action: str
) -> None:
    """Only pressing a button does."""
    before = left(server)
    assert (await browser.ask_for("GET", f"/status/subscriptions/1/{action}"))[0] == 405
    assert left(server) == before


async def test_a_database_that_cannot_be_written_is_told(
    browser: Browser, server: WebServer
) -> None:
    """In calm words, and nothing was changed."""
    server.subscriptions.is_broken = True
    before = left(server)
    assert await press(browser, 1, "remove") == 503
    assert left(server) == before

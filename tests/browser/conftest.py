"""A Chromium without a window, and the chat in it; what a person does is done by its controls."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import pytest
import pytest_asyncio
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    async_playwright,
    expect,
)

from adapters.web.rules import WebRules
from core.domain import AcceptedTurn, StatusReport
from tests.fakes.desk import FakeServingDesk
from tests.fakes.report import FULL_REPORT
from tests.fakes.web_page import WebServer, serve_page

DEADLINE_SECONDS = 20.0
SUGGESTIONS = ("What does a lost badge cost?", "Who runs payroll?")

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_REFUSED = "Failed to load resource"
"""Chromium says so of every response with a status of 400 or more; some are meant."""


@dataclass(slots=True)
class Visit:
    """A person at the page."""

    page: Page
    server: WebServer
    strange_requests: list[str] = field(default_factory=list)
    """To any other origin."""
    complaints: list[str] = field(default_factory=list)
    """Of the browser: scripts that fail, what the page's policy forbids."""

    @property
    def desk(self) -> FakeServingDesk:
        """Who answers."""
        return self.server.desk

    @property
    def answer(self) -> Locator:
        """The latest answer."""
        return self.page.locator(".answer").last

    async def ask(self, text: str) -> AcceptedTurn:
        """Write a question and send it with Enter, once the answer before it has ended."""
        await self.page.get_by_label("Your question").fill(text)
        send = self.page.locator("#send")
        await expect(send).to_be_enabled(timeout=DEADLINE_SECONDS * 1000)
        await self.page.wait_for_function(
            "document.querySelectorAll('.answer').length ==="
            " document.querySelectorAll('.answer .actions').length"
        )
        await self.page.keyboard.press("Enter")
        return await self.asked()

    async def asked(self) -> AcceptedTurn:
        """Wait until a question has reached the desk."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await self.desk.questions.get()

    async def stopped(self) -> str:
        """Wait until a Stop has reached the desk."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            return await self.desk.stops.get()

    async def overflowing(self) -> list[str]:
        """What can be scrolled sideways: the page or its main part, with what sticks out."""
        found: list[str] = await self.page.evaluate(
            """[document.documentElement, document.body, document.querySelector("main")]
            .filter((e) => e.scrollWidth > e.clientWidth)
            .flatMap((e) => [e, ...e.querySelectorAll("*")].filter(
                (inner) => inner.getBoundingClientRect().right > e.getBoundingClientRect().right))
            .map((e) => e.outerHTML.slice(0, 80))"""
        )
        return found


Opening: TypeAlias = Callable[..., Awaitable[Visit]]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """One browser for all tests; each gets a profile of its own."""
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    if found is None:
        give_up = pytest.fail if os.environ.get("CI") else pytest.skip
        give_up("there is no Chromium on this machine: install `chromium` to run these tests")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=list(_ARGUMENTS))
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def opening(chromium: Browser) -> AsyncIterator[Opening]:
    """Opens the page as a test wants it; afterwards nobody may have complained."""
    visits: list[Visit] = []
    async with AsyncExitStack() as stack:

        async def open_page(
            *,
            width: int = 1280,
            height: int = 800,
            path: str = "/",
            rules: WebRules | None = None,
            report: StatusReport = FULL_REPORT,
            server: WebServer | None = None,
            **context: Any,
        ) -> Visit:
            if server is None:
                server = await stack.enter_async_context(
                    serve_page(suggestions=SUGGESTIONS, rules=rules, report=report)
                )
            profile = await chromium.new_context(
                viewport={"width": width, "height": height}, base_url=server.url, **context
            )
            stack.push_async_callback(profile.close)
            profile.set_default_timeout(1000 * DEADLINE_SECONDS)
            visit = Visit(await profile.new_page(), server)
            _listen(visit)
            visits.append(visit)
            await visit.page.goto(path)
            return visit

        yield open_page
    for visit in visits:
        assert not visit.strange_requests
        assert not visit.complaints


@pytest_asyncio.fixture(loop_scope="session")
async def visit(opening: Opening) -> Visit:
    """A person at a desk with the page before them."""
    return await opening()


def _listen(visit: Visit) -> None:
    def look_at(request: Request) -> None:
        if not request.url.startswith((visit.server.url, "data:", "blob:")):
            visit.strange_requests.append(request.url)

    def hear(message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(_REFUSED):
            visit.complaints.append(message.text)

    visit.page.on("request", look_at)
    visit.page.on("console", hear)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))

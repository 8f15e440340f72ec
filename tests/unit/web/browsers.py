"""A browser as far as the server can tell: cookies, and requests that come from the page."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.fakes.web_page import WebServer

DEADLINE_SECONDS = 10.0


@dataclass(slots=True)
class Browser:
    """One visitor; redirects are not followed."""

    server: WebServer
    session: aiohttp.ClientSession

    async def ask_for(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> tuple[int, Any]:
        """Make a request; return status and answer, parsed where it is JSON."""
        async with self.request(method, path, headers=headers, **more) as response:
            if response.content_type == "application/json":
                return response.status, await response.json()
            return response.status, await response.text()

    def request(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> Any:
        """The same with the whole response."""
        sent = {"Origin": self.server.url} | (headers or {})
        return self.session.request(
            method, f"{self.server.url}{path}", headers=sent, allow_redirects=False, **more
        )

    async def ask(self, text: str, *, thread: str = "thread-1", event: str = "event-0001") -> Any:
        """Ask a question; return its turn's id."""
        asked = {"thread": thread, "text": text, "event_id": event}
        status, answer = await self.ask_for("POST", "/api/questions", json=asked)
        assert status in (200, 202), answer
        return answer["turn_id"]

    @asynccontextmanager
    async def following(
        self, turn_id: str, thread: str = "thread-1"
    ) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
        """The events of a turn: name and data; comments are events named `:`."""
        async with self.request("GET", f"/api/turns/{turn_id}/events?thread={thread}") as response:
            assert response.status == 200, await response.text()
            yield events(response)


async def events(response: aiohttp.ClientResponse) -> AsyncIterator[tuple[str, Any]]:
    """Read events as they come; fails when none comes for long."""
    name = ""
    async with asyncio.timeout(DEADLINE_SECONDS):
        async for line in response.content:
            key, _, value = line.decode().rstrip("\n").partition(": ")
            if line.startswith(b":"):
                yield ":", value
            elif key == "event":
                name = value
            elif key == "data":
                yield name, json.loads(value)


@asynccontextmanager
async def browsing(server: WebServer) -> AsyncIterator[Browser]:
    """Open a new browser and let it get its cookie."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar, read_bufsize=2**22) as session:
        browser = Browser(server, session)
        await browser.ask_for("GET", "/api/desk")
        yield browser

"""The web page in front of the real desk: `frontdesk run`, its database, and a browser's requests."""

from __future__ import annotations

import asyncio
import json
import signal
import socket
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from yarl import URL

from tests.e2e.command_line import BASE_URL, DEADLINE_SECONDS, Installation, chatterbox

pytestmark = pytest.mark.slow

TOKEN = "0123456789abcdef"
LOOK_SECONDS = 0.05


@dataclass(slots=True)
class Client:
    """A browser that has opened the page."""

    url: str
    session: aiohttp.ClientSession

    async def get(self, path: str) -> Any:
        """What an API says."""
        async with self.session.get(f"{self.url}{path}") as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def ask(self, text: str, event: str) -> dict[str, Any]:
        """Ask, follow the answer, and return its end."""
        return await self.follow(await self.send(text, event), until="finished")

    async def send(self, text: str, event: str) -> str:
        """Ask; the turn's id."""
        asked = {"thread": "thread-1", "text": text, "event_id": event}
        async with self.session.post(f"{self.url}/api/questions", json=asked) as response:
            assert response.status == 202, await response.text()
            turn_id: str = (await response.json())["turn_id"]
            return turn_id

    async def follow(self, turn_id: str, *, until: str) -> dict[str, Any]:
        """Watch an answer until an event comes; what the event carries."""
        path = f"/api/turns/{turn_id}/events?thread=thread-1"
        async with (
            asyncio.timeout(DEADLINE_SECONDS),
            self.session.get(f"{self.url}{path}") as response,
        ):
            name = ""
            async for line in response.content:
                key, _, value = line.decode().strip().partition(": ")
                name = value if key == "event" else name
                if key == "data" and name == until:
                    end: dict[str, Any] = json.loads(value)
                    return end
        raise AssertionError(f"the stream ended without {until}")

    def visitor(self) -> dict[str, str]:
        """The cookie by which a browser is known."""
        cookies = self.session.cookie_jar.filter_cookies(URL(self.url))
        return {name: morsel.value for name, morsel in cookies.items()}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@asynccontextmanager
async def running(
    frontdesk: Installation,
    port: int,
    *,
    ends_by: signal.Signals = signal.SIGTERM,
    **settings: str,
) -> AsyncIterator[str]:
    """Run the desk until the block ends; gives its address."""
    folders = [{"path": str(frontdesk.documents), "base_url": BASE_URL}]
    usual = {"WEB_PORT": str(port), "SOURCES_FOLDERS": json.dumps(folders)}
    process = frontdesk.start("run", **usual | settings)
    # A terminal that is none: the desk serves until it is told to stop.
    assert process.stdin is not None
    process.stdin.close()
    process.stdin = None
    url = f"http://127.0.0.1:{port}"
    try:
        await _until_ready(process, url)
        yield url
    finally:
        process.send_signal(ends_by)
        await asyncio.to_thread(process.communicate, timeout=DEADLINE_SECONDS)
    assert process.returncode == (0 if ends_by is signal.SIGTERM else -ends_by)


async def _until_ready(process: subprocess.Popen[str], url: str) -> None:
    async with asyncio.timeout(DEADLINE_SECONDS), aiohttp.ClientSession() as session:
        while True:
            assert process.poll() is None, process.communicate()
            try:
                async with session.get(f"{url}/readyz") as response:
                    if response.status == 200:
                        return
            except aiohttp.ClientError:
                pass
            await asyncio.sleep(LOOK_SECONDS)


@asynccontextmanager
async def client(url: str) -> AsyncIterator[Client]:
    """Open the page."""
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as session:
        browser = Client(url, session)
        await browser.get("/api/desk")
        yield browser


async def test_a_question_is_answered_rated_and_found_after_a_restart(
    frontdesk: Installation,
) -> None:
    """The whole way: page, desk, index, database, and again after the process was replaced."""
    port = free_port()
    async with running(frontdesk, port) as url, client(url) as browser:
        end = await browser.ask("Who runs payroll?", "event-0001")
        assert end["outcome"] == "answered"
        assert "Maria Chen" in end["text"]
        assert "tel:7805550177" in end["html"]
        assert end["sources"][0]["address"] == f"{BASE_URL}/payroll.md"
        rating = {"thread": "thread-1", "thumb": "up", "comment": "right"}
        feedback = f"{url}/api/turns/{end['turn_id']}/feedback"
        async with browser.session.put(feedback, json=rating) as response:
            assert response.status == 200
        visitor = browser.visitor()
    async with (
        running(frontdesk, port) as url,
        aiohttp.ClientSession(cookies=visitor) as session,
        client(url) as stranger,
    ):
        browser = Client(url, session)
        (turn,) = (await browser.get("/api/conversations/thread-1"))["turns"]
        assert turn["text"] == end["text"]
        assert turn["feedback"] == {"thumb": "up", "comment": "right"}
        assert (await stranger.get("/api/conversations")) == {"conversations": []}
        (recent,) = (await browser.get("/api/status"))["recent"]
        assert (recent["platform"], recent["outcome"]) == ("web", "answered")
        assert recent["thumbs_up"] == 1
        async with session.delete(f"{url}/api/conversations/thread-1") as response:
            assert response.status == 204
        assert (await browser.get("/api/conversations")) == {"conversations": []}


async def test_with_a_token_only_health_is_open(frontdesk: Installation) -> None:
    """Page, status and metrics ask who comes."""
    async with (
        running(frontdesk, free_port(), WEB_TOKEN=TOKEN) as url,
        aiohttp.ClientSession() as session,
    ):
        for path, expected in (
            ("/healthz", 200),
            ("/readyz", 200),
            ("/metrics", 401),
            ("/status", 401),
            ("/api/status", 401),
        ):
            async with session.get(f"{url}{path}") as response:
                assert response.status == expected, path
        authorised = {"Authorization": f"Bearer {TOKEN}"}
        for path in ("/metrics", "/status", "/api/status"):
            async with session.get(f"{url}{path}", headers=authorised) as response:
                assert response.status == 200, path


async def test_stop_ends_a_language_model(frontdesk: Installation, tmp_path: Path) -> None:
    """Within a word or two of a thousand; what had been said stays, and is kept."""
    async with (
        running(frontdesk, free_port(), **chatterbox(tmp_path)) as url,
        client(url) as browser,
    ):
        turn_id = await browser.send("Who runs payroll?", "event-0001")
        said = (await browser.follow(turn_id, until="text"))["html"].count("word")
        async with browser.session.post(f"{url}/api/turns/{turn_id}/stop") as response:
            assert response.status == 200
        end = await browser.follow(turn_id, until="finished")
        assert end["outcome"] == "stopped"
        assert said <= end["text"].count("word") < 998
        (turn,) = (await browser.get("/api/conversations/thread-1"))["turns"]
        assert turn["text"] == end["text"]


async def test_a_killed_desk_answers_after_its_start(
    frontdesk: Installation, tmp_path: Path
) -> None:
    """What was half said is answered anew, once, for the same browser."""
    port = free_port()
    killed = running(frontdesk, port, ends_by=signal.SIGKILL, **chatterbox(tmp_path))
    async with killed as url, client(url) as browser:
        turn_id = await browser.send("Who runs payroll?", "event-0001")
        await browser.follow(turn_id, until="text")
        visitor = browser.visitor()
    async with running(frontdesk, port) as url, aiohttp.ClientSession(cookies=visitor) as session:
        browser = Client(url, session)
        end = await browser.follow(turn_id, until="finished")
        assert "Maria Chen" in end["text"]
        turns = (await browser.get("/api/conversations/thread-1"))["turns"]
        assert [turn["turn_id"] for turn in turns] == [turn_id]

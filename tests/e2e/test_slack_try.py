"""`frontdesk slack try` as somebody runs it: the local Slack, the real desk in it, and the page."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from tests.e2e.command_line import BASE_URL, DEADLINE_SECONDS, Installation, output_until

pytestmark = pytest.mark.slow

LOOK_SECONDS = 0.1
ASKED = "@frontdesk Who runs payroll?"


@dataclass(frozen=True, slots=True)
class Visitor:
    """Ann at the page."""

    url: str
    session: aiohttp.ClientSession

    async def state(self, **query: str) -> dict[str, Any]:
        """What the page shows of the first channel, unless told otherwise."""
        async with self.session.get(f"{self.url}api/state", params=query) as answer:
            return dict(await answer.json())

    async def say(self, text: str, place: str) -> None:
        """Say something."""
        body = {"person": "ann", "place": place, "text": text}
        headers = {"Origin": self.url.removesuffix("/")}
        async with self.session.post(f"{self.url}api/say", json=body, headers=headers) as answer:
            assert answer.status == 200

    async def answered(self) -> str:
        """The answer in the thread of the latest message, once it is there."""
        async with asyncio.timeout(DEADLINE_SECONDS):
            while True:
                (root,) = (await self.state())["messages"]
                thread = (await self.state(thread=root["ts"]))["thread"]
                if len(thread["messages"]) > 1 and not thread["is_processing"]:
                    return str(thread["messages"][-1]["html"])
                await asyncio.sleep(LOOK_SECONDS)


@pytest.fixture
def home(prepared: Installation, tmp_path: Path) -> Installation:
    """An installation whose embedding model is there already."""
    new = Installation(tmp_path / "home", prepared.documents)
    (new.home / "slack-try").mkdir(parents=True)
    (new.home / "slack-try" / "embedding").symlink_to(prepared.home / "embedding")
    return new


def start(home: Installation, port: int = 0) -> subprocess.Popen[str]:
    """Start the command."""
    folders = json.dumps([{"path": str(home.documents), "base_url": BASE_URL}])
    return home.start("slack", "try", "--port", str(port), SOURCES_FOLDERS=folders)


@asynccontextmanager
async def trying(home: Installation) -> AsyncIterator[Visitor]:
    """Open the page, and stop with Ctrl-C at the end."""
    process = start(home)
    output = await asyncio.to_thread(output_until, process, "and write to @frontdesk")
    found = re.search(r"http://127\.0\.0\.1:\d+/", output)
    assert found is not None, output
    try:
        async with aiohttp.ClientSession() as session:
            yield Visitor(found[0], session)
    finally:
        process.send_signal(signal.SIGINT)
        _, errors = await asyncio.to_thread(process.communicate, timeout=DEADLINE_SECONDS)
    assert process.returncode == 0, errors


@pytest.mark.feature("Tried on one’s own machine, without an account")
async def test_somebody_tries_it_twice(home: Installation) -> None:
    """A mention is answered from the pages, with its source; the next time nothing is left of it."""
    async with trying(home) as ann:
        place = (await ann.state())["place"]
        assert place["has_app"]
        await ann.say(ASKED, place["id"])
        answer = await ann.answered()
        assert "Maria Chen" in answer
        assert f'href="{BASE_URL}/payroll.md"' in answer
    async with trying(home) as ann:
        state = await ann.state()
        assert state["messages"] == []
        await ann.say(ASKED, state["place"]["id"])
        assert "Maria Chen" in await ann.answered()


async def test_a_port_that_is_taken_is_told(home: Installation) -> None:
    """With what to do; nothing is started."""
    async with trying(home) as ann:
        port = int(ann.url.rpartition(":")[2].strip("/"))
        process = start(home, port)
        _, errors = await asyncio.to_thread(process.communicate, timeout=DEADLINE_SECONDS)
        assert process.returncode == 1
        assert f"cannot listen on port {port}" in errors
        assert "--port" in errors

"""What is posted unasked: managed by command and in the page, shown once even if the desk dies."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.command_line import CHECKOUT, Installation
from tests.e2e.dying_poster import POINTS
from tests.e2e.test_waits import PAYLOAD
from tests.e2e.test_web_page import Client, client, free_port, running

DIGEST = "weekdays 7:00 and 15:00, Calgary emergency"
ALERT = "alert when Foothills is over 4 hours"
SLACK, WEB = "slack/T1/C1", "web//somebody"
POSTED_WITHIN_SECONDS = 40.0
"""The job comes every 20 s, the first time 5 s after the start."""
LOOK_SECONDS = 0.25


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Those of a feed in a file."""
    monkeypatch.setenv("COLUMNS", "200")
    file = tmp_path / "feed.json"
    shutil.copyfile(PAYLOAD, file)
    return {"WAITS_URL": f"file:{file}"}


class TestSubscribe:
    @pytest.fixture(autouse=True)
    def _prepare(self, frontdesk: Installation, settings: dict[str, str]) -> None:
        self._frontdesk, self._settings = frontdesk, settings

    def done(self, *arguments: str) -> str:
        """What `subscribe` prints when it does as it is told."""
        result = self._frontdesk.run("subscribe", *arguments, **self._settings)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *arguments: str) -> str:
        """What it says when it does not."""
        result = self._frontdesk.run("subscribe", *arguments, **self._settings)
        assert result.exit_code == 1, result.output
        return result.stderr

    def listed(self) -> list[dict[str, Any]]:
        """What scripts see."""
        listed: list[dict[str, Any]] = json.loads(self.done("list", "--json"))
        return listed

    def test_what_was_understood_is_said(self) -> None:
        """In other words than the person's, with the number and how to stop it."""
        told = self.done("add", DIGEST, "--to", SLACK)
        assert "Calgary emergency departments, weekdays at 07:00 and 15:00" in told
        assert "unsubscribe 1" in told

    def test_all_are_listed(self) -> None:
        """Of every channel, oldest first, in the person's words."""
        self.done("add", DIGEST, "--to", SLACK)
        self.done("add", ALERT, "--to", WEB)
        told = self.done("list")
        assert told.index(f"1 {DIGEST}") < told.index(f"2 {ALERT}")
        assert SLACK in told
        digest, alert = self.listed()
        assert digest["to"] == SLACK
        assert (digest["wording"], digest["owner"]) == (DIGEST, "")
        assert digest["rule"] == "weekdays at 07:00 and 15:00"
        assert digest["next_due_at"].endswith("+00:00")
        assert (alert["to"], alert["next_due_at"]) == (WEB, None)

    def test_one_is_paused_and_goes_on(self) -> None:
        """While it is paused it is never due."""
        self.done("add", DIGEST, "--to", SLACK)
        (before,) = self.listed()
        assert "Subscription 1 is paused." in self.done("pause", "1")
        (paused,) = self.listed()
        assert paused["paused_at"] is not None
        assert paused["next_due_at"] is None
        assert "Subscription 1 goes on." in self.done("resume", "1")
        (resumed,) = self.listed()
        assert resumed == before

    def test_one_is_removed(self) -> None:
        """For good: its number means nothing any more."""
        self.done("add", DIGEST, "--to", SLACK)
        assert "Subscription 1 is removed." in self.done("remove", "1")
        assert self.listed() == []
        assert "There is no subscription 1." in self.refused("remove", "1")

    @pytest.mark.parametrize("command", ["pause", "resume", "remove"])
    def test_a_number_that_there_is_not(self, command: str) -> None:
        """It says where the numbers stand."""
        said = self.refused(command, "7")
        assert "There is no subscription 7. `frontdesk subscribe list` shows" in said

    @pytest.mark.parametrize(
        ("wish", "to", "reason"),
        [
            ("weekdays 7:00, Nowhere", SLACK, "no wait times of “Nowhere”"),
            ("weekdays 7:00", SLACK, "Which sites?"),
            ("hello", SLACK, "when to post, or what to watch for"),
            (DIGEST, "slack", "--to 'slack' must be PLATFORM/WORKSPACE/CHANNEL"),
        ],
    )
    def test_a_wish_that_is_not_understood(self, wish: str, to: str, reason: str) -> None:
        """It is refused with what to write instead, and nothing is kept."""
        assert reason in self.refused("add", wish, "--to", to)
        assert self.listed() == []

    def test_a_channel_has_a_limit(self) -> None:
        """It holds for operators, too."""
        self._settings |= {"POSTS_MAX_PER_CHANNEL": "1"}
        self.done("add", DIGEST, "--to", SLACK)
        self.refused("add", ALERT, "--to", SLACK)
        self.done("add", ALERT, "--to", WEB)

    def test_without_a_feed_there_is_nothing_to_post(self, tmp_path: Path) -> None:
        """It says what to set."""
        folders = json.dumps([{"path": str(tmp_path), "base_url": "https://files.example.org/"}])
        self._settings = {"SOURCES_FOLDERS": folders}
        assert "Set FRONTDESK_WAITS_URL" in self.refused("add", DIGEST, "--to", SLACK)


def posted_by(folder: Path, point: str) -> subprocess.CompletedProcess[str]:
    """Run a desk that dies at a point."""
    return subprocess.run(
        [sys.executable, "-m", "tests.e2e.dying_poster", str(folder), point],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS)
def test_a_killed_desk_posts_a_digest_once(point: str, tmp_path: Path) -> None:
    """Whether it died before it made the post, while it showed it, or before it could tell."""
    died = posted_by(tmp_path, point)
    assert died.returncode == -signal.SIGKILL, died.stderr
    again = posted_by(tmp_path, "never")
    assert again.stdout.endswith("all posted\n"), again.stderr
    (shown,) = map(json.loads, (tmp_path / "shown.jsonl").read_text("utf-8").splitlines())
    with closing(sqlite3.connect(tmp_path / "frontdesk.db")) as database:
        kept = database.execute("SELECT id, state, ref FROM posts").fetchall()
    assert kept == [(shown["id"], "sent", shown["id"])]


@asynccontextmanager
async def sample_desk(frontdesk: Installation) -> AsyncIterator[Client]:
    """A desk that serves with the made-up feed, and a browser."""
    settings = {"SOURCES_FOLDERS": "[]", "SAMPLE_PORT": str(free_port())}
    async with running(frontdesk, free_port(), **settings) as url, client(url) as browser:
        yield browser


async def body(browser: Client, path: str) -> bytes:
    """What lies at an address."""
    async with browser.session.get(f"{browser.url}{path}") as response:
        assert response.status == 200, path
        return await response.read()


@pytest.mark.slow
async def test_a_wait_is_told_and_drawn_in_the_page(frontdesk: Installation) -> None:
    """The whole way from the feed to the picture; monitoring sees how fresh the times are."""
    async with sample_desk(frontdesk) as browser:
        told = await browser.ask("how long is the wait at Harcourt General?", "event-0001")
        assert told["outcome"] == "answered"
        assert "Harcourt General Hospital" in told["text"]
        assert told["pictures"] == []
        drawn = await browser.ask("chart of Harcourt General", "event-0002")
        (picture,) = drawn["pictures"]
        assert "Harcourt General Hospital" in picture["alt_text"]
        assert (await body(browser, picture["address"])).startswith(b"\x89PNG\r\n")
        metrics = (await body(browser, "/metrics")).decode()
        assert "\nfrontdesk_waits_as_of_timestamp_seconds 1." in metrics


@pytest.mark.slow
async def test_a_digest_is_subscribed_to_and_shown_in_the_page(frontdesk: Installation) -> None:
    """From the wish to the post with its chart; operators see it, and pause it with a button."""
    async with sample_desk(frontdesk) as browser:
        wish = "subscribe every day at 7:00, Harcourt General"
        agreed = await browser.ask(wish, "event-0001")
        assert agreed["text"].startswith("Subscription 1: ")
        make_due(frontdesk.home)
        listed = await browser.ask("my subscriptions", "event-0002")
        assert "every day at 7:00, Harcourt General" in listed["text"]
        post = await first_post(browser)
        assert "Harcourt General Hospital" in post["html"]
        assert (await body(browser, post["picture"]["address"])).startswith(b"\x89PNG\r\n")
        status = (await body(browser, "/status")).decode()
        for section in ("waits", "subscriptions", "posts", "jobs"):
            assert f'id="{section}"' in status
        pause = f"{browser.url}/status/subscriptions/1/pause"
        async with browser.session.post(pause, headers={"Origin": browser.url}) as response:
            assert response.status == 200
            assert "Resume" in await response.text()
        (paused,) = (await browser.get("/api/status"))["subscriptions"]
        assert paused["paused_at"] is not None


def make_due(home: Path) -> None:
    """Let all digests have been due a minute ago."""
    with closing(sqlite3.connect(home / "frontdesk.db")) as database, database:
        database.execute("UPDATE subscriptions SET next_due_at = datetime('now', '-1 minute')")


async def first_post(browser: Client) -> dict[str, Any]:
    """The first that the visitor is shown."""
    async with asyncio.timeout(POSTED_WITHIN_SECONDS):
        while True:
            posts: list[dict[str, Any]] = (await browser.get("/api/posts"))["posts"]
            if posts:
                return posts[0]
            await asyncio.sleep(LOOK_SECONDS)

"""Posts and answers that come at the same time, by a clock of the test."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from adapters.slack.calls import SlackCalls
from adapters.slack.poster import SlackPoster
from core.domain import ConversationKey, Post
from tests.fakes.loop import FakeTimeLoop

CHANNEL = ConversationKey("slack", "T1", "C1")


@pytest.fixture
def loop() -> Iterator[FakeTimeLoop]:
    loop = FakeTimeLoop()
    yield loop
    loop.close()


@dataclass(frozen=True, slots=True)
class Answer:
    """Of Slack."""

    data: dict[str, Any]


class NotingSlack:
    """Notes what is posted when; the client of a workspace, and who gives it."""

    def __init__(self, loop: FakeTimeLoop) -> None:
        self._loop = loop
        self.posted: list[tuple[str, float]] = []

    async def of(self, workspace: str) -> Any:
        return self

    async def bot_user(self, workspace: str) -> str:
        return "U1"

    async def chat_postMessage(self, *, channel: str, text: str, **_more: Any) -> Answer:  # noqa: N802
        self.posted.append((text, round(self._loop.time(), 1)))
        return Answer({"ok": True, "ts": f"{self._loop.time():.6f}"})


@pytest.mark.feature("Answers go before posts where not all can")
def test_a_burst_of_posts_starves_no_answer(loop: FakeTimeLoop) -> None:
    """An answer overtakes what waits, within a second."""

    async def work() -> None:
        slack = NotingSlack(loop)
        calls = SlackCalls(clients=slack)
        poster = SlackPoster(calls=calls, clients=slack)
        made_at = datetime(2026, 3, 31, tzinfo=UTC)
        alerts = [
            asyncio.create_task(poster.post(Post(f"{number}", CHANNEL, "An alert.", made_at)))
            for number in range(20)
        ]
        await asyncio.sleep(0.5)
        await calls.call("T1", "chat.postMessage", channel="C1", text="An answer.")
        await asyncio.gather(*alerts)
        texts = [text for text, _ in slack.posted]
        at = texts.index("An answer.")
        assert at < 5
        assert slack.posted[at][1] <= 1.5
        assert texts.count("An alert.") == 20

    loop.run_until_complete(work())

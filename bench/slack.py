"""How soon Slack's events are acknowledged while answers are written, and whether all are answered.

Also when everything is delivered three times and connections break: each question once.  The
desk runs in a process of its own; Slack and its people are played by this one, on the same cores.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from adapters.local_slack.server import LocalSlack
from bench.homes import indexed_home
from bench.indexes import EMBEDDED
from bench.passages import invent, questions
from bot.slack_manifest import read_manifest

_ROUNDS = 5
_PASSAGES = 1_000
_EVENTS = 200
_POSTS = _EVENTS // 2
"""Each post that mentions the desk is two events: `app_mention` and `message`."""
_CHANNELS = 50
_SECONDS = 1.0
_ROUGH_SECONDS = 6.0
_DROP_SECONDS = 2.0
_DEADLINE_SECONDS = 120.0


async def measure_slack(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds from sending an event to its acknowledgement; questions lost and answered twice."""
    home = await indexed_home(out, _PASSAGES, say)
    texts = [one.text for one in questions(list(invent(EMBEDDED)))["short"]]
    calm, rough = [], []
    async with LocalSlack(manifest=read_manifest()) as slack, _desk(home, slack):
        stage = _Stage(slack, texts)
        await stage.play(_SECONDS)  # warms up
        for number in range(_ROUNDS):
            say(f"slack: round {number + 1} of {_ROUNDS}")
            calm.append(await stage.play(_SECONDS))
            slack.mischief.deliver_times = 3
            slack.mischief.drop_sockets_every_seconds = _DROP_SECONDS
            rough.append(await stage.play(_ROUGH_SECONDS))
            slack.mischief.deliver_times = 1
            slack.mischief.drop_sockets_every_seconds = None
    return {
        "rounds": _ROUNDS,
        "passages": _PASSAGES,
        "events_in_a_second": _figures(calm),
        "three_times_each_with_drops": _figures(rough),
    }


def _figures(rounds: Sequence[_Round]) -> dict[str, Any]:
    return {
        "events": rounds[0].events,
        "seconds": rounds[0].seconds,
        "ack_ms": {
            f"p{percent}": round(
                median(float(np.percentile(one.ack_ms, percent)) for one in rounds), 1
            )
            for percent in (50, 99)
        },
        "worst_ack_ms": round(max(max(one.ack_ms) for one in rounds), 1),
        "all_answered_after_seconds": round(median(one.answered_seconds for one in rounds), 1),
        "lost": sum(one.lost for one in rounds),
        "twice": sum(one.twice for one in rounds),
    }


class _Round:
    """What became of one burst of events."""

    def __init__(self, *, events: int, seconds: float) -> None:
        self.events = events
        self.seconds = seconds
        self.ack_ms: list[float] = []
        self.answered_seconds = 0.0
        self.lost = 0
        self.twice = 0


class _Stage:
    """A workspace full of people who ask."""

    def __init__(self, slack: LocalSlack, texts: Sequence[str]) -> None:
        self._slack = slack
        self._texts = texts
        self._people = [slack.person(f"person{number}") for number in range(_POSTS)]
        members = {person.id for person in self._people} | {slack.app.bot_user}
        for number in range(_CHANNELS):
            slack.workspace.add_channel(f"channel-{number}", set(members))

    async def play(self, seconds: float) -> _Round:
        """Have everybody ask within some seconds, and wait until all is answered."""
        history = self._slack.deliveries.history
        before = len(history)
        began = time.monotonic()
        asked = []
        for number, person in enumerate(self._people):
            await asyncio.sleep(max(0.0, began + number * seconds / _POSTS - time.monotonic()))
            text = f"@frontdesk {self._texts[number % len(self._texts)]}"
            asked.append(await person.says(text, f"#channel-{number % _CHANNELS}"))
        await self._slack.settled(within_seconds=_DEADLINE_SECONDS)
        deliveries = history[before:]
        result = _Round(events=len(deliveries), seconds=seconds)
        roots = {message.ts for message in asked}
        while time.monotonic() - began < _DEADLINE_SECONDS:
            answers = self._answers(roots)
            if len(answers) == len(roots):
                break
            await asyncio.sleep(0.05)
        result.answered_seconds = time.monotonic() - began
        await asyncio.sleep(1.0)  # for a second answer, which must not come
        answers = self._answers(roots)
        result.lost = len(roots) - len(answers) + sum(not one.is_acknowledged for one in deliveries)
        result.twice = sum(count - 1 for count in answers.values())
        result.ack_ms = [one.ack_seconds * 1000 for one in deliveries]
        return result

    def _answers(self, roots: set[str]) -> Counter[str]:
        """How many messages of the desk stand under each question."""
        return Counter(
            message.thread_ts
            for message in self._slack.workspace.messages()
            if message.bot_id and message.thread_ts in roots
        )


@asynccontextmanager
async def _desk(home: Path, slack: LocalSlack) -> AsyncIterator[None]:
    app = slack.app
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bench.slack_server", str(home), f"{slack.url}/api/", app.bot_token, app.app_token),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        if not await process.stdout.readline():
            raise RuntimeError("the desk did not start; what it said stands above")
        await slack.sockets.connected(at_least=1)
        yield
    finally:
        process.stdin.close()
        await process.wait()

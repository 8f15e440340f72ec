"""How soon Slack's events are acknowledged while answers are written, and whether all are answered.

Also when everything is delivered three times and connections break: each question once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from adapters.local_slack.server import LocalSlack
from bench.chats import CHANNELS, Round, burst, desk, figures
from bench.homes import indexed_home
from bench.indexes import EMBEDDED
from bench.passages import invent, questions
from bot.slack_manifest import read_manifest

_ROUNDS = 5
_PASSAGES = 1_000
_EVENTS = 200
_POSTS = _EVENTS // 2
"""Each post that mentions the desk is two events: `app_mention` and `message`."""
_SECONDS = 1.0
_ROUGH_SECONDS = 6.0
_DROP_SECONDS = 2.0
_DEADLINE_SECONDS = 120.0


async def measure_slack(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds from sending an event to its acknowledgement; questions lost and answered twice."""
    home = await indexed_home(out, _PASSAGES, say)
    texts = [one.text for one in questions(list(invent(EMBEDDED)))["short"]]
    calm, rough = [], []
    async with LocalSlack(manifest=read_manifest()) as slack, desk(home, _settings(slack)):
        await slack.sockets.connected(at_least=1)
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
        "events_in_a_second": figures(calm),
        "three_times_each_with_drops": figures(rough),
    }


def _settings(slack: LocalSlack) -> dict[str, Any]:
    return {
        "web": {"enabled": False},
        "slack": {
            "bot_token": slack.app.bot_token,
            "app_token": slack.app.app_token,
            "connections": 2,
            "api_url": f"{slack.url}/api/",
        },
    }


class _Stage:
    """A workspace full of people who ask."""

    def __init__(self, slack: LocalSlack, texts: Sequence[str]) -> None:
        self._slack = slack
        self._texts = texts
        self._people = [slack.person(f"person{number}") for number in range(_POSTS)]
        members = {person.id for person in self._people} | {slack.app.bot_user}
        for number in range(CHANNELS):
            slack.workspace.add_channel(f"channel-{number}", set(members))

    async def play(self, seconds: float) -> Round:
        """Have everybody ask within some seconds, and wait until all is answered."""
        before = len(self._slack.deliveries.history)
        result = await burst(
            seconds,
            questions=_POSTS,
            ask=self._ask,
            settled=lambda: self._slack.settled(within_seconds=_DEADLINE_SECONDS),
            answers=self._answers,
        )
        deliveries = self._slack.deliveries.history[before:]
        result.lost += sum(not one.is_acknowledged for one in deliveries)
        result.ack_ms = [one.ack_seconds * 1000 for one in deliveries]
        return result

    async def _ask(self, number: int) -> str:
        text = f"@frontdesk {self._texts[number % len(self._texts)]}"
        return (await self._people[number].says(text, f"#channel-{number % CHANNELS}")).ts

    def _answers(self, roots: set[str]) -> Counter[str]:
        """How many messages of the desk stand under each question."""
        return Counter(
            message.thread_ts
            for message in self._slack.workspace.messages()
            if message.bot_id and message.thread_ts in roots
        )

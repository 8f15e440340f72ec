"""How soon activities of Teams get their HTTP answer while answers are written, and whether all are answered.

Also in the first burst after a start, and when every activity is posted three times: each question once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from bench.chats import CHANNELS, Round, burst, desk, figures
from bench.homes import indexed_home
from bench.indexes import EMBEDDED
from bench.passages import invent, questions
from tests.local_teams.server import LocalTeams

_ROUNDS = 5
_PASSAGES = 1_000
_ACTIVITIES = 200
_PEOPLE = 100
_SECONDS = 1.0
_TIMES = 3


async def measure_teams(out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """Milliseconds from posting an activity to its answer; questions lost and answered twice."""
    home = await indexed_home(out, _PASSAGES, say)
    texts = [one.text for one in questions(list(invent(EMBEDDED)))["short"]]
    calm, repeated = [], []
    async with LocalTeams() as teams, desk(home, _settings(teams)) as address:
        teams.connect(f"{address.rstrip('/')}/api/messages")
        stage = _Stage(teams, texts)
        # Nobody is known then: Teams has to be asked for everybody.
        first = await stage.play(_SECONDS)
        for number in range(_ROUNDS):
            say(f"teams: round {number + 1} of {_ROUNDS}")
            calm.append(await stage.play(_SECONDS))
            teams.mischief.deliver_times = _TIMES
            repeated.append(await stage.play(_SECONDS * _TIMES))
            teams.mischief.deliver_times = 1
    return {
        "rounds": _ROUNDS,
        "passages": _PASSAGES,
        "first_burst_after_a_start": figures([first]),
        "activities_in_a_second": figures(calm),
        "three_times_each": figures(repeated),
    }


def _settings(teams: LocalTeams) -> dict[str, Any]:
    return {
        "web": {"port": 0},
        "turns": {"max_waiting": _ACTIVITIES * 2},
        "teams": {
            "app_id": teams.app_id,
            "app_password": teams.app_password,
            "tenant_id": teams.tenant_id,
            "openid_url": teams.openid_url,
            "login_url": teams.login_url,
        },
    }


class _Stage:
    """A tenant full of people who ask in the channels of a team."""

    def __init__(self, teams: LocalTeams, texts: Sequence[str]) -> None:
        self._teams = teams
        self._texts = texts
        self._people = [teams.add_person(f"Person{number}") for number in range(_PEOPLE)]
        self._channels = [teams.add_channel(f"channel-{number}") for number in range(CHANNELS)]

    async def play(self, seconds: float) -> Round:
        """Have everybody ask within some seconds, and wait until all is answered."""
        before = len(self._teams.deliveries.history)
        result = await burst(
            seconds,
            questions=_ACTIVITIES,
            ask=self._ask,
            settled=self._teams.settled,
            answers=self._answers,
        )
        deliveries = self._teams.deliveries.history[before:]
        result.lost += sum(not one.is_taken for one in deliveries)
        result.ack_ms = [one.answer.seconds * 1000 for one in deliveries if one.answer is not None]
        return result

    async def _ask(self, number: int) -> str:
        text = f"@frontdesk {self._texts[number % len(self._texts)]}"
        channel = self._channels[number % CHANNELS]
        return (await self._people[number % _PEOPLE].says(text, channel)).id

    def _answers(self, roots: set[str]) -> Counter[str]:
        """How many messages of the desk stand under each question."""
        return Counter(
            message.under
            for channel in self._channels
            for message in channel.messages
            if message.author_id == self._teams.bot_id and message.under in roots
        )

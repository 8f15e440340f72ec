"""Carries activities to the bot, and carries them again until it takes them.

People and their clicks give them in.  Teams waits 15 s for an answer, and repeats what was not taken;
an invoke is sent once, since somebody waits for its answer.

Source: https://learn.microsoft.com/azure/bot-service/bot-builder-basics (HTTP details).  That untaken
activities are repeated is seen in practice, not promised.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.local_teams.mischief import Mischief
from tests.local_teams.state import Json
from tests.local_teams.tokens import Tokens

_PASSING = frozenset({0, 408, 429, 500, 502, 503, 504})
_TAKEN = range(200, 300)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot said."""

    status: int
    """Of HTTP; 0: nothing in time, or no connection."""
    body: Any = None
    """As JSON, or the text where it is none."""
    seconds: float = 0.0


@dataclass(slots=True)
class Delivery:
    """One activity's way to the bot."""

    activity: Json
    tries: int = 0
    answer: Answer | None = None
    is_over: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether the bot took it."""
        return self.answer is not None and self.answer.status in _TAKEN


class Deliveries:
    """Everything that is on its way to the bot."""

    def __init__(
        self,
        *,
        tokens: Tokens,
        mischief: Mischief,
        signs: bool = True,
        ack_seconds: float = 15.0,
        retry_seconds: tuple[float, ...] = (0.05, 0.2, 0.5),
    ) -> None:
        """Begin with nothing under way.

        Args:
            tokens: What signs.
            mischief: What goes wrong.
            signs: Whether activities carry a token at all.
            ack_seconds: How long the bot has.
            retry_seconds: What is waited before each further try.
        """
        self.bot_url = ""
        """Where activities go; empty: nowhere."""
        self.ack_seconds = ack_seconds
        self.retry_seconds = retry_seconds
        self.history: list[Delivery] = []
        """Everything that the bot should get, oldest first."""
        self._tokens = tokens
        self._mischief = mischief
        self._signs = signs
        self._session: aiohttp.ClientSession | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._posting = 0

    def start(self) -> None:
        """Be ready to post."""
        # A connection each: what is announced first is accepted first, whatever is open already.
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        self._session = aiohttp.ClientSession(connector=connector)

    async def close(self) -> None:
        """Give up what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def announce(self, activity: Json) -> None:
        """Tell the bot of something; returns at once."""
        for _ in range(self._mischief.deliver_times):
            task = asyncio.get_running_loop().create_task(self._deliver(activity))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def invoke(self, activity: Json) -> Answer:
        """Tell the bot of something that wants an answer, once."""
        delivery = Delivery(activity, tries=1)
        self.history.append(delivery)
        delivery.answer = await self.post(activity, self._token())
        delivery.is_over = True
        return delivery.answer

    async def post(self, activity: Json, token: str | None) -> Answer:
        """Post an activity with a token, or without one.

        Raises:
            RuntimeError: Nobody said where the bot is.
        """
        if self._session is None or not self.bot_url:
            raise RuntimeError("Start the server, and connect() it with the bot's address first.")
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        began = time.monotonic()
        self._posting += 1
        try:
            status, body = await self._post(self._session, activity, headers)
        finally:
            self._posting -= 1
        return Answer(status, body, time.monotonic() - began)

    @property
    def in_flight(self) -> int:
        """How many wait for an answer, or for a next try."""
        return len(self._tasks) + self._posting

    @property
    def lost(self) -> list[Delivery]:
        """What was given up."""
        return [one for one in self.history if one.is_over and not one.is_taken]

    def _token(self) -> str | None:
        return self._tokens.ready() if self._signs else None

    async def _deliver(self, activity: Json) -> None:
        delivery = Delivery(activity)
        self.history.append(delivery)
        if not self.bot_url:
            delivery.is_over = True
            return
        for wait_seconds in (0.0, *self.retry_seconds):
            await asyncio.sleep(wait_seconds)
            delivery.answer = await self.post(activity, self._token())
            delivery.tries += 1
            if delivery.answer.status not in _PASSING:
                break
        delivery.is_over = True

    async def _post(
        self, session: aiohttp.ClientSession, activity: Json, headers: dict[str, str]
    ) -> tuple[int, Any]:
        limit = aiohttp.ClientTimeout(total=self.ack_seconds)
        data = json.dumps(activity).encode()
        try:
            async with session.post(
                self.bot_url, data=data, headers=headers, timeout=limit
            ) as response:
                return response.status, _read(await response.text())
        except (aiohttp.ClientError, TimeoutError):
            return 0, None


def _read(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError:
        return text

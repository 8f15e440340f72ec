"""What people are called, so that a question holds names instead of Slack's ids.

`messages` asks for them before Slack has its acknowledgement, so nobody waits long: a name that is
not known in time is learnt for the next time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Coroutine
from typing import Any

from adapters.slack.taking_in.users import Users
from core.chatting.chores import Chores

_MOST_IN_TEXT = 10
"""A message that calls more people than this is read with the first of them."""
_WAIT_SECONDS = 0.3
_LEARN_SECONDS = 5.0
UNKNOWN = "someone"


class PeopleNames:
    """Names, as far as they can be had at once."""

    def __init__(
        self, *, users: Users, chores: Chores, wait_seconds: float = _WAIT_SECONDS
    ) -> None:
        """Take who knows people.

        Args:
            users: Knows them, or asks Slack.
            chores: Goes on asking after `wait_seconds`.
            wait_seconds: How long a question may wait for names.
        """
        self._users = users
        self._chores = chores
        self._wait_seconds = wait_seconds
        self._learning: dict[tuple[str, str], asyncio.Event] = {}

    async def of(self, workspace: str, persons: Collection[str]) -> dict[str, str]:
        """The names of some people; `someone` for those that are not known in time."""
        wanted = list(dict.fromkeys(persons))[:_MOST_IN_TEXT]
        missing = [person for person in wanted if self._users.known(workspace, person) is None]
        if missing:
            await self._wait_for([self._learn(workspace, person).wait() for person in missing])
        return {person: self._name(workspace, person) for person in persons}

    def _name(self, workspace: str, person: str) -> str:
        user = self._users.known(workspace, person)
        return (user.name if user is not None else "") or UNKNOWN

    async def _wait_for(self, learning: list[Coroutine[Any, Any, bool]]) -> None:
        try:
            async with asyncio.timeout(self._wait_seconds):
                await asyncio.gather(*learning)
        except TimeoutError:
            return

    def _learn(self, workspace: str, person: str) -> asyncio.Event:
        """Ask Slack, unless that is being done; the event tells when it answered."""
        key = (workspace, person)
        if key not in self._learning:
            self._learning[key] = asyncio.Event()
            self._chores.start("learn_name", self._ask(key))
        return self._learning[key]

    async def _ask(self, key: tuple[str, str]) -> None:
        try:
            await self._users.of(*key, in_time_seconds=_LEARN_SECONDS)
        finally:
            self._learning.pop(key).set()

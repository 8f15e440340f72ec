"""What people are called, so that a question holds names instead of Slack's ids.

`messages` asks for them before Slack has its acknowledgement, so nobody waits long: a name that is
not known in time is learnt for the next time.
"""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import Any

from adapters.slack.calls import SlackCalls
from adapters.slack.chores import Chores

_MOST_NAMES = 5_000
_LASTING_SECONDS = 6 * 3600.0
"""People change their names now and then."""
_MOST_IN_TEXT = 10
"""A message that calls more people than this is read with the first of them."""
_WAIT_SECONDS = 0.3
_LEARN_SECONDS = 5.0
UNKNOWN = "someone"


class PeopleNames:
    """A bounded memory of names; learns what it does not know."""

    def __init__(
        self,
        *,
        calls: SlackCalls,
        chores: Chores,
        wait_seconds: float = _WAIT_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin knowing nobody.

        Args:
            calls: Asks Slack.
            chores: Goes on asking after `wait_seconds`.
            wait_seconds: How long a question may wait for names.
            clock: Monotonic seconds.
        """
        self._calls = calls
        self._chores = chores
        self._wait_seconds = wait_seconds
        self._clock = clock
        self._names: OrderedDict[tuple[str, str], tuple[str, float]] = OrderedDict()
        self._learning: dict[tuple[str, str], asyncio.Event] = {}

    async def of(self, workspace: str, users: Collection[str]) -> dict[str, str]:
        """The names of some users; `someone` for those that are not known in time."""
        wanted = list(dict.fromkeys(users))[:_MOST_IN_TEXT]
        missing = [user for user in wanted if self._known(workspace, user) is None]
        if missing:
            learning = [self._learn(workspace, user).wait() for user in missing]
            await self._wait_for(learning)
        return {user: self._known(workspace, user) or UNKNOWN for user in users}

    def _known(self, workspace: str, user: str) -> str | None:
        name, at = self._names.get((workspace, user), ("", 0.0))
        return name if name and self._clock() - at < _LASTING_SECONDS else None

    async def _wait_for(self, learning: list[Any]) -> None:
        try:
            async with asyncio.timeout(self._wait_seconds):
                await asyncio.gather(*learning)
        except TimeoutError:
            return

    def _learn(self, workspace: str, user: str) -> asyncio.Event:
        """Ask Slack, unless that is being done; the event tells when it answered."""
        key = (workspace, user)
        if key not in self._learning:
            self._learning[key] = asyncio.Event()
            self._chores.start("learn_name", self._ask(key))
        return self._learning[key]

    async def _ask(self, key: tuple[str, str]) -> None:
        workspace, user = key
        try:
            answer = await self._calls.try_call(
                workspace, "users.info", in_time_seconds=_LEARN_SECONDS, user=user
            )
            if name := _name(answer or {}):
                self._keep(key, name)
        finally:
            self._learning.pop(key).set()

    def _keep(self, key: tuple[str, str], name: str) -> None:
        self._names[key] = (name, self._clock())
        self._names.move_to_end(key)
        if len(self._names) > _MOST_NAMES:
            self._names.popitem(last=False)


def _name(answer: dict[str, Any]) -> str:
    """What a person is called in `users.info`: the whole name, because pages know that.

    Source: https://docs.slack.dev/reference/objects/user-object
    """
    user = answer.get("user") or {}
    profile = user.get("profile") or {}
    return str(
        profile.get("real_name")
        or user.get("real_name")
        or profile.get("display_name")
        or user.get("name")
        or ""
    )

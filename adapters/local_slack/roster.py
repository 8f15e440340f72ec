"""Everybody in a workspace, by name.

`LocalSlack` holds one for each workspace.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from adapters.local_slack.delivery import Deliveries
from adapters.local_slack.interactions import Interactions
from adapters.local_slack.people import Person
from adapters.local_slack.responses import ResponseAddresses
from adapters.local_slack.state import Workspace

_LOOK_AGAIN_SECONDS = 0.05


class People:
    """Who is there."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        deliveries: Deliveries,
        addresses: ResponseAddresses,
        now_seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin with nobody.

        Args:
            workspace: Where they are.
            deliveries: The way to the app.
            addresses: The app's way back without a token.
            now_seconds: Monotonic time, for trigger ids.
        """
        self._workspace = workspace
        self._interactions = Interactions(
            workspace=workspace,
            deliveries=deliveries,
            addresses=addresses,
            now_seconds=now_seconds,
        )
        self._people: dict[str, Person] = {}

    def person(self, name: str, *, team_id: str = "") -> Person:
        """Somebody by name; let in when asked for the first time.

        Args:
            name: The handle, e.g. `ann`.
            team_id: Of a guest by Slack Connect: the team that they belong to.
        """
        if name not in self._people:
            known = [one for one in self._workspace.users.values() if one.name == name]
            user = known[0] if known else self._workspace.add_user(name, team_id=team_id)
            self._people[name] = Person(
                user=user, workspace=self._workspace, interactions=self._interactions
            )
        return self._people[name]

    async def until(self, predicate: Callable[[], object], *, within_seconds: float = 10.0) -> None:
        """Wait until something is so; looked at whenever people see something change.

        Raises:
            TimeoutError: It did not become so.
        """
        changed = asyncio.Event()
        self._workspace.watchers.append(changed.set)
        deadline = time.monotonic() + within_seconds
        try:
            while not predicate():
                if time.monotonic() > deadline:
                    raise TimeoutError(f"After {within_seconds} s it is not so.")
                changed.clear()
                await _wait(changed)
        finally:
            self._workspace.watchers.remove(changed.set)


async def _wait(changed: asyncio.Event) -> None:
    """What the app does without anybody seeing it changes nothing here, hence the limit."""
    try:
        await asyncio.wait_for(changed.wait(), _LOOK_AGAIN_SECONDS)
    except TimeoutError:
        return

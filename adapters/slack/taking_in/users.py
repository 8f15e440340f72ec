"""Who people are: what they are called, and of which organisation they are.

`people` asks for names, `doorkeeper` for organisations, "Ask a person" for who wants an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from adapters.slack.calls import SlackCalls
from adapters.slack.taking_in.payloads import Json
from core.chatting.lately import Lately

_MOST_REMEMBERED = 5_000
_LASTING_SECONDS = 6 * 3600.0
"""People change their names now and then."""


@dataclass(frozen=True, slots=True)
class User:
    """A person, as Slack knows them."""

    name: str
    """The whole name, because pages know that; empty: not told."""
    team: str
    organisation: str
    """On Enterprise Grid: of which `team` is a part; else empty."""

    def is_of(self, workspace: str, organisation: str) -> bool:
        """Whether they belong to a workspace, or to the organisation (may be empty) around it."""
        return bool({self.team, self.organisation} & ({workspace, organisation} - {""}))


class Users:
    """A bounded memory of people; asks Slack for those that it does not know."""

    def __init__(self, *, calls: SlackCalls, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin knowing nobody.

        Args:
            calls: Asks Slack.
            clock: Monotonic seconds.
        """
        self._calls = calls
        self._clock = clock
        self._kept: Lately[tuple[str, str], tuple[User, float]] = Lately(most=_MOST_REMEMBERED)

    def known(self, workspace: str, person: str) -> User | None:
        """Somebody, if Slack was asked for them lately."""
        kept = self._kept.get((workspace, person))
        is_fresh = kept is not None and self._clock() - kept[1] < _LASTING_SECONDS
        return kept[0] if kept is not None and is_fresh else None

    async def of(self, workspace: str, person: str, *, in_time_seconds: float) -> User | None:
        """Somebody; None where Slack did not tell in time."""
        if (known := self.known(workspace, person)) is not None:
            return known
        told = await self._calls.try_call(
            workspace, "users.info", in_time_seconds=in_time_seconds, user=person
        )
        if told is None:
            return None
        user = _user(told.get("user") or {})
        self._kept.put((workspace, person), (user, self._clock()))
        return user


def _user(told: Json) -> User:
    """Read what `users.info` tells.

    `is_stranger` is of no use: it is not set on those of other organisations who share a channel.
    Source: https://docs.slack.dev/reference/objects/user-object
    """
    profile = told.get("profile") or {}
    names = (
        profile.get("real_name"),
        told.get("real_name"),
        profile.get("display_name"),
        told.get("name"),
    )
    return User(
        name=next((str(name) for name in names if name), ""),
        team=str(told.get("team_id") or ""),
        organisation=str((told.get("enterprise_user") or {}).get("enterprise_id") or ""),
    )

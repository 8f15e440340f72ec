"""What Slack can be made to do to the app while somebody watches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from adapters.local_slack.limits import Limits
from adapters.local_slack.mischief import Mischief
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import ChannelKind, Json

_DROP_EVERY_SECONDS = 2.0
_DELIVER_TIMES = 3
_CHANNELS = frozenset({ChannelKind.PUBLIC, ChannelKind.PRIVATE})


@dataclass(frozen=True, slots=True)
class _Mood:
    label: str
    is_on: Callable[[Mischief, Limits], bool]
    switch: Callable[[Mischief, Limits, bool], None]


class Moods:
    """Slack's moods, by name."""

    def __init__(self, *, slack: LocalSlack) -> None:
        """Take the Slack whose moods they are."""
        self._mischief = slack.mischief
        self._limits = slack.limits

    def all(self) -> list[Json]:
        """Each with its label, and whether it is on."""
        return [
            {"name": name, "label": mood.label, "is_on": mood.is_on(self._mischief, self._limits)}
            for name, mood in _MOODS.items()
        ]

    def switch(self, name: str, *, is_on: bool) -> None:
        """Switch one on or off.

        Raises:
            LookupError: There is no such mood.
        """
        if name not in _MOODS:
            raise LookupError(f"Slack has no mood '{name}', only: {', '.join(_MOODS)}.")
        _MOODS[name].switch(self._mischief, self._limits, is_on)


def _drop(mischief: Mischief, _limits: Limits, is_on: bool) -> None:  # noqa: FBT001  (see `_Mood`)
    mischief.drop_sockets_every_seconds = _DROP_EVERY_SECONDS if is_on else None


def _repeat(mischief: Mischief, _limits: Limits, is_on: bool) -> None:  # noqa: FBT001
    mischief.deliver_times = _DELIVER_TIMES if is_on else 1


def _limit(_mischief: Mischief, limits: Limits, is_on: bool) -> None:  # noqa: FBT001
    limits.is_on = is_on


def _refuse(mischief: Mischief, _limits: Limits, is_on: bool) -> None:  # noqa: FBT001
    mischief.refuse_streams_in = _CHANNELS if is_on else frozenset()


_MOODS: Mapping[str, _Mood] = {
    "drops": _Mood(
        "Drops the connection every 2 seconds",
        lambda mischief, _: mischief.drop_sockets_every_seconds is not None,
        _drop,
    ),
    "repeats": _Mood(
        "Delivers every event three times", lambda mischief, _: mischief.deliver_times > 1, _repeat
    ),
    "limits": _Mood("Holds the app to its rate limits", lambda _, limits: limits.is_on, _limit),
    "refuses_streams": _Mood(
        "Refuses streamed answers in channels",
        lambda mischief, _: bool(mischief.refuse_streams_in),
        _refuse,
    ),
}

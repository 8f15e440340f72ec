"""Made-up days of a feed of wait times, of the shape that Alberta Health Services publishes.

Benchmarks and the feed server of the tests use it.  The facilities are those of
`data/eval/waits/alberta.json`; their waits follow the hours of a day, drift, and are unavailable at
times.  The same seed gives the same waits, in whatever order they are asked for.
"""

from __future__ import annotations

import copy
import json
import math
import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, TypeAlias

Payload: TypeAlias = dict[str, dict[str, list[dict[str, Any]]]]
Listing: TypeAlias = tuple[str, str]
"""A facility's name, and `emergency` or `urgent care`."""

_FEED = Path(__file__).parent.parent / "data" / "eval" / "waits" / "alberta.json"
_UNAVAILABLE = "Wait times unavailable"
_DEPARTMENTS = "[;]"
_KINDS = {"Emergency": "emergency", "Urgent": "urgent care"}
_UTC_OFFSET_HOURS = -7
"""Alberta's in winter: near enough for a curve."""
_BUSIEST_HOUR = 20
_LULL_HOURS = 6
"""A facility tells its wait, or does not, for so long at a time."""
_LULLS_IN_A_HUNDRED = 3


@dataclass(frozen=True, slots=True)
class _Curve:
    """How one facility's waits go."""

    number: int
    middle_minutes: float
    swing: float
    """Share of the middle that a day adds and takes away."""
    drifts: tuple[tuple[float, float, float], ...]
    """Height (share of the middle), length (hours) and shift (hours) of slow waves."""


class WaitDays:
    """Days of polls."""

    def __init__(
        self,
        *,
        seed: int = 0,
        begins_at: datetime = datetime(2026, 1, 5, tzinfo=UTC),
        step_seconds: int = 300,
    ) -> None:
        """Make up days.

        Args:
            seed: Other seeds give other waits.
            begins_at: The moment of poll 0.
            step_seconds: Between two polls.
        """
        self._seed = seed
        self._begins_at = begins_at
        self._step = timedelta(seconds=step_seconds)
        self._feed: Payload = json.loads(_FEED.read_text("utf-8"))

    def at(self, poll: int) -> datetime:
        """The moment of a poll."""
        return self._begins_at + poll * self._step

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The facilities in the feed's order; departments that share a record are two."""
        return tuple(
            (name, _KINDS[kind])
            for lists in self._feed.values()
            for kind, records in lists.items()
            for record in records
            for name in _names(record)
        )

    @cached_property
    def _curves(self) -> tuple[_Curve, ...]:
        chance = random.Random(self._seed)
        return tuple(
            _Curve(
                number=number,
                middle_minutes=chance.uniform(45, 330),
                swing=chance.uniform(0.2, 0.45),
                drifts=tuple(
                    (chance.uniform(0.03, 0.15), chance.uniform(2, 90), chance.uniform(0, 90))
                    for _ in range(4)
                ),
            )
            for number in range(len(self.listings))
        )

    def minutes(self, facility: int, at: datetime) -> int | None:
        """The wait of a facility, by its place in `listings`; None: unavailable."""
        curve = self._curves[facility]
        hours = at.timestamp() / 3600
        if self._chance(curve.number, int(hours // _LULL_HOURS)) < _LULLS_IN_A_HUNDRED / 100:
            return None
        from_busiest = (hours + _UTC_OFFSET_HOURS - _BUSIEST_HOUR) * math.tau / 24
        share = 1 + curve.swing * math.cos(from_busiest)
        share += sum(
            height * math.sin((hours + shift) * math.tau / length)
            for height, length, shift in curve.drifts
        )
        return max(0, round(curve.middle_minutes * share))

    def truth(self, poll: int) -> Mapping[Listing, int | None]:
        """What the payload of a poll says of each facility."""
        return {
            listing: self.minutes(number, self.at(poll))
            for number, listing in enumerate(self.listings)
        }

    def payload(self, poll: int) -> Payload:
        """What the feed publishes at a poll; the caller may change it."""
        payload = copy.deepcopy(self._feed)
        waits = iter(self.truth(poll).values())
        for lists in payload.values():
            for records in lists.values():
                for record in records:
                    told = [next(waits) for _ in _names(record)]
                    record["WaitTime"] = _DEPARTMENTS.join(map(published, told))
                    record["TimesUnavailable"] = _DEPARTMENTS.join(
                        str(minutes is None) for minutes in told
                    )
        return payload

    def _chance(self, *what: int) -> float:
        """A number from 0 to 1 that belongs to something."""
        return random.Random(hash((self._seed, *what))).random()


def published(minutes: int | None) -> str:
    """A wait in the feed's words."""
    return _UNAVAILABLE if minutes is None else f"{minutes // 60} hr {minutes % 60:02} min"


def _names(record: Mapping[str, Any]) -> list[str]:
    names = record["Name"].split(_DEPARTMENTS)
    if not record["SplitFacility"]:
        return list(names)
    departments = record["SplitFacility"].split(_DEPARTMENTS)
    return [f"{name} – {department}" for name, department in zip(names, departments, strict=True)]

"""Wait times kept in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from core.domain import (
    FacilityId,
    FacilityWait,
    FeedReading,
    PublishedWait,
    Sample,
    UsualWait,
    WaitBoard,
)
from core.waits.identity import distinct, facility_of, recognise
from core.waits.usual_hours import hour_of, hours_of_day, same_hours_before, usual_of

DROPPED_FOR = timedelta(days=7)


@dataclass
class _Known:
    listed: PublishedWait
    seen_at: datetime
    is_listed: bool = True


@dataclass
class _State:
    as_of: datetime | None = None
    unchanged_since: datetime | None = None
    failing_since: datetime | None = None
    failure: str = ""
    order: list[FacilityId] = field(default_factory=list)


class FakeWaits:
    """Keeps readings like a database would; tests may also say what is kept."""

    def __init__(self, time_zone: str = "America/Edmonton") -> None:
        self._zone = ZoneInfo(time_zone)
        self._known: dict[FacilityId, _Known] = {}
        self._state = _State()
        self._samples: dict[FacilityId, dict[datetime, int | None]] = defaultdict(dict)
        self._usual: dict[FacilityId, UsualWait] = {}

    def set_samples(self, facility: FacilityId, samples: Sequence[Sample]) -> None:
        """Let a facility's waits have gone like this, whatever readings said."""
        self._samples[facility] = {sample.at: sample.wait_minutes for sample in samples}

    def set_usual(self, facility: FacilityId, usual: UsualWait) -> None:
        """Let this be usual at every hour, whatever the samples say."""
        self._usual[facility] = usual

    async def record(self, reading: FeedReading, at: datetime) -> WaitBoard:
        state, at = self._state, at.replace(microsecond=0)
        state.failing_since, state.failure = None, ""
        read_at = at + timedelta(seconds=reading.age_seconds)
        if state.as_of is not None and state.as_of > read_at + timedelta(minutes=5):
            self._forget_from(at)
        if state.as_of is not None and at <= state.as_of:
            return await self.board()
        said_before = self._said()
        waits = distinct(reading.waits)
        state.order = self._numbers(waits)
        for known in self._known.values():
            known.is_listed = False
        for number, wait in zip(state.order, waits, strict=True):
            self._known[number] = _Known(wait, at)
            self._samples[number][at] = wait.wait_minutes
        if state.as_of is None or self._said() != said_before:
            state.unchanged_since = at
        state.as_of = at
        return await self.board()

    def _forget_from(self, at: datetime) -> None:
        """A clock that has been set back since kept this."""
        self._state.as_of = None
        for facility, samples in self._samples.items():
            self._samples[facility] = {when: wait for when, wait in samples.items() if when < at}
        for known in self._known.values():
            known.seen_at = min(known.seen_at, at)

    async def record_failure(self, at: datetime, reason: str) -> None:
        self._state.failing_since = self._state.failing_since or at
        self._state.failure = reason

    async def board(self) -> WaitBoard:
        state = self._state
        waits = [self._wait(number) for number in state.order]
        if state.as_of is not None:
            dropped = [
                (-known.seen_at.timestamp(), number)
                for number, known in self._known.items()
                if not known.is_listed and known.seen_at >= state.as_of - DROPPED_FOR
            ]
            waits += [self._wait(number) for _, number in sorted(dropped)]
        return WaitBoard(
            tuple(waits), state.as_of, state.unchanged_since, state.failing_since, state.failure
        )

    async def samples(
        self, facilities: Sequence[FacilityId], since: datetime, until: datetime
    ) -> Mapping[FacilityId, tuple[Sample, ...]]:
        return {
            facility: tuple(
                Sample(at, minutes)
                for at, minutes in sorted(self._samples[facility].items())
                if since <= at <= until
            )
            for facility in facilities
        }

    async def usual(
        self, facilities: Sequence[FacilityId], at: datetime
    ) -> Mapping[FacilityId, UsualWait]:
        found = {facility: self._usual_at(facility, hour_of(at)) for facility in facilities}
        return {facility: usual for facility, usual in found.items() if usual is not None}

    async def usual_day(
        self, facility: FacilityId, day: date
    ) -> tuple[tuple[datetime, UsualWait], ...]:
        hours = hours_of_day(day, self._zone)
        found = [(hour, self._usual_at(facility, hour)) for hour in hours]
        return tuple((hour, usual) for hour, usual in found if usual is not None)

    def _numbers(self, waits: Sequence[PublishedWait]) -> list[FacilityId]:
        latest_first = sorted(self._known.items(), key=lambda item: item[1].seen_at, reverse=True)
        found = recognise(waits, {number: known.listed for number, known in latest_first})
        numbers = []
        next_number = max(self._known, default=0) + 1
        for number in found:
            numbers.append(next_number if number is None else number)
            next_number += number is None
        return numbers

    def _said(self) -> dict[FacilityId, tuple[int | None, str]]:
        return {
            number: (known.listed.wait_minutes, known.listed.published)
            for number, known in self._known.items()
            if known.is_listed
        }

    def _wait(self, number: FacilityId) -> FacilityWait:
        known = self._known[number]
        return FacilityWait(
            facility=facility_of(number, known.listed),
            wait_minutes=known.listed.wait_minutes if known.is_listed else None,
            published=known.listed.published if known.is_listed else "",
            is_listed=known.is_listed,
            seen_at=known.seen_at,
        )

    def _usual_at(self, facility: FacilityId, hour: datetime) -> UsualWait | None:
        if facility in self._usual:
            return self._usual[facility]
        waits = defaultdict(list)
        for at, minutes in self._samples[facility].items():
            if minutes is not None:
                waits[hour_of(at)].append(minutes)
        same = [before for before in same_hours_before(hour, self._zone) if before in waits]
        return usual_of([median(waits[before]) for before in same])

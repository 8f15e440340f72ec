"""When an alert has something to tell: crossings, the way back, quiet hours, distance between posts.

Pure: `core.waits.watching.watch` brings readings and keeps what is remembered.  A wait that is not known
never comes in here as a number, changes nothing and causes no post.

What is remembered of a facility (`AlertState`) says both how it is and what people were told:

    is_active  is_told
    no         no       all is normal, and people know nothing else
    yes        no       it has crossed, which is to be told
    yes        yes      it has crossed, which was told
    no         yes      it has come back, which is to be told
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.domain import (
    AlertRule,
    AlertSense,
    AlertState,
    FacilityId,
    QuietHours,
    Subscription,
    UsualWait,
)

_STREAK = 2
"""Readings in a row that it takes: a single one may be a slip of the feed."""
_BACK_MINUTES = 15
_BACK_SHARE = 0.10
"""How far behind its threshold a wait must be to be normal again: the larger of the two."""
_UNUSUAL_MINUTES = 20
_UNUSUAL_SHARE = 0.15
"""How far above what is usual a wait is unusual: the larger of the two."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A wait that is known, of now."""

    wait_minutes: int
    usual: UsualWait | None = None
    """What is usual at this time; None: not known."""


@dataclass(frozen=True, slots=True)
class Crossed:
    """To be told: a facility has crossed, and still is beyond."""

    facility_id: FacilityId
    reading: Reading
    since: datetime | None
    """None: it was so already when watching began."""


@dataclass(frozen=True, slots=True)
class CameBack:
    """To be told: a facility is back to normal."""

    facility_id: FacilityId
    reading: Reading
    lasted: timedelta | None
    """For how long it was not; None: that is not known."""


Told: TypeAlias = Crossed | CameBack


@dataclass(frozen=True, slots=True)
class Moment:
    """Of what moment a reading is, and what is known of the time before it."""

    at: datetime
    is_watched: bool
    """Whether the waits were judged shortly before: what is new now has only just begun."""
    longest_gap: timedelta
    """Readings that lie farther apart are not in a row."""


def step(
    rule: AlertRule,
    state: AlertState,
    sample: int | None,
    usual: UsualWait | None,
    moment: Moment,
) -> AlertState:
    """Take in what one reading of the feed says of a facility.

    Args:
        rule: What is watched for.
        state: What was remembered before.
        sample: The wait in minutes; None: not known, not listed or too old, which changes nothing.
        usual: What is usual at this time; without it nothing can be unusual.
        moment: Of when the reading is.

    Returns:
        What to remember from now on.
    """
    reading = None if sample is None else Reading(sample, usual)
    if reading is None or not _can_judge(rule, reading):
        return state
    if not _speaks_for_other(rule, state, reading):
        return _without_streak(state)
    counted = _counted(state, moment)
    return counted if counted.streak < _STREAK else _changed(counted)


def _without_streak(state: AlertState) -> AlertState:
    return replace(state, streak=0, streak_from=None, streak_at=None)


def _counted(state: AlertState, moment: Moment) -> AlertState:
    """With one reading more that speaks for the other state; after a long gap it is the first."""
    last = state.streak_at
    if last is None or moment.at - last > moment.longest_gap:
        begun = moment.at if moment.is_watched else None
        return replace(state, streak=1, streak_from=begun, streak_at=moment.at)
    return replace(state, streak=state.streak + 1, streak_at=moment.at)


def _changed(state: AlertState) -> AlertState:
    """In its other state, since the first of the readings that say so."""
    begun, rest = state.streak_from, _without_streak(state)
    if not state.is_active:
        return replace(rest, is_active=True, since=begun, until=None)
    if state.is_told:
        return replace(rest, is_active=False, until=begun)
    return replace(rest, is_active=False, since=None)


def _can_judge(rule: AlertRule, reading: Reading) -> bool:
    return rule.sense is not AlertSense.UNUSUAL or reading.usual is not None


def _speaks_for_other(rule: AlertRule, state: AlertState, reading: Reading) -> bool:
    """Whether a reading speaks for another state than the one that holds."""
    return _is_normal(rule, reading) if state.is_active else _is_beyond(rule, reading)


def _is_beyond(rule: AlertRule, reading: Reading) -> bool:
    wait = reading.wait_minutes
    match rule.sense:
        case AlertSense.ABOVE:
            return wait > _threshold(rule)
        case AlertSense.BELOW:
            return wait < _threshold(rule)
        case AlertSense.UNUSUAL:
            high = _usual_high(reading)
            return wait > high + max(_UNUSUAL_MINUTES, _UNUSUAL_SHARE * high)


def _is_normal(rule: AlertRule, reading: Reading) -> bool:
    wait = reading.wait_minutes
    match rule.sense:
        case AlertSense.ABOVE:
            # A low threshold must leave room below it: no wait is shorter than nothing.
            margin = min(_margin(rule), _threshold(rule) / 2)
            return wait <= _threshold(rule) - margin
        case AlertSense.BELOW:
            return wait >= _threshold(rule) + _margin(rule)
        case AlertSense.UNUSUAL:
            return wait <= _usual_high(reading)


def _margin(rule: AlertRule) -> float:
    return max(_BACK_MINUTES, _BACK_SHARE * _threshold(rule))


def _threshold(rule: AlertRule) -> int:
    assert rule.threshold_minutes is not None
    return rule.threshold_minutes


def _usual_high(reading: Reading) -> float:
    assert reading.usual is not None
    return reading.usual.high_minutes


def due_post(
    subscription: Subscription,
    states: Mapping[FacilityId, AlertState],
    readings: Mapping[FacilityId, Reading],
    now: datetime,
) -> tuple[tuple[Told, ...], dict[FacilityId, AlertState]]:
    """What is to be told now, all in one post, and what to remember once it is in the outbox.

    In quiet hours and soon after another post nothing is told: it is held back, and told later if
    it is still so.  What began and ended meanwhile is not told at all.

    Args:
        subscription: Its rule is an alert's.
        states: What is remembered, after `step`.
        readings: The waits that are known now.  Of a facility without one nothing is told.
        now: An aware time.

    Returns:
        What to tell, and the states after it.
    """
    rule = subscription.wanted.rule
    assert isinstance(rule, AlertRule)
    after = dict(states)
    if _is_held_back(subscription, rule, now):
        return (), after
    told: list[Told] = []
    for facility_id, state in states.items():
        reading = readings.get(facility_id)
        if reading is None or not _is_still_so(rule, state, reading):
            continue
        if state.is_active:
            told.append(Crossed(facility_id, reading, state.since))
            after[facility_id] = replace(state, is_told=True)
        else:
            told.append(CameBack(facility_id, reading, _lasted(state)))
            after[facility_id] = replace(state, is_told=False, since=None, until=None)
    return tuple(told), after


def _is_held_back(subscription: Subscription, rule: AlertRule, now: datetime) -> bool:
    quiet, last = subscription.wanted.quiet_hours, subscription.last_post_at
    if quiet is not None and is_quiet(quiet, now, subscription.wanted.time_zone):
        return True
    return last is not None and now - last < timedelta(minutes=rule.min_distance_minutes)


def is_quiet(quiet: QuietHours, now: datetime, time_zone: str) -> bool:
    """Whether a moment lies in quiet hours: from their start, up to but without their end."""
    local: time = now.astimezone(ZoneInfo(time_zone)).time()
    if quiet.start <= quiet.end:
        return quiet.start <= local < quiet.end
    return local >= quiet.start or local < quiet.end


def _is_still_so(rule: AlertRule, state: AlertState, reading: Reading) -> bool:
    """Whether there is something to tell of a facility, and its wait of now does not deny it."""
    return (
        state.is_active is not state.is_told
        and _can_judge(rule, reading)
        and not _speaks_for_other(rule, state, reading)
    )


def _lasted(state: AlertState) -> timedelta | None:
    if state.since is None or state.until is None:
        return None
    return state.until - state.since

"""What an alert says: which sites have crossed, which are back to normal, and how it is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from core.domain import AlertRule, AlertSense, Facility, FacilityId, Subscription
from core.waits.telling.wording import (
    clock_time,
    linked_name,
    period_in_words,
    range_in_words,
    wait_in_words,
)
from core.waits.watching.alerts import CameBack, Crossed, Reading, Told


def write_alert(
    subscription: Subscription,
    told: Sequence[Told],
    facilities: Mapping[FacilityId, Facility],
    *,
    as_of: datetime,
    now: datetime,
    closing: str,
) -> str:
    """Write the post of an alert, as Markdown.

    Args:
        subscription: Whose it is.
        told: At least one.
        facilities: Those that are told of, and perhaps others.
        as_of: Of what moment the waits are.
        now: With its zone.
        closing: Whose estimates they are, and whom to call.
    """
    rule, time_zone = subscription.wanted.rule, subscription.wanted.time_zone
    assert isinstance(rule, AlertRule)
    lines = [
        _line(rule, one, facilities[one.facility_id], now=now, time_zone=time_zone)
        for one in sorted(told, key=lambda one: isinstance(one, CameBack))
    ]
    body = lines[0] if len(lines) == 1 else "\n".join(f"- {line}" for line in lines)
    foot = (
        f"As of {clock_time(as_of, now, time_zone)}. {closing} "
        f"To hold these posts, say `pause {subscription.id}`."
    )
    return f"{body}\n\n{foot}"


def condition_in_words(rule: AlertRule) -> str:
    """`over 4 h`, `under 1 h`, `longer than usual`."""
    match rule.sense:
        case AlertSense.ABOVE:
            return f"over {wait_in_words(rule.threshold_minutes)}"
        case AlertSense.BELOW:
            return f"under {wait_in_words(rule.threshold_minutes)}"
        case AlertSense.UNUSUAL:
            return "longer than usual"


def _line(rule: AlertRule, one: Told, facility: Facility, *, now: datetime, time_zone: str) -> str:
    name = f"**{linked_name(facility)}**"
    wait = wait_in_words(one.reading.wait_minutes)
    condition = condition_in_words(rule)
    if isinstance(one, Crossed):
        usual = _usual(one.reading) if rule.sense is AlertSense.UNUSUAL else ""
        is_so = f"is {condition}"
        if one.since is not None:
            is_so = f"has been {condition} since {clock_time(one.since, now, time_zone)}"
        return f"{name} {is_so}: the wait is **{wait}** now{usual}."
    lasted = f" for {period_in_words(one.lasted)}" if one.lasted is not None else ""
    return f"{name} is back to normal: {wait} now. It was {condition}{lasted}."


def _usual(reading: Reading) -> str:
    if reading.usual is None:
        return ""
    usual = range_in_words(reading.usual.low_minutes, reading.usual.high_minutes)
    return f" (usual at this hour: {usual})"

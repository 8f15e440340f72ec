"""How a subscription's wish and an alert's memory are written into their columns, as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, time
from typing import Any

from core.domain import (
    AlertRule,
    AlertSense,
    AlertState,
    ConversationKey,
    DigestRule,
    FacilityKind,
    NewSubscription,
    QuietHours,
    Selection,
)
from storage.clock_tables import SubscriptionRow

_MOMENTS = ("since", "until", "streak_from", "streak_at")
"""Those of an alert's memory that are times."""


def written_wish(wanted: NewSubscription) -> str:
    """All of a wish that has no column of its own."""
    quiet = wanted.quiet_hours
    return _compact(
        {
            "selection": asdict(wanted.selection),
            "rule": asdict(wanted.rule),
            "time_zone": wanted.time_zone,
            "quiet_hours": quiet and [quiet.start.isoformat(), quiet.end.isoformat()],
            "keeps_one_post": wanted.keeps_one_post,
        }
    )


def read_wish(row: SubscriptionRow) -> NewSubscription:
    """The wish of a row."""
    rest = json.loads(row.wanted)
    return NewSubscription(
        channel=ConversationKey(row.platform, row.workspace, row.channel, row.thread),
        owner=row.owner,
        wording=row.wording,
        selection=_selection(rest["selection"]),
        rule=_rule(rest["rule"]),
        time_zone=rest["time_zone"],
        quiet_hours=_quiet_hours(rest["quiet_hours"]),
        keeps_one_post=rest["keeps_one_post"],
    )


def keeps_one_post(row: SubscriptionRow) -> bool:
    """Whether one post is kept up to date; False where that cannot be read."""
    try:
        return bool(json.loads(row.wanted)["keeps_one_post"])
    except (ValueError, LookupError, TypeError):
        return False


def _selection(written: dict[str, Any]) -> Selection:
    return Selection(
        facilities=tuple(written["facilities"]),
        regions=tuple(written["regions"]),
        towns=tuple(written["towns"]),
        kind=FacilityKind(written["kind"]) if written["kind"] else None,
    )


def _rule(written: dict[str, Any]) -> DigestRule | AlertRule:
    if "crons" in written:
        return DigestRule(tuple(written["crons"]))
    return AlertRule(**written | {"sense": AlertSense(written["sense"])})


def _quiet_hours(written: list[str] | None) -> QuietHours | None:
    return QuietHours(*map(time.fromisoformat, written)) if written else None


def written_states(states: Sequence[AlertState]) -> str:
    """What an alert remembers; empty where that is nothing."""
    if not states:
        return ""
    return _compact([asdict(state) | _moments(state) for state in states])


def read_states(written: str) -> tuple[AlertState, ...]:
    """What an alert remembers."""
    states = json.loads(written) if written else []
    return tuple(
        AlertState(**state | {name: _moment(state[name]) for name in _MOMENTS}) for state in states
    )


def _moments(state: AlertState) -> dict[str, str | None]:
    moments: dict[str, datetime | None] = {name: getattr(state, name) for name in _MOMENTS}
    return {name: moment.isoformat() if moment else None for name, moment in moments.items()}


def _moment(written: str | None) -> datetime | None:
    return datetime.fromisoformat(written) if written else None


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

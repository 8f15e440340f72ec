"""Boards, subscriptions and moments that tests of wait times share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from core.domain import (
    AlertRule,
    AlertSense,
    ConversationKey,
    DigestRule,
    FacilityKind,
    FeedReading,
    NewSubscription,
    PublishedWait,
    Selection,
)

ZONE = "America/Edmonton"
HERE = ConversationKey("slack", "T1", "C1")
NOON = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)
"""A Tuesday, 12:00 in Edmonton."""
FOOTHILLS = "Foothills Medical Centre"
ROCKYVIEW = "Rockyview General Hospital"
STOLLERY = "Stollery Children's Hospital"
CHUMIR = "Sheldon M. Chumir Health Centre"
_PLACES = {
    FOOTHILLS: ("Calgary", FacilityKind.EMERGENCY),
    ROCKYVIEW: ("Calgary", FacilityKind.EMERGENCY),
    STOLLERY: ("Edmonton", FacilityKind.EMERGENCY),
    CHUMIR: ("Calgary", FacilityKind.URGENT_CARE),
}
SITES = tuple(_PLACES)
DAILY = DigestRule(("0 12 * * *",))
ABOVE_4_H = AlertRule(AlertSense.ABOVE, 240, 60)


def reading(waits: Mapping[str, int | None], notes: Mapping[str, str] = {}) -> FeedReading:
    """What a feed says; a site that is missing is not listed."""
    return FeedReading(
        tuple(
            PublishedWait(
                region=_PLACES[name][0],
                name=name,
                kind=_PLACES[name][1],
                wait_minutes=minutes,
                published="unavailable" if minutes is None else f"{minutes} min",
                town=_PLACES[name][0],
                note=notes.get(name, ""),
            )
            for name, minutes in waits.items()
        )
    )


def wish(
    rule: DigestRule | AlertRule = DAILY,
    selection: Selection = Selection(),  # noqa: B008
    **changes: object,
) -> NewSubscription:
    """A wish of a channel."""
    options: dict[str, object] = {
        "channel": HERE,
        "owner": "ann",
        "wording": "daily at noon",
        "time_zone": ZONE,
        **changes,
    }
    return NewSubscription(selection=selection, rule=rule, **options)  # type: ignore[arg-type]

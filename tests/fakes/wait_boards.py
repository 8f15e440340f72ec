"""Facilities, boards and questions for tests of what is told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count

from core.domain import Facility, FacilityKind, FacilityWait, Sample, Selection, WaitBoard
from core.waits.asking.asked import Before, Order, Point, WaitsAsked

NOW = datetime(2026, 11, 24, 17, 6, tzinfo=UTC)
"""A Tuesday, 10:06 in Alberta."""
AS_OF = NOW - timedelta(minutes=1)
_numbers = count(1)


def a_wait(
    name: str,
    minutes: int | None,
    *,
    region: str = "Calgary",
    town: str | None = None,
    kind: FacilityKind = FacilityKind.EMERGENCY,
    note: str = "Open 24 hours",
    url: str = "",
    published: str | None = None,
    is_listed: bool = True,
    at: tuple[float, float] | None = None,
) -> FacilityWait:
    """A facility that was never there before, and its wait."""
    facility = Facility(
        id=next(_numbers),
        region=region,
        name=name,
        kind=kind,
        town=region if town is None else town,
        url=url,
        note=note,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
    )
    said = "Wait times unavailable" if minutes is None else f"0 hr {minutes} min"
    return FacilityWait(
        facility, minutes, said if published is None else published, is_listed, AS_OF
    )


def a_board(*waits: FacilityWait, as_of: datetime = AS_OF) -> WaitBoard:
    """A board that has just changed."""
    return WaitBoard(waits, as_of, unchanged_since=as_of)


def asking_for(
    *waits: FacilityWait,
    scope: str = "",
    order: Order = Order.LISTED,
    only_first: bool = False,
    only_open: bool = False,
    asks_hours: bool = False,
    before: Before | None = None,
    wants_chart: bool = False,
    wants_trend: bool = False,
    near: Point | None = None,
    not_known: tuple[str, ...] = (),
) -> WaitsAsked:
    """A question, understood."""
    return WaitsAsked(
        facilities=tuple(wait.facility.id for wait in waits),
        scope=scope,
        is_by_name=not scope,
        selection=Selection(),
        order=order,
        only_first=only_first,
        only_open=only_open,
        asks_hours=asks_hours,
        before=before,
        wants_chart=wants_chart,
        wants_trend=wants_trend,
        near=near,
        not_known=not_known,
    )


def readings(waits: Sequence[int | None], *, last_at: datetime = AS_OF) -> list[Sample]:
    """Waits read every five minutes, oldest first."""
    step = timedelta(minutes=5)
    return [Sample(last_at - step * back, wait) for back, wait in enumerate(reversed(waits))][::-1]

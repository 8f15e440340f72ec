"""The made-up feed in `data/eval/waits` as a board: what questions are understood against."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from adapters.wait_times import AlbertaFeedParser
from core.domain import Facility, FacilityId, FacilityWait, PublishedWait, WaitBoard

QUESTIONS = Path(__file__).parents[3] / "data" / "eval"
AS_OF = datetime(2026, 11, 24, 17, 0, tzinfo=UTC)


@cache
def alberta() -> WaitBoard:
    """Facilities are numbered by their position in the feed, from 1."""
    data = (QUESTIONS / "waits" / "alberta.json").read_bytes()
    waits = AlbertaFeedParser().parse(data).waits
    return WaitBoard(tuple(_wait(number, wait) for number, wait in enumerate(waits, 1)), AS_OF)


def facilities() -> tuple[Facility, ...]:
    """Those of the board, in the feed's order."""
    return tuple(wait.facility for wait in alberta().waits)


def named(ids: Iterable[FacilityId]) -> list[str]:
    """The names of some facilities, in the order given."""
    names = {facility.id: facility.name for facility in facilities()}
    return [names[one] for one in ids]


def _wait(number: FacilityId, wait: PublishedWait) -> FacilityWait:
    facility = Facility(
        id=number,
        region=wait.region,
        name=wait.name,
        kind=wait.kind,
        town=wait.town,
        address=wait.address,
        url=wait.url,
        note=wait.note,
        latitude=wait.latitude,
        longitude=wait.longitude,
        short_names=wait.short_names,
    )
    return FacilityWait(facility, wait.wait_minutes, wait.published, seen_at=AS_OF)

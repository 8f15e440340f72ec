"""Facilities in the database: recognised in each reading, and told of on the board.

`waits` and nobody else calls it, inside of its transactions.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from core.domain import FacilityKind, FacilityWait, PublishedWait, WaitBoard
from core.waits.identity import distinct, facility_of, recognise
from storage.tables import storable
from storage.wait_tables import FacilityRow, FeedStateRow

DROPPED_FOR = timedelta(days=7)
"""How long a facility that the feed lists no more stays on the board."""


async def keep_listed(
    session: AsyncSession, feed: str, waits: Sequence[PublishedWait], at: datetime
) -> tuple[list[FacilityRow], bool]:
    """Keep what a reading lists, in its order.

    Args:
        session: A transaction that writes.
        feed: The feed that was read.
        waits: What it said.
        at: Of what moment that is.

    Returns:
        The facilities listed, and whether the feed says anything else than in the reading before.
    """
    listed = distinct(waits)
    known = await _known(session, feed)
    before = _said(known)
    found = recognise(listed, {row.id: _read(row.listed) for row in known})
    by_number = {row.id: row for row in known}
    for row in known:
        row.position = None
    rows = []
    for position, (wait, number) in enumerate(zip(listed, found, strict=True)):
        row = FacilityRow(feed=feed, first_seen_at=at) if number is None else by_number[number]
        row.listed, row.position, row.seen_at = _written(wait), position, at
        rows.append(row)
    session.add_all(rows)
    await session.flush()
    return rows, _said(rows) != before


async def read_board(session: AsyncSession, feed: str) -> WaitBoard:
    """All that is known about now."""
    state = await session.get(FeedStateRow, feed)
    if state is None:
        return WaitBoard()
    return WaitBoard(
        waits=await _waits(session, feed, state.as_of) if state.as_of else (),
        as_of=state.as_of,
        unchanged_since=state.unchanged_since,
        failing_since=state.failing_since,
        failure=state.failure,
    )


def published_wait(row: FacilityRow) -> tuple[int | None, str]:
    """The minutes that a facility was last listed with, and the feed's words."""
    listed = _read(row.listed)
    return listed.wait_minutes, listed.published


async def _known(session: AsyncSession, feed: str) -> Sequence[FacilityRow]:
    latest_first = (
        select(FacilityRow)
        .where(FacilityRow.feed == feed)
        .order_by(FacilityRow.seen_at.desc(), FacilityRow.id)
    )
    return (await session.scalars(latest_first)).all()


async def _waits(session: AsyncSession, feed: str, as_of: datetime) -> tuple[FacilityWait, ...]:
    """Those of the latest reading in its order, then those it lacks, lately dropped first."""
    is_told = or_(FacilityRow.position.is_not(None), FacilityRow.seen_at >= as_of - DROPPED_FOR)
    in_order = (
        select(FacilityRow)
        .where(FacilityRow.feed == feed, is_told)
        .order_by(
            FacilityRow.position.is_(None),
            FacilityRow.position,
            FacilityRow.seen_at.desc(),
            FacilityRow.id,
        )
    )
    return tuple(_told(row) for row in await session.scalars(in_order))


def _told(row: FacilityRow) -> FacilityWait:
    listed = _read(row.listed)
    is_listed = row.position is not None
    return FacilityWait(
        facility=facility_of(row.id, listed),
        wait_minutes=listed.wait_minutes if is_listed else None,
        published=listed.published if is_listed else "",
        is_listed=is_listed,
        seen_at=row.seen_at,
    )


def _said(rows: Sequence[FacilityRow]) -> dict[int, tuple[int | None, str]]:
    return {row.id: published_wait(row) for row in rows if row.position is not None}


def _written(wait: PublishedWait) -> str:
    columns = asdict(wait)
    columns["short_names"] = [storable(name) for name in wait.short_names]
    texts = {name: storable(value) for name, value in columns.items() if isinstance(value, str)}
    return json.dumps(columns | texts, ensure_ascii=False, separators=(",", ":"))


def _read(text: str) -> PublishedWait:
    columns = json.loads(text)
    kind, short_names = FacilityKind(columns.pop("kind")), tuple(columns.pop("short_names"))
    return PublishedWait(**columns, kind=kind, short_names=short_names)

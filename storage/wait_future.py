"""Undoes what was kept of the future, by a clock that has been set back since.

`waits` and nobody else calls it, inside of its transactions.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from core.waits.usual_hours import hour_of
from storage.wait_tables import FacilityRow, FeedStateRow, WaitHourRow, WaitSampleRow

CLOCK_SKEW = timedelta(minutes=5)
"""By so much the clocks of two processes, or of one before and after a correction, may differ."""


async def forget_from(session: AsyncSession, state: FeedStateRow, at: datetime) -> None:
    """Delete what a feed is said to have told from a moment on, and roll up its last hours anew.

    Args:
        session: A transaction that writes.
        state: The feed's.
        at: The moment, with its time zone.
    """
    second, hour = int(at.timestamp()), int(hour_of(at).timestamp())
    its = select(FacilityRow.id).where(FacilityRow.feed == state.feed)
    samples = delete(WaitSampleRow).where(
        WaitSampleRow.facility_id.in_(its), WaitSampleRow.at >= second
    )
    hours = delete(WaitHourRow).where(WaitHourRow.facility_id.in_(its), WaitHourRow.at >= hour)
    unsynchronized = {"synchronize_session": False}
    await session.execute(samples, execution_options=unsynchronized)
    await session.execute(hours, execution_options=unsynchronized)
    for column in (FacilityRow.first_seen_at, FacilityRow.seen_at):
        later = update(FacilityRow).where(FacilityRow.feed == state.feed, column > at)
        await session.execute(later.values({column: at}), execution_options=unsynchronized)
    if state.rolled_up_to is not None:
        state.rolled_up_to = min(state.rolled_up_to, hour)

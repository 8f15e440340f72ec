"""The made-up wait times of the sample organisation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.sample_waits import SampleFeed, fill_the_past
from tests.fakes.waits import FakeWaits

NOON = datetime(2026, 3, 31, 18, 0, tzinfo=UTC)
"""In Edmonton."""


def feed(at: datetime) -> SampleFeed:
    return SampleFeed(now=lambda: at, time_zone="America/Edmonton", page="http://sample/sites")


async def test_the_same_moment_gives_the_same_times() -> None:
    """Whoever reads it, in whatever process."""
    assert await feed(NOON).read() == await feed(NOON).read()


async def test_urgent_care_is_closed_at_night() -> None:
    """Its wait is then unknown, in the words of a real feed."""
    at_noon = (await feed(NOON).read()).waits[-1]
    at_night = (await feed(NOON + timedelta(hours=12)).read()).waits[-1]
    assert at_noon.wait_minutes is not None
    assert (at_night.wait_minutes, at_night.published) == (None, "Wait times unavailable")


async def test_a_new_store_knows_the_last_day() -> None:
    """So that a chart can be tried at once; a store that knows something is left alone."""
    store = FakeWaits()
    for _ in range(2):
        await fill_the_past(feed(NOON), store, NOON)
    first = (await store.board()).waits[0].facility.id
    samples = (await store.samples([first], NOON - timedelta(days=2), NOON))[first]
    assert len(samples) == 100
    assert samples[0].at == NOON - timedelta(hours=25)
    assert len({sample.wait_minutes for sample in samples}) > 20


@pytest.mark.parametrize("days", range(0, 365, 7))
async def test_waits_are_believable_all_year(days: int) -> None:
    """Between five minutes and eight hours."""
    for hour in range(24):
        for wait in (await feed(NOON + timedelta(days=days, hours=hour)).read()).waits:
            assert wait.wait_minutes is None or 5 <= wait.wait_minutes <= 480

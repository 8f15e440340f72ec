"""Charts are kept with the posts that show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from core.domain import (
    BandChart,
    Bar,
    BarChart,
    Chart,
    ChartLine,
    Picture,
    Sample,
    TrendChart,
    UsualWait,
)
from storage.charts import read_chart, written_chart
from storage.database import Database
from storage.posts import SqlOutbox
from tests.contract.keeping import NOON
from tests.contract.posting import post

HOUR = timedelta(hours=1)
LINE = ChartLine("Foothills", (Sample(NOON - HOUR, 60), Sample(NOON, None)))
SINCE = NOON.astimezone(ZoneInfo("America/Edmonton")) - 24 * HOUR


def charts() -> Iterator[Chart]:
    """One of each kind."""
    yield BarChart("Now", (Bar("Foothills", 60, "Calgary"), Bar("Rockyview", None)), "as of 12:00")
    yield TrendChart("Day", (LINE, LINE), SINCE, NOON, "America/Edmonton", "note")
    odd = NOON + timedelta(microseconds=7)
    yield BandChart(
        "Day", LINE, ((NOON, UsualWait(30.5, 40, 50, 8)),), SINCE, odd, "America/Edmonton"
    )


@pytest.mark.parametrize("chart", list(charts()), ids=lambda chart: type(chart).__name__)
def test_a_chart_is_read_as_it_was_written(chart: Chart) -> None:
    """To the microsecond; what is not known stays so."""
    assert read_chart(written_chart(chart)) == chart


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind":"pie"}', '{"kind":"bars","bars":[[1]]}'])
def test_what_cannot_be_read_is_no_chart(text: str) -> None:
    """Another version may have written it; the picture is there all the same."""
    assert read_chart(text) is None


def test_no_chart_is_nothing() -> None:
    """So are all that were kept before."""
    assert written_chart(None) == ""


async def test_a_post_keeps_its_chart(tmp_path: Path) -> None:
    """Until it is posted; lists do without."""
    (chart, *_) = charts()
    shown = replace(post(), picture=Picture(b"png", "Bars.", 640, 320, chart))
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        outbox = SqlOutbox(database=database, now=lambda: NOON)
        await outbox.put(shown)
        (waiting,) = await outbox.waiting(NOON)
        (listed,) = await outbox.recent(10)
    assert waiting.post == shown
    assert listed.post.picture == Picture(b"", "Bars.", 640, 320)

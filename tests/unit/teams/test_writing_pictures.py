"""Charts in cards of Teams: drawn from their numbers, else shown as a picture, else told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest
from PIL import Image

from adapters.teams.writing import answer_messages
from adapters.teams.writing.pictures import picture_element
from adapters.teams.writing.sizes import bytes_of, fits
from core.domain import (
    Answered,
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

NOON = datetime(2026, 3, 31, 18, tzinfo=UTC)
HOUR = timedelta(hours=1)


def png(*, is_noise: bool = False) -> bytes:
    """A picture of one colour, or one that cannot be made small."""
    image = Image.new("RGB", (1200, 675), "white")
    if is_noise:
        image = Image.frombytes("RGB", (320, 180), Random(1).randbytes(320 * 180 * 3))
    written = BytesIO()
    image.save(written, "PNG")
    return written.getvalue()


def drawn(chart: Chart | None, picture: bytes = b"") -> dict[str, Any]:
    return picture_element(Picture(picture, "Waits rise [*].", 1200, 675, chart))


def samples(*waits: int | None) -> tuple[Sample, ...]:
    first = NOON - 10 * timedelta(minutes=len(waits) - 1)
    return tuple(Sample(first + n * timedelta(minutes=10), wait) for n, wait in enumerate(waits))


def trend(*waits: int | None) -> TrendChart:
    line = ChartLine("Foothills", samples(*waits))
    return TrendChart("Wait", (line,), NOON - 24 * HOUR, NOON, "America/Edmonton")


@pytest.mark.feature("Charts that the platform draws itself")
def test_bars_are_drawn_by_teams() -> None:
    """What is not known has no bar; the axis names it."""
    bars = (Bar("Foothills", 185, "Calgary"), Bar("Rockyview", None))
    chart = drawn(BarChart("Waits now", bars))
    assert chart["type"] == "Chart.HorizontalBar"
    assert chart["data"] == [{"x": "Foothills (Calgary)", "y": 185}]
    assert chart["xAxisTitle"] == "Minutes; not known: Rockyview"


@pytest.mark.feature("Charts that the platform draws itself")
def test_a_trend_is_a_line_over_hours() -> None:
    """They go up to now, in the time zone of the chart."""
    chart = drawn(trend(60, 70, 80))
    assert chart["type"] == "Chart.Line"
    assert chart["xAxisTitle"] == "Hours up to now (Tue 12:00)"
    assert (chart["yAxisTitle"], chart["yMin"], chart["yMax"]) == ("Minutes of waiting", 0, 80)
    (line,) = chart["data"]
    assert line["legend"] == "Foothills"
    assert line["values"] == [{"x": -0.33, "y": 60}, {"x": -0.17, "y": 70}, {"x": 0.0, "y": 80}]


def test_long_waits_are_told_in_hours() -> None:
    """As people say them."""
    chart = drawn(trend(60, 250))
    assert (chart["yAxisTitle"], chart["yMax"]) == ("Hours of waiting", 6)
    assert [value["y"] for value in chart["data"][0]["values"]] == [1.0, 4.17]


def test_nothing_is_drawn_across_what_is_not_known() -> None:
    """Teams would join the points around it: the picture has a gap there."""
    assert drawn(trend(60, 70, None, None, 80), png())["type"] == "Image"


def test_a_time_without_readings_is_a_gap_too() -> None:
    """The feed was not read then."""
    early = tuple(Sample(NOON - 9 * HOUR + n * timedelta(minutes=5), 50) for n in range(3))
    line = ChartLine("Foothills", (*early, *samples(60, 70)))
    assert (
        drawn(TrendChart("Wait", (line,), NOON - 24 * HOUR, NOON, "UTC"), png())["type"] == "Image"
    )


def test_what_is_not_known_at_the_ends_is_no_gap() -> None:
    """A line that begins later, or ended earlier, joins nothing."""
    chart = drawn(trend(None, 60, 70, 80, None))
    assert [value["y"] for value in chart["data"][0]["values"]] == [60, 70, 80]


def test_a_day_is_shown_between_what_is_usual() -> None:
    """As lines: Teams draws no bands."""
    band = tuple((NOON - n * HOUR, UsualWait(30.4, 40, 50, 8)) for n in (3, 2, 1))
    line = ChartLine("Foothills", samples(60))
    chart = drawn(BandChart("Day", line, band, NOON - 18 * HOUR, NOON + 6 * HOUR, "UTC"))
    assert [one["legend"] for one in chart["data"]] == [
        "Foothills",
        "Usually at least",
        "Usually at most",
    ]
    assert chart["data"][1]["values"][0] == {"x": 15.0, "y": 30}
    assert [value["x"] for value in chart["data"][1]["values"]] == [15.0, 16.0, 17.0, 18.0]
    assert chart["xAxisTitle"] == "Hour of Tuesday"


def test_clients_without_charts_see_the_picture() -> None:
    """With what it shows for those who do not see it."""
    fallback = drawn(trend(60, 70), png())["fallback"]
    assert fallback["type"] == "Image"
    assert fallback["url"].startswith("data:image/png;base64,")
    assert fallback["altText"] == "Waits rise [*]."


def test_a_picture_without_numbers_is_shown_as_such() -> None:
    """So it is where only the picture was kept."""
    assert drawn(None, png())["type"] == "Image"


def test_a_picture_that_is_too_large_is_told() -> None:
    """Literally."""
    assert (
        drawn(trend(60, 70), png(is_noise=True))["fallback"]["text"]
        == "Chart: Waits rise \\[\\*\\]."
    )
    assert drawn(None, png(is_noise=True))["type"] == "TextBlock"
    assert drawn(None, b"no picture")["type"] == "TextBlock"


def test_a_day_of_six_sites_fits() -> None:
    """Fewer points of each are drawn then."""
    lines = tuple(
        ChartLine(f"Site {n}", tuple(Sample(NOON - k * HOUR / 12, k) for k in range(287, -1, -1)))
        for n in range(6)
    )
    chart = TrendChart("Waits", lines, NOON - 24 * HOUR, NOON, "UTC")
    picture = Picture(png(), "Six lines.", 1200, 675, chart)
    outcome = Answered("Here:", author="wait times", facilities=(), pictures=(picture, picture))
    made = answer_messages(outcome, turn_id="t", can_ask_person=True)
    kinds = [
        element["type"] for message in made for card in message.cards for element in card["body"]
    ]
    assert all(map(fits, made))
    assert kinds == ["TextBlock", "Chart.Line", "Chart.Line"]
    values = made[0].cards[0]["body"][1]["data"][0]["values"]
    assert (values[0]["x"], values[-1]["x"]) == (-24, 0.0)


def test_a_chart_does_without_its_picture_beside_a_table() -> None:
    """So that all stands in one card."""
    picture = Picture(png(is_noise=False), "It rises.", 1200, 675, trend(*range(60, 140)))
    alone = picture_element(picture)
    beside = picture_element(picture, room=bytes_of(alone) - 1)
    assert alone["fallback"]["type"] == "Image"
    assert (beside["type"], bytes_of(beside) < bytes_of(alone)) == ("Chart.Line", True)

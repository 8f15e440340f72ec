"""What charts of waits show."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from core.domain import FacilityKind, UsualWait
from core.waits.telling.charting import band_chart, bar_chart, chart_note, trend_chart
from tests.fakes.wait_boards import AS_OF, NOW, a_wait, readings
from tests.fakes.waits import FakeWaits

CALGARY = "America/Edmonton"
FOOTHILLS = a_wait("Foothills Medical Centre", 218)
STRATHCONA = a_wait("Strathcona Hospital", 90, region="Edmonton", town="Sherwood Park")


async def test_a_trend_shows_the_last_24_hours() -> None:
    """Of each facility, unknown waits included: they are gaps."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, readings([*[100] * 300, None, 218]))
    chart = await trend_chart(store, [FOOTHILLS, STRATHCONA], NOW, CALGARY, "Small print.")
    assert chart.until - chart.since == timedelta(hours=24)
    assert [line.label for line in chart.lines] == [
        "Foothills Medical Centre",
        "Strathcona Hospital, Sherwood Park",
    ]
    assert [one.wait_minutes for one in chart.lines[0].samples][-2:] == [None, 218]
    assert chart.lines[0].samples[0].at >= chart.since
    assert chart.lines[1].samples == ()


async def test_one_facility_names_its_chart() -> None:
    """A title that says what it shows."""
    chart = await trend_chart(FakeWaits(), [FOOTHILLS], NOW, CALGARY, "")
    assert chart.title == "Wait at Foothills Medical Centre, last 24 hours"


async def test_a_trend_shows_six_facilities_at_most() -> None:
    """More lines cannot be told apart."""
    waits = [a_wait(f"Site {number}", number) for number in range(9)]
    chart = await trend_chart(FakeWaits(), waits, NOW, CALGARY, "")
    assert len(chart.lines) == 6


async def test_a_band_shows_the_day_of_the_readers() -> None:
    """From midnight to midnight there, with readings up to now."""
    store = FakeWaits()
    store.set_usual(FOOTHILLS.facility.id, UsualWait(100, 150, 200, 8))
    store.set_samples(FOOTHILLS.facility.id, readings([120] * 300))
    chart = await band_chart(store, FOOTHILLS, NOW, CALGARY, "Small print.")
    assert chart is not None
    assert chart.title == "Foothills Medical Centre: today and a usual Tuesday"
    assert chart.since == datetime(2026, 11, 24, 7, tzinfo=UTC)
    assert chart.until == datetime(2026, 11, 25, 7, tzinfo=UTC)
    assert len(chart.band) == 24
    assert chart.line.samples[-1].at == AS_OF


async def test_a_day_that_changes_its_clocks_has_all_its_hours() -> None:
    """In spring it has 23."""
    store = FakeWaits()
    store.set_usual(FOOTHILLS.facility.id, UsualWait(100, 150, 200, 8))
    noon = datetime(2026, 3, 8, 18, tzinfo=UTC)
    chart = await band_chart(store, FOOTHILLS, noon, CALGARY, "")
    assert chart is not None
    assert chart.until - chart.since == timedelta(hours=23)


async def test_without_history_there_is_no_band() -> None:
    """Nothing is made up."""
    assert await band_chart(FakeWaits(), FOOTHILLS, NOW, CALGARY, "") is None


def test_bars_begin_with_the_shortest_and_end_with_the_unknown() -> None:
    """An unknown wait is no bar of no length; one that the feed dropped is unknown."""
    waits = [
        a_wait("Unknown", None),
        a_wait("Gone", 5, is_listed=False),
        a_wait("Long", 300, kind=FacilityKind.URGENT_CARE, town="Airdrie"),
        a_wait("None at all", 0),
    ]
    chart = bar_chart(waits, "Calgary now", "Small print.")
    assert [(bar.label, bar.wait_minutes) for bar in chart.bars] == [
        ("None at all", 0),
        ("Long", 300),
        ("Unknown", None),
        ("Gone", None),
    ]
    assert chart.bars[1].detail == "Airdrie, urgent care"


def test_the_small_print_says_as_of_when_and_from_whom() -> None:
    """A picture may be passed on without its message."""
    note = chart_note(AS_OF, NOW, CALGARY, "Alberta Health Services")
    assert note == "As of 10:05. Estimates of Alberta Health Services."


def test_small_print_without_a_publisher_names_nobody() -> None:
    """As of a file, whose publisher is not known."""
    assert chart_note(AS_OF, NOW, CALGARY, "").endswith(". Estimates.")

"""What a chart shows, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.charts.alt_text import told
from core.domain import Bar, BarChart, Chart, Sample, UsualWait

from .samples import after, day, every, trend

LONG = "A hospital of a very long name that goes on and on " * 9


def test_a_trend_tells_its_end_its_extremes_and_its_gaps() -> None:
    """With the zone's times."""
    samples = (
        Sample(after(0), 30),
        *every(5, (0.1, 3)),
        *every(5, (10, 23.9)),
        Sample(after(24), 218),
    )
    assert told(trend(samples, labels=("Foothills",))) == (
        "Waits, last 24 hours. Waits from Thu 5 Mar 14:30 to Fri 6 Mar 14:30. "
        "Foothills: 3 h 38 min at 14:30; lowest 30 min at 14:30, highest 3 h 38 min at 14:30; "
        "no readings from 17:31 to 00:30."
    )


def test_only_the_longest_gaps_are_named() -> None:
    """The others are counted, so that the text can be listened to."""
    samples = every(5, (0, 2)) + every(5, (3, 5)) + every(5, (7, 8)) + every(5, (11, 12))
    text = told(trend(samples + every(5, (16, 20)) + every(5, (20.5, 24))))
    assert "no readings from 19:30 to 21:30, from 22:30 to 01:30, from 02:30 to 06:30" in text
    assert "2 shorter gaps" in text


@pytest.mark.parametrize(
    ("samples", "words"),
    [
        (every(5, (0, 12)), "1 h at 02:30, no readings since"),
        (every(5, (0, 12)) + every(5, (12.1, 24), None), "1 h at 02:30, not known since"),
        (every(5, wait=None), "Site 0: not known."),
        ((), "Site 0: no readings."),
    ],
)
def test_an_old_wait_is_not_told_as_a_new_one(samples: tuple[Sample, ...], words: str) -> None:
    """What is not known now is said to be so."""
    assert words in told(trend(samples))


@pytest.mark.parametrize(
    ("wait", "words"),
    [(200, "longer than usual"), (90, "as usual"), (10, "shorter than usual")],
)
def test_a_day_is_compared_with_what_is_usual(wait: int, words: str) -> None:
    """At the hour of the latest reading."""
    text = told(day(every(5, (0, 14), wait)))
    assert f"The latest is {words} for its hour (1 h to 2 h 10 min)." in text
    assert "since" not in text


def test_an_hour_without_a_usual_wait_is_told() -> None:
    """Nothing is compared then; the extremes of the usual day are told all the same."""
    chart = day(every(5, (0, 14)), (1, 2))
    busy = UsualWait(120, 180, 240, 8)
    text = told(replace(chart, band=(chart.band[0], (after(2), busy))))
    assert "What is usual for that hour is not known." in text
    assert "longest around 16:30 (2 h to 4 h)" in text


def test_bars_are_a_list() -> None:
    """With their details; an unknown wait is told as that."""
    chart = BarChart("Now", (Bar("Foothills", 54, "Calgary"), Bar("Leduc", None)), "As of 14:35")
    assert told(chart) == "Now. Foothills (Calgary): 54 min; Leduc: not known. As of 14:35."


@pytest.mark.parametrize(
    "chart",
    [
        trend(*(every(5, (0, 3)) + every(5, (5, 24)) for _ in range(6)), labels=(LONG,) * 6),
        replace(trend(every(5)), title=LONG, note=LONG),
        replace(day(every(5, (0, 9))), title=LONG, note=LONG),
        BarChart(LONG, tuple(Bar(f"{LONG} {n}", n, LONG) for n in range(29)), LONG),
        BarChart("Now", tuple(Bar(f"Hospital number {n}", n, "Calgary") for n in range(29))),
    ],
)
def test_it_can_be_listened_to(chart: Chart) -> None:
    """However much there is."""
    assert 50 < len(told(chart)) <= 900


def test_bars_that_are_left_out_are_counted() -> None:
    """Nobody should think that these are all."""
    text = told(BarChart("Now", tuple(Bar(f"A hospital of a long name {n}", n) for n in range(40))))
    named = text.count("A hospital of a long name")
    assert f"and {40 - named} more." in text


def test_nothing_invisible_reaches_the_words() -> None:
    """They are shown in terminals, which obey escape sequences."""
    assert told(BarChart("a\x1b[31m\u202e\nb", ())) == "a[31m b. No readings."

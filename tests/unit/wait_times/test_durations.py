"""Published waits become minutes, or nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wait_times.durations import wait_minutes


@pytest.mark.parametrize(
    ("published", "minutes"),
    [
        ("3 hr 38 min", 218),
        ("0 hr 54 min", 54),
        ("1 hr", 60),
        ("45 min", 45),
        ("3hr38min", 218),
        ("1 hour and 5 minutes", 65),
        ("and 5 minutes", None),
        ("1 hour and", None),
        ("1 hourly", None),
        ("2 hrs 5 mins", 125),
        ("Wait times unavailable", None),
        ("", None),
        ("3", None),
        ("3 hr 75 min", None),
        ("-1 hr 5 min", None),
        ("99 hr 0 min", None),
        ("1.5 hr", None),
        ("3 hr 38 min (est.)", None),
        ("\u0663 hr", None),
        ("0 hr 0 min", 0),
    ],
)
def test_waits_are_read_strictly(published: str, minutes: int | None) -> None:
    """What is not wholly understood is unknown."""
    assert wait_minutes(published) == minutes


@given(st.text(max_size=40))
def test_no_text_becomes_a_wait_by_accident(text: str) -> None:
    """A wait has a number and a unit, and lies within two days."""
    minutes = wait_minutes(text)
    assert minutes is None or (0 <= minutes <= 48 * 60 and any(char.isdigit() for char in text))


@given(st.integers(0, 47), st.integers(0, 59))
def test_every_wait_is_read_as_it_is_meant(hours: int, minutes: int) -> None:
    """In the words of Alberta's feed."""
    assert wait_minutes(f"{hours} hr {minutes:02} min") == hours * 60 + minutes

"""How text is made to fit."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.charts.fitting import Room, shortened, spread


def room(width: int, lines: int = 1) -> Room:
    """One in which each letter is a pixel wide."""
    return Room(len, width, lines)


def test_lines_break_between_words() -> None:
    """Never inside one."""
    assert room(12).broken("Rockyview General Hospital") == ("Rockyview", "General", "Hospital")
    assert room(17).broken("Rockyview General Hospital") == ("Rockyview General", "Hospital")


def test_what_fits_stays_whole() -> None:
    """Also over two lines."""
    assert shortened(["Foothills Medical Centre"], room(17, 2)) == ("Foothills Medical Centre",)


def test_a_long_name_is_cut_at_its_end() -> None:
    """Where nothing else begins alike."""
    assert shortened(["Foothills Medical Centre", "x"], room(12)) == ("Foothills M…", "x")


@pytest.mark.parametrize("width", [8, 12, 20, 30])
@pytest.mark.parametrize(
    "names",
    [
        ("South Health Campus – Children's emergency", "South Health Campus – Adult emergency"),
        ("The old northern clinic 1 of the region", "The old northern clinic 2 of the region"),
        ("North Hospital of the Holy Cross", "South Hospital of the Holy Cross"),
    ],
)
def test_what_distinguishes_a_name_is_kept(names: tuple[str, ...], width: int) -> None:
    """Two names never look alike because they were cut."""
    short = shortened(names, room(width))
    assert short[0] != short[1]
    assert all(len(name) <= width for name in short)


@given(st.lists(st.text("ab -", min_size=1, max_size=60).filter(str.strip), min_size=1, max_size=5))
def test_every_name_fits_in_the_end(names: list[str]) -> None:
    """Whatever it is."""
    assert all(room(9, 2).holds(name) for name in shortened(names, room(9, 2)))


labels = st.lists(st.tuples(st.floats(0, 500), st.floats(10, 60)), max_size=6)


@given(labels)
def test_labels_never_cover_each_other(rows: list[tuple[float, float]]) -> None:
    """And they stay in their order, within their column where that is large enough."""
    heights = [height for _, height in rows]
    places = spread([wanted for wanted, _ in rows], heights, 0, 500)
    ordered = sorted(zip(places, rows, strict=True))
    for (lower, (_, below)), (upper, (_, above)) in pairwise(ordered):
        assert upper - lower >= (below + above) / 2 - 1e-6
    for place, height in zip(places, heights, strict=True):
        assert place - height / 2 >= -1e-6
        assert place + height / 2 <= 500 + 1e-6


def test_labels_that_have_room_stay_where_they_are() -> None:
    """Each beside the end of its line."""
    assert spread([300, 100], [40, 40], 0, 500) == (300, 100)


def test_labels_that_meet_move_equally() -> None:
    """Half of the way each."""
    assert spread([200, 200], [40, 40], 0, 500) == (180, 220)

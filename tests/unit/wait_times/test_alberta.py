"""The feed of Alberta Health Services, on made-up records of its shape."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wait_times import AlbertaFeedParser
from adapters.wait_times.alberta import wait_minutes
from adapters.wait_times.places import coordinates, town_of
from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

FOOTHILLS = {
    "Name": "Foothills Medical Centre",
    "Category": "Emergency",
    "WaitTime": "3 hr 38 min",
    "URL": "https://www.example.org/fmc",
    "Note": "Open 24 hours for patients 17 &amp; under<br />Bring your card",
    "TimesUnavailable": "False",
    "Address": "1403 29 Street NW\nCalgary, Alberta T2N 2T9",
    "GoogleMapsLinkDirection": "https://www.google.com/maps/search/?api=1&query=51.0645,-114.1343",
    "SiteId": None,
    "SplitFacility": None,
    "SiteClosingSoon": False,
    "SiteOpen": False,
}
CAMPUS = FOOTHILLS | {
    "Name": "South Health Campus[;]South Health Campus",
    "WaitTime": "1 hr 02 min[;]Wait times unavailable",
    "URL": "https://www.example.org/a[;]https://www.example.org/b",
    "Note": "[;]8 am – 10 pm",
    "TimesUnavailable": "False[;]True",
    "Address": "4448 Front Street SE, Calgary, AB[;]4448 Front Street SE, Calgary, AB",
    "GoogleMapsLinkDirection": "https://m/?query=50.88,-113.95[;]https://m/?query=50.89,-113.96",
    "SplitFacility": "Children's emergency[;]Adult emergency",
}


def reading(feed: Any) -> FeedReading:
    return AlbertaFeedParser().parse(json.dumps(feed).encode())


def calgary(*records: Any) -> FeedReading:
    return reading({"Calgary": {"Emergency": [*records]}})


def test_a_record_becomes_a_facility() -> None:
    """With everything that it tells, as plain text."""
    (wait,) = calgary(FOOTHILLS).waits
    assert wait == PublishedWait(
        region="Calgary",
        name="Foothills Medical Centre",
        kind=FacilityKind.EMERGENCY,
        wait_minutes=218,
        published="3 hr 38 min",
        town="Calgary",
        address="1403 29 Street NW; Calgary, Alberta T2N 2T9",
        url="https://www.example.org/fmc",
        note="Open 24 hours for patients 17 & under; Bring your card",
        latitude=51.0645,
        longitude=-114.1343,
    )


def test_two_departments_in_one_record_are_two_facilities() -> None:
    """Each with its own wait, note and place."""
    children, adults = calgary(CAMPUS).waits
    assert children.name == "South Health Campus – Children's emergency"
    assert (children.wait_minutes, adults.wait_minutes) == (62, None)
    assert (children.note, adults.note) == ("", "8 am – 10 pm")
    assert (children.latitude, adults.latitude) == (50.88, 50.89)
    assert adults.published == "Wait times unavailable"


@pytest.mark.parametrize("told", ["1 hr 02 min[;]2 hr 0 min[;]3 hr 0 min", "1 hr 02 min"])
def test_values_that_cannot_be_told_apart_are_nobodys(told: str) -> None:
    """A wait is never given to the wrong department."""
    read = calgary(CAMPUS | {"WaitTime": told})
    assert [(wait.wait_minutes, wait.published) for wait in read.waits] == [(None, "")] * 2
    assert "WaitTime does not have 2 values" in read.problems[0]


@pytest.mark.parametrize("name", ["", " ", "A[;]B[;]C", "A[;]"])
def test_a_record_without_clear_names_is_left_out(name: str) -> None:
    """Nobody could tell whose wait it is."""
    read = calgary(FOOTHILLS, CAMPUS | {"Name": name})
    assert len(read.waits) == 1
    assert "left out" in read.problems[0]


def test_regions_and_kinds_have_their_names() -> None:
    """A region may miss a list, or have it empty."""
    read = reading(
        {
            "RedDeer": {"Emergency": [FOOTHILLS], "Urgent": []},
            "Edmonton": {"Urgent": [FOOTHILLS]},
            "Lethbridge": {"Emergency": None},
        }
    )
    assert [(wait.region, wait.kind.value) for wait in read.waits] == [
        ("Red Deer", "emergency"),
        ("Edmonton", "urgent care"),
    ]
    assert read.problems == ()


@pytest.mark.parametrize(
    "record",
    [
        {},
        "a text",
        None,
        17,
        FOOTHILLS | {"Name": None},
        FOOTHILLS | {"WaitTime": 218},
        {key: value for key, value in FOOTHILLS.items() if key != "Name"},
    ],
)
def test_a_strange_record_is_told_and_left_out(record: Any) -> None:
    """The others are read all the same."""
    read = calgary(FOOTHILLS, record)
    assert len(read.waits) == 1
    assert "record 2" in read.problems[0]


def test_a_renamed_field_makes_the_wait_unknown() -> None:
    """Not zero, and not the shortest."""
    renamed = {key: value for key, value in FOOTHILLS.items() if key != "WaitTime"}
    (wait,) = calgary(renamed | {"Wait": "3 hr 38 min"}).waits
    assert wait.wait_minutes is None


@pytest.mark.parametrize(
    "data",
    [b"", b"<html>down</html>", b'{"Calgary": {"Emerg', b"[]", b"{}", b'{"Calgary": []}', b"\xff"],
)
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    """HTML, half a feed, another shape."""
    with pytest.raises(SourceError):
        AlbertaFeedParser().parse(data)


@pytest.mark.parametrize(
    ("published", "minutes"),
    [
        ("3 hr 38 min", 218),
        ("0 hr 54 min", 54),
        ("1 hr", 60),
        ("45 min", 45),
        ("2 hrs 5 mins", 125),
        ("Wait times unavailable", None),
        ("", None),
        ("3", None),
        ("3 hr 75 min", None),
        ("-1 hr 5 min", None),
        ("99 hr 0 min", None),
        ("1.5 hr", None),
        ("3 hr 38 min (est.)", None),
    ],
)
def test_waits_are_read_strictly(published: str, minutes: int | None) -> None:
    """What is not wholly understood is unknown."""
    assert wait_minutes(published) == minutes


def test_the_word_unavailable_counts_more_than_a_time() -> None:
    """A time beside it is an old one."""
    (wait,) = calgary(FOOTHILLS | {"TimesUnavailable": "True"}).waits
    assert (wait.wait_minutes, wait.published) == (None, "3 hr 38 min")


@given(st.text(max_size=40))
def test_no_text_becomes_a_wait_by_accident(text: str) -> None:
    """A wait has a number and a unit, and lies within two days."""
    minutes = wait_minutes(text)
    assert minutes is None or (0 <= minutes <= 48 * 60 and any(char.isdigit() for char in text))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["Calgary", "Emergency", "Urgent", "Name", "WaitTime"]), inner
            )
        ),
    )
)
def test_no_json_is_more_than_refused(feed: Any) -> None:
    """Whatever its shape: waits, problems, or a clear refusal."""
    try:
        read = reading(feed)
    except SourceError:
        return
    assert all(wait.wait_minutes is None or wait.wait_minutes >= 0 for wait in read.waits)


@pytest.mark.parametrize(
    ("address", "town"),
    [
        ("1403 29 Street NW, Calgary, Alberta T2N 2T9", "Calgary"),
        ("1403 29 Street NW Calgary, Alberta T2N 2T9", "Calgary"),
        ("201 Boudreau Road, St. Albert, AB", "St. Albert"),
        ("9000 Emerald Drive, Sherwood Park, Alberta", "Sherwood Park"),
        ("4405 South Park Drive; Stony Plain, AB T7Z 2M7", "Stony Plain"),
        ("7 Hospital Street, Fort McMurray, Alberta T9H 1P2", "Fort McMurray"),
        ("", "Edmonton"),
        ("10240 Kingsway Avenue NW", "Edmonton"),
    ],
)
def test_the_town_is_found_in_the_address(address: str, town: str) -> None:
    """Or it is the region's."""
    assert town_of(address, name="Some Hospital", region="Edmonton") == town


def test_a_known_suburban_site_has_its_town() -> None:
    """Where the address does not say."""
    assert town_of("", name="Sturgeon Community Hospital", region="Edmonton") == "St. Albert"


@pytest.mark.parametrize(
    ("link", "found"),
    [
        ("https://www.google.com/maps/search/?api=1&query=51.0645,-114.1343", (51.0645, -114.1343)),
        ("https://m/?query=51.0645%2C%20-114.1343", (51.0645, -114.1343)),
        ("https://m/?query=Foothills", (None, None)),
        ("https://m/?query=151.0,-114.1", (None, None)),
        ("http://[", (None, None)),
        ("", (None, None)),
    ],
)
def test_coordinates_come_from_the_maps_link(
    link: str, found: tuple[float | None, float | None]
) -> None:
    """Or there are none."""
    assert coordinates(link) == found

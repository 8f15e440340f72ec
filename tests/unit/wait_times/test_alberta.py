"""The feed of Alberta Health Services, on made-up records of its shape."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest

from adapters.wait_times import AlbertaFeedParser
from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

EVALUATED = Path(__file__).parents[3] / "data" / "eval" / "waits" / "alberta.json"
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
        short_names=("FMC", "Foothills Hospital", "the Foothills"),
    )


def test_a_region_of_nothing_is_no_problem() -> None:
    """Some regions have no list either."""
    assert reading({"Calgary": {"Emergency": [FOOTHILLS]}, "Edmonton": None}).problems == ()


def test_a_feed_of_very_many_facilities_is_refused() -> None:
    """It is another kind of feed, and nobody could be told of all."""
    records = [FOOTHILLS | {"Name": f"Hospital {number}"} for number in range(501)]
    assert len(calgary(*records[:500]).waits) == 500
    with pytest.raises(SourceError, match="more than 500 facilities"):
        calgary(*records)


def test_a_name_of_a_region_or_department_has_an_end() -> None:
    """What is longer is no name; a long town is not told."""
    long = "x" * 201
    feed = reading({"Calgary": {"Emergency": [FOOTHILLS]}, long: {"Emergency": [FOOTHILLS]}})
    assert len(feed.waits) == len(feed.problems) == 1
    named = calgary(FOOTHILLS, FOOTHILLS | {"Name": "A", "SplitFacility": long})
    assert len(named.waits) == len(named.problems) == 1
    (wait,) = calgary(FOOTHILLS | {"Address": f"1 A Street, {long}, Alberta"}).waits
    assert wait.town == "Calgary"


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
        FOOTHILLS | {"Name": "x" * 201},
        FOOTHILLS | {"SplitFacility": ["a", "b"]},
        {key: value for key, value in FOOTHILLS.items() if key != "Name"},
    ],
)
def test_a_strange_record_is_told_and_left_out(record: Any) -> None:
    """The others are read all the same."""
    read = calgary(FOOTHILLS, record)
    assert len(read.waits) == 1
    assert "left out" in read.problems[0]


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


def test_the_word_unavailable_counts_more_than_a_time() -> None:
    """A time beside it is an old one."""
    (wait,) = calgary(FOOTHILLS | {"TimesUnavailable": "True"}).waits
    assert (wait.wait_minutes, wait.published) == (None, "3 hr 38 min")


@pytest.mark.parametrize(
    ("field", "value"),
    [("WaitTime", 218), ("TimesUnavailable", 0), ("TimesUnavailable", ["False"])],
)
def test_a_wait_of_the_wrong_type_is_unknown(field: str, value: Any) -> None:
    """The facility is told all the same, and so is what is wrong with it."""
    read = calgary(FOOTHILLS | {field: value})
    assert [(wait.name, wait.wait_minutes) for wait in read.waits] == [(FOOTHILLS["Name"], None)]
    assert f"wrong in {field}" in read.problems[0]


@pytest.mark.parametrize("field", ["Note", "Address", "URL", "SiteId", "GoogleMapsLinkDirection"])
def test_another_field_of_the_wrong_type_takes_no_wait_away(field: str) -> None:
    """Only that field is not known."""
    read = calgary(FOOTHILLS | {field: {"a": 1}})
    assert read.waits[0].wait_minutes == 218
    assert f"wrong in {field}" in read.problems[0]


@pytest.mark.parametrize("unavailable", ["Yes", "1", "False?", "False[;]False"])
def test_a_wait_that_may_be_unavailable_is_unknown(unavailable: str) -> None:
    """Only the words true and false are understood."""
    (wait,) = calgary(FOOTHILLS | {"TimesUnavailable": unavailable}).waits
    assert wait.wait_minutes is None


def test_departments_without_a_word_each_on_being_unavailable_have_no_wait() -> None:
    """Whose word is missing is not known."""
    read = calgary(CAMPUS | {"TimesUnavailable": "True[;]False[;]False"})
    assert [wait.wait_minutes for wait in read.waits] == [None, None]


def test_no_time_at_all_is_told_as_published() -> None:
    """It is the one way to wait for zero minutes."""
    (wait,) = calgary(FOOTHILLS | {"WaitTime": "0 hr 0 min"}).waits
    assert (wait.wait_minutes, wait.published) == (0, "0 hr 0 min")


def test_a_facility_that_is_listed_twice_is_told_once() -> None:
    """The first is kept."""
    read = calgary(FOOTHILLS, FOOTHILLS | {"Note": "another"})
    assert [wait.note for wait in read.waits] == [
        "Open 24 hours for patients 17 & under; Bring your card"
    ]
    assert "listed twice" in read.problems[0]


def test_a_facility_with_two_different_waits_has_none() -> None:
    """Nobody knows which of the two holds, not even when one of them comes again."""
    read = calgary(FOOTHILLS, FOOTHILLS | {"WaitTime": "0 hr 05 min"}, FOOTHILLS)
    assert [(wait.wait_minutes, wait.published) for wait in read.waits] == [(None, "")]


def test_one_name_in_two_kinds_or_regions_is_two_facilities() -> None:
    """An emergency department and an urgent-care centre may share a name."""
    read = reading(
        {
            "Calgary": {"Emergency": [FOOTHILLS], "Urgent": [FOOTHILLS]},
            "Edmonton": {"Urgent": [FOOTHILLS]},
        }
    )
    assert len(read.waits) == 3
    assert read.problems == ()


@pytest.mark.parametrize("name", ["Emergency Departments", "emergency", "Urgent Care", "Urgent"])
def test_a_list_of_a_kind_may_be_named_otherwise(name: str) -> None:
    """As long as it is clear which kind is meant."""
    (wait,) = reading({"Calgary": {name: [FOOTHILLS]}}).waits
    assert wait.kind.value == ("emergency" if name.lower().startswith("e") else "urgent care")


def test_a_list_of_another_kind_is_told_and_left_out() -> None:
    """A clinic is neither."""
    read = reading({"Calgary": {"Emergency": [FOOTHILLS], "Clinics": [FOOTHILLS]}})
    assert len(read.waits) == 1
    assert "'Clinics'" in read.problems[0]


@pytest.mark.parametrize(
    ("key", "region"), [("RedDeer", "Red Deer"), ("FortMcMurray", "Fort McMurray"), ("X", "X")]
)
def test_regions_are_spaced(key: str, region: str) -> None:
    """As people write them."""
    assert reading({key: {"Emergency": [FOOTHILLS]}}).waits[0].region == region


def test_text_that_cannot_be_stored_or_seen_is_made_fit() -> None:
    """Half a character, a NUL, a mark that turns the writing round."""
    (wait,) = calgary(FOOTHILLS | {"Name": "Foot\ud800hills\0 Medi\u202ecal"}).waits
    assert wait.name == "Foot\ufffdhills Medical"
    assert wait.name.encode()


def test_a_long_text_is_cut_and_says_so() -> None:
    """Also so that its beginning is not taken for a wait."""
    (wait,) = calgary(
        FOOTHILLS | {"Note": "x" * 9_000, "WaitTime": "5 min" + " " * 9_000 + "x"}
    ).waits
    assert wait.wait_minutes is None
    assert len(wait.note) == 2_001
    assert wait.note.endswith("…")


def test_a_less_than_sign_is_no_tag() -> None:
    """Notes tell ages."""
    (wait,) = calgary(FOOTHILLS | {"Note": "For ages &lt; 17 and &gt; 2 <b>only</b>"}).waits
    assert wait.note == "For ages < 17 and > 2 only"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "empty"),
        (b" <!DOCTYPE html><p>down", "web page"),
        (b'{"Calgary": {"Emerg', "cut short"),
        (b'{"Calgary": {"Emergency": [', "cut short"),
        (b'{"Calgary": "\xe9"}', "not in UTF-8"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"a": ' + b"9" * 5_000 + b"}", "begins with"),
        (b"wait", "begins with 'wait'"),
    ],
)
def test_what_came_instead_is_told(data: bytes, told: str) -> None:
    """So that an operator knows where to look."""
    with pytest.raises(SourceError, match=told):
        AlbertaFeedParser().parse(data)


@pytest.mark.parametrize(
    "hostile", ["<" * 200_000, "St " * 100_000, "Street A " * 50_000, "1 " * 100_000]
)
def test_no_text_takes_long(hostile: str) -> None:
    """Whatever is in a field, it is cut before it is looked at closely."""
    record = {key: hostile for key in FOOTHILLS if key not in ("Name", "SplitFacility")}
    started = perf_counter()
    calgary({**record, "Name": "A"})
    assert perf_counter() - started < 2


def test_the_made_up_feed_of_the_evaluation_is_understood() -> None:
    """All of it: 30 facilities in 7 regions, two of them without a wait, each with its place."""
    read = AlbertaFeedParser().parse(EVALUATED.read_bytes())
    assert (len(read.waits), read.problems) == (30, ())
    assert [wait.town for wait in read.waits if wait.wait_minutes is None] == [
        "Devon",
        "Medicine Hat",
    ]
    assert len({wait.region for wait in read.waits}) == 7
    assert all(wait.latitude and wait.longitude and wait.short_names for wait in read.waits)

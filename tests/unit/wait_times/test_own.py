"""Feeds of one's own, as JSON and as CSV."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from adapters.wait_times import OwnCsvParser, OwnJsonParser
from core.domain import FacilityKind, FeedReading, PublishedWait
from core.errors import SourceError

GENERAL = {
    "region": "Springfield",
    "name": "General Hospital",
    "kind": "emergency",
    "wait_minutes": 95,
    "town": "Shelbyville",
    "address": "1 Main Street",
    "url": "https://www.example.org/general",
    "note": "Open 24 hours",
    "latitude": 51.5,
    "longitude": -114.25,
    "id": "GH",
    "short_names": ["the General", "SGH"],
}


def from_json(*records: Any) -> FeedReading:
    return OwnJsonParser().parse(json.dumps([*records]).encode())


def from_csv(*records: dict[str, Any], separator: str = ",") -> FeedReading:
    """Write records as a spreadsheet program does."""
    names = dict.fromkeys(name for record in records for name in record)
    file = io.StringIO()
    writer = csv.DictWriter(file, list(names), delimiter=separator)
    writer.writeheader()
    for record in records:
        short_names = record.get("short_names", ())
        writer.writerow(record | ({"short_names": ";".join(short_names)} if short_names else {}))
    return OwnCsvParser().parse(file.getvalue().encode("utf-8-sig"))


READERS = pytest.mark.parametrize("read", [from_json, from_csv])


@READERS
def test_a_record_becomes_a_facility(read: Any) -> None:
    """With everything that it tells."""
    (wait,) = read(GENERAL).waits
    assert wait == PublishedWait(
        region="Springfield",
        name="General Hospital",
        kind=FacilityKind.EMERGENCY,
        wait_minutes=95,
        published="95 min",
        town="Shelbyville",
        address="1 Main Street",
        url="https://www.example.org/general",
        note="Open 24 hours",
        latitude=51.5,
        longitude=-114.25,
        site_id="GH",
        short_names=("the General", "SGH"),
    )


@READERS
def test_the_least_that_a_record_needs(read: Any) -> None:
    """A name, a kind, and a region or town; its wait is then unknown, not zero."""
    waits = read({"name": "A", "kind": "ER", "region": "R"}).waits
    waits += read({"name": "A", "kind": "urgent-care", "town": "T"}).waits
    assert [(wait.region, wait.town, wait.wait_minutes) for wait in waits] == [
        ("R", "R", None),
        ("T", "T", None),
    ]


@READERS
@pytest.mark.parametrize(
    ("kind", "is_urgent"),
    [
        ("Emergency Department", False),
        ("EMERGENCY", False),
        ("ed", False),
        ("Urgent Care", True),
        ("urgent_care centre", True),
        ("UCC", True),
    ],
)
def test_kinds_may_be_spelled_otherwise(read: Any, kind: str, is_urgent: bool) -> None:  # noqa: FBT001
    """As people write them."""
    (wait,) = read(GENERAL | {"kind": kind}).waits
    assert (wait.kind is FacilityKind.URGENT_CARE) == is_urgent


@READERS
@pytest.mark.parametrize(
    "lacking",
    [
        {"name": ""},
        {"name": "x" * 201},
        {"region": "x" * 201},
        {"town": "x" * 201},
        {"kind": ""},
        {"kind": "clinic"},
        {"kind": "emergency and urgent care"},
        {"region": "", "town": ""},
    ],
)
def test_a_record_that_names_no_facility_is_left_out(read: Any, lacking: dict[str, str]) -> None:
    """And told; the others are read."""
    reading = read(GENERAL, GENERAL | {"name": "Other"} | lacking)
    assert len(reading.waits) == 1
    assert "left out" in reading.problems[0]


@READERS
@pytest.mark.parametrize("wrong", [-1, 2881, "-0.5", "soon", "1e3", "0x10", "nan", 10**30])
def test_a_number_that_is_no_wait_is_unknown(read: Any, wrong: Any) -> None:
    """And told."""
    reading = read(GENERAL | {"wait_minutes": wrong})
    assert reading.waits[0].wait_minutes is None
    assert "wait_minutes" in reading.problems[0]


@READERS
@pytest.mark.parametrize(
    ("number", "words", "minutes", "published"),
    [
        ("", "1 h 20 min", 80, "1 h 20 min"),
        ("80", "1 h 20 min", 80, "1 h 20 min"),
        ("45.0", "", 45, "45 min"),
        ("0", "", 0, "0 min"),
        ("", "closed today", None, "closed today"),
        ("80", "2 h", None, "2 h"),
        ("80", "closed today", None, "closed today"),
    ],
)
def test_a_wait_may_be_told_in_words(
    read: Any, number: str, words: str, minutes: int | None, published: str
) -> None:
    """Beside a number the words must say the same."""
    (wait,) = read(GENERAL | {"wait_minutes": number, "wait": words}).waits
    assert (wait.wait_minutes, wait.published) == (minutes, published)


@READERS
@pytest.mark.parametrize(
    "place", [{"latitude": 91}, {"longitude": 181}, {"latitude": ""}, {"longitude": "west"}]
)
def test_a_place_that_is_none_is_left_out(read: Any, place: dict[str, Any]) -> None:
    """The wait is told all the same."""
    reading = read(GENERAL | place)
    (wait,) = reading.waits
    assert (wait.latitude, wait.longitude, wait.wait_minutes) == (None, None, 95)
    assert "no place" in reading.problems[0]


@READERS
def test_a_facility_that_is_listed_twice_is_told_once(read: Any) -> None:
    """With no wait where the two differ."""
    reading = read(GENERAL, GENERAL | {"wait_minutes": 5})
    assert [wait.wait_minutes for wait in reading.waits] == [None]


@READERS
def test_fields_may_be_written_otherwise(read: Any) -> None:
    """In capitals, with spaces, and with others beside them."""
    (wait,) = read({"Name": "A", "KIND": "ER", "Region": "R", "Wait Minutes": 7, "beds": 3}).waits
    assert wait.wait_minutes == 7


@pytest.mark.parametrize("wrong", [True, [95], {"minutes": 95}])
def test_json_of_the_wrong_type_is_unknown(wrong: Any) -> None:
    """Also beside words that tell a wait: one of the two is wrong."""
    reading = from_json(GENERAL | {"wait_minutes": wrong, "wait": "5 min"})
    assert reading.waits[0].wait_minutes is None
    assert "wait_minutes" in reading.problems[0]


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_json_numbers_that_are_none_are_unknown(constant: str) -> None:
    """Some programs write them."""
    data = json.dumps([GENERAL | {"wait_minutes": 1}]).replace(
        '"wait_minutes": 1', f'"wait_minutes": {constant}'
    )
    (wait,) = OwnJsonParser().parse(data.encode()).waits
    assert wait.wait_minutes is None


def test_a_json_field_that_is_there_twice_is_nobodys() -> None:
    """Which of the two holds is not known."""
    reading = from_json(GENERAL | {"name": "B"}, GENERAL | {"Wait Minutes": 5})
    assert [wait.name for wait in reading.waits] == ["B"]


def test_json_may_hold_the_list_in_an_object() -> None:
    """Under `facilities`."""
    data = json.dumps({"facilities": [GENERAL], "made": "today"}).encode()
    assert len(OwnJsonParser().parse(data).waits) == 1


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"3", b'{"facilities": {}}', b"[1, null]"])
def test_json_without_facilities_is_refused(data: bytes) -> None:
    """Rather than saying that there are none."""
    with pytest.raises(SourceError):
        OwnJsonParser().parse(data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_may_be_separated_otherwise(separator: str) -> None:
    """As spreadsheet programs of other countries do it."""
    (wait,) = from_csv(GENERAL, separator=separator).waits
    assert (wait.wait_minutes, wait.short_names) == (95, ("the General", "SGH"))


def test_a_csv_line_of_another_length_is_left_out() -> None:
    """Which value belongs where is not known."""
    reading = OwnCsvParser().parse(b"name,kind,town,wait_minutes\nA,ER,T,5\nB,ER,5\nC,ER,T,5,6\n")
    assert [wait.name for wait in reading.waits] == ["A"]
    assert [problem[:5] for problem in reading.problems] == ["row 3", "row 4"]


def test_a_csv_file_that_may_be_cut_short_has_no_last_wait() -> None:
    """125 minutes cut short are 12."""
    whole = b"name,kind,town,wait_minutes\nA,ER,T,5\nB,ER,T,125\n"
    waits = OwnCsvParser().parse(whole[:-2]).waits
    assert [wait.wait_minutes for wait in waits] == [5, None]
    assert OwnCsvParser().parse(whole).waits[1].wait_minutes == 125


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "name its columns"),
        (b"<html>down</html>", "web page"),
        (b"a,b\n1,2\n", "name its columns"),
        (b"name,kind,wait_minutes,Wait Minutes\n", "each once"),
        (b"name,kind,town\n", "no facility"),
        (b"name,kind,town\n\xe9,ER,T\n", "CSV UTF-8"),
        (b'name,kind,town\n"A,ER,T\n', "no CSV"),
    ],
)
def test_csv_that_is_no_feed_is_refused(data: bytes, told: str) -> None:
    """And says why."""
    with pytest.raises(SourceError, match=told):
        OwnCsvParser().parse(data)

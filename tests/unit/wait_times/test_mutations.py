"""Feeds that somebody changed at random: a wait that is told was always published as one."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.wait_times import PARSERS
from core.domain import FeedReading
from core.errors import SourceError
from tests.unit.wait_times.test_alberta import CAMPUS, EVALUATED, FOOTHILLS
from tests.unit.wait_times.test_own import GENERAL

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*FOOTHILLS, *GENERAL, "Calgary", "Emergency", "Urgent", "facilities"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=20,
)
NO_WAITS = st.sampled_from(
    ["", " ", "-", "0", "12", "N/A", "unavailable", "Wait times unavailable", "[;]", "3 hr 90 min"]
)
ALBERTA = {
    "Calgary": {"Emergency": [FOOTHILLS, CAMPUS], "Urgent": []},
    "RedDeer": {"Emergency": [FOOTHILLS | {"WaitTime": "0 hr 54 min", "SiteId": 7}]},
}
OWN = {"facilities": [GENERAL, GENERAL | {"name": "East", "wait_minutes": None, "wait": "1 h"}]}
PLAIN_WAIT = re.compile(
    r"(?i)\d+\s*(h|hr|hrs|hour|hours)\b\.?(\s*\d+\s*(m|min|mins|minute|minutes)\b\.?)?"
    r"|\d+\s*(m|min|mins|minute|minutes)\b\.?"
)


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside."""
    yield path
    steps = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for step, inner in steps:
        yield from paths(inner, (*path, step))


def with_value(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The same with another value at one place."""
    if not path:
        return new
    changed = copy.copy(value)
    changed[path[0]] = with_value(value[path[0]], path[1:], new)
    return changed


def parse(name: str, data: bytes) -> FeedReading:
    """Parse, or find no facility."""
    try:
        return PARSERS[name]().parse(data)
    except SourceError:
        return FeedReading(())


def assert_nothing_made_up(reading: FeedReading) -> None:
    """Each wait that is told is one in its own published words."""
    for wait in reading.waits:
        assert wait.wait_minutes is None or PLAIN_WAIT.fullmatch(wait.published), wait
        assert wait.wait_minutes is None or 0 <= wait.wait_minutes <= 48 * 60
        assert wait.name
        # Half a character could not be stored.
        (wait.name + wait.published + wait.note).encode()


@settings(max_examples=300)
@given(st.sampled_from([*paths(ALBERTA)]), JSON | NO_WAITS)
def test_no_change_of_the_alberta_feed_makes_up_a_wait(path: tuple[Any, ...], new: Any) -> None:
    """Whatever stands wherever."""
    data = json.dumps(with_value(ALBERTA, path, new)).encode()
    assert_nothing_made_up(parse("alberta", data))


@settings(max_examples=300)
@given(st.sampled_from([*paths(OWN)]), JSON | NO_WAITS)
def test_no_change_of_ones_own_feed_makes_up_a_wait(path: tuple[Any, ...], new: Any) -> None:
    """Whatever stands wherever."""
    data = json.dumps(with_value(OWN, path, new)).encode()
    assert_nothing_made_up(parse("json", data))


@given(NO_WAITS | st.none() | JSON, st.sampled_from(["True", "False", None]))
def test_what_is_no_wait_is_never_zero(text: Any, unavailable: str | None) -> None:
    """Unknown is None."""
    if isinstance(text, str) and PLAIN_WAIT.fullmatch(text.strip()):
        return
    record = FOOTHILLS | {"WaitTime": text, "TimesUnavailable": unavailable}
    data = json.dumps({"Calgary": {"Emergency": [record]}}).encode()
    (wait,) = PARSERS["alberta"]().parse(data).waits
    assert wait.wait_minutes is None


@given(st.sampled_from(sorted(PARSERS)), JSON.map(lambda value: json.dumps(value).encode()))
def test_no_json_is_more_than_refused(name: str, data: bytes) -> None:
    """Waits, problems, or a clear refusal; nothing else is raised."""
    assert_nothing_made_up(parse(name, data))


@given(st.sampled_from(sorted(PARSERS)), st.binary(max_size=200) | st.text().map(str.encode))
def test_no_bytes_are_more_than_refused(name: str, data: bytes) -> None:
    """Nothing else is raised."""
    assert_nothing_made_up(parse(name, data))


@given(st.integers(0, EVALUATED.stat().st_size - 3))
def test_a_feed_that_is_cut_short_is_refused(length: int) -> None:
    """Half of the facilities would look like all of them."""
    assert parse("alberta", Path(EVALUATED).read_bytes()[:length]).waits == ()


@given(st.data())
def test_csv_that_is_cut_short_tells_no_other_wait(data: st.DataObject) -> None:
    """Each wait is the whole one, or unknown."""
    waits = data.draw(st.lists(st.integers(0, 2_880), min_size=1, max_size=5))
    rows = [f"Site {number},ER,Town,{wait}\n" for number, wait in enumerate(waits)]
    whole = "".join(["name,kind,town,wait_minutes\n", *rows]).encode()
    cut = whole[: data.draw(st.integers(0, len(whole)))]
    for wait in parse("csv", cut).waits:
        assert wait.wait_minutes in (None, dict(enumerate(waits)).get(int(wait.name.split()[1])))

"""How waits, times and names are worded."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from core.domain import Facility, FacilityKind
from core.waits.telling.wording import (
    at_time,
    clock_time,
    difference_in_words,
    escaped,
    is_elsewhere,
    linked_name,
    name_of,
    page_of,
    period_in_words,
    range_in_words,
    wait_in_words,
)

CALGARY = "America/Edmonton"
NOW = datetime(2026, 11, 24, 17, 5, tzinfo=UTC)
SITE = Facility(
    1, "Edmonton", "Strathcona Community Hospital", FacilityKind.EMERGENCY, "Sherwood Park"
)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (218, "3 h 38 min"),
        (54, "54 min"),
        (0, "0 min"),
        (120, "2 h"),
        (60, "1 h"),
        (None, "not known"),
    ],
)
def test_a_wait_is_told_in_hours_and_minutes(minutes: int | None, words: str) -> None:
    """As people say it; an unknown one is no number."""
    assert wait_in_words(minutes) == words


@pytest.mark.parametrize(
    ("minutes", "words"), [(40, "40 min more"), (-65, "1 h 5 min less"), (0, "the same")]
)
def test_a_difference_is_told_with_its_direction(minutes: int, words: str) -> None:
    """No sign that could be overlooked."""
    assert difference_in_words(minutes) == words


def test_a_range_of_one_minute_is_no_range() -> None:
    """`54 min to 54 min` would puzzle people."""
    assert range_in_words(53.8, 54.2) == "about 54 min"
    assert range_in_words(170, 250) == "2 h 50 min to 4 h 10 min"


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (1, "1 minute"),
        (40, "40 minutes"),
        (180, "3 hours"),
        (60 * 24 * 4, "4 days"),
        (-3, "0 minutes"),
    ],
)
def test_a_period_is_told_in_its_largest_unit(minutes: int, words: str) -> None:
    """Nobody reads "5760 minutes"."""
    assert period_in_words(timedelta(minutes=minutes)) == words


def test_a_time_of_today_needs_no_day() -> None:
    """By the clock of the readers."""
    assert clock_time(NOW, NOW, CALGARY) == "10:05"


def test_a_time_of_another_day_has_one() -> None:
    """What is yesterday there may be today in UTC."""
    late = datetime(2026, 11, 24, 6, 50, tzinfo=UTC)
    assert clock_time(late, NOW, CALGARY) == "Mon 23 Nov, 23:50"
    assert at_time(late, NOW, CALGARY) == "on Mon 23 Nov, 23:50"
    assert at_time(NOW, NOW, CALGARY) == "at 10:05"


def test_a_time_of_another_year_has_that() -> None:
    """A feed may have stalled over the new year."""
    assert clock_time(NOW - timedelta(days=365), NOW, CALGARY) == "Mon 24 Nov 2025, 10:05"


@given(st.text())
def test_nothing_of_a_feed_is_markup(text: str) -> None:
    """Read as Markdown, an escaped text is one paragraph of plain text."""
    tokens = MarkdownIt("commonmark").enable("table").parse(f"x {escaped(text)}")
    inline = [token for token in tokens if token.type == "inline"]
    assert len(inline) == 1
    kinds = {child.type for child in inline[0].children or []}
    assert kinds <= {"text", "text_special"}


@given(st.sampled_from(["# ", "1. ", "2) ", "- ", "+ ", "===", "> "]), st.text(alphabet="Ab #-"))
def test_a_text_that_begins_a_line_is_no_markup(beginning: str, text: str) -> None:
    """No title, no list: names stand at the beginning of lines."""
    tokens = MarkdownIt("commonmark").parse(f"- {escaped(beginning + text)}")
    kinds = [token.type for token in tokens]
    assert kinds.count("list_item_open") == 1
    assert "heading_open" not in kinds


def test_an_entity_of_a_text_stays_as_it_is_written() -> None:
    """It might turn the direction of writing; a lone `&` is none."""
    written = "A &#8238;live&#8203; &amp; &lt;b&gt; R&B"
    html = MarkdownIt("commonmark").render(escaped(written))
    assert "\u202e" not in html
    assert "&amp;#8238;live&amp;#8203; &amp;amp; &amp;lt;b&amp;gt; R&amp;B" in html
    assert escaped("17 & under") == "17 & under"


def test_what_breaks_a_table_is_escaped() -> None:
    """A bar or a line break in a name must not make new cells or rows."""
    assert escaped("A|B\nC") == r"A\|B C"


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "ftp://a.example/b", "https://a.example/(b", "https://a b", ""],
)
def test_only_pages_of_the_web_are_linked(address: str) -> None:
    """Anything else stays a name."""
    assert page_of(replace(SITE, url=address)) == ""
    assert linked_name(replace(SITE, url=address)) == name_of(SITE)


def test_a_name_leads_to_its_page() -> None:
    """So that people can look up the address and the way."""
    site = replace(SITE, name="A [B]", url="https://a.example/b?id=1")
    assert linked_name(site) == r"[A \[B\]](https://a.example/b?id=1)"


def test_an_endless_name_is_cut() -> None:
    """It would push everything else away."""
    assert len(name_of(replace(SITE, name="x" * 500))) == 80


@pytest.mark.parametrize(
    ("name", "town", "region", "is_told"),
    [
        ("Strathcona Community Hospital", "Sherwood Park", "Edmonton", True),
        ("Airdrie Community Health Centre", "Airdrie", "Calgary", False),
        ("Foothills Medical Centre", "Calgary", "Calgary", False),
        ("Northern Lights", "Fort McMurray", "Fort Mc Murray", False),
        ("Foothills Medical Centre", "", "Calgary", False),
    ],
)
def test_a_town_is_told_where_nothing_else_tells_it(
    name: str, town: str, region: str, *, is_told: bool
) -> None:
    """Suburban sites are listed under their city."""
    site = replace(SITE, name=name, town=town, region=region)
    assert is_elsewhere(site) is is_told

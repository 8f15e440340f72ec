"""Opening hours: what notes say, and whether a place is open."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.waits.telling.hours import OpeningHours, OpenSpan
from core.waits.telling.notes import read_note

ZONE = ZoneInfo("America/Edmonton")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
EIGHT_TO_TEN = frozenset((day, 480, 1320) for day in range(7))
_DAY_NAMES = ("Mon", "Tuesday", "Wed.", "Thurs", "fri", "SATURDAY", "Sun")


def spans(note: str) -> set[tuple[int, int, int]] | None:
    """The spans of a note; None where its hours are not known."""
    hours = read_note(note).hours
    if hours is None:
        return None
    return {(span.weekday, span.opens_minute, span.closes_minute) for span in hours.spans}


@pytest.mark.parametrize(
    "note",
    [
        "8 am – 10 pm",
        "8 a.m. to 10 p.m. daily",
        "Open 8am-10pm, 7 days a week",
        "Hours: 08:00 – 22:00",
        "Every day from 8:00 a.m. until 10:00 p.m.",
        "8 am – 10 pm; X-ray closes at 9 pm",
        "8 am – 10 pm for walk-in patients",
    ],
)
def test_one_time_for_every_day_is_read(note: str) -> None:
    """However it is written, also where remarks follow."""
    assert spans(note) == EIGHT_TO_TEN


@pytest.mark.parametrize(
    "note", ["8 am – 10 pm; Closing early today at 6 pm", "8 am – 10 pm; Closes early on Friday"]
)
def test_a_place_that_closes_early_has_no_known_hours(note: str) -> None:
    """It may not be open until ten."""
    assert spans(note) is None


@pytest.mark.parametrize(
    "note",
    [
        "Mon-Fri 8am-8pm; Sat-Sun 9am-5pm",
        "Monday to Friday: 8 am – 8 pm. Saturday and Sunday: 9 a.m. - 5 p.m.",
        "8am-8pm Mon-Fri, 9am-5pm Sat & Sun",
        "Weekdays 8 am to 8 pm; weekends 9 am to 5 pm",
    ],
)
def test_times_of_weekdays_are_read(note: str) -> None:
    """Days stand before or after their times."""
    week = {(day, 480, 1200) for day in range(5)}
    assert spans(note) == week | {(5, 540, 1020), (6, 540, 1020)}


def test_a_day_that_is_said_to_be_closed_is_closed() -> None:
    """It has no times."""
    assert spans("Mon-Sat 8 am - 10 pm; Sunday closed") == {(day, 480, 1320) for day in range(6)}


@pytest.mark.parametrize(
    "note", ["Open 24 hours", "24/7", "Open 24 hours a day, 7 days a week", "midnight to midnight"]
)
def test_a_place_may_never_close(note: str) -> None:
    """Then it has no time of closing."""
    hours = read_note(note).hours
    assert hours is not None
    assert hours.is_always
    assert hours.is_open(MONDAY + timedelta(hours=3))
    assert hours.closes_next(MONDAY) is None


@pytest.mark.parametrize(
    "note",
    [
        "",
        "Call ahead",
        "8 to 10 pm",
        "9:00 - 5:00",
        "25 am - 9 pm",
        "8 am – 10 pm; closed on statutory holidays",
        "Temporarily closed",
        "Open 24 hours; closed Sundays",
        "Open daily 8 am - 10 pm; closed Sunday",
        "8 am - 10 pm except Sundays",
        "Lab open 8 am – 4 pm; Open 24 hours",
        "Mon-Fri 8am-noon; 1 pm - 5 pm",
    ],
)
def test_what_is_not_plain_is_not_known(note: str) -> None:
    """Rather no hours than wrong ones."""
    assert read_note(note).hours is None


def test_for_whom_a_place_is_is_told_apart() -> None:
    """An adult must not be sent to a children's hospital."""
    note = read_note("Open 24 hours for patients 17 & under")
    assert note.limit == "for patients 17 & under"
    assert note.more == ""


def test_remarks_are_kept() -> None:
    """They are for people."""
    assert read_note("8 am – 10 pm; X-ray closes at 9 pm").more == "X-ray closes at 9 pm"


def test_a_closing_time_alone_tells_only_when_it_is_closed() -> None:
    """Before that nobody knows whether it has opened."""
    hours = read_note("Closes at 10 pm").hours
    assert hours is not None
    assert hours.is_open(MONDAY + timedelta(hours=21, minutes=59)) is None
    assert hours.is_open(MONDAY + timedelta(hours=22)) is False
    assert hours.closes_next(MONDAY + timedelta(hours=9)) == MONDAY + timedelta(hours=22)
    assert hours.opens_next(MONDAY + timedelta(hours=23)) is None


def test_hours_may_pass_midnight() -> None:
    """At one in the morning it is yesterday's evening that counts."""
    hours = read_note("6 pm to 2 am").hours
    assert hours is not None
    assert hours.is_open(MONDAY + timedelta(hours=1))
    assert not hours.is_open(MONDAY + timedelta(hours=2))
    assert hours.opens_next(MONDAY + timedelta(hours=2)) == MONDAY + timedelta(hours=18)


def test_it_opens_next_on_a_day_on_which_it_opens() -> None:
    """On Friday night that is Monday."""
    hours = read_note("Mon-Fri 8am-8pm").hours
    assert hours is not None
    friday_night = MONDAY + timedelta(days=4, hours=21)
    assert hours.opens_next(friday_night) == MONDAY + timedelta(days=7, hours=8)


def test_opening_times_are_of_the_clock_on_the_wall() -> None:
    """Also on the night on which clocks are changed."""
    hours = read_note("8 am – 10 pm").hours
    assert hours is not None
    night = datetime(2026, 3, 8, 1, 0, tzinfo=ZONE)
    assert hours.opens_next(night) == datetime(2026, 3, 8, 8, 0, tzinfo=ZONE)


@given(st.text(alphabet="0123456789 apm.:–-;,&MonFriSatdailyclosedhoursnoonto", max_size=60))
def test_any_note_can_be_read(note: str) -> None:
    """What it says is understood or not; nothing else happens."""
    read_note(note)


@pytest.mark.parametrize("piece", ["open ", "Mon - ", "8 am - ", "8 am - 10 pm, ", "& ", "   "])
def test_an_essay_is_no_note(piece: str) -> None:
    """It is passed on, and takes no time that matters."""
    note = f"{piece * 20_000}x"
    assert read_note(note).hours is None


def _clock(minute: int) -> str:
    hour, rest = divmod(minute % 1440, 60)
    return f"{hour % 12 or 12}{f':{rest:02}' if rest else ''} {'pm' if hour >= 12 else 'am'}"


MINUTES = st.integers(0, 1439)


@given(opens=MINUTES, closes=MINUTES, first=st.integers(0, 6), last=st.integers(0, 6))
def test_what_is_written_is_what_is_read(opens: int, closes: int, first: int, last: int) -> None:
    """Every time of day and range of days comes back as it was."""
    assume(opens != closes)
    days = {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    note = f"{_DAY_NAMES[first]} to {_DAY_NAMES[last]} {_clock(opens)} – {_clock(closes)}"
    ends = closes if closes > opens else closes + 1440
    assert spans(note) == {(day, opens, ends) for day in days}


@st.composite
def opening_hours(draw: st.DrawFn) -> OpeningHours:
    """Some spans, which may overlap."""
    made = draw(st.lists(st.tuples(st.integers(0, 6), MINUTES, st.integers(1, 1440)), min_size=1))
    return OpeningHours(tuple(OpenSpan(day, opens, opens + long) for day, opens, long in made))


@given(hours=opening_hours(), minute=st.integers(0, 7 * 1440 - 1))
def test_it_is_open_at_the_time_at_which_it_opens_and_closed_when_it_closes(
    hours: OpeningHours, minute: int
) -> None:
    """What is told of the future agrees with what will be told then."""
    monday = datetime(2026, 6, 1)  # noqa: DTZ001  (the clock on the wall)
    local = monday + timedelta(minutes=minute)
    opens, closes = hours.opens_next(local), hours.closes_next(local)
    if hours.is_open(local):
        assert opens is None
        assert (closes is None) == hours.is_always
        if closes is not None:
            assert closes > local
            assert hours.is_open(closes) is False
            assert hours.is_open(closes - timedelta(minutes=1))
    else:
        assert closes is None
        assert opens is not None
        assert opens > local
        assert hours.is_open(opens)
        assert hours.is_open(opens - timedelta(minutes=1)) is False

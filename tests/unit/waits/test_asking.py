"""What a question on wait times is understood to ask for."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain import FacilityKind, Selection, Turn, WaitBoard
from core.waits.asking.asked import Before, Order, WaitsAsked
from core.waits.asking.understanding import understand
from tests.unit.waits.alberta import alberta, facilities, named

FOOTHILLS, ROCKYVIEW = "Foothills Medical Centre", "Rockyview General Hospital"
_WORDS = """how long is the wait at foothills foothils and or where do i park in near south calgary edmonton er urgent
care open shortest busier than yesterday usual chart there it st. albert children's for to of waiting times ? , . !
which what about policy hours north""".split()
_MOST_SECONDS = 0.2


def asked(text: str, *before: str, board: WaitBoard | None = None) -> WaitsAsked:
    found = understand(text, [Turn(one, "Told.") for one in before], board or alberta())
    assert found is not None, f"{text!r} is not taken for a question on wait times"
    return found


def test_a_named_site_needs_no_scope() -> None:
    """It is told by its name, and subscribed to by its number."""
    found = asked("how long is the wait at Foothills")
    assert (named(found.facilities), found.scope, found.is_by_name) == ([FOOTHILLS], "", True)
    assert found.selection == Selection(facilities=found.facilities)


@pytest.mark.parametrize(
    ("text", "scope", "selection"),
    [
        (
            "Calgary ER wait times",
            "Calgary emergency departments",
            Selection(regions=("Calgary",), kind=FacilityKind.EMERGENCY),
        ),
        ("waits in Edmonton", "Edmonton sites", Selection(regions=("Edmonton",))),
        ("wait in St. Albert", "St. Albert sites", Selection(towns=("St. Albert",))),
        ("waittimes", "all sites", Selection()),
        (
            "urgent care wait times",
            "all urgent care centres",
            Selection(kind=FacilityKind.URGENT_CARE),
        ),
    ],
)
def test_a_scope_is_told_and_can_be_subscribed_to(
    text: str, scope: str, selection: Selection
) -> None:
    """The rule also holds when the feed gains a facility."""
    found = asked(text)
    assert (found.scope, found.selection, found.is_by_name) == (scope, selection, False)


def test_near_a_place_the_nearest_come_in_order() -> None:
    """The place's own site first."""
    found = asked("how long is the wait near Sherwood Park")
    assert found.order is Order.NEAREST
    assert found.near is not None
    assert found.near.name == "Sherwood Park"
    assert named(found.facilities)[:2] == [
        "Strathcona Community Hospital",
        "Northeast Community Health Centre",
    ]
    assert found.scope == "sites near Sherwood Park"


def test_a_side_of_a_city_is_told() -> None:
    """By where the sites lie."""
    found = asked("ER wait in southeast Calgary")
    assert found.scope == "southeast Calgary emergency departments"
    assert found.selection == Selection(facilities=found.facilities)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shortest ER in Calgary", Order.SHORTEST),
        ("where should I go for emerg in Calgary", Order.SHORTEST),
        ("least busy ER in Calgary", Order.SHORTEST),
        ("busiest ER in Calgary", Order.LONGEST),
        ("worst wait in Calgary", Order.LONGEST),
    ],
)
def test_a_superlative_asks_for_one(text: str, expected: Order) -> None:
    """The first in that order."""
    found = asked(text)
    assert (found.order, found.only_first) == (expected, True)


def test_several_are_told_in_order_where_several_are_asked_for() -> None:
    """More than one is meant by "the shortest waits"."""
    found = asked("shortest waits in Calgary")
    assert (found.order, found.only_first) == (Order.SHORTEST, False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("busier than yesterday", Before.YESTERDAY),
        ("worse than last week", Before.LAST_WEEK),
        ("busier than usual", Before.USUAL),
        ("busier than an hour ago", Before.HOUR_AGO),
    ],
)
def test_a_comparison_names_its_other_side(words: str, expected: Before) -> None:
    """And is no wish for an order."""
    found = asked(f"is the Stollery {words}")
    assert (found.before, found.order) == (expected, Order.LISTED)


def test_charts_trends_and_hours_are_wished_for() -> None:
    """Each by its own words."""
    assert asked("graph of the Foothills wait").wants_chart
    assert asked("is Foothills going up").wants_trend
    assert asked("is the Chumir open").asks_hours
    assert asked("which urgent care is open").only_open
    assert not asked("is the Chumir open").only_open


def test_a_follow_up_takes_up_what_it_does_not_say() -> None:
    """The kind and the wish of before, in another region."""
    found = asked("and in Edmonton?", "shortest ER in Calgary")
    assert found.scope == "Edmonton emergency departments"
    assert found.order is Order.SHORTEST


def test_follow_ups_make_a_chain() -> None:
    """Each is understood in the light of all before it."""
    found = asked("and Rockyview?", "is Foothills busier than yesterday", "what about the PLC")
    assert (named(found.facilities), found.before) == ([ROCKYVIEW], Before.YESTERDAY)


def test_which_is_shortest_after_one_site_asks_for_its_city() -> None:
    """One site alone has no shortest."""
    assert asked("which is shortest?", "Foothills wait").scope == "Calgary emergency departments"


@pytest.mark.parametrize("text", ["and the Rockyview?", "Foothills", "is it open?", "and now?"])
def test_follow_ups_of_page_questions_are_left_to_the_pages(text: str) -> None:
    """Although the same words would go on with a question on wait times."""
    assert understand(text, [Turn("where do I park at PLC", "In lot 1.")], alberta()) is None


def test_a_place_that_the_feed_lacks_is_told() -> None:
    """The rest of the question is answered."""
    found = asked("Calgary ER waits, I am near Chestermere")
    assert (found.not_known, found.scope) == (("Chestermere",), "Calgary emergency departments")
    assert asked("ER wait in Banff").facilities == ()


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("shortest er wait in medicine hat", "Medicine Hat"),
        ("lethbridge er wait", "Lethbridge"),
        ("mcmurray er wait", "Fort McMurray"),
        ("wait times in Calgary", "Calgary"),
    ],
)
def test_a_region_that_the_feed_has_dropped_is_not_known(text: str, region: str) -> None:
    """Rather than that all of the province is told of."""
    board = alberta()
    waits = tuple(wait for wait in board.waits if wait.facility.region != region)
    found = asked(text, board=replace(board, waits=waits))
    assert (found.facilities, found.not_known) == ((), (region,))


def test_what_does_not_exist_there_gives_way_to_the_other_kind() -> None:
    """And the question is told so."""
    found = asked("emergency in Airdrie")
    assert named(found.facilities) == ["Airdrie Community Health Centre"]
    assert found.other_kind
    assert not asked("urgent care in Airdrie").other_kind


def test_near_without_a_place_needs_one() -> None:
    """Nothing is told until it is known where the person is."""
    found = asked("er near me")
    assert (found.facilities, found.needs_place) == ((), True)


def test_near_a_town_elsewhere_its_own_spot_counts() -> None:
    """Although the feed has nothing there."""
    found = asked("nearest er to Spruce Grove")
    assert found.near is not None
    assert named(found.facilities)[0] == "WestView Health Centre"
    assert asked("nearest er to Banff").not_known == ("Banff",)


def test_near_a_site_without_a_spot_its_region_is_told() -> None:
    """Where nobody knows what lies near."""
    board = alberta()
    waits = tuple(
        replace(wait, facility=replace(wait.facility, latitude=None, longitude=None))
        for wait in board.waits
    )
    found = asked("er near okotoks", board=replace(board, waits=waits))
    assert found.scope == "Calgary emergency departments"
    assert FOOTHILLS in named(found.facilities)


@pytest.mark.parametrize(
    ("words", "minutes"),
    [("under 2 hours", 120), ("less than 90 minutes", 90), ("below an hour", 60)],
)
def test_a_bound_is_read_in_minutes(words: str, minutes: int) -> None:
    """And is no comparison with before."""
    found = asked(f"any ER in Calgary {words}")
    assert (found.within_minutes, found.before) == (minutes, None)


def test_waits_of_later_are_told_from_those_of_now() -> None:
    """Of these, "will the wait be" alone is a way to ask for now."""
    assert asked("wait at Foothills tomorrow").asks_later
    assert asked("best time to go to the Foothills er").asks_later
    assert not asked("how long will the wait be at Foothills").asks_later


def test_both_are_the_sites_of_the_last_two_questions() -> None:
    """In the order asked."""
    found = asked("which of them is shorter", "Foothills wait", "Rockyview wait")
    assert (named(found.facilities), found.order) == ([FOOTHILLS, ROCKYVIEW], Order.SHORTEST)


def test_what_is_left_out_is_not_told() -> None:
    """It is not taken for what is asked for."""
    found = asked("shortest ER in Calgary except Foothills")
    assert found.scope == f"Calgary emergency departments except {FOOTHILLS}"
    assert FOOTHILLS not in named(found.facilities)
    assert len(found.facilities) > 1


def test_for_an_adult_no_childrens_department_is_told() -> None:
    """And for a child none that is for adults only."""
    adult = named(asked("adult emergency Edmonton").facilities)
    child = named(asked("shortest ER for a child in Edmonton").facilities)
    assert set(adult) ^ set(child) == {
        "Stollery Children's Hospital",
        "University of Alberta Hospital",
    }
    assert "Stollery Children's Hospital" in child


def test_without_a_board_questions_are_told_apart_all_the_same() -> None:
    """So that the desk can say that it cannot read the feed."""
    assert asked("ER wait times", board=WaitBoard()).facilities == ()
    assert understand("what is our policy on wait times", (), WaitBoard()) is None
    assert understand("where do I park", (), WaitBoard()) is None


def test_what_the_feed_dropped_is_found_by_name_only() -> None:
    """A region's list tells of those that are there."""
    board = alberta()
    waits = tuple(
        replace(wait, is_listed=wait.facility.name != FOOTHILLS, wait_minutes=None)
        for wait in board.waits
    )
    dropped = replace(board, waits=waits)
    assert named(asked("Foothills wait", board=dropped).facilities) == [FOOTHILLS]
    assert FOOTHILLS not in named(asked("Calgary waits", board=dropped).facilities)


@given(st.lists(st.sampled_from(_WORDS), max_size=14).map(" ".join))
def test_what_is_told_is_on_the_board(text: str) -> None:
    """No facility twice, and none that is not there."""
    found = understand(text, (), alberta())
    known = {facility.id for facility in facilities()}
    if found is not None:
        assert len(set(found.facilities)) == len(found.facilities)
        assert known.issuperset(found.facilities)


@given(st.text(max_size=300), st.lists(st.text(max_size=60), max_size=3))
def test_no_text_is_too_strange(text: str, before: list[str]) -> None:
    """Whatever was typed, now and before: an answer or None."""
    understand(text, [Turn(one, one) for one in before], alberta())


@settings(deadline=None, max_examples=25)
@given(
    st.sampled_from([*_WORDS, "zqxjy", "a", "'", "wait for", "is there", "foothlls rockveiw"]),
    st.sampled_from(" \n,;"),
)
def test_a_long_text_takes_no_long_time(word: str, gap: str) -> None:
    """4000 characters in less than 0.2 s of work, whatever is repeated."""
    text = ((word + gap) * 4000)[:4000]
    understand("waits", (), alberta())  # the names are derived once
    began = time.thread_time()
    understand(text, (), alberta())
    assert time.thread_time() - began < _MOST_SECONDS

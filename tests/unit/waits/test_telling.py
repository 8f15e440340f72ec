"""What is told of wait times: in which words, in which order, and what is never said."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wait_times import AlbertaFeedParser
from core.domain import (
    BandChart,
    BarChart,
    FacilityKind,
    FacilityWait,
    Sample,
    Selection,
    Source,
    Tone,
    TrendChart,
    UsualWait,
    WaitBoard,
)
from core.waits.asking.asked import Before, Order, Point, WaitsAsked
from core.waits.telling.teller import Told, WaitTeller
from core.waits.telling.wording import name_of
from tests.fakes.wait_boards import AS_OF, NOW, a_board, a_wait, asking_for, readings
from tests.fakes.waits import FakeWaits

SAMPLE = Path(__file__).parents[3] / "data" / "eval" / "waits" / "alberta.json"
ADVICE = "In an emergency call 911."
URGENT = FacilityKind.URGENT_CARE
FOOTHILLS = a_wait("Foothills Medical Centre", 218, url="https://a.example/f")
ROCKYVIEW = a_wait("Rockyview General Hospital", 95)
CHILDREN = a_wait("Children's Hospital", 40, note="Open 24 hours for patients 17 & under")
COCHRANE = a_wait("Cochrane Health Centre", 20, town="Cochrane", kind=URGENT, note="8 am – 10 pm")
SHUT = a_wait("Okotoks Health Centre", 5, town="Okotoks", kind=URGENT, note="11 am – 10 pm")
UNSTATED = a_wait("Chumir Centre", 10, kind=URGENT, note="")
UNKNOWN = a_wait("Devon Hospital", None, region="Edmonton", town="Devon")
EVERYTHING = (FOOTHILLS, ROCKYVIEW, CHILDREN, COCHRANE, SHUT, UNSTATED, UNKNOWN)
"""A board of Calgary at 10:06."""


async def tell(
    asked: WaitsAsked,
    board: WaitBoard | None = None,
    *,
    store: FakeWaits | None = None,
    now: datetime = NOW,
    tone: Tone = Tone.FULL,
) -> Told:
    """Answer on a board of everything, unless told otherwise."""
    teller = WaitTeller(
        store=store or FakeWaits(),
        now=lambda: now,
        time_zone="America/Edmonton",
        stale_seconds=1800,
        publisher="Example Health",
        advice=ADVICE,
    )
    return await teller.tell(asked, board or a_board(*EVERYTHING), tone=tone)


def names(told: Told) -> list[str]:
    """Of the facilities, in the order told."""
    return [one.name for one in told.facilities]


async def test_one_facility_is_told_in_sentences() -> None:
    """Wait, as of when, where it is heading, whether that is usual, whether it is open."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, readings(range(113, 221, 3)))
    store.set_usual(FOOTHILLS.facility.id, UsualWait(170, 200, 250, 8))
    told = await tell(asking_for(FOOTHILLS), store=store)
    assert told.text == (
        "**[Foothills Medical Centre](https://a.example/f)** (emergency, Calgary): **3 h 38 min** "
        "as of 10:05. Up 36 min in the last hour; about usual for a Tuesday at this hour "
        "(2 h 50 min to 4 h 10 min). Open 24 hours.\n\n"
        "Estimates published by Example Health; they can change quickly. In an emergency call 911."
    )


@pytest.mark.parametrize("wants_trend", [False, True])
async def test_a_short_answer_tells_where_it_is_heading_only_if_asked(*, wants_trend: bool) -> None:
    """The wait, its time and the advice are always told."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, readings(range(113, 221, 3)))
    asked = replace(asking_for(FOOTHILLS), wants_trend=wants_trend)
    told = await tell(asked, store=store, tone=Tone.SHORT)
    assert "**3 h 38 min** as of 10:05." in told.text
    assert ("Up 36 min" in told.text) is wants_trend
    assert ADVICE in told.text


async def test_an_unknown_wait_is_told_in_the_words_of_the_feed() -> None:
    """And is no number."""
    told = await tell(asking_for(UNKNOWN))
    assert (
        "the wait is not known just now (the feed says: Wait times unavailable). Open 24 hours."
        in told.text
    )
    assert [one.wait_minutes for one in told.facilities] == [None]


async def test_a_place_that_is_closed_says_so_first() -> None:
    """A wait of five minutes helps nobody before eleven."""
    told = await tell(asking_for(SHUT))
    assert (
        "(urgent care, Okotoks): closed now, opens 11:00. The feed still gives 5 min" in told.text
    )


async def test_a_facility_that_the_feed_dropped_is_told_as_such() -> None:
    """Whatever its last wait was."""
    gone = replace(FOOTHILLS, is_listed=False, seen_at=NOW - timedelta(hours=14))
    told = await tell(asking_for(gone), a_board(ROCKYVIEW, gone))
    assert "is no longer in the feed; it was last there on Mon 23 Nov, 20:06." in told.text
    assert told.facilities[0].wait_minutes is None


async def test_who_asks_for_hours_is_told_them_first() -> None:
    """In the feed's words too, which tell of tomorrow."""
    told = await tell(asking_for(COCHRANE, asks_hours=True))
    assert ": open until 22:00. The wait is **20 min**" in told.text
    assert "The feed notes: “8 am – 10 pm”." in told.text


async def test_hours_that_are_not_stated_are_not_made_up() -> None:
    """Also not for an emergency department."""
    told = await tell(asking_for(UNSTATED, asks_hours=True))
    assert "its opening hours are not stated in the feed" in told.text


async def test_hours_that_are_not_plain_are_quoted() -> None:
    """People can read what a program cannot."""
    odd = a_wait("Odd", 30, note="8 am – 10 pm; closed on holidays")
    told = await tell(asking_for(odd), a_board(odd))
    assert "The feed notes: “8 am – 10 pm; closed on holidays”." in told.text


async def test_several_facilities_are_a_table() -> None:
    """In the order named, with what is unknown at its end."""
    told = await tell(asking_for(UNKNOWN, FOOTHILLS, ROCKYVIEW))
    assert names(told) == [
        "Foothills Medical Centre",
        "Rockyview General Hospital",
        "Devon Hospital",
    ]
    assert "| Devon Hospital | not known | open 24 hours |" in told.text


async def test_a_table_says_which_facility_is_urgent_care() -> None:
    """Where it holds both kinds."""
    told = await tell(asking_for(FOOTHILLS, COCHRANE))
    assert "| Cochrane Health Centre (urgent care) | 20 min |" in told.text


async def test_the_shortest_is_named_with_the_next_one() -> None:
    """With town and hours; one that is closed now is not offered."""
    told = await tell(
        asking_for(*EVERYTHING, scope="Calgary sites", order=Order.SHORTEST, only_first=True)
    )
    assert told.text.startswith(
        "Calgary sites: the shortest wait is **10 min** at **Chumir Centre** (urgent care, Calgary), "
        "as of 10:05. Next: Cochrane Health Centre (urgent care, Cochrane; open until 22:00): 20 min."
    )
    assert "At 1 of 7 sites the wait is not known." in told.text
    assert names(told) == ["Chumir Centre", "Cochrane Health Centre"]


async def test_who_may_be_an_adult_is_not_sent_to_children_only() -> None:
    """The first that takes everybody is named too."""
    told = await tell(
        asking_for(
            CHILDREN, replace_wait(CHILDREN), FOOTHILLS, order=Order.SHORTEST, only_first=True
        ),
        a_board(CHILDREN, replace_wait(CHILDREN), FOOTHILLS),
    )
    assert "For all patients: [Foothills Medical Centre]" in told.text
    assert names(told) == ["Children's Hospital", "Other Children's", "Foothills Medical Centre"]


def replace_wait(wait: FacilityWait) -> FacilityWait:
    """A second children's hospital."""
    facility = replace(wait.facility, id=9_001, name="Other Children's")
    return replace(wait, facility=facility, wait_minutes=50)


async def test_equal_waits_are_both_told() -> None:
    """Neither is better."""
    other = a_wait("Lougheed Centre", 95)
    told = await tell(
        asking_for(FOOTHILLS, ROCKYVIEW, other, order=Order.SHORTEST, only_first=True),
        a_board(FOOTHILLS, ROCKYVIEW, other),
    )
    assert "is **1 h 35 min** at **Rockyview General Hospital** (" in told.text
    assert ") and **Lougheed Centre** (emergency, Calgary; open 24 hours), alike" in told.text


async def test_without_any_known_wait_none_is_the_shortest() -> None:
    """It is said that none is known."""
    other = a_wait("Medicine Hat Hospital", None)
    asked = asking_for(UNKNOWN, other, order=Order.SHORTEST, only_first=True)
    told = await tell(asked, a_board(UNKNOWN, other))
    assert told.text.startswith("None of the waits is known just now.")
    assert told.facilities == ()


async def test_where_all_are_closed_none_is_the_shortest() -> None:
    """When they open is told instead."""
    other = replace(SHUT, facility=replace(SHUT.facility, id=9_002, name="Other"))
    asked = asking_for(SHUT, other, order=Order.SHORTEST, only_first=True)
    told = await tell(asked, a_board(SHUT, other))
    assert told.text.startswith("No site with a known wait is known to be open now: Okotoks")
    assert "closed now, opens 11:00" in told.text
    assert "shortest" not in told.text


async def test_the_nearest_known_one_is_told_with_a_nearer_unknown_one() -> None:
    """Somebody may want to call there."""
    near = a_wait("Near", None, at=(53.53, -113.3))
    far = a_wait("Far", 30, at=(53.53, -113.5))
    farther = a_wait("Farther", 20, at=(53.53, -114.0))
    asked = asking_for(
        farther, near, far, order=Order.NEAREST, only_first=True, near=Point("P", 53.53, -113.29)
    )
    told = await tell(asked, a_board(farther, near, far))
    assert told.text.startswith("The nearest with a known wait is **Far** (emergency, Calgary;")
    assert "14 km away: **30 min** as of 10:05." in told.text
    assert "Nearer, but the wait is not known: Near, 1 km away." in told.text
    assert names(told) == ["Far", "Farther", "Near"]


async def test_only_open_ones_are_told_apart_from_others() -> None:
    """What is closed, or does not state its hours, is told as that."""
    told = await tell(asking_for(COCHRANE, SHUT, UNSTATED, UNKNOWN, only_open=True))
    assert "| Cochrane Health Centre | 20 min | open until 22:00 |" in told.text
    assert "Not known whether open now: Chumir Centre (10 min)." in told.text
    assert "Closed now: Okotoks Health Centre (opens 11:00)." in told.text
    assert "Wait not known: Devon Hospital." in told.text


async def test_a_closed_place_is_last_of_the_known_in_a_ranked_table() -> None:
    """However short its wait is said to be."""
    told = await tell(asking_for(SHUT, FOOTHILLS, UNKNOWN, order=Order.SHORTEST))
    assert names(told) == ["Foothills Medical Centre", "Okotoks Health Centre", "Devon Hospital"]


def a_long_board() -> tuple[FacilityWait, ...]:
    """Thirty facilities in three regions, three of them unknown."""
    return tuple(
        a_wait(
            f"Community Hospital of Place {number}",
            None if number % 10 == 0 else number * 10,
            region=("Calgary", "Edmonton", "Red Deer")[number % 3],
            url=f"https://www.example.org/facilities/facility.aspx?number={number}",
        )
        for number in range(30)
    )


async def test_a_long_board_is_told_by_region() -> None:
    """Short enough for a phone, and unknown ones at its end."""
    waits = a_long_board()
    told = await tell(asking_for(*waits, scope="all sites"), a_board(*waits))
    assert told.text.startswith("All sites, as of 10:05:\n\n**Edmonton**\n\n- Community Hospital")
    assert len(told.facilities) == 30
    assert len(told.text) < 3000
    assert [one.wait_minutes for one in told.facilities][-3:] == [None] * 3


async def test_a_long_ranked_board_tells_the_first_ones() -> None:
    """And how many it leaves out."""
    waits = a_long_board()
    told = await tell(asking_for(*waits, scope="all", order=Order.LONGEST), a_board(*waits))
    assert "And 15 more: name a town or region." in told.text
    assert told.facilities[0].wait_minutes == 290
    assert len(told.text) < 3000


async def test_the_board_of_a_country_is_cut() -> None:
    """It says how many are left out and what to ask instead."""
    waits = tuple(a_wait(f"Hospital {number}", number) for number in range(500))
    told = await tell(asking_for(*waits, scope="all"), a_board(*waits))
    left = re.search(r"And (\d+) more: name a town or region\.", told.text)
    assert left is not None
    assert int(left[1]) + len(told.facilities) == 500
    assert len(told.text) < 3000


@pytest.mark.parametrize(
    ("was", "words"),
    [
        (
            130,
            "busier than yesterday: **3 h 38 min** as of 10:05, 2 h 10 min at this time yesterday",
        ),
        (300, "quieter than yesterday"),
        (210, "about as busy as yesterday"),
    ],
)
async def test_now_is_compared_with_yesterday(was: int, words: str) -> None:
    """With the reading nearest to this time of yesterday; unknown ones do not count."""
    store = FakeWaits()
    then = AS_OF - timedelta(days=1)
    store.set_samples(
        FOOTHILLS.facility.id,
        [
            Sample(then - timedelta(minutes=15), 1),
            Sample(then - timedelta(minutes=5), was),
            Sample(then, None),
        ],
    )
    told = await tell(asking_for(FOOTHILLS, before=Before.YESTERDAY), store=store)
    assert words in told.text


async def test_yesterday_at_this_time_is_by_the_clock_on_the_wall() -> None:
    """On the day after clocks changed that is 23 or 25 hours ago."""
    as_of = datetime.fromisoformat("2026-03-08T18:00:00+00:00")
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, [Sample(as_of - timedelta(hours=23), 100)])
    board = a_board(FOOTHILLS, as_of=as_of)
    told = await tell(asking_for(FOOTHILLS, before=Before.YESTERDAY), board, store=store, now=as_of)
    assert "1 h 40 min at this time yesterday" in told.text


async def test_without_a_reading_of_then_nothing_is_compared() -> None:
    """An hour off is another time."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, [Sample(AS_OF - timedelta(hours=23), 100)])
    told = await tell(asking_for(FOOTHILLS, before=Before.YESTERDAY), store=store)
    assert "There is no reading of this time yesterday to compare it with." in told.text


async def test_without_history_nothing_is_usual() -> None:
    """What is missing is said."""
    told = await tell(asking_for(FOOTHILLS, before=Before.USUAL))
    assert "I need four weeks of readings of this hour" in told.text


async def test_now_is_compared_with_the_usual() -> None:
    """Of this hour on this weekday."""
    store = FakeWaits()
    store.set_usual(FOOTHILLS.facility.id, UsualWait(60, 80, 100, 8))
    told = await tell(asking_for(FOOTHILLS, before=Before.USUAL), store=store)
    assert "busier than usual for a Tuesday at this hour: **3 h 38 min**" in told.text
    assert "usually 1 h to 1 h 40 min." in told.text


async def test_several_facilities_are_compared_in_a_table() -> None:
    """With how many went which way."""
    store = FakeWaits()
    for wait, was in ((FOOTHILLS, 100), (ROCKYVIEW, 95)):
        store.set_samples(wait.facility.id, [Sample(AS_OF - timedelta(hours=1), was)])
    told = await tell(
        asking_for(UNKNOWN, FOOTHILLS, ROCKYVIEW, before=Before.HOUR_AGO), store=store
    )
    assert told.text.startswith("Compared with an hour ago: busier at 1, about the same at 1.")
    assert "| Foothills Medical Centre | 3 h 38 min | 1 h 40 min | 1 h 58 min more |" in told.text
    assert "| Devon Hospital | not known | no reading |  |" in told.text


async def test_old_times_are_said_to_be_old_first() -> None:
    """And no trend is told from them."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, readings(range(113, 221, 3)))
    told = await tell(asking_for(FOOTHILLS), store=store, now=NOW + timedelta(hours=3))
    assert told.text.startswith(
        "These times are old: the feed could last be read at 10:05, 3 hours ago.\n\n"
    )
    assert "last hour" not in told.text


async def test_a_feed_that_stalls_is_said_to_stall() -> None:
    """It is read, but tells the same for hours."""
    board = replace(a_board(*EVERYTHING), unchanged_since=AS_OF - timedelta(hours=3))
    told = await tell(asking_for(FOOTHILLS), board)
    assert told.text.startswith(
        "The feed has not changed since 07:05, so these times may be old.\n\n"
    )


async def test_a_few_waits_may_stay_the_same() -> None:
    """Three small sites that do not change are no stalled feed."""
    board = replace(a_board(FOOTHILLS), unchanged_since=AS_OF - timedelta(hours=3))
    told = await tell(asking_for(FOOTHILLS), board)
    assert "has not changed" not in told.text


async def test_without_any_reading_no_facility_is_told() -> None:
    """People learn that, and whom to call."""
    told = await tell(asking_for(), WaitBoard(failing_since=NOW - timedelta(hours=1)))
    assert told.text == f"I cannot read the wait times just now (since 09:06).\n\n{ADVICE}"
    assert told.facilities == ()


async def test_a_place_that_is_not_known_is_named() -> None:
    """Before the rest of the answer, and not as markup."""
    told = await tell(asking_for(FOOTHILLS, not_known=("Chester*mere",)))
    assert told.text.startswith(r"I know no wait times of “Chester\*mere”.")
    told = await tell(asking_for(FOOTHILLS, not_known=("Chestermere",)))
    assert told.text.startswith(
        "There is no emergency department or urgent care in Chestermere among those I know"
    )


async def test_instead_of_a_place_that_is_not_known_the_known_ones_are_named() -> None:
    """So that the next question has an answer."""
    told = await tell(asking_for(not_known=("Osprey",)), a_board(FOOTHILLS))
    assert "I know those of Foothills Medical Centre." in told.text


async def test_what_fits_nothing_is_said_to() -> None:
    """An empty answer would puzzle people."""
    told = await tell(asking_for(scope="Banff urgent-care centres"))
    assert told.text.startswith("There are no Banff urgent-care centres among those I know the")
    assert (await tell(asking_for())).text.startswith("There is nothing like that among those")


async def test_an_unknown_wait_of_a_closed_place_is_said_to_be_unknown() -> None:
    """Who asks for the wait is told of it."""
    shut = a_wait("Shut", None, kind=URGENT, note="11 am – 10 pm")
    told = await tell(asking_for(shut), a_board(shut))
    assert "closed now, opens 11:00. The wait is not known." in told.text


async def test_the_wait_of_a_closed_place_is_not_one_to_have_now() -> None:
    """Also not for who asks whether it is open."""
    told = await tell(asking_for(SHUT, asks_hours=True))
    assert "closed now, opens 11:00. The feed still gives 5 min as of 10:05." in told.text


async def test_a_closed_place_is_compared_with_nothing() -> None:
    """Nobody can be busy there."""
    told = await tell(asking_for(SHUT, before=Before.USUAL))
    assert "closed now, opens 11:00. The feed still gives 5 min" in told.text
    assert "usual" not in told.text


async def test_a_place_that_closes_at_midnight_is_open_until_then() -> None:
    """`00:00` puzzles people."""
    late = a_wait("Late", 30, note="8 am – midnight")
    assert "Open until midnight." in (await tell(asking_for(late), a_board(late))).text


async def test_for_whom_a_place_is_stands_within_the_sentence() -> None:
    """Its note begins with a capital letter."""
    adults = a_wait("Adults", 30, note="Open 24 hours; For patients 17 & over")
    told = await tell(asking_for(adults), a_board(adults))
    assert "Open 24 hours for patients 17 & over." in told.text


async def test_the_other_kind_is_said_to_be_that() -> None:
    """Urgent care is no emergency department."""
    told = await tell(replace(asking_for(COCHRANE), other_kind=True))
    assert told.text.startswith(
        "There is no emergency department in Cochrane; there is urgent care:\n\n**Cochrane Health"
    )


async def test_emergency_departments_in_place_of_urgent_care_are_several() -> None:
    """In the region that was asked for, whatever their towns."""
    asked = replace(asking_for(FOOTHILLS, UNKNOWN), other_kind=True)
    told = await tell(replace(asked, selection=Selection(regions=("Calgary",))))
    assert told.text.startswith(
        "There is no urgent care in Calgary; there are emergency departments:"
    )


async def test_who_names_no_place_is_asked_for_it() -> None:
    """A list of everything would not be an answer."""
    told = await tell(replace(asking_for(), needs_place=True))
    assert told.text.startswith("Which town are you in? For example: Calgary, Edmonton.")
    assert told.facilities == ()


async def test_waits_to_come_are_not_told() -> None:
    """Those of now are, which may help."""
    told = await tell(replace(asking_for(FOOTHILLS), asks_later=True))
    assert told.text.startswith("I know the waits of now and of before, not those to come.\n\n**")
    assert names(told) == ["Foothills Medical Centre"]


@pytest.mark.parametrize(
    ("within", "said"), [(219, "Yes, **[Foot"), (218, "No, **[Foot"), (60, "No, **[Foot")]
)
async def test_whether_one_wait_is_short_enough_is_yes_or_no(within: int, said: str) -> None:
    """With the wait."""
    told = await tell(replace(asking_for(FOOTHILLS), within_minutes=within))
    assert told.text.startswith(said)
    assert "**3 h 38 min** as of 10:05" in told.text


async def test_an_unknown_wait_is_neither_short_nor_long() -> None:
    """Nor is one that nobody could have now."""
    for wait in (UNKNOWN, SHUT):
        told = await tell(replace(asking_for(wait), within_minutes=60))
        assert not told.text.startswith(("Yes", "No"))


async def test_only_waits_that_are_short_enough_are_told() -> None:
    """The shortest first; none that is unknown or closed."""
    asked = replace(asking_for(*EVERYTHING, scope="Calgary sites"), within_minutes=60)
    told = await tell(asked)
    assert names(told) == ["Chumir Centre", "Cochrane Health Centre", "Children's Hospital"]
    assert told.text.startswith("3 of 7 are under 1 h.\n\nCalgary sites, as of 10:05:")
    assert "At 1 of 7 sites the wait is not known." in told.text


async def test_where_no_wait_is_short_enough_the_shortest_is_told() -> None:
    """It is the next best."""
    told = await tell(replace(asking_for(FOOTHILLS, ROCKYVIEW), within_minutes=60))
    assert told.text.startswith(
        "None is known to be under 1 h. The shortest wait is **1 h 35 min** at **Rockyview"
    )


async def test_of_two_that_were_named_the_shorter_is_said_first() -> None:
    """Who asks which is busier wants a sentence."""
    told = await tell(asking_for(FOOTHILLS, ROCKYVIEW, order=Order.LONGEST))
    assert told.text.startswith(
        "**Foothills Medical Centre** has the longer wait: 3 h 38 min, 2 h 3 min more than "
        "Rockyview General Hospital.\n\nAs of 10:05:"
    )


async def test_between_an_unknown_wait_and_another_none_is_shorter() -> None:
    """The table says why."""
    told = await tell(asking_for(FOOTHILLS, UNKNOWN, order=Order.SHORTEST))
    assert told.text.startswith("As of 10:05:")


async def test_the_shortest_near_a_place_has_its_distance() -> None:
    """As the next one has."""
    near, far = a_wait("Near", 30, at=(53.5, -113.0)), a_wait("Far", 40, at=(53.5, -114.0))
    asked = asking_for(
        near, far, order=Order.SHORTEST, only_first=True, near=Point("P", 53.5, -113.3)
    )
    told = await tell(asked, a_board(near, far))
    assert "**Near** (emergency, Calgary; open 24 hours), 20 km away, as of 10:05." in told.text


async def test_pages_of_the_web_are_its_sources() -> None:
    """Four at most; one that two departments share is told once, by the name of the first."""
    waits = [
        a_wait(f"S{number // 2} – {number}", 5, url=f"https://a.example/{number // 2}")
        for number in range(14)
    ]
    bad = a_wait("Bad", 5, url="javascript:alert(1)")
    told = await tell(asking_for(bad, *waits), a_board(bad, *waits))
    assert [one.address for one in told.sources] == [f"https://a.example/{n}" for n in range(4)]
    assert told.sources[0].title == "S0 – 0"


async def test_a_page_on_many_sites_is_named_once_by_its_publisher() -> None:
    """Called by one site's name, it would be taken for that site's own; so no name leads to it."""
    waits = [a_wait(name, 5, url="https://a.example/all") for name in ("North", "South")]
    told = await tell(asking_for(*waits), a_board(*waits))
    assert told.sources == (Source("https://a.example/all", "Wait times: Example Health"),)
    assert "https://" not in told.text


async def test_a_trend_that_cannot_be_told_is_said_to() -> None:
    """To who asked for it."""
    told = await tell(asking_for(FOOTHILLS, wants_trend=True))
    assert "There are not enough fresh readings of the last 3 hours to tell a trend." in told.text


async def test_one_facility_with_history_is_drawn_against_it() -> None:
    """Without enough of it, over the last day."""
    store = FakeWaits()
    store.set_samples(FOOTHILLS.facility.id, readings([100, 110]))
    asked = asking_for(FOOTHILLS, wants_chart=True)
    assert isinstance((await tell(asked, store=store)).chart, TrendChart)
    store.set_usual(FOOTHILLS.facility.id, UsualWait(60, 80, 100, 8))
    assert isinstance((await tell(asked, store=store)).chart, BandChart)


async def test_many_facilities_are_drawn_as_bars() -> None:
    """Lines could not be told apart."""
    told = await tell(asking_for(*EVERYTHING, scope="Calgary sites", wants_chart=True))
    assert isinstance(told.chart, BarChart)
    assert told.chart.title == "Calgary sites"


async def test_without_readings_nothing_is_drawn() -> None:
    """An empty chart would look like no wait at all."""
    told = await tell(asking_for(FOOTHILLS, wants_chart=True))
    assert told.chart is None
    assert "There are no readings to draw yet." in told.text


async def test_names_and_notes_of_the_feed_are_no_markup() -> None:
    """They are not trusted."""
    evil = a_wait(
        "Evil|[x](http://bad.example)\n# Big", 5, note="`x` **call** [me](http://bad.example)"
    )
    told = await tell(asking_for(evil, FOOTHILLS), a_board(evil, FOOTHILLS))
    assert "](http://bad" not in told.text.replace(r"\](", "")
    assert "\n# Big" not in told.text
    assert "**call**" not in told.text


NOTES = st.sampled_from(
    ["", "Open 24 hours", "8 am – 10 pm", "11 am – 10 pm", "Closes at 9 am", "?"]
)
NAMES = st.text(alphabet="ABc*|[]_ é–", min_size=1, max_size=12).filter(str.strip)


@st.composite
def boards(draw: st.DrawFn) -> WaitBoard:
    """Any board that has been read."""
    made = [
        a_wait(
            f"{draw(NAMES)} {number}.",
            draw(st.none() | st.integers(0, 600)),
            region=draw(st.sampled_from(["Calgary", "Edmonton", ""])),
            kind=draw(st.sampled_from(FacilityKind)),
            note=draw(NOTES),
            is_listed=draw(st.sampled_from([True, True, True, False])),
            at=draw(st.none() | st.just((51.0, -114.0 + number / 10))),
        )
        for number in range(draw(st.integers(0, 18)))
    ]
    as_of = NOW - timedelta(minutes=draw(st.integers(-5, 300)))
    unchanged = as_of - timedelta(minutes=draw(st.integers(0, 300)))
    return WaitBoard(tuple(made), as_of, unchanged_since=unchanged)


@st.composite
def questions(draw: st.DrawFn, board: WaitBoard) -> WaitsAsked:
    """Any question on a board."""
    waits = draw(st.permutations(board.waits))
    return asking_for(
        *waits[: draw(st.integers(0, len(waits)))],
        scope=draw(st.sampled_from(["", "Calgary sites"])),
        order=draw(st.sampled_from(Order)),
        only_first=draw(st.booleans()),
        only_open=draw(st.booleans()),
        asks_hours=draw(st.booleans()),
        before=draw(st.none() | st.sampled_from(Before)),
        wants_chart=draw(st.booleans()),
        wants_trend=draw(st.booleans()),
        near=draw(st.none() | st.just(Point("P", 51.0, -113.5))),
    )


@given(data=st.data(), board=boards())
async def test_whatever_is_asked_nothing_wrong_is_told(
    data: st.DataObject, board: WaitBoard
) -> None:
    """Unknown waits come last and are never numbers; names stand in the text as they are listed."""
    asked = data.draw(questions(board))
    told = await tell(asked, board)
    minutes = [one.wait_minutes for one in told.facilities]
    known = [wait for wait in minutes if wait is not None]
    assert minutes == known + [None] * (len(minutes) - len(known))
    of_board = {wait.facility.name: wait for wait in board.waits}
    at = 0
    for one in told.facilities:
        wait = of_board[one.name]
        assert one.wait_minutes == (wait.wait_minutes if wait.is_listed else None)
        at = told.text.index(name_of(wait.facility), at)
    if not any(wait == 0 for wait in known):
        assert not re.search(r"(?<!\d)(?<!h )0 min", told.text)


@given(data=st.data(), board=boards())
async def test_what_is_first_is_known_open_and_first(data: st.DataObject, board: WaitBoard) -> None:
    """The shortest, or the longest, of those that are not known to be closed."""
    asked = data.draw(questions(board))
    order = data.draw(st.sampled_from([Order.SHORTEST, Order.LONGEST]))
    asked = replace(asked, order=order, only_first=True, only_open=False, before=None)
    told = await tell(asked, board)
    found = re.search(r"the (?:shortest|longest) wait is", told.text, re.IGNORECASE)
    if found is None:
        return
    usable = [
        wait.wait_minutes
        for wait in board.waits
        if wait.facility.id in asked.facilities
        and wait.is_listed
        and wait.wait_minutes is not None
        and wait.facility.note not in ("11 am – 10 pm", "Closes at 9 am")
    ]
    best = min(usable) if order is Order.SHORTEST else max(usable)
    assert told.facilities[0].wait_minutes == best


async def test_the_whole_sample_feed_is_told() -> None:
    """Every facility once, in less than a screenful or two."""
    store = FakeWaits()
    board = await store.record(AlbertaFeedParser().parse(SAMPLE.read_bytes()), AS_OF)
    told = await tell(asking_for(*board.waits, scope="all sites"), board, store=store)
    assert sorted(names(told)) == sorted(wait.facility.name for wait in board.waits)
    assert len(told.text) < 2500

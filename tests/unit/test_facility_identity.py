"""Which facility a listing is: the same one respelled, or another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.wait_times.alberta import AlbertaFeedParser
from core.domain import FacilityKind, PublishedWait
from core.waits.identity import distinct, facility_of, recognise

ALBERTA = Path(__file__).parents[2] / "data" / "eval" / "waits" / "alberta.json"
SOUTH_HEALTH = (50.8829, -113.9522)
ROCKYVIEW = (50.9889, -114.0967)


def listed(
    name: str,
    *,
    region: str = "Calgary",
    town: str = "Calgary",
    kind: FacilityKind = FacilityKind.EMERGENCY,
    at: tuple[float | None, float | None] = (None, None),
    site_id: str = "",
    url: str = "",
) -> PublishedWait:
    return PublishedWait(region, name, kind, 10, "10 min", town, "", url, "", *at, site_id=site_id)


def is_same(now: PublishedWait, before: PublishedWait) -> bool:
    return recognise([now], {1: before}) == (1,)


class TestName:
    @pytest.mark.parametrize(
        "name",
        [
            "PETER LOUGHEED CENTRE",
            "Peter  Lougheed Center",
            "Peter-Lougheed Centre",
            "Peter Lougheéd Centre",
            "Peter Loughheed Centre",
            "Peter Lougheed Ctr.",
            "Peter Lougheed Medical Centre",
        ],
    )
    def test_spelling_makes_no_other_facility(self, name: str) -> None:
        """Case, accents, punctuation, abbreviations, one more letter, one more common word."""
        assert is_same(listed(name), listed("Peter Lougheed Centre"))

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("Red Deer Regional Hospital Centre", "Medicine Hat Regional Hospital"),
            ("South Calgary Health Centre", "South Health Campus"),
            ("Northeast Community Health Centre", "Northwest Community Health Centre"),
            ("North East Community Health Centre", "South East Community Health Centre"),
            ("Leduc Community Hospital", "Lacombe Community Hospital"),
            ("Calgary General Hospital", "Calgary Community Hospital"),
            ("Airdrie Urgent Care 1", "Airdrie Urgent Care 2"),
            ("Okotoks Urgent Care A", "Okotoks Urgent Care B"),
            ("Alberta Children's Hospital", "University of Alberta Hospital"),
            ("Sturgeon Community Hospital", "Strathcona Community Hospital"),
        ],
    )
    def test_names_that_look_alike_are_two_facilities(self, one: str, other: str) -> None:
        """A word in common, or all but one, is not enough."""
        assert not is_same(listed(one), listed(other))

    def test_another_kind_is_another_facility(self) -> None:
        """One house may have an emergency department and an urgent-care centre."""
        urgent = listed("Devon Hospital", kind=FacilityKind.URGENT_CARE, site_id="7")
        assert not is_same(urgent, listed("Devon Hospital", site_id="7"))

    def test_a_respelled_region_makes_no_other_facility(self) -> None:
        """A name that tells enough by itself needs no region."""
        before = listed("Peter Lougheed Centre", region="CalgaryZone")
        assert is_same(listed("Peter Lougheed Centre"), before)

    def test_a_common_name_elsewhere_is_another_facility(self) -> None:
        """Any town may have a community health centre."""
        before = listed("Community Health Centre", region="Edmonton", town="Edmonton")
        assert not is_same(listed("Community Health Centre"), before)

    def test_the_same_name_far_away_is_another_facility(self) -> None:
        """Two regions may each have a hospital of one saint."""
        now = listed("St. Mary's Hospital", at=ROCKYVIEW)
        before = listed("St. Mary's Hospital", region="Camrose", town="Camrose", at=(53.0, -112.8))
        assert not is_same(now, before)

    def test_a_house_that_moved_keeps_its_identity(self) -> None:
        """With name, kind, region and town the same, coordinates are merely mended."""
        now = listed("Rockyview General Hospital", at=(0.0, 0.0))
        assert is_same(now, listed("Rockyview General Hospital", at=ROCKYVIEW))


class TestMarks:
    def test_the_feeds_own_number_tells_a_renamed_facility(self) -> None:
        """Where the place agrees, the name may be quite another."""
        now = listed("Sheldon M. Chumir Health Centre", site_id="9", at=ROCKYVIEW)
        assert is_same(now, listed("Urgent Care 4th Street", site_id="9", at=ROCKYVIEW))

    def test_its_page_tells_a_renamed_facility(self) -> None:
        """Where the names are at least alike."""
        page = "https://example.org/chumir"
        now = listed("Sheldon M. Chumir Health Centre", url=page)
        assert is_same(now, listed("Sheldon Chumir Urgent Care Building", url=page))

    def test_a_page_that_two_share_tells_neither(self) -> None:
        """Some feeds give their own page for all."""
        page = "https://example.org/waits"
        before = {1: listed("Sheldon Chumir", url=page), 2: listed("Devon", url=page)}
        now = listed("Sheldon M. Chumir Health Plaza", url=page)
        assert recognise([now], before) == (None,)
        assert recognise([now], {1: before[1]}) == (1,)

    def test_a_number_alone_tells_nothing(self) -> None:
        """Some feeds number their rows: the next reading gives it to another."""
        assert not is_same(listed("Devon", site_id="3"), listed("Foothills", site_id="3"))

    def test_a_number_far_away_is_another_facility(self) -> None:
        """Whatever the names say."""
        now = listed("Chumir Centre", site_id="3", at=ROCKYVIEW)
        assert not is_same(now, listed("Chumir Health", site_id="3", at=SOUTH_HEALTH))


class TestDepartments:
    CHILDREN = listed("South Health Campus - Children's emergency", site_id="5", at=SOUTH_HEALTH)
    ADULTS = listed("South Health Campus - Adult emergency", site_id="5", at=SOUTH_HEALTH)

    def test_each_respelled_department_stays_itself(self) -> None:
        """They share site, page and place; in whatever order they come."""
        children = replace(self.CHILDREN, name="SHC, South Health Campus (Pediatric ED)")
        adults = replace(self.ADULTS, name="South Health Campus: Adults")
        before = {1: self.CHILDREN, 2: self.ADULTS}
        assert recognise([adults, children], before) == (2, 1)

    def test_a_lone_respelled_department_is_not_the_other(self) -> None:
        """Also when only the other one is known."""
        adults = replace(self.ADULTS, name="South Health Campus (Adults)")
        assert recognise([adults], {1: self.CHILDREN}) == (None,)
        assert recognise([adults], {1: self.CHILDREN, 2: self.ADULTS}) == (2,)

    def test_a_house_that_is_split_becomes_two_new_facilities(self) -> None:
        """Neither department's wait goes on where the whole house's ended; nor the other way."""
        whole = replace(self.ADULTS, name="South Health Campus")
        assert recognise([self.CHILDREN, self.ADULTS], {1: whole}) == (None, None)
        assert recognise([whole], {1: self.CHILDREN, 2: self.ADULTS}) == (None,)


class TestDoubt:
    def test_of_two_as_good_none_is_taken(self) -> None:
        """A new facility has no history; a wrong one has somebody else's."""
        before = {1: listed("Peter Lougheed Centre A"), 2: listed("Peter Lougheed Centre B")}
        assert recognise([listed("Peter Lougheed Centre")], before) == (None,)
        now = list(before.values())
        assert recognise(now, {1: listed("Peter Lougheed Centre")}) == (None, None)

    def test_the_best_pair_comes_first(self) -> None:
        """What is left then is not in doubt any more."""
        before = {1: listed("Peter Lougheed Centre"), 2: listed("Peter Loughead Centre")}
        now = [listed("Peter Lougheed Center"), listed("Peter Loughaed Centre")]
        assert recognise(now, before) == (1, 2)

    def test_of_two_known_by_one_name_the_latest_is_taken(self) -> None:
        """Otherwise each reading would make another one."""
        same = listed("Peter Lougheed Centre")
        assert recognise([same], {8: same, 3: same}) == (8,)


NAMES = [
    "Foothills Medical Centre",
    "Rockyview General Hospital",
    "Peter Lougheed Centre",
    "Alberta Children's Hospital",
    "South Health Campus (Children's emergency)",
    "South Health Campus (Adult emergency)",
    "Misericordia Community Hospital",
    "Royal Alexandra Hospital",
    "Northeast Community Health Centre",
    "University of Alberta Hospital",
]


@given(now=st.permutations(range(len(NAMES))), data=st.data())
def test_no_facility_is_ever_taken_for_another(now: Sequence[int], data: st.DataObject) -> None:
    """In whatever order they come, whichever are missing, with a letter lost in each name."""
    here = now[: data.draw(st.integers(0, len(NAMES)))]
    known = data.draw(st.sets(st.integers(0, len(NAMES) - 1)))
    spelled = []
    for number in here:
        name = NAMES[number]
        lost = data.draw(st.integers(0, len(name) - 1))
        spelled.append(listed(name[:lost] + name[lost + 1 :]))
    found = recognise(spelled, {number: listed(NAMES[number]) for number in sorted(known)})
    assert all(one in {number, None} for one, number in zip(found, here, strict=True))


@pytest.mark.parametrize("has_places", [True, False])
def test_no_facility_of_alberta_is_taken_for_another(*, has_places: bool) -> None:
    """Not even where it is the only one listed and the other the only one known."""
    waits = AlbertaFeedParser().parse(ALBERTA.read_bytes()).waits
    if not has_places:
        waits = tuple(replace(wait, latitude=None, longitude=None) for wait in waits)
    taken = [
        (now.name, before.name)
        for now, before in product(waits, waits)
        if now is not before and is_same(now, before)
    ]
    assert taken == []
    assert len(waits) >= 20


@given(st.lists(st.text(max_size=6), max_size=5), st.lists(st.text(max_size=6), max_size=5))
def test_any_names_are_matched_one_to_one(now: list[str], before: list[str]) -> None:
    """Whatever text a feed puts there."""
    known = {number: listed(name) for number, name in enumerate(before)}
    found = [one for one in recognise([listed(name) for name in now], known) if one is not None]
    assert len(distinct(map(listed, now))) < len(now) or len(set(found)) == len(found)


def test_of_repeated_listings_the_first_counts() -> None:
    """Two towns' facilities of one name are no repeats."""
    one, other = listed("Health Centre"), listed("Health Centre", town="Airdrie")
    repeat = replace(one, name="HEALTH CENTRE", wait_minutes=99)
    assert distinct([one, other, repeat]) == (one, other)


def test_a_facility_is_what_its_listing_says() -> None:
    """All but the wait."""
    facility = facility_of(7, replace(listed("Foothills", at=ROCKYVIEW), short_names=("FMC",)))
    assert (facility.id, facility.name, facility.short_names) == (7, "Foothills", ("FMC",))
    assert (facility.latitude, facility.longitude) == ROCKYVIEW

"""Names of facilities, regions and towns, however they are spelled; directions and distances."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import Facility, FacilityKind
from core.waits.asking.asked import Point
from core.waits.asking.elsewhere import ELSEWHERE
from core.waits.asking.naming import Mention, MentionKind, Names, names_of
from core.waits.asking.places import centre_of, distance_km, in_direction, nearest, point_of
from core.waits.asking.reading import read
from core.waits.asking.words import tokens_of
from tests.unit.waits.alberta import facilities, named


def mentions(text: str) -> tuple[Mention, ...]:
    return names_of(facilities()).mentions(tokens_of(text))


def sites(text: str) -> list[str]:
    return named(one for mention in mentions(text) for one in mention.facilities)


def places(text: str) -> list[tuple[MentionKind, str]]:
    return [(mention.kind, mention.name) for mention in mentions(text)]


@pytest.mark.parametrize("facility", facilities(), ids=lambda facility: facility.name)
def test_every_facility_is_found_by_its_name(facility: Facility) -> None:
    """Among other words, in lower case."""
    assert sites(f"is the {facility.name.lower()} busy") == [facility.name]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("FMC", "Foothills Medical Centre"),
        ("rgh", "Rockyview General Hospital"),
        ("UAH", "University of Alberta Hospital"),
        ("u of a", "University of Alberta Hospital"),
        ("rockyview hospital", "Rockyview General Hospital"),
        ("Lougheed", "Peter Lougheed Centre"),
        ("the sheldon chumir", "Sheldon M. Chumir Health Centre"),
        ("the mis", "Misericordia Community Hospital"),
        ("alex", "Royal Alexandra Hospital"),
        ("royal alex", "Royal Alexandra Hospital"),
        ("nuns", "Grey Nuns Community Hospital"),
        ("red deer regional", "Red Deer Regional Hospital Centre"),
        ("leduc hospital", "Leduc Community Hospital"),
        ("alberta children’s", "Alberta Children's Hospital"),
    ],
)
def test_short_forms_are_found(said: str, meant: str) -> None:
    """Initials, single words, words cut short, the town's name."""
    assert sites(said) == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("foothils", "Foothills Medical Centre"),
        ("foot hills", "Foothills Medical Centre"),
        ("rockyveiw", "Rockyview General Hospital"),
        ("rocky veiw", "Rockyview General Hospital"),
        ("stolery", "Stollery Children's Hospital"),
        ("chumeer", "Sheldon M. Chumir Health Centre"),
        ("grey nunz", "Grey Nuns Community Hospital"),
        ("peter lockheed", "Peter Lougheed Centre"),
        ("royal alexandria", "Royal Alexandra Hospital"),
        ("west view", "WestView Health Centre"),
    ],
)
def test_misspelled_names_are_found(written: str, meant: str) -> None:
    """Wrong letters, letters too many or too few, words torn apart."""
    assert sites(written) == [meant]


@pytest.mark.parametrize(
    "text",
    [
        "the north tower",
        "a surgeon in the royals jersey",
        "settled in the western shelter",
        "red door",
        "a light rock on my foot",
        "alexander peters",
        "how do I reset my password before the deadline",
        "please submit the form to human resources",
    ],
)
def test_common_words_are_no_names(text: str) -> None:
    """Though they are a letter or two away from one."""
    assert [mention for mention in mentions(text) if not mention.is_loose] == []


def test_a_name_that_several_bear_means_them_all() -> None:
    """In the feed's order; each department of a site is one."""
    assert sites("the children's") == [
        "Alberta Children's Hospital",
        "Stollery Children's Hospital",
    ]
    assert sites("shc") == [
        "South Health Campus – Children's emergency",
        "South Health Campus – Adult emergency",
    ]


@pytest.mark.parametrize("said", ["university", "the children", "peter"])
def test_names_that_may_mean_something_else_are_loose(said: str) -> None:
    """Whoever reads the question decides whether they count."""
    assert [mention.is_loose for mention in mentions(said)] == [True]


@pytest.mark.parametrize(
    ("said", "kind", "name"),
    [
        ("calgery", MentionKind.REGION, "Calgary"),
        ("yeg", MentionKind.REGION, "Edmonton"),
        ("fort mac", MentionKind.REGION, "Fort McMurray"),
        ("grand prairie", MentionKind.REGION, "Grande Prairie"),
        ("red dear", MentionKind.REGION, "Red Deer"),
        ("saint albert", MentionKind.TOWN, "St. Albert"),
        ("sherwod park", MentionKind.TOWN, "Sherwood Park"),
        ("Chestermere", MentionKind.ELSEWHERE, "Chestermere"),
    ],
)
def test_places_are_found(said: str, kind: MentionKind, name: str) -> None:
    """Regions and towns of the feed, and places that people ask for all the same."""
    assert places(said) == [(kind, name)]


@pytest.mark.parametrize(
    "kind", ["hospital", "community hospital", "general hospital", "health centre"]
)
def test_the_hospital_of_a_town_elsewhere_is_none_of_the_feeds(kind: str) -> None:
    """However much the town's name looks like that of a facility: Strathmore is not Strathcona."""
    towns = {one.town for one in facilities()} | {one.region for one in facilities()}
    strange = [name for name in ELSEWHERE if name not in towns]
    assert {name: found for name in strange if (found := sites(f"{name} {kind} wait"))} == {}


@pytest.mark.parametrize("text", ["is peter busy", "ask Devon about the wait", "chinook centre"])
def test_people_and_shops_bear_the_same_names(text: str) -> None:
    """What is said of them tells them apart."""
    assert read(tokens_of(text), names_of(facilities())).mentions == ()


def test_names_of_another_feed_need_no_list() -> None:
    """Everything is derived from what the feed says."""
    facility = Facility(
        7, "Uppsala", "Akademiska Memorial Hospital", FacilityKind.EMERGENCY, "Uppsala"
    )
    names = Names((facility,))
    for said in ("akademiska", "akademsika hospital", "amh", "uppsala"):
        (mention,) = names.mentions(tokens_of(said))
        assert mention.facilities == (7,) or mention.name == "Uppsala"


@given(st.text(max_size=60))
def test_mentions_never_overlap(text: str) -> None:
    """Whatever the text: each word belongs to one name at most."""
    found = mentions(text)
    assert all(one.first <= one.last for one in found)
    assert all(one.last < other.first for one, other in pairwise(found))


@given(st.sampled_from(["foothills", "rockyview", "stollery", "misericordia"]), st.data())
def test_two_letters_that_changed_places_are_forgiven(name: str, data: st.DataObject) -> None:
    """Anywhere but at the beginning, where it would be another word."""
    at = data.draw(st.integers(1, len(name) - 2))
    written = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
    assert sites(written) == sites(name)


def test_distance_is_told_in_kilometres() -> None:
    """Foothills lies about 1.6 km from the Alberta Children's, as the crow flies."""
    children, foothills = facilities()[:2]
    point = point_of("Foothills", [foothills])
    assert point is not None
    assert distance_km(children, point) == pytest.approx(1.6, abs=0.2)


def test_what_has_no_place_is_never_near() -> None:
    """It cannot be ranked by distance."""
    nowhere = Facility(1, "Calgary", "Nowhere", FacilityKind.EMERGENCY, "Calgary")
    assert distance_km(nowhere, Point("Calgary", 51.0, -114.0)) is None
    assert nearest([nowhere], Point("Calgary", 51.0, -114.0), 4) == ()
    assert point_of("Nowhere", [nowhere]) is None


def test_a_site_in_the_middle_has_no_direction() -> None:
    """The others lie to its north, south, east or west."""
    calgary = [facility for facility in facilities() if facility.town == "Calgary"]
    centre = centre_of("Calgary", calgary)
    assert centre is not None
    turned = {
        direction: [one.name.split()[0] for one in in_direction(calgary, direction, centre=centre)]
        for direction in ("north", "southwest", "northeast")
    }
    assert turned == {
        "north": ["Alberta", "Foothills", "Peter"],
        "southwest": ["Rockyview"],
        "northeast": ["Peter"],
    }

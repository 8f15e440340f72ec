"""Questions on a feed of few sites, whose names people cut short or get wrong."""

from __future__ import annotations

import pytest

from core.domain import FacilityKind, Turn
from core.waits.asking.asked import Order, WaitsAsked
from core.waits.asking.understanding import understand
from tests.fakes.wait_boards import a_board, a_wait

HARCOURT = a_wait("Harcourt General Hospital", 166, region="Kestrel Plains", town="Harcourt")
LINDEN = a_wait("Linden Creek Community Hospital", 73, region="Kestrel Plains", town="Linden Creek")
OSPREY = a_wait(
    "Osprey Lake Health Centre",
    40,
    region="Kestrel Plains",
    town="Osprey Lake",
    kind=FacilityKind.URGENT_CARE,
)
BOARD = a_board(HARCOURT, LINDEN, OSPREY)


def asked(text: str, *before: str) -> WaitsAsked | None:
    return understand(text, [Turn(one, "Told.") for one in before], BOARD)


def named(found: WaitsAsked | None) -> list[str]:
    assert found is not None
    names = {wait.facility.id: wait.facility.name for wait in BOARD.waits}
    return [names[number] for number in found.facilities]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("waits osprey", OSPREY.facility.name),
        ("the wait at osprey", OSPREY.facility.name),
        ("wait times for linden", LINDEN.facility.name),
        ("wait times linden", LINDEN.facility.name),
        ("waits harcourt", HARCOURT.facility.name),
    ],
)
def test_a_unique_beginning_is_a_name(text: str, name: str) -> None:
    """Also where it begins the name of a town."""
    assert named(asked(text)) == [name]


def test_a_beginning_alone_asks_for_no_waits() -> None:
    """It may be anything: the address, a unit, a newsletter."""
    assert asked("osprey") is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("waits foobar", "Foobar"),
        ("the wait at foobar", "Foobar"),
        ("what is the wait at Foothills", "Foothills"),
        ("wait times for Redwood", "Redwood"),
        ("What are the wait times at Riverside Clinic?", "Riverside"),
        ("waits pigeon point", "Pigeon Point"),
    ],
)
def test_a_site_that_is_not_known_is_told_to_be_none(text: str, name: str) -> None:
    """The question is on waits all the same, and no page answers it."""
    found = asked(text)
    assert found is not None
    assert (found.not_known, found.facilities) == ((name,), ())


@pytest.mark.parametrize(
    "text",
    [
        "why do wait times matter",
        "wait times for parcels",
        "how long is the wait for a parking permit",
        "wait for the elevator",
        "waits at the pharmacy",
    ],
)
def test_waiting_for_something_else_is_left_to_the_pages(text: str) -> None:
    """No site is named there."""
    assert asked(text) is None


@pytest.mark.parametrize("before", ["wait at Linden Creek", "wait at Linden Creek Hospital"])
@pytest.mark.parametrize("text", ["the shortest one?", "whats the shortest wait"])
def test_the_shortest_after_a_single_site_is_that_of_all(before: str, text: str) -> None:
    """Among one there is nothing to choose."""
    found = asked(text, before)
    assert found is not None
    assert len(named(found)) == 3
    assert found.order is Order.SHORTEST

"""Examples work when somebody copies them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from core.domain import FacilityKind, WaitBoard
from core.waits.asking.understanding import understand
from core.waits.examples import NO_NAMES, examples_of
from core.waits.subscribing.sites import sites_meant
from core.waits.subscribing.wishes import parse_wish
from tests.fakes.wait_boards import a_board, a_wait
from tests.unit.waits.alberta import alberta

FEW = a_board(
    a_wait("Harcourt General Hospital", 30, region="", town="Harcourt"),
    a_wait("Linden Creek Urgent Care", 20, region="", town="", kind=FacilityKind.URGENT_CARE),
)


@pytest.mark.parametrize("board", [alberta(), FEW])
def test_examples_are_understood_on_their_own_board(board: WaitBoard) -> None:
    """As questions and as wishes."""
    examples = examples_of(board)
    asked = understand(examples.question, (), board)
    assert asked is not None
    assert len(asked.facilities) == 1
    for wish in (examples.digest, examples.alert):
        assert sites_meant(parse_wish(wish), board).facilities


def test_names_are_those_of_the_board() -> None:
    """Not of some other place."""
    examples = examples_of(FEW)
    assert examples.question == "how long is the wait at Harcourt General Hospital"
    assert examples.digest == "subscribe weekdays 7:00 and 15:00, all emergency departments"
    assert examples_of(alberta()).region == "Edmonton"


def test_a_site_that_is_no_longer_listed_is_no_example() -> None:
    """There is nothing to tell of it."""
    gone = replace(FEW.waits[0], is_listed=False)
    assert examples_of(replace(FEW, waits=(gone, FEW.waits[1]))).site == "Linden Creek Urgent Care"


def test_without_a_board_there_are_examples_without_names() -> None:
    """The feed may not have been read yet."""
    assert examples_of(WaitBoard((), None, None)) == NO_NAMES
    assert "all emergency departments" in NO_NAMES.digest

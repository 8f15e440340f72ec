"""Which pages an answer names."""

from __future__ import annotations

from dataclasses import replace

from core.citing import cite, nearest
from tests.fakes.answering import evidence

PARKING = evidence("Staff park in lot B behind the warehouse.", address="https://e.org/p")
PAYROLL = evidence("Maria Chen runs the payroll office.", address="https://e.org/q")


def test_the_page_whose_sentence_is_used_comes_first() -> None:
    """Although another was found to be nearer."""
    sources = cite("Maria Chen runs the payroll office.", [PARKING, PAYROLL])
    assert [source.address for source in sources] == ["https://e.org/q", "https://e.org/p"]


def test_an_answer_in_other_words_names_what_was_found() -> None:
    """In the order of retrieval."""
    sources = cite("Behind the building.", [PARKING, PAYROLL])
    assert [source.address for source in sources] == ["https://e.org/p", "https://e.org/q"]


def test_a_page_out_of_date_is_named_only_for_what_stands_on_it() -> None:
    """Nobody should follow a link to last year's rates."""
    old = replace(PARKING, passage=replace(PARKING.passage, superseded=True))
    assert [source.address for source in cite("x", [PAYROLL, old])] == ["https://e.org/q"]
    assert [source.address for source in cite("x", [old])] == ["https://e.org/p"]


def test_a_page_is_named_once() -> None:
    """However many of its passages were found."""
    assert len(cite("Anything.", [PARKING, PARKING])) == 1


def test_no_more_than_five_pages_are_named() -> None:
    """A longer list is read by nobody."""
    pieces = [evidence("Text.", address=f"https://e.org/{n}") for n in range(9)]
    assert len(cite("Anything.", pieces)) == 5


def test_pages_that_have_nothing_to_do_with_it_are_not_near() -> None:
    """Nothing is better than something misleading."""
    assert nearest([evidence("Fish.", similarity=0.05)]) == ()
    assert nearest([evidence("Fish.", similarity=0.9)]) != ()


def test_nothing_found_gives_nothing() -> None:
    """There may be no evidence at all."""
    assert cite("Anything.", []) == nearest([]) == ()

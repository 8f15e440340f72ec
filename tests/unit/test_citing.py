"""Which pages an answer names."""

from __future__ import annotations

from dataclasses import replace

from core.citing import cite, nearest
from tests.fakes.answering import evidence

PARKING = evidence("Staff park in lot B behind the warehouse.", address="https://e.org/p")
PAYROLL = evidence("Maria Chen runs the payroll office.", address="https://e.org/q")


def test_only_the_page_whose_sentence_is_used_is_named() -> None:
    """Although another was found to be nearer: who follows its link finds nothing."""
    sources = cite("Maria Chen runs the payroll office.", [PARKING, PAYROLL])
    assert [source.address for source in sources] == ["https://e.org/q"]


def test_pages_are_named_in_the_order_in_which_they_are_quoted() -> None:
    """The first source is that of the first quote."""
    answer = "**Payroll**\nMaria Chen runs the payroll office.\n\n**Parking**\nStaff park in lot B behind the warehouse."
    sources = cite(answer, [PARKING, PAYROLL])
    assert [source.address for source in sources] == ["https://e.org/q", "https://e.org/p"]


def test_a_page_that_is_told_in_other_words_is_named_beside_a_quoted_one() -> None:
    """A model quotes one page and tells another in its own words."""
    answer = "Maria Chen runs the payroll office. In lot B, behind the warehouse, staff park."
    assert len(cite(answer, [PARKING, PAYROLL])) == 2


def test_the_title_above_a_quote_is_no_use_of_another_page() -> None:
    """Its words stand on many pages."""
    titled = evidence("Staff parking permits office", address="https://e.org/x")
    answer = "**Staff parking permits office**\nMaria Chen runs the payroll office."
    assert [one.address for one in cite(answer, [titled, PAYROLL])] == ["https://e.org/q"]


def test_a_row_is_known_as_it_is_quoted() -> None:
    """Quotes part its cells by semicolons."""
    table = evidence("Room: Sage | Seats: 8 | Floor: 2", address="https://e.org/t")
    sources = cite("- Room: Sage; Seats: 8; Floor: 2", [PARKING, table])
    assert [source.address for source in sources] == ["https://e.org/t"]


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


def test_few_pages_are_named() -> None:
    """A longer list is read by nobody."""
    pieces = [evidence("Text.", address=f"https://e.org/{n}") for n in range(9)]
    assert len(cite("Anything.", pieces)) == 3
    texts = [f"Rule {word} holds for everybody." for word in ("one", "two", "six", "ten", "six b")]
    used = [evidence(text, address=f"https://e.org/{n}") for n, text in enumerate(texts)]
    assert len(cite(" ".join(texts), used)) == 4


def test_pages_that_have_nothing_to_do_with_it_are_not_near() -> None:
    """Nothing is better than something misleading."""
    assert nearest([evidence("Fish.", similarity=0.05)]) == ()
    assert nearest([evidence("Fish.", similarity=0.9)]) != ()


def test_nothing_found_gives_nothing() -> None:
    """There may be no evidence at all."""
    assert cite("Anything.", []) == nearest([]) == ()

"""Words that are written wrong are mended with the words of the pages, right ones never."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.spelling import Speller

FREQUENCIES = {
    "parking": 40,
    "payroll": 12,
    "permit": 30,
    "hermit": 1,
    "vacation": 9,
    "overtime": 5,
    "password": 7,
    "room": 20,
    "booking": 11,
    "0142": 3,
}


@pytest.fixture
def speller() -> Speller:
    return Speller(frequencies=FREQUENCIES, is_common_word=lambda word: word in {"packing", "loom"})


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("parkign", "parking"),
        ("payrol", "payroll"),
        ("vaccation", "vacation"),
        ("pasword", "password"),
        ("vocatoin", "vacation"),
        ("roombooking", "room booking"),
    ],
)
def test_errors_are_mended(speller: Speller, written: str, meant: str) -> None:
    """Letters swapped, missing, doubled or wrong, and two words written together."""
    assert speller.correct(written) == meant


@pytest.mark.parametrize("word", ["packing", "loom", "permit", "hermit"])
def test_right_words_stay(speller: Speller, word: str) -> None:
    """Whether the pages or only the language know them."""
    assert speller.correct(word) == word


@pytest.mark.parametrize("word", ["rom", "0143", "b2b2b2", "tungsten", ""])
def test_what_cannot_be_judged_stays(speller: Speller, word: str) -> None:
    """Short words, numbers, and what is like nothing."""
    assert speller.correct(word) == word


def test_of_two_that_are_as_near_the_more_frequent_is_meant(speller: Speller) -> None:
    """People ask for what the pages talk about."""
    assert speller.correct("zermit") == "permit"


@given(st.text(max_size=12))
def test_mending_twice_changes_nothing_more(word: str) -> None:
    """What is given is a word of the pages, two of them, or the word itself."""
    speller = Speller(frequencies=FREQUENCIES, is_common_word=lambda _: False)
    given_back = speller.correct(word)
    assert given_back == word or all(part in FREQUENCIES for part in given_back.split())

"""Colleagues who are only mentioned are no part of a question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.colleagues import without_colleagues


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("@bob how do I book a room?", "how do I book a room?"),
        ("please tell @Bob how to book a room", "how to book a room"),
        ("@Bob asked me who approves overtime", "who approves overtime"),
        ("@Ann Lee How do I get a badge", "How do I get a badge"),
        ("@Dr. Lee who approves overtime", "who approves overtime"),
        ("@priya.k wants to know how to park", "how to park"),
        ("@Bob @Ann, what is the number for IT?", "what is the number for IT?"),
        ("let @Bob know when payday is", "when payday is"),
        ("who approves overtime, @Bob?", "who approves overtime?"),
        ("@here how do I park", "how do I park"),
        ("thanks @Bob", "thanks"),
        ("@Bob what is the number?", "what is the number?"),
    ],
)
def test_who_is_spoken_to_or_of_in_passing_is_left_out(text: str, bare: str) -> None:
    """With what only leads up to the question."""
    assert without_colleagues(text) == bare


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("who is @Bob?", "who is Bob?"),
        ("what is @Bob's number?", "what is Bob's number?"),
        ("where does @Ann Lee sit", "where does Ann Lee sit"),
        ("how do I reach @Ann Lee?", "how do I reach Ann Lee?"),
        ("is @Bob on call", "is Bob on call"),
        ("@Bob", "Bob"),
    ],
)
def test_who_is_asked_about_stays(text: str, named: str) -> None:
    """Pages may hold that name."""
    assert without_colleagues(text) == named


@pytest.mark.parametrize("text", ["mail ann@example.org", "a question", "see https://x.example/@a"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    """An address is no mention."""
    assert without_colleagues(text) == text


@given(st.text(alphabet="@aB .,?'\n-_", max_size=60))
def test_words_are_left_where_there_were_words(text: str) -> None:
    """A question never becomes empty."""
    had_words = any(character.isalnum() for character in text)
    assert any(character.isalnum() for character in without_colleagues(text)) == had_words

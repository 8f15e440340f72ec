"""Markdown as it is read aloud."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.plain_words import in_plain_words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Leave – Days**\nUp to *five*.", "Leave – Days; Up to five."),
        ("See [the form](https://x.example/f).", "See the form."),
        ("# Title\n\n- one\n2. two", "Title; one; two"),
        ("| Site | Wait |\n| --- | --- |\n| North | 3 h |", "Site, Wait; North, 3 h"),
        ("```\ncode\n```", "code"),
        (r"\*not bold\*", "*not bold*"),
        ("", ""),
    ],
)
def test_markup_goes(markdown: str, words: str) -> None:
    """The words stay."""
    assert in_plain_words(markdown) == words


@given(st.text())
def test_it_is_one_line(text: str) -> None:
    """Whatever an answer holds."""
    assert len(in_plain_words(text).splitlines()) <= 1

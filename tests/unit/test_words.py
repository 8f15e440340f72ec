"""Words, stems and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.words import plain, sentences, terms, words


def test_words_join_compounds_and_keep_parts() -> None:
    """A compound can be found whole and by its parts."""
    assert words("On-call, ext. 0142") == ["on", "call", "ext", "0142", "oncall"]


def test_accents_do_not_matter() -> None:
    """A name is found however it is typed."""
    assert words("Renée Côté") == words("renee cote")


def test_terms_drop_what_says_nothing() -> None:
    """Question words and auxiliaries carry no meaning."""
    assert terms("Who is the manager of scheduling?") == ["manag", "schedul"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call Dr. Lee at ext. 0142. We open at 8 a.m. Monday.", 2),
        ("Open 6 a.m. to 8 p.m. daily. Closed on holidays.", 2),
        ("See [the page. Really](https://a.example.org/b) now! Then go.", 2),
        ("One sentence without an end", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: int) -> None:
    """Abbreviations, clock times and links do not end a sentence."""
    assert len(sentences(text)) == expected


@given(st.text())
def test_sentences_lose_nothing(text: str) -> None:
    """Joined again, the sentences are the text with single spaces."""
    assert " ".join(sentences(text)).split() == text.split()


def test_plain_text_has_no_markdown() -> None:
    """A link is read as its words."""
    assert plain("Open **the** [form](https://a.example.org/f).") == "Open the form."

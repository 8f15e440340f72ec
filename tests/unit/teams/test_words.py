"""Words that are said by themselves."""

from __future__ import annotations

import pytest

from adapters.teams.listening.words import word_of

WORDS = ("ask_person", "help", "home", "settings", "sources")


@pytest.mark.feature("A slip in a command is put right")
@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("help", "help"),
        ("Help!", "help"),
        ("commands", "help"),
        ("settings", "settings"),
        ("setings", "settings"),
        ("configure", "settings"),
        ("sources", "sources"),
        ("source", "sources"),
        ("home", "home"),
        ("show me my settings", "settings"),
        ("what are your sources?", "sources"),
        ("I need help", "help"),
        ("can you ask a person?", "ask_person"),
    ],
)
def test_a_word_alone_is_a_command(said: str, word: str) -> None:
    """Also with a slip."""
    assert word_of(said, WORDS) == word


@pytest.mark.parametrize(
    "said",
    ["", "stop", "cancel", "forget", "waits", "hello", "badge", "help me", "settings of my phone?"],
)
def test_everything_else_is_for_the_desk(said: str) -> None:
    """It knows what to make of it."""
    assert word_of(said, WORDS) == ""


def test_a_word_that_nobody_answers_is_for_the_desk() -> None:
    """Where a surface is missing."""
    assert word_of("settings", ("help",)) == ""

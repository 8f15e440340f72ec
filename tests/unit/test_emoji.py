"""Emoji are taken out of what people write."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.emoji import is_only_emoji, without_emoji


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("thanks! :tada:", "thanks!"),
        (":wave::skin-tone-3: hi", "hi"),
        ("who :thinking_face: runs payroll?", "who runs payroll?"),
        ("who runs payroll :smile:?", "who runs payroll?"),
        ("who? 🤔 please", "who? please"),
        ("👍🏽 ok", "ok"),
        ("👩‍⚕️ on call", "on call"),
        ("1️⃣ first", "first"),
        ("`a :tada: b` :tada:", "`a :tada: b`"),
        ("two\nlines :tada:", "two\nlines"),
    ],
)
def test_emoji_go(text: str, bare: str) -> None:
    """As names between colons and as pictures, but not within code."""
    assert without_emoji(text) == bare


@pytest.mark.parametrize(
    "text",
    [
        "at 7:00:00",
        "5:a:6",
        "std::vector",
        "from 8:30 to 9:00: lunch",
        "http://host:80/a:b",
        "potassium <3",
        "→ next",
        "temperature of 38 °C ±1",
    ],
)
def test_what_only_looks_like_one_stays(text: str) -> None:
    """Times and addresses have colons too."""
    assert without_emoji(text) == text


def test_a_message_of_emoji_alone_is_known() -> None:
    """With blanks and marks between them."""
    assert is_only_emoji(":tada: 👍 !")
    assert not is_only_emoji("ok 👍")
    assert not is_only_emoji("?!")


@given(st.text())
def test_nothing_is_added(text: str) -> None:
    """Whatever somebody writes; and what is bare stays so."""
    bare = without_emoji(text)
    assert len(bare) <= len(text)
    assert without_emoji(bare) == bare or "`" in text or ":" in text

"""Times and numbers in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from adapters.web.words import ago, channel_name, count_of, duration, milliseconds, shortened
from core.domain import ConversationKey
from tests.fakes.desk import NOON


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "just now"),
        (44, "just now"),
        (60, "1 minute ago"),
        (3590, "1 hour ago"),
        (3 * 3600, "3 hours ago"),
        (26 * 3600, "1 day ago"),
        (-30, "in a moment"),
        (-20 * 60, "in 20 minutes"),
    ],
)
def test_times_are_told_from_now(seconds: float, words: str) -> None:
    """To the largest unit."""
    assert ago(NOON - timedelta(seconds=seconds), NOON) == words


def test_numbers_have_their_units() -> None:
    """And big ones their separators."""
    assert count_of(1, "page") == "1 page"
    assert count_of(1204, "page") == "1,204 pages"
    assert milliseconds(840.4) == "840 ms"
    assert milliseconds(2440) == "2.4 s"
    assert duration(4.2) == "4 s"
    assert duration(200) == "3 min 20 s"


def test_a_channel_is_told_by_its_platforms_name_for_it() -> None:
    """Short names are whole, long ones are cut where one sees it."""
    assert channel_name(ConversationKey("slack", "T1", "C0123456789")) == "slack / C0123456789"
    assert channel_name(ConversationKey("web", "", "0123456789abcdef")) == "web / 0123456789abc…"
    assert shortened("01234567890123") == "01234567890123"
    assert shortened("") == ""

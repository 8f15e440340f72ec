"""What the pages beneath an answer are called."""

from __future__ import annotations

from core.chatting.source_titles import label_of, titles_of
from core.domain import Answered, Declined, Source

BADGES = Source("https://x.org/Badges.aspx", "Badges")


def test_pages_of_the_same_title_are_told_apart() -> None:
    """By the names of their pages, else by their hosts, else by their addresses."""
    assert titles_of([BADGES, Source("https://x.org/old/B.pdf", "badges")]) == [
        "Badges (Badges.aspx)",
        "badges (B.pdf)",
    ]
    assert titles_of([BADGES, Source("https://y.org/Badges.aspx", "Badges")]) == [
        "Badges (Badges.aspx) (x.org)",
        "Badges (Badges.aspx) (y.org)",
    ]


def test_a_page_without_a_title_has_its_name() -> None:
    """Or its host, or its address where that cannot be read."""
    untitled = [Source("https://x.org/A%20b.pdf", ""), Source("https://x.org", "")]
    assert titles_of(untitled) == ["A b.pdf", "x.org"]
    assert titles_of([Source("https://[x", "")]) == ["https://[x"]


def test_a_long_title_is_cut() -> None:
    """Five of them should not be more than the answer."""
    (title,) = titles_of([Source("https://x.org/a", "word " * 40)])
    assert len(title) <= 80
    assert title.endswith("word…")


def test_pages_that_told_nothing_are_no_sources() -> None:
    """Of one there is no plural."""
    assert label_of(Answered("A."), [BADGES, BADGES]) == "Sources"
    assert label_of(Declined("No."), [BADGES]) == "Nearest page"

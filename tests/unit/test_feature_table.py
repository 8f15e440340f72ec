"""No platform lacks what another has, and the document says what is so."""

from __future__ import annotations

from collections import Counter

from tests.feature_table import DOCUMENT, PLATFORMS, shown, updated
from tests.features import ELSEWHERE, FEATURES


def test_every_feature_is_on_every_platform() -> None:
    """Or it is said in what other way, or why it cannot be."""
    missing = {
        (name, platform)
        for name, platforms in shown().items()
        for platform in PLATFORMS
        if platform not in platforms and (name, platform) not in ELSEWHERE
    }
    assert missing == set()


def test_every_feature_has_its_place_and_its_test() -> None:
    """A slip in a test's words would make a feature of its own."""
    listed = Counter(name for names in FEATURES.values() for name in names)
    assert set(listed) == set(shown())
    assert [name for name, times in listed.items() if times > 1] == []


def test_every_mark_is_on_a_platform() -> None:
    """One that stands in no platform's folder shows nothing on any."""
    assert [name for name, platforms in shown().items() if not platforms] == []


def test_no_excuse_is_left_over() -> None:
    """What is shown needs none."""
    features = shown()
    needless = {
        (name, platform)
        for name, platform in ELSEWHERE
        if platform in features.get(name, PLATFORMS)
    }
    assert needless == set()


def test_the_document_is_up_to_date() -> None:
    """`make readme` writes it."""
    text = DOCUMENT.read_text("utf-8")
    assert text == updated(text)

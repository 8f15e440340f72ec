"""No platform lacks what another has, and the document says what is so."""

from __future__ import annotations

from tests.feature_table import DOCUMENT, ELSEWHERE, PLATFORMS, shown, updated


def test_every_feature_is_on_every_platform() -> None:
    """Or it is said in what other way, or why it cannot be."""
    missing = {
        (name, platform)
        for name, platforms in shown().items()
        for platform in PLATFORMS
        if platform not in platforms and (name, platform) not in ELSEWHERE
    }
    assert missing == set()


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

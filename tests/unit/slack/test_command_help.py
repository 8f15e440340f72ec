"""The help of the command, and its list of sources."""

from __future__ import annotations

from dataclasses import replace

import pytest

from adapters.slack.listening.command_help import help_in_words
from adapters.slack.listening.known_sources import sources_in_words
from core.domain import SourceState
from core.waits.examples import examples_of
from tests.fakes.report import FULL_REPORT


def test_examples_name_sites_that_there_are() -> None:
    """Who copies one gets what it promises."""
    board = FULL_REPORT.waits
    assert board is not None
    examples = examples_of(board)
    told = help_in_words(board)
    assert f"`/frontdesk {examples.digest}`" in told
    assert f"`/frontdesk {examples.alert}`" in told
    assert "Foothills" not in told.replace(examples.site, "")


def test_without_wait_times_nothing_is_said_of_them() -> None:
    """Nor of subscriptions, which tell them."""
    told = help_in_words(None)
    assert "wait" not in told
    assert "subscri" not in told


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8808/", "http://localhost/", "/srv/documents", "not configured", "http://["],
)
def test_what_people_cannot_open_is_no_link(address: str) -> None:
    """A page that this machine alone serves leads them nowhere."""
    report = replace(FULL_REPORT, sources=(SourceState("Hand & book", address, 3, None),))
    told = sources_in_words(report)
    assert "• Hand &amp; book: 3 pages" in told
    assert "|" not in told.splitlines()[1]


def test_what_people_can_open_is_a_link() -> None:
    """By its name."""
    report = replace(
        FULL_REPORT, sources=(SourceState("Site", "https://www.example.org/", 3, None),)
    )
    assert "• <https://www.example.org/|Site>: 3 pages" in sources_in_words(report)

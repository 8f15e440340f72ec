"""What operators see."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta

from adapters.web.status import status_html
from core.domain import RefreshState, SourceState
from tests.fakes.desk import NOON
from tests.fakes.report import FULL_REPORT
from tests.fakes.web_page import QUIET_REPORT, serve_page
from tests.unit.web.browsers import browsing


def words(html: str) -> str:
    """The text of some HTML, each piece separated by a space."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def test_everything_of_a_report_is_told() -> None:
    """Checks, line, index, refresh with its failures, sources, recent answers."""
    text = words(status_html(FULL_REPORT, NOON))
    for told in (
        "Not ready: 1 check failed",
        "Its file is missing: pull it again.",
        "Being answered 2 Waiting 3 of 200",
        "Built 3 hours ago Pages 107 Passages 1,412 Embedding model all-MiniLM-L6-v2",
        "with failures Began 4 hours ago Took 3 min 23 s Next in 14 hours",
        "New 2 Changed 5 Unchanged 99 Gone 1 Failed 2",
        "policies: the folder could not be listed",
        "2 pages could not be read",
        "https://intranet.example.org/scan.pdf no text layer: it is a scan",
        "intranet https://intranet.example.org/ 87 2 days ago policies /srv/policies 20 never",
        "2 minutes ago web answered quoted 24 ms 40 ms 1 up",
        "9 minutes ago slack declined quoted 30 ms 2.4 s 2 down",
    ):
        assert told in text, told


def test_a_desk_that_has_done_nothing_yet_says_so() -> None:
    """No empty tables."""
    text = words(status_html(QUIET_REPORT, NOON))
    for told in (
        "Ready to answer",
        "There is no index yet",
        "No refresh has run yet.",
        "Nobody has asked yet.",
        "not planned",
    ):
        assert told in text
    assert "<table" not in status_html(QUIET_REPORT, NOON)


def test_a_refresh_that_failed_says_why() -> None:
    """Before its numbers are believed."""
    refresh = RefreshState(NOON - timedelta(hours=1), 3.0, error="The database is locked.")
    text = words(status_html(replace(FULL_REPORT, refresh=refresh), NOON))
    assert "Result failed" in text
    assert "The database is locked." in text


def test_what_others_named_is_text() -> None:
    """An address cannot bring markup onto the page."""
    html = status_html(FULL_REPORT, NOON)
    assert "<b>" not in html
    assert "&lt;b&gt;?a=1&amp;b=2" in html


def test_an_address_may_carry_a_remark() -> None:
    """Only the address itself is a link."""
    source = SourceState("sample", "http://127.0.0.1:8808/ (the sample site)", 1, None)
    html = status_html(replace(FULL_REPORT, sources=(source,)), NOON)
    assert 'href="http://127.0.0.1:8808/"' in html
    assert "</a> (the sample site)" in html


async def test_the_page_works_without_scripts() -> None:
    """It is whole as it comes, and comes again by itself."""
    async with serve_page(report=FULL_REPORT) as server, browsing(server) as browser:
        _, html = await browser.ask_for("GET", "/status")
    assert "Not ready: 1 check failed" in html
    assert '<noscript><meta http-equiv="refresh"' in html


async def test_programs_get_the_same_as_json() -> None:
    """With times and numbers as they are."""
    async with serve_page(report=FULL_REPORT) as server, browsing(server) as browser:
        status, report = await browser.ask_for("GET", "/api/status")
    assert status == 200
    assert report["is_ready"] is False
    assert report["index"]["passages"] == 1412
    assert report["recent"][1]["total_ms"] == 2440
    assert report["line"] == {"running": 2, "waiting": 3, "capacity": 200, "is_open": True}

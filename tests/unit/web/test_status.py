"""What operators see."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest

from adapters.web.status import status_html
from core.domain import RefreshState, SourceState, WaitBoard
from tests.fakes.desk import NOON
from tests.fakes.report import FULL_REPORT, JOBS, SUBSCRIPTIONS
from tests.fakes.web_page import QUIET_REPORT, serve_page
from tests.fakes.web_posts import CHART, rule_in_words
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


def test_a_source_may_carry_a_note() -> None:
    """Only the address itself is a link."""
    source = SourceState("sample", "http://127.0.0.1:8808/", 1, None, note="the sample site")
    html = status_html(replace(FULL_REPORT, sources=(source,)), NOON)
    assert 'href="http://127.0.0.1:8808/"' in html
    assert "</a> (the sample site)" in html


def test_the_wait_times_are_told_with_their_age() -> None:
    """As of when, whether the feed can be read, and every site as it was published."""
    text = words(status_html(FULL_REPORT, NOON))
    for told in (
        "Feed Alberta Health Services Readings failing As of 34 minutes ago",
        "Unchanged since 1 hour ago Failing since 29 minutes ago",
        "HTTP 503 after 3 tries: the waits stay as they were.",
        "Foothills Medical Centre https://feed.example.org/foothills Calgary emergency 3 h 38 min",
        "3 h 38 min 3 hr 38 min",
        "Strathcona Hospital Sherwood Park Edmonton emergency not known Wait times unavailable",
        "Calgary urgent care not known not listed, last seen 2 days ago",
    ):
        assert told in text, told


@pytest.mark.parametrize(
    ("board", "told"),
    [
        (WaitBoard(), "Readings none yet As of never"),
        (WaitBoard(as_of=NOON), "Readings ok As of just now"),
        (WaitBoard(failing_since=NOON), "Readings failing As of never Failing since just now"),
    ],
)
def test_a_feed_that_gave_nothing_yet_is_told_as_such(board: WaitBoard, told: str) -> None:
    """And no empty table."""
    report = replace(QUIET_REPORT, waits=board)
    text = words(status_html(report, NOON))
    assert told in text
    assert "No site is known yet." in text
    assert "<table" not in status_html(report, NOON)


def test_every_job_is_told() -> None:
    """How it went, how often in a row it has failed, and when it comes next."""
    text = words(status_html(FULL_REPORT, NOON))
    for told in (
        "refresh reads the pages anew 4 hours ago done 3 min 23 s 0 in 14 hours 2 new, 5 changed",
        "waits reads the feed of wait times 4 minutes ago failed 31 s 6 last worked 34 minutes ago",
        "34 minutes ago in 1 minute HTTP 503",
        "backup copies the database just now by hand running not known 0 not planned none",
        "retention deletes what is old never none none 0 in 9 hours none",
    ):
        assert told in text, told


def test_a_job_that_never_worked_says_so() -> None:
    """It may be set up wrongly."""
    job = replace(JOBS[1], last_success_at=None)
    assert "6 it never worked" in words(status_html(replace(FULL_REPORT, jobs=(job,)), NOON))


def test_every_subscription_is_told() -> None:
    """In its owner's words and the desk's, where it is posted, and when next."""
    text = words(status_html(FULL_REPORT, NOON, rule_in_words))
    for told in (
        "weekdays 7:00 and 15:00, Calgary emergency Number 1: The rule of a digest slack",
        "slack / C0123456789 U0456 in 2 hours 22 hours ago Pause Remove Yes, remove it",
        "alert me when Foothills is over 4 hours Number 2: The rule of an alert web",
        "web / 5f0c1a7e9b3d4… the same paused since 5 hours ago never Resume Remove",
    ):
        assert told in text, told


def test_an_alert_waits_for_something_to_happen() -> None:
    """It is never due by the clock; an operator made it."""
    wanted = replace(SUBSCRIPTIONS[1].wanted, owner="")
    alert = replace(SUBSCRIPTIONS[1], wanted=wanted, paused_at=None)
    text = words(status_html(replace(FULL_REPORT, subscriptions=(alert,)), NOON, rule_in_words))
    assert "operators when it happens never Pause" in text


def test_without_what_changes_subscriptions_there_are_no_buttons() -> None:
    """Nothing would be behind them."""
    html = status_html(FULL_REPORT, NOON)
    assert "weekdays 7:00 and 15:00" in html
    assert "<form" not in html
    assert "Actions" not in html


def test_posts_are_told_without_their_words() -> None:
    """Whether they came through, and why not."""
    html = status_html(FULL_REPORT, NOON)
    for told in (
        "3 minutes ago subscription 1 slack / C0123456789 waiting 2 Slack answered 503.",
        "22 hours ago subscription 1 slack / C0123456789 sent 1 none",
        "1 day ago operators slack / C0123456789 failed 5 The channel was archived.",
    ):
        assert told in words(html), told
    assert "Secret words" not in html


def test_parts_that_a_desk_does_not_have_are_left_out() -> None:
    """Without a feed of wait times nothing is said of them, nor of posts."""
    text = words(status_html(QUIET_REPORT, NOON))
    for part in ("Wait times", "Jobs", "Subscriptions", "Posts"):
        assert part not in text


def test_parts_that_nobody_has_used_yet_say_so() -> None:
    """There is a feed, and nobody has subscribed."""
    text = words(status_html(replace(QUIET_REPORT, waits=WaitBoard()), NOON))
    assert "Nobody has subscribed to anything yet." in text
    assert "Nothing has been posted yet." in text


def test_every_id_of_the_page_is_one_elements() -> None:
    """Links and labels would lead to the wrong one."""
    ids = re.findall(r' id="([^"]+)"', status_html(FULL_REPORT, NOON, rule_in_words))
    assert sorted(set(ids)) == sorted(ids)


def test_every_chat_platform_is_told() -> None:
    """Whether people reach the desk through it, and what to do where they do not."""
    page = status_html(FULL_REPORT, NOON)
    assert "2 of 2 connections are up." in page
    assert "Its &lt;secret&gt; has ended." in page
    assert page.count(">shut<") == 1


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
    assert report["waits"]["waits"][0]["wait_minutes"] == 218
    assert report["waits"]["waits"][1]["wait_minutes"] is None
    assert report["jobs"][1]["last"]["outcome"] == "failed"
    first, second = report["subscriptions"]
    assert first["rule"] == {"crons": ["0 7,15 * * 1-5"]}
    assert second["paused_at"] == "2026-11-24T07:00:00Z"
    assert report["posts"][0]["state"] == "waiting"
    assert report["posts"][0]["has_picture"] is True


async def test_programs_get_neither_words_nor_pictures_of_posts() -> None:
    """What is posted is for its channel."""
    async with serve_page(report=FULL_REPORT) as server, browsing(server) as browser:
        _, report = await browser.ask_for("GET", "/api/status")
    body = json.dumps(report)
    assert "Secret words" not in body
    assert "PNG" not in body
    assert CHART.alt_text not in body

"""A status report with something of everything, good and bad."""

from __future__ import annotations

from datetime import timedelta

from core.domain import (
    Check,
    IndexState,
    Line,
    RecentAnswer,
    RefreshState,
    SourceState,
    StatusReport,
)
from tests.fakes.desk import NOON

FULL_REPORT = StatusReport(
    checks=(
        Check("database", passed=True, detail="var/frontdesk.db can be written"),
        Check("index", passed=True, detail="107 pages, built today"),
        Check("language model", passed=False, detail="Its file is missing: pull it again."),
    ),
    index=IndexState(NOON - timedelta(hours=3), 107, 1412, "all-MiniLM-L6-v2"),
    sources=(
        SourceState("intranet", "https://intranet.example.org/", 87, NOON - timedelta(days=2)),
        SourceState("policies", "/srv/policies", 20, None),
    ),
    refresh=RefreshState(
        started_at=NOON - timedelta(hours=4),
        seconds=203.4,
        new=2,
        changed=5,
        unchanged=99,
        gone=1,
        failed=(
            ("https://intranet.example.org/scan.pdf", "no text layer: it is a scan"),
            ("https://intranet.example.org/<b>?a=1&b=2", "HTTP 500 after 3 tries"),
        ),
        incomplete=("policies: the folder could not be listed",),
        published=True,
    ),
    next_refresh_at=NOON + timedelta(hours=14),
    line=Line(2, 3, 200, is_open=True),
    recent=(
        RecentAnswer(NOON - timedelta(minutes=2), "web", "answered", "quoted", 24, 40, 1, 0),
        RecentAnswer(NOON - timedelta(minutes=9), "slack", "declined", "quoted", 30, 2440, 0, 2),
        RecentAnswer(NOON - timedelta(hours=2), "teams", "unavailable", "quoted", 0, 0),
    ),
    generator="quoted",
)

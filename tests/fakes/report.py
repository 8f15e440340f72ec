"""A status report with something of everything, good and bad."""

from __future__ import annotations

from datetime import timedelta

from core.domain import (
    AlertRule,
    AlertSense,
    Check,
    ConversationKey,
    DigestRule,
    DoorState,
    Facility,
    FacilityKind,
    FacilityWait,
    IndexState,
    JobOutcome,
    JobRun,
    JobState,
    Line,
    NewSubscription,
    Post,
    PostRecord,
    PostState,
    RecentAnswer,
    RefreshState,
    Selection,
    SourceState,
    StatusReport,
    Subscription,
    WaitBoard,
)
from tests.fakes.desk import NOON
from tests.fakes.web_posts import CHART

VISITOR = ConversationKey("web", "", "5f0c1a7e9b3d42c8a6e1f00d9c8b7a65")
ROOM = ConversationKey("slack", "T024BE7LD", "C0123456789")

BOARD = WaitBoard(
    waits=(
        FacilityWait(
            Facility(
                1,
                "Calgary",
                "Foothills Medical Centre",
                FacilityKind.EMERGENCY,
                "Calgary",
                url="https://feed.example.org/foothills",
            ),
            218,
            "3 hr 38 min",
            seen_at=NOON - timedelta(minutes=4),
        ),
        FacilityWait(
            Facility(2, "Edmonton", "Strathcona Hospital", FacilityKind.EMERGENCY, "Sherwood Park"),
            None,
            "Wait times unavailable",
            seen_at=NOON - timedelta(minutes=4),
        ),
        FacilityWait(
            Facility(3, "Calgary", "Sheldon <b>Chumir</b>", FacilityKind.URGENT_CARE, "Calgary"),
            None,
            "1 hr 5 min",
            is_listed=False,
            seen_at=NOON - timedelta(days=2),
        ),
    ),
    as_of=NOON - timedelta(minutes=34),
    unchanged_since=NOON - timedelta(hours=1),
    failing_since=NOON - timedelta(minutes=29),
    failure="HTTP 503 after 3 tries: the waits stay as they were.",
)

JOBS = (
    JobState(
        "refresh",
        "reads the pages anew",
        JobRun("refresh", NOON - timedelta(hours=4), JobOutcome.DONE, 203.4, "2 new, 5 changed"),
        NOON - timedelta(hours=4),
        0,
        NOON + timedelta(hours=14),
    ),
    JobState(
        "waits",
        "reads the feed of wait times",
        JobRun("waits", NOON - timedelta(minutes=4), JobOutcome.FAILED, 31.0, "HTTP 503"),
        NOON - timedelta(minutes=34),
        6,
        NOON + timedelta(minutes=1),
    ),
    JobState(
        "backup",
        "copies the database",
        JobRun("backup", NOON - timedelta(seconds=10), JobOutcome.RUNNING, is_manual=True),
        None,
        0,
    ),
    JobState("retention", "deletes what is old", None, None, 0, NOON + timedelta(hours=9)),
)

SUBSCRIPTIONS = (
    Subscription(
        1,
        NewSubscription(
            ROOM,
            "U0456",
            "weekdays 7:00 and 15:00, Calgary emergency",
            Selection(regions=("Calgary",), kind=FacilityKind.EMERGENCY),
            DigestRule(("0 7,15 * * 1-5",)),
            "America/Edmonton",
        ),
        NOON - timedelta(days=9),
        next_due_at=NOON + timedelta(hours=2),
        last_post_at=NOON - timedelta(hours=22),
    ),
    Subscription(
        2,
        NewSubscription(
            VISITOR,
            VISITOR.channel,
            "alert me when Foothills is over 4 hours",
            Selection(facilities=(1,)),
            AlertRule(AlertSense.ABOVE, 240),
            "America/Edmonton",
        ),
        NOON - timedelta(days=3),
        paused_at=NOON - timedelta(hours=5),
    ),
)

POSTS = (
    PostRecord(
        Post("digest-1-b", ROOM, "Secret words", NOON - timedelta(minutes=3), CHART, 1, attempts=2),
        PostState.WAITING,
        error="Slack answered 503.",
    ),
    PostRecord(
        Post("digest-1-a", ROOM, "Secret words", NOON - timedelta(hours=22), CHART, 1, attempts=1),
        PostState.SENT,
        ref="1700000000.000100",
        ended_at=NOON - timedelta(hours=22),
    ),
    PostRecord(
        Post("operators-a", ROOM, "Secret words", NOON - timedelta(days=1), attempts=5),
        PostState.FAILED,
        ended_at=NOON - timedelta(hours=23),
        error="The channel was archived.",
    ),
)

FULL_REPORT = StatusReport(
    doors=(
        DoorState("Slack", is_open=True, detail="2 of 2 connections are up."),
        DoorState("Teams", is_open=False, detail="Its <secret> has ended."),
    ),
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
    waits=BOARD,
    waits_feed="Alberta Health Services",
    jobs=JOBS,
    subscriptions=SUBSCRIPTIONS,
    posts=POSTS,
)

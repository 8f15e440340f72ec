"""How the desk is doing just now: its checks, its line, the answers it gave last."""

from __future__ import annotations

from datetime import datetime

from adapters.web.markup import Html, badge, element, facts, moment, muted, section, table
from adapters.web.words import count_of, milliseconds
from core.domain import Check, DoorState, Line, RecentAnswer, StatusReport

_OUTCOME_KINDS = {"answered": "good", "declined": "warn", "unavailable": "bad"}


def readiness_section(report: StatusReport) -> Html:
    """Whether every check passed, and each of them."""
    failed = sum(not check.passed for check in report.checks)
    verdict = (
        "Ready to answer" if report.is_ready else f"Not ready: {count_of(failed, 'check')} failed"
    )
    kind = "good" if report.is_ready else "bad"
    checks = element("ul", *(_check(check) for check in report.checks), class_="checks")
    return section(
        "readiness", "Readiness", element("p", verdict, class_=f"verdict {kind}"), checks
    )


def _check(check: Check) -> Html:
    kind, word = ("good", "passed") if check.passed else ("bad", "failed")
    return _marked(badge(word, kind), check.name, check.detail)


def doors_section(doors: tuple[DoorState, ...]) -> Html:
    """Through which chat platforms people reach the desk."""
    listed = element("ul", *(_door(door) for door in doors), class_="checks")
    return section("doors", "Chat platforms", listed)


def _door(door: DoorState) -> Html:
    kind, word = ("good", "open") if door.is_open else ("bad", "shut")
    return _marked(badge(word, kind), door.name, door.detail)


def _marked(mark: Html, name: str, detail: str) -> Html:
    told = element("div", element("strong", name), element("p", detail, class_="muted"))
    return element("li", mark, told)


def line_section(line: Line) -> Html:
    """Who is being served and who waits."""
    state = "taking questions" if line.is_open else "closed"
    return section(
        "queue",
        "Queue",
        facts(
            ("Being answered", f"{line.running:,}"),
            ("Waiting", f"{line.waiting:,} of {line.capacity:,}"),
            ("Desk", state),
        ),
    )


def recent_section(recent: tuple[RecentAnswer, ...], now: datetime) -> Html:
    """The latest answers: when, how and how quickly, never what."""
    if not recent:
        nothing = element("p", "Nobody has asked yet.", class_="muted")
        return section("recent", "Recent answers", nothing)
    rows = (
        (
            moment(answer.at, now),
            answer.platform,
            badge(answer.outcome, _OUTCOME_KINDS.get(answer.outcome, "")),
            answer.author,
            milliseconds(answer.first_text_ms),
            milliseconds(answer.total_ms),
            _thumbs(answer),
        )
        for answer in recent
    )
    columns = ("When", "Platform", "Outcome", "Written by", "First words", "Whole", "Thumbs")
    return section("recent", "Recent answers", table("Recent answers", columns, rows))


def _thumbs(answer: RecentAnswer) -> Html:
    if not answer.thumbs_up and not answer.thumbs_down:
        return muted("none")
    counts = ((answer.thumbs_up, "up"), (answer.thumbs_down, "down"))
    return Html(", ".join(f"{count:,} {way}" for count, way in counts if count))

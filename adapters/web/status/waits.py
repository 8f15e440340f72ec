"""The wait times as they are known, and how reading their feed goes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from adapters.web.markup import Html, badge, element, facts, joined, link, moment, section, table
from adapters.web.words import count_of
from core.domain import FacilityWait, WaitBoard
from core.waits.telling.wording import wait_in_words


def waits_section(board: WaitBoard, feed: str, now: datetime) -> Html:
    """As of when, from where, whether reading works, and every site."""
    pairs = [("Feed", feed), ("Readings", _readings(board)), ("As of", moment(board.as_of, now))]
    if board.unchanged_since is not None:
        pairs.append(("Unchanged since", moment(board.unchanged_since, now)))
    if board.failing_since is not None:
        pairs.append(("Failing since", moment(board.failing_since, now)))
    reason = (element("p", board.failure, class_="notice bad"),) if board.failure else ()
    return section("waits", "Wait times", facts(*pairs), *reason, *_sites(board.waits, now))


def _readings(board: WaitBoard) -> Html:
    if board.failing_since is not None:
        return badge("failing", "bad")
    return badge("none yet", "warn") if board.as_of is None else badge("ok", "good")


def _sites(waits: Sequence[FacilityWait], now: datetime) -> list[Html]:
    if not waits:
        return [element("p", "No site is known yet.", class_="muted")]
    rows = (
        (
            _site(wait),
            wait.facility.region,
            wait.facility.kind,
            wait_in_words(wait.wait_minutes),
            _published(wait, now),
        )
        for wait in waits
    )
    columns = ("Site", "Region", "Kind", "Wait", "As published")
    summary = element("summary", count_of(len(waits), "site"))
    return [element("details", summary, table("Wait times", columns, rows), id="sites")]


def _site(wait: FacilityWait) -> Html:
    facility = wait.facility
    name = element("strong", facility.name)
    town = facility.town if facility.town not in ("", facility.region) else ""
    page = link(facility.url) if facility.url else Html("")
    lines = [element("div", line) for line in (name, town, page) if line]
    return joined(lines)


def _published(wait: FacilityWait, now: datetime) -> Html:
    if wait.is_listed:
        return element("span", wait.published)
    since = moment(wait.seen_at, now)
    return element("span", "not listed, last seen ", since, class_="muted")

"""The status page: how the desk is doing, for operators.  Never a word of what people wrote."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from aiohttp import web
from pydantic import TypeAdapter

from adapters.web.markup import Html, element, facts, joined, link, moment, section, table
from adapters.web.pages import Pages
from adapters.web.words import count_of, duration, milliseconds
from core.domain import (
    Check,
    IndexState,
    Line,
    RecentAnswer,
    RefreshState,
    SourceState,
    StatusReport,
)
from core.ports import Clock, StatusSource

_SHOWN_FAILURES = 50
_ANY = TypeAdapter(Any)


class Status:
    """Tells operators, as a page and as JSON."""

    def __init__(self, *, source: StatusSource, pages: Pages, now: Clock) -> None:
        """Ask a source anew each time."""
        self._source = source
        self._pages = pages
        self._now = now

    async def page(self, _request: web.Request) -> web.Response:
        """`GET /status`."""
        report = await self._source.report()
        return self._pages.status(status_html(report, self._now()))

    async def json(self, _request: web.Request) -> web.Response:
        """`GET /api/status`."""
        report = await self._source.report()
        view = {"is_ready": report.is_ready} | asdict(report)
        return web.Response(body=_ANY.dump_json(view), content_type="application/json")


def status_html(report: StatusReport, now: datetime) -> Html:
    """Everything of a report, the most urgent first."""
    return joined(
        (
            _readiness(report),
            _line(report.line),
            _index(report.index, report.generator, now),
            _refresh(report.refresh, report.next_refresh_at, now),
            _sources(report.sources, now),
            _recent(report.recent, now),
        )
    )


def _readiness(report: StatusReport) -> Html:
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
    return element(
        "li",
        element("span", word, class_=f"badge {kind}"),
        element("div", element("strong", check.name), element("p", check.detail, class_="muted")),
    )


def _line(line: Line) -> Html:
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


def _index(index: IndexState | None, generator: str, now: datetime) -> Html:
    if index is None:
        missing = element("p", "There is no index yet: nothing can be answered.", class_="muted")
        return section("index", "Index", missing, facts(("Answers written by", generator)))
    return section(
        "index",
        "Index",
        facts(
            ("Built", moment(index.built_at, now)),
            ("Pages", f"{index.pages:,}"),
            ("Passages", f"{index.passages:,}"),
            ("Embedding model", index.model_id),
            ("Answers written by", generator),
        ),
    )


def _refresh(refresh: RefreshState | None, next_at: datetime | None, now: datetime) -> Html:
    next_one = moment(next_at, now) if next_at else element("span", "not planned", class_="muted")
    if refresh is None:
        nothing = element("p", "No refresh has run yet.", class_="muted")
        return section("refresh", "Last refresh", nothing, facts(("Next", next_one)))
    return section(
        "refresh",
        "Last refresh",
        facts(
            ("Result", _result(refresh)),
            ("Began", moment(refresh.started_at, now)),
            ("Took", duration(refresh.seconds)),
            ("Next", next_one),
            ("New", f"{refresh.new:,}"),
            ("Changed", f"{refresh.changed:,}"),
            ("Unchanged", f"{refresh.unchanged:,}"),
            ("Gone", f"{refresh.gone:,}"),
            ("Failed", f"{len(refresh.failed):,}"),
        ),
        *_troubles(refresh),
    )


def _result(refresh: RefreshState) -> Html:
    if refresh.error:
        return element("span", "failed", class_="badge bad")
    if refresh.failed or refresh.incomplete:
        return element("span", "with failures", class_="badge warn")
    word = "published" if refresh.published else "nothing new"
    return element("span", word, class_="badge good")


def _troubles(refresh: RefreshState) -> list[Html]:
    troubles = []
    if refresh.error:
        troubles.append(element("p", refresh.error, class_="notice bad"))
    if refresh.incomplete:
        lines = (element("li", trouble) for trouble in refresh.incomplete)
        troubles += [element("h3", "Not read to the end"), element("ul", *lines)]
    if refresh.failed:
        shown = refresh.failed[:_SHOWN_FAILURES]
        rows = ((link(address), reason) for address, reason in shown)
        title = element("summary", f"{count_of(len(refresh.failed), 'page')} could not be read")
        inside = [table("Pages that could not be read", ("Page", "Reason"), rows)]
        if more := len(refresh.failed) - len(shown):
            inside.append(element("p", f"and {more:,} more", class_="muted"))
        troubles.append(element("details", title, *inside))
    return troubles


def _sources(sources: tuple[SourceState, ...], now: datetime) -> Html:
    if not sources:
        return section("sources", "Sources", element("p", "None is configured.", class_="muted"))
    rows = (
        (source.name, link(source.address), f"{source.pages:,}", moment(source.last_change, now))
        for source in sources
    )
    columns = ("Source", "Address", "Pages", "Last change")
    return section("sources", "Sources", table("Sources of knowledge", columns, rows))


def _recent(recent: tuple[RecentAnswer, ...], now: datetime) -> Html:
    if not recent:
        nothing = element("p", "Nobody has asked yet.", class_="muted")
        return section("recent", "Recent answers", nothing)
    rows = (
        (
            moment(answer.at, now),
            answer.platform,
            element(
                "span", answer.outcome, class_=f"badge {_OUTCOME_KINDS.get(answer.outcome, '')}"
            ),
            answer.author,
            milliseconds(answer.first_text_ms),
            milliseconds(answer.total_ms),
            _thumbs(answer),
        )
        for answer in recent
    )
    columns = ("When", "Platform", "Outcome", "Written by", "First words", "Whole", "Thumbs")
    return section("recent", "Recent answers", table("Recent answers", columns, rows))


_OUTCOME_KINDS = {"answered": "good", "declined": "warn", "unavailable": "bad"}


def _thumbs(answer: RecentAnswer) -> Html:
    if not answer.thumbs_up and not answer.thumbs_down:
        return element("span", "none", class_="muted")
    counts = ((answer.thumbs_up, "up"), (answer.thumbs_down, "down"))
    return Html(", ".join(f"{count:,} {way}" for count, way in counts if count))

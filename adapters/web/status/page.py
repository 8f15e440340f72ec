"""The status page as a whole, and the same for programs."""

from __future__ import annotations

from datetime import datetime

from aiohttp import web
from pydantic import TypeAdapter

from adapters.web.markup import Html, joined
from adapters.web.pages import Pages
from adapters.web.status.as_json import ReportView, report_view
from adapters.web.status.desk import doors_section, line_section, readiness_section, recent_section
from adapters.web.status.jobs import jobs_section
from adapters.web.status.knowledge import index_section, refresh_section, sources_section
from adapters.web.status.posts import posts_section
from adapters.web.status.subscriptions import Describe, subscriptions_section
from adapters.web.status.waits import waits_section
from core.domain import StatusReport
from core.ports import Clock, StatusSource

_VIEW = TypeAdapter(ReportView)


class Status:
    """Tells operators, as a page and as JSON."""

    def __init__(
        self, *, source: StatusSource, pages: Pages, now: Clock, describe: Describe | None
    ) -> None:
        """Ask a source anew each time.

        Args:
            source: Gives the report.
            pages: Puts the page around it.
            now: What `3 hours ago` is counted from.
            describe: Tells a subscription's rule in words; None where subscriptions cannot be
                changed here.
        """
        self._source = source
        self._pages = pages
        self._now = now
        self._describe = describe

    async def page(self, _request: web.Request) -> web.Response:
        """`GET /status`."""
        report = await self._source.report()
        return self._pages.status(status_html(report, self._now(), self._describe))

    async def json(self, _request: web.Request) -> web.Response:
        """`GET /api/status`."""
        view = report_view(await self._source.report())
        return web.Response(body=_VIEW.dump_json(view), content_type="application/json")


def status_html(report: StatusReport, now: datetime, describe: Describe | None = None) -> Html:
    """Everything of a report, the most urgent first; parts that this desk does not have are left out."""
    waits = () if report.waits is None else (waits_section(report.waits, report.waits_feed, now),)
    doors = (doors_section(report.doors),) if report.doors else ()
    jobs = (jobs_section(report.jobs, now),) if report.jobs else ()
    posting: tuple[Html, ...] = ()
    if report.waits is not None or report.subscriptions or report.posts:
        posting = (
            subscriptions_section(report.subscriptions, now, describe),
            posts_section(report.posts, now),
        )
    return joined(
        (
            readiness_section(report),
            *doors,
            line_section(report.line),
            index_section(report.index, report.generator, now),
            *waits,
            *jobs,
            *posting,
            refresh_section(report.refresh, report.next_refresh_at, now),
            sources_section(report.sources, now),
            recent_section(report.recent, now),
        )
    )

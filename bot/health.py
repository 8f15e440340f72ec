"""What machines ask the desk: is it alive, can it answer, how does it do.

`bot` adds these handlers to its web server.  Health tells names of checks and calm words only;
details are for the status page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from aiohttp import web

from bot.metrics import PrometheusMeter
from bot.status import DATABASE, EVENT_LOOP, INDEX, LINE
from core.ports import StatusSource

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Guard: TypeAlias = Callable[[Handler], Handler]
"""Wraps a handler so that it is reached only by whoever may."""

_WORDS = {
    DATABASE: "The database cannot be read or written just now.",
    INDEX: "There is no index that can be used.",
    LINE: "No more questions are taken just now.",
    EVENT_LOOP: "The desk is overloaded.",
}
_NO_STORE = {"Cache-Control": "no-store"}


def add_health(
    app: web.Application, status: StatusSource, meter: PrometheusMeter, guard: Guard
) -> None:
    """Add `/healthz`, `/readyz` and `/metrics` to a server.

    Args:
        app: The server; nothing of it was started yet.
        status: Tells whether the desk can answer.
        meter: Holds the figures.
        guard: Stands before `/metrics`; probes of health come from machines that cannot sign in.
    """

    async def healthz(_request: web.Request) -> web.Response:
        """Say that the event loop answers: whoever gets no answer should start the desk again."""
        return web.Response(text="ok\n", headers=_NO_STORE)

    async def readyz(_request: web.Request) -> web.Response:
        """Say whether questions can be answered, and what is in the way."""
        report = await status.report()
        failed = [
            {"check": check.name, "problem": _WORDS.get(check.name, "This does not work just now.")}
            for check in report.checks
            if not check.passed
        ]
        return web.json_response(
            {"ready": report.is_ready, "failed": failed},
            status=200 if report.is_ready else 503,
            headers=_NO_STORE,
        )

    async def metrics(_request: web.Request) -> web.Response:
        """Give all figures, those of the index and the latest refresh brought up to date."""
        meter.observe(await status.report())
        body, content_type = await asyncio.to_thread(meter.exposition)
        return web.Response(body=body, headers=_NO_STORE | {"Content-Type": content_type})

    app.router.add_get("/healthz", healthz)
    app.router.add_get("/readyz", readyz)
    app.router.add_get("/metrics", guard(metrics))

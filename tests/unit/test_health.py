"""What machines ask the desk over HTTP."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.health import add_health
from bot.metrics import PrometheusMeter
from core.domain import Check, Line, RefreshState, StatusReport
from tests.contract.keeping import NOON
from tests.fakes.desk import FakeStatusSource

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
WELL = StatusReport(
    checks=(
        Check("database", passed=True, detail="fine"),
        Check("index", passed=True, detail="fine"),
    ),
    index=None,
    sources=(),
    refresh=None,
    next_refresh_at=None,
    line=Line(0, 0, 200, is_open=True),
    recent=(),
    generator="quoted",
)


def guard(handler: Handler) -> Handler:
    """Let in who knows the word."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.headers.get("Authorization") != "Bearer word":
            return web.Response(status=401)
        return await handler(request)

    return guarded


@pytest.fixture
def status() -> FakeStatusSource:
    return FakeStatusSource(WELL)


@pytest.fixture
async def client(status: FakeStatusSource) -> AsyncIterator[TestClient]:
    app = web.Application()
    add_health(app, status=status, meter=PrometheusMeter(), guard=guard)
    async with TestClient(TestServer(app)) as client:
        yield client


async def test_a_loop_that_answers_is_alive(client: TestClient, status: FakeStatusSource) -> None:
    """Whatever else is broken: starting again would not mend a database."""
    status.gives = replace(WELL, checks=(Check("database", passed=False, detail="locked"),))
    response = await client.get("/healthz")
    assert (response.status, await response.text()) == (200, "ok\n")


async def test_a_desk_that_can_answer_is_ready(client: TestClient) -> None:
    """Nobody keeps the answer: it is true for a moment."""
    response = await client.get("/readyz")
    assert response.status == 200
    assert await response.json() == {"ready": True, "failed": []}
    assert response.headers["Cache-Control"] == "no-store"


async def test_what_is_in_the_way_is_named(client: TestClient, status: FakeStatusSource) -> None:
    """In calm words: no path, no cure and nothing of the machine, for anybody may ask."""
    detail = "Database /srv/frontdesk/var/frontdesk.db: locked by hunter2"
    names = ("database", "index", "line", "event loop", "something new")
    status.gives = replace(
        WELL, checks=tuple(Check(name, passed=False, detail=detail) for name in names)
    )
    response = await client.get("/readyz")
    answer = await response.json()
    assert response.status == 503
    assert not answer["ready"]
    assert [failed["check"] for failed in answer["failed"]] == list(names)
    assert all(failed["problem"] for failed in answer["failed"])
    assert "/srv" not in json.dumps(answer)
    assert "hunter2" not in json.dumps(answer)


async def test_metrics_are_for_those_who_may(client: TestClient) -> None:
    """The guard of the server stands before them."""
    assert (await client.get("/metrics")).status == 401


async def test_metrics_are_brought_up_to_date(client: TestClient, status: FakeStatusSource) -> None:
    """A refresh ran in another process; only the database knows of it."""
    headers = {"Authorization": "Bearer word"}
    await client.get("/metrics", headers=headers)
    status.gives = replace(WELL, refresh=RefreshState(NOON, 60.0, published=True))
    response = await client.get("/metrics", headers=headers)
    assert response.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
    assert 'frontdesk_refreshes_total{outcome="published"} 1.0' in await response.text()

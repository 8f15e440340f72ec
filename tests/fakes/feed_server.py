"""A feed server on this machine: it replays made-up days at high speed, and fails to order.

Every request moves its virtual clock on by one poll, 5 minutes.  Without a fault a request is
answered with the payload of that poll, its `Date` and `Last-Modified`, and an `ETag`.
"""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.utils import format_datetime
from typing import Any, TypeAlias

from aiohttp import web
from aiohttp.test_utils import TestServer

from bench.wait_days import Payload, WaitDays

Fault: TypeAlias = Callable[["FeedServer", web.Request], Awaitable[web.StreamResponse]]
Change: TypeAlias = Callable[[Payload], None]


@dataclass
class FeedServer:
    """Answers requests; `serve_feed` opens one."""

    days: WaitDays
    faults: dict[int, Fault] = field(default_factory=dict)
    """By the number of the request, from 0."""
    skew: timedelta = timedelta(0)
    """How far the server's clock goes wrong; its headers show it."""
    poll: int = -1
    """The number of the latest request, which is also the poll that it is about."""
    address: str = ""
    asked: list[Mapping[str, str]] = field(default_factory=list)
    """The headers of every request."""
    told: list[int] = field(default_factory=list)
    """The polls whose waits have been answered with, whole; one that stalls tells one again."""

    def now(self) -> datetime:
        """The true time, for whoever reads the feed."""
        return self.days.at(max(self.poll, 0))

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        self.poll += 1
        self.asked.append(dict(request.headers))
        fault = self.faults.get(self.poll)
        return await fault(self, request) if fault else self.tell(request, self.poll)

    def tell(
        self,
        request: web.Request,
        poll: int,
        *,
        change: Change | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> web.Response:
        """Answer with the waits of a poll, or that they have not changed."""
        body = self.body(poll, change)
        etag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        all_headers = {
            "Date": format_datetime(self.now() + self.skew, usegmt=True),
            "Last-Modified": format_datetime(self.days.at(poll) + self.skew, usegmt=True),
            "ETag": etag,
            **(headers or {}),
        }
        self.told.append(poll)
        if request.headers.get("If-None-Match") == etag:
            return web.Response(status=304, headers=all_headers)
        return web.Response(body=body, content_type="application/json", headers=all_headers)

    def body(self, poll: int, change: Change | None = None) -> bytes:
        """The payload of a poll."""
        payload = self.days.payload(poll)
        if change:
            change(payload)
        return json.dumps(payload, ensure_ascii=False).encode()


@asynccontextmanager
async def serve_feed(
    *, days: WaitDays | None = None, faults: Mapping[int, Fault] | None = None
) -> AsyncIterator[FeedServer]:
    """Serve a feed on a free port."""
    feed = FeedServer(days or WaitDays(), dict(faults or {}))
    app = web.Application()
    app.router.add_get("/{path:.*}", feed.answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    feed.address = f"http://127.0.0.1:{server.port}/waits"
    try:
        yield feed
    finally:
        await server.close()


def status(number: int, **headers: str) -> Fault:
    """Fails with a status; `Retry_After` becomes `Retry-After`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_server: FeedServer, _request: web.Request) -> web.StreamResponse:
        return web.Response(status=number, headers=named)

    return answer


def raw(body: bytes, *, content_type: str = "application/json", **headers: str) -> Fault:
    """Answers with something else."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_server: FeedServer, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=body, content_type=content_type, headers=named)

    return answer


def html() -> Fault:
    """Says to people that the service is down, and to machines that all is well."""
    page = b"<!DOCTYPE html><html><title>Sorry</title><p>We will be back at 5 hr 10 min.</p></html>"
    return raw(page, content_type="text/html")


def truncated() -> Fault:
    """Sends half of the payload as if it were the whole."""

    async def answer(server: FeedServer, _request: web.Request) -> web.StreamResponse:
        body = server.body(server.poll)
        return web.Response(body=body[: len(body) // 2], content_type="application/json")

    return answer


def broken_off() -> Fault:
    """Hangs up in the middle of the payload."""

    async def answer(server: FeedServer, request: web.Request) -> web.StreamResponse:
        body = server.body(server.poll)
        response = web.StreamResponse(headers={"Content-Length": str(len(body))})
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        assert request.transport is not None
        request.transport.close()
        return response

    return answer


def hanging(seconds: float = 3.0) -> Fault:
    """Sends a few bytes and then nothing for longer than anybody waits."""

    async def answer(_server: FeedServer, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b'{"Calgary": ')
        await asyncio.sleep(seconds)
        return response

    return answer


def oversized() -> Fault:
    """Sends more than anybody takes."""
    return raw(b'{"Calgary": "' + b"x" * (3 << 20) + b'"}')


def gzip_bomb() -> Fault:
    """Sends a little that unpacks to far too much."""
    return raw(gzip.compress(b" " * (64 << 20), compresslevel=1), Content_Encoding="gzip")


def latin_1() -> Fault:
    """Sends the payload in another charset than JSON has."""

    async def answer(server: FeedServer, _request: web.Request) -> web.StreamResponse:
        text = server.body(server.poll).decode().replace("–", "·")
        return web.Response(body=text.encode("latin-1"), content_type="application/json")

    return answer


def stalled(since_poll: int) -> Fault:
    """Tells the waits of an earlier poll, and says since when they stand."""

    async def answer(server: FeedServer, request: web.Request) -> web.StreamResponse:
        return server.tell(request, since_poll)

    return answer


def from_the_future() -> Fault:
    """Says that the waits will change tomorrow."""

    async def answer(server: FeedServer, request: web.Request) -> web.StreamResponse:
        tomorrow = format_datetime(server.now() + server.skew + timedelta(days=1), usegmt=True)
        return server.tell(request, server.poll, headers={"Last-Modified": tomorrow})

    return answer


def changed(change: Change) -> Fault:
    """Tells the waits of the moment in another shape."""

    async def answer(server: FeedServer, request: web.Request) -> web.StreamResponse:
        return server.tell(request, server.poll, change=change)

    return answer


def renamed(old: str, new: str) -> Fault:
    """Calls a field of every record something else."""

    def change(payload: Payload) -> None:
        for record in records(payload):
            record[new] = record.pop(old)

    return changed(change)


def repeated(name: str, **other: str) -> Fault:
    """Lists a facility a second time, perhaps with other values."""

    def change(payload: Payload) -> None:
        for lists in payload.values():
            for listed in lists.values():
                listed += [record | other for record in listed if record["Name"] == name]

    return changed(change)


def without(name: str) -> Fault:
    """Leaves a facility out."""

    def change(payload: Payload) -> None:
        for lists in payload.values():
            for listed in lists.values():
                listed[:] = [record for record in listed if record["Name"] != name]

    return changed(change)


def respelled(name: str, spelling: str) -> Fault:
    """Calls a facility otherwise."""

    def change(payload: Payload) -> None:
        for record in records(payload):
            if record["Name"] == name:
                record["Name"] = spelling

    return changed(change)


def records(payload: Payload) -> list[dict[str, Any]]:
    """Every record of a payload."""
    return [record for lists in payload.values() for listed in lists.values() for record in listed]

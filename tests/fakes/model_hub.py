"""A hub on this machine: serves one model file as the real one does, and can misbehave."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

REPOSITORY = "Acme/Tiny-GGUF"
FILE = "tiny.gguf"


@dataclass
class FakeModelHub:
    """Serves `content` under the hub's addresses, by way of a redirect to its storage."""

    content: bytes
    sha256: str = ""
    """What it claims the hash to be; empty: the true one."""
    lists: bool = True
    """False: a mirror without listing."""
    tells: bool = True
    """False: no hash in the redirect's headers either."""
    etag: str = '"v1"'
    status: int = 200
    """Answers everything with this, if it is not 200."""
    cuts: list[int] = field(default_factory=list)
    """For each coming download, after how many bytes to cut the connection."""
    failures: int = 0
    """This many requests are answered with 503 first."""
    requests: list[tuple[str, str, str]] = field(default_factory=list)
    """Method, path and Range header of every request."""
    tokens: list[str] = field(default_factory=list)
    """Authorization headers seen."""
    address: str = ""

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[FakeModelHub]:
        """Listen on a free port."""

        @web.middleware
        async def misbehave(request: web.Request, handler) -> web.StreamResponse:
            return await self._misbehave(request, handler)

        app = web.Application(middlewares=[misbehave])
        app.router.add_get(f"/api/models/{REPOSITORY}/tree/main", self._list)
        app.router.add_get(f"/{REPOSITORY}/resolve/main/{FILE}", self._redirect)
        app.router.add_get("/storage/blob", self._serve)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{runner.addresses[0][1]}"
        try:
            yield self
        finally:
            await runner.cleanup()

    async def _misbehave(self, request: web.Request, handler) -> web.StreamResponse:
        self.requests.append((request.method, request.path, request.headers.get("Range", "")))
        self.tokens.append(request.headers.get("Authorization", ""))
        if self.failures:
            self.failures -= 1
            return web.Response(status=503)
        if self.status != 200:
            return web.Response(status=self.status)
        return await handler(request)

    @property
    def _claimed(self) -> str:
        return self.sha256 or hashlib.sha256(self.content).hexdigest()

    async def _list(self, request: web.Request) -> web.Response:
        if not self.lists:
            return web.Response(status=404)
        large = {"oid": self._claimed, "size": len(self.content), "pointerSize": 135}
        return web.json_response(
            [
                {"type": "file", "path": "README.md", "size": 12, "oid": "0" * 40},
                {"type": "file", "path": FILE, "size": len(self.content), "lfs": large},
            ]
        )

    async def _redirect(self, request: web.Request) -> web.Response:
        headers = {"Location": "/storage/blob?signature=1"}
        if self.tells:
            headers["X-Linked-Etag"] = f'"{self._claimed}"'
            headers["X-Linked-Size"] = str(len(self.content))
        return web.Response(status=302, headers=headers)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        start = request.http_range.start or 0
        if request.headers.get("If-Range", self.etag) != self.etag:
            start = 0
        if start >= len(self.content):
            return web.Response(status=416)
        response = web.StreamResponse(status=206 if start else 200, headers={"ETag": self.etag})
        response.content_length = len(self.content) - start
        await response.prepare(request)
        if request.method == "GET":
            body = self.content[start:]
            if self.cuts:
                await response.write(body[: self.cuts.pop(0)])
                request.transport.close()
                return response
            await response.write(body)
        return response

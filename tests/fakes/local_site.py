"""A website on this machine that behaves, or misbehaves, as a test wants."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeAlias

from aiohttp import web
from aiohttp.test_utils import TestServer

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]
Route: TypeAlias = str | Handler


@dataclass(slots=True)
class LocalSite:
    """Serves routes by path; a text is an HTML page with an etag, a function does as it likes."""

    routes: dict[str, Route] = field(default_factory=dict)
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Path with query, and headers, of every request."""
    is_down: bool = False
    """Whether every request is answered with 503."""
    root: str = ""
    """The address of the site, without a slash at its end."""

    def paths(self) -> list[str]:
        """Return the paths that were asked for, robots.txt and sitemap left out."""
        return [path for path, _ in self.asked if path not in ("/robots.txt", "/sitemap.xml")]

    async def answer(self, request: web.Request) -> web.StreamResponse:
        """Answer one request."""
        self.asked.append((request.path_qs, dict(request.headers)))
        if self.is_down:
            return web.Response(status=503)
        route = self.routes.get(request.path_qs, self.routes.get(request.path))
        if route is None:
            return web.Response(status=404, text="nothing here")
        if not isinstance(route, str):
            return await route(request)
        etag = hashlib.sha256(route.encode()).hexdigest()[:8]
        if request.headers.get("If-None-Match") == f'"{etag}"':
            return web.Response(status=304)
        content_type = "text/plain" if request.path.endswith(".txt") else "text/html"
        return web.Response(text=route, content_type=content_type, headers={"ETag": f'"{etag}"'})


@asynccontextmanager
async def serve(routes: Mapping[str, Route]) -> AsyncIterator[LocalSite]:
    """Serve a site on a free port."""
    site = LocalSite(dict(routes))
    app = web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    server = TestServer(app, host="127.0.0.1")
    await server.start_server()
    site.root = f"http://127.0.0.1:{server.port}"
    try:
        yield site
    finally:
        await server.close()


def page(title: str, *links: str, text: str = "") -> str:
    """Write an HTML page that links to paths."""
    anchors = "".join(f'<li><a href="{link}">To {link}</a></li>' for link in links)
    body = f"<main><h1>{title}</h1><p>{text or f'This is what {title} says.'}</p></main>"
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body><nav><ul>{anchors}</ul></nav>{body}</body></html>"

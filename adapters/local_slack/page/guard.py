"""The door of the page: this machine only, and no other site's scripts.

Whoever can reach the port is trusted.  What is kept out is a page of elsewhere, open in the same
browser: it could name this address, or have its own name lead here.
"""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Handler

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_SAFE_METHODS = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@web.middleware
async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what does not come from the page itself."""
    if request.host.rpartition(":")[0] not in _NAMES:
        raise web.HTTPMisdirectedRequest(
            text=f"This page is not called {request.host!r}: open it at http://127.0.0.1 and its port."
        )
    if request.method not in _SAFE_METHODS:
        _check_origin(request)
    return await handler(request)


async def set_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Let the browser load nothing from elsewhere, and keep nothing."""
    response.headers.update(_HEADERS)


def _check_origin(request: web.Request) -> None:
    """Browsers say from which origin a script sends; a form of elsewhere cannot send JSON."""
    if request.headers.get("Origin") != f"http://{request.host}":
        raise web.HTTPForbidden(text="This may only be asked from the page itself.")
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="The content type must be application/json.")

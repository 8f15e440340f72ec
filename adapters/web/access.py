"""The door of the web server: who may do what, checked before any handler runs.

`AccessGuard.guarded` wraps a handler; `bot` wraps its own with it too (`/metrics`).  What needs no
sign-in of people (health, the chat platforms' own endpoints) is simply not wrapped.
"""

from __future__ import annotations

import math
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from aiohttp import web

from adapters.web.rules import WebRules
from adapters.web.sessions import Patience, Sessions
from core.errors import StorageError
from core.ports import Clock

Handler: TypeAlias = Callable[[web.Request], Awaitable[web.StreamResponse]]

_log = structlog.get_logger()

_SAFE_METHODS = frozenset({"GET", "HEAD"})
_API = "/api/"
_SECURITY_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    # Tells other sites nothing, as no-referrer does; with that, forms would come without an origin.
    # Source: https://fetch.spec.whatwg.org/#append-a-request-origin-header
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class AccessGuard:
    """Checks host, origin and sign-in, and turns faults into calm words."""

    def __init__(self, *, rules: WebRules, sessions: Sessions, now: Clock) -> None:
        """Guard by rules; sessions say who has signed in."""
        self._rules = rules
        self._sessions = sessions
        self._patience = Patience(now=now)

    @property
    def session_cookie(self) -> str:
        """What the cookie of a signed-in browser is called."""
        return cookie_name("session", self._rules)

    def guarded(self, handler: Handler, *, needs_sign_in: bool = True) -> Handler:
        """Let a request through to a handler only if everything about it is right.

        Args:
            handler: Answers the request.  May raise `StorageError`.
            needs_sign_in: Whether the token (as `Authorization: Bearer`) or a session is demanded;
                nothing is where no token is set.
        """

        async def guard(request: web.Request) -> web.StreamResponse:
            refusal = self._refusal(request, needs_sign_in=needs_sign_in)
            return refusal if refusal is not None else await _answer(request, handler)

        return guard

    def sign_in(self, request: web.Request, token: str) -> float | None:
        """Try a token.

        Returns:
            None: it is right.  Otherwise for how many seconds it is no use to try again; a wrong
            token counts against the address it comes from.
        """
        if self._sessions.is_token(token):
            # Always: behind a proxy everybody has one address, and a stranger's wrong tries must
            # not lock the others out.  A good token is not found by trying.
            return None
        address = request.remote or ""
        wait_seconds = self._patience.wait_seconds(address)
        if wait_seconds > 0:
            return wait_seconds
        self._patience.failed(address)
        _log.warning("sign_in_failed", address=address)
        return 0.0

    def is_signed_in(self, request: web.Request) -> bool:
        """Whether nobody needs to sign in, or this browser has."""
        session = request.cookies.get(self.session_cookie, "")
        return not self._rules.token or self._sessions.is_valid(session)

    def _refusal(self, request: web.Request, *, needs_sign_in: bool) -> web.Response | None:
        if not self._rules.knows_host(request.host, _listening_port(request, self._rules)):
            return problem(
                request,
                421,
                f"This server is not called {request.host!r}. Open it by the address it was "
                "started with, or set web.public_url to the address that people use.",
            )
        is_checked = request.method not in _SAFE_METHODS or request.path.startswith(_API)
        if is_checked and not self._rules.knows_origin(request.headers):
            return problem(request, 403, "This may only be asked from the page itself.")
        if request.path.startswith(_API) and not _is_json(request):
            return problem(request, 415, "The content type must be application/json.")
        return self._sign_in_demand(request) if needs_sign_in else None

    def _sign_in_demand(self, request: web.Request) -> web.Response | None:
        if self.is_signed_in(request):
            return None
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            wait_seconds = self.sign_in(request, token.strip())
            if wait_seconds is None:
                return None
            if wait_seconds > 0:
                return too_many_tries(request, wait_seconds)
        elif _wants_page(request):
            target = "/sign-in?next=/status" if request.path == "/status" else "/sign-in"
            return web.Response(status=303, headers={"Location": target})
        response = problem(request, 401, "Please sign in.")
        response.headers["WWW-Authenticate"] = "Bearer"
        return response


def cookie_name(name: str, rules: WebRules) -> str:
    """A cookie's name; over https browsers take it from this very host only.

    Source: https://developer.mozilla.org/en-US/docs/Web/HTTP/Guides/Cookies#cookie_prefixes
    """
    return f"__Host-frontdesk-{name}" if rules.is_encrypted else f"frontdesk-{name}"


def problem(request: web.Request, status: int, text: str) -> web.Response:
    """Say in words, for a person or for the page's script, what was wrong with a request."""
    if request.path.startswith(_API):
        return web.json_response({"error": text}, status=status)
    return web.Response(status=status, text=f"{text}\n")


def too_many_tries(request: web.Request, wait_seconds: float) -> web.Response:
    """Say that somebody guesses too quickly."""
    seconds = max(1, math.ceil(wait_seconds))
    response = problem(request, 429, f"Too many wrong tokens. Try again in {seconds} s.")
    response.headers["Retry-After"] = str(seconds)
    return response


async def set_security_headers(_request: web.Request, response: web.StreamResponse) -> None:
    """Tell browsers to be careful with every response of the server; for `on_response_prepare`."""
    for name, value in _SECURITY_HEADERS.items():
        response.headers.setdefault(name, value)
    # Which versions of Python and aiohttp answer is nobody's business.
    response.headers["Server"] = "frontdesk"
    response.headers.setdefault("Cache-Control", "no-store")


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except web.HTTPException:
        raise
    except StorageError as error:
        _log.error("request_failed", path=request.rel_url.path, reason=str(error))
        response = problem(
            request, 503, "I cannot get at my notes just now. Please try again in a minute."
        )
        response.headers["Retry-After"] = "30"
        return response
    # The boundary of a request: people get calm words and an id that the log knows.
    except Exception as error:  # noqa: BLE001
        fault = secrets.token_hex(4)
        _log.exception("request_failed", kind=type(error).__name__, fault=fault)
        return problem(
            request, 500, f"That did not work just now; the fault is in the log as {fault}."
        )


def _listening_port(request: web.Request, rules: WebRules) -> int:
    """Where the server listens really: port 0 in the settings means any free one."""
    name = request.transport.get_extra_info("sockname") if request.transport else None
    return int(name[1]) if name else rules.port


def _is_json(request: web.Request) -> bool:
    return not request.body_exists or request.content_type == "application/json"


def _wants_page(request: web.Request) -> bool:
    return request.method in _SAFE_METHODS and "text/html" in request.headers.get("Accept", "")

"""The sign-in form: one token for everybody who may ask."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

from aiohttp import web

from adapters.web.access import AccessGuard, too_many_tries
from adapters.web.bodies import read_body
from adapters.web.pages import Pages
from adapters.web.rules import WebRules
from adapters.web.sessions import SESSION_DAYS, Sessions

_MOST_BYTES = 4096
_SECONDS_A_DAY = 86_400
_TARGETS = ("/", "/status")
"""Where a person may be led after signing in; never to an address of somebody else's choosing."""


class SignIn:
    """Lets people in, and out."""

    def __init__(
        self, *, rules: WebRules, guard: AccessGuard, sessions: Sessions, pages: Pages
    ) -> None:
        """Take what the form needs."""
        self._rules = rules
        self._guard = guard
        self._sessions = sessions
        self._pages = pages

    async def form(self, request: web.Request) -> web.Response:
        """`GET /sign-in`."""
        target = _target(request.query.get("next", ""))
        if self._guard.is_signed_in(request):
            return _go_to(target)
        return self._form(target, problem="")

    async def sign_in(self, request: web.Request) -> web.Response:
        """`POST /sign-in`."""
        fields = await _read_form(request)
        target = _target(fields.get("next", ""))
        wait_seconds = self._guard.sign_in(request, fields.get("token", "").strip())
        if wait_seconds is None:
            return self._let_in(target)
        if wait_seconds > 0:
            refusal = too_many_tries(request, wait_seconds)
            return self._form(
                target,
                problem="Too many tries. Please wait a minute.",
                status=refusal.status,
                headers={"Retry-After": refusal.headers["Retry-After"]},
            )
        return self._form(target, problem="That is not the token. Please try again.", status=403)

    async def sign_out(self, _request: web.Request) -> web.Response:
        """`POST /sign-out`."""
        response = _go_to("/sign-in" if self._rules.token else "/")
        response.del_cookie(
            self._guard.session_cookie, path="/", secure=self._rules.is_encrypted, httponly=True
        )
        return response

    def _let_in(self, target: str) -> web.Response:
        response = _go_to(target)
        response.set_cookie(
            self._guard.session_cookie,
            self._sessions.make(),
            max_age=SESSION_DAYS * _SECONDS_A_DAY,
            path="/",
            secure=self._rules.is_encrypted,
            httponly=True,
            # Strict would ask people to sign in again who come by a link on another page; every
            # request that changes something is checked for its origin besides.
            samesite="Lax",
        )
        return response

    def _form(
        self,
        target: str,
        *,
        problem: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
    ) -> web.Response:
        return self._pages.sign_in(target=target, problem=problem, status=status, headers=headers)


def _target(asked: str) -> str:
    return asked if asked in _TARGETS else "/"


def _go_to(target: str) -> web.Response:
    return web.Response(status=303, headers={"Location": target})


async def _read_form(request: web.Request) -> dict[str, str]:
    if request.content_type != "application/x-www-form-urlencoded":
        raise web.HTTPUnsupportedMediaType
    body = await read_body(request, most_bytes=_MOST_BYTES)
    try:
        fields = parse_qs(body.decode(), max_num_fields=10)
    except ValueError as error:
        raise web.HTTPBadRequest from error
    return {name: values[0] for name, values in fields.items()}

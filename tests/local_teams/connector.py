"""The Bot Connector: the calls of the bot, as Teams answers them.

`LocalTeams` opens it under its service URL.  What calls do is in `operations`; here they are admitted,
recorded, and go wrong where `mischief` says so.

Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-api-reference
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.local_teams.mischief import Mischief, Trouble
from tests.local_teams.operations import Operations, Request
from tests.local_teams.refusals import Refusal, bad
from tests.local_teams.state import Json, entities_of
from tests.local_teams.tokens import Tokens

_CHAT = "/v3/conversations/{chat}"


@dataclass(slots=True)
class Call:
    """A request of the bot."""

    method: str
    path: str
    operation: str
    """One of `mischief.OPERATIONS`."""
    body: Any = None
    """As JSON; none: there was none."""
    status: int = 0
    """What was answered; 0: nothing yet, or the answer was lost."""
    answer: Any = None
    at_seconds: float = field(default=0.0)
    """Time of the loop when it came in."""


Work = Callable[[Request], tuple[int, Any]]


class Connector:
    """Where the bot calls."""

    def __init__(
        self,
        *,
        operations: Operations,
        tokens: Tokens,
        mischief: Mischief,
        demands_tokens: bool,
        prefix: str,
    ) -> None:
        """Take what calls do.

        Args:
            operations: What they do.
            tokens: Who is let in.
            mischief: What goes wrong.
            demands_tokens: Whether calls must carry a token.
            prefix: The path of the service URL.
        """
        self.calls: list[Call] = []
        self.under_way = 0
        """How many calls wait for their answer."""
        self._operations = operations
        self._tokens = tokens
        self._mischief = mischief
        self._demands_tokens = demands_tokens
        self._prefix = prefix

    def add_to(self, application: web.Application) -> None:
        """Open the doors."""
        does = self._operations
        activity = f"{_CHAT}/activities/{{activity}}"
        doors: list[tuple[str, str, str, Work]] = [
            ("POST", "/v3/conversations", "create", does.create),
            ("POST", f"{_CHAT}/activities", "send", does.send),
            ("POST", activity, "send", does.send),
            ("PUT", activity, "update", does.update),
            ("DELETE", activity, "delete", does.delete),
            ("GET", f"{_CHAT}/members", "members", does.members),
            ("GET", f"{_CHAT}/members/{{member}}", "member", does.member),
            ("GET", f"{_CHAT}/pagedmembers", "paged_members", does.paged_members),
            ("GET", "/v3/teams/{team}", "team", does.team),
            ("GET", "/v3/teams/{team}/conversations", "channels", does.channels),
        ]
        for method, path, operation, work in doors:
            application.router.add_route(method, self._prefix + path, self._door(operation, work))

    def _door(self, operation: str, work: Work) -> Callable[..., Any]:
        async def answer(request: web.Request) -> web.StreamResponse:
            self.under_way += 1
            try:
                return await self._answer(request, operation, work)
            finally:
                self.under_way -= 1

        return answer

    async def _answer(self, request: web.Request, operation: str, work: Work) -> web.StreamResponse:
        raw = await request.read()
        call = Call(request.method, request.path, operation, at_seconds=_now())
        self.calls.append(call)
        if not self._is_admitted(request):
            words = "Authorization has been denied for this request."
            return _answered(call, 401, {"message": words})
        try:
            call.body = _body(raw)
            call.operation = _narrowed(operation, call.body)
            trouble = self._mischief.take(call.operation)
            await asyncio.sleep(trouble.wait_seconds)
            _fail(trouble)
            asked = Request(
                dict(request.match_info), call.body or {}, len(raw), dict(request.query)
            )
            status, answer = work(asked)
        except Refusal as refusal:
            error = {"code": refusal.code, "message": refusal.message}
            return _answered(call, refusal.status, {"error": error}, trouble_of(refusal))
        if trouble.is_lost:
            return _broken(request)
        return _answered(call, status, answer)

    def _is_admitted(self, request: web.Request) -> bool:
        if not self._demands_tokens:
            return True
        return self._tokens.admits(request.headers.get("Authorization", ""))


class _OnPurpose(Refusal):
    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.status, trouble.code, trouble.message)
        self.trouble = trouble


def trouble_of(refusal: Refusal) -> dict[str, str]:
    """The headers that go with a refusal."""
    if isinstance(refusal, _OnPurpose) and refusal.trouble.retry_after is not None:
        return {"Retry-After": f"{refusal.trouble.retry_after:g}"}
    return {}


def _fail(trouble: Trouble) -> None:
    if trouble.status:
        raise _OnPurpose(trouble)


def _now() -> float:
    return asyncio.get_running_loop().time()


def _body(raw: bytes) -> Json | None:
    try:
        body = json.loads(raw) if raw else None
    except ValueError:
        raise bad("The body is no JSON.") from None
    if body is not None and not isinstance(body, dict):
        raise bad("The body is no JSON object.")
    return body


def _narrowed(operation: str, body: Json | None) -> str:
    """`send` may be a piece of a stream, or mere typing."""
    if operation != "send" or body is None:
        return operation
    entities = body.get("entities")
    known = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
    if next(entities_of({"entities": known}, "streaminfo"), None) is not None:
        return "stream"
    return "typing" if body.get("type") == "typing" else "send"


def _answered(
    call: Call, status: int, answer: Any, headers: dict[str, str] | None = None
) -> web.Response:
    call.status, call.answer = status, answer
    if answer is None:
        return web.Response(status=status, headers=headers)
    return web.json_response(answer, status=status, headers=headers)


def _broken(request: web.Request) -> web.Response:
    """Break the connection, so that nobody knows whether it was done."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=502)

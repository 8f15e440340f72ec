"""Answers `/api/METHOD`: token, mischief, limits, arguments, scopes, and then the method itself.

`server.py` mounts it.  What a method does is in `methods`.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BasicAuth, web

from adapters.local_slack.arguments import MethodRules, read_arguments
from adapters.local_slack.later import Later
from adapters.local_slack.limits import Limits
from adapters.local_slack.method_rules import METHOD_RULES
from adapters.local_slack.methods.call import Call
from adapters.local_slack.methods.table import METHODS
from adapters.local_slack.mischief import Mischief, Trouble
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, Workspace
from adapters.local_slack.tokens import workspace_of


@dataclass(frozen=True, slots=True)
class _Request:
    """A call as it came."""

    token: str
    given: Mapping[str, Any]
    came_as_json: bool
    in_address: Mapping[str, Any] = field(default_factory=dict)


class WebApi:
    """The Web API of all workspaces: the token says which one a call is about."""

    def __init__(
        self,
        *,
        workspaces: Mapping[str, Workspace],
        mischief: Mischief,
        limits: Limits,
        now_seconds: Callable[[], float],
        open_socket: Callable[[str], str],
        exchange_code: Callable[[Json], Json],
        later: Later,
        fading: Later,
    ) -> None:
        """Take what the methods work on; `calls` fills as they are called."""
        self.calls: list[tuple[str, Json]] = []
        """Every call that came, with its arguments, refused or not; oldest first."""
        self._workspaces = workspaces
        self._mischief = mischief
        self._limits = limits
        self._now_seconds = now_seconds
        self._open_socket = open_socket
        self._exchange_code = exchange_code
        self._later = later
        self._fading = fading

    async def handle(self, request: web.Request) -> web.Response:
        """Answer one call."""
        method = request.match_info["method"]
        rules = METHOD_RULES.get(method)
        if rules is None:
            return _answer({"ok": False, "error": "unknown_method", "req_method": method})
        asked = await _read(request)
        given = asked.given if rules.reads_json or not asked.came_as_json else asked.in_address
        trouble = self._mischief.take(method)
        self.calls.append((method, _recorded(rules, asked.given)))
        await asyncio.sleep(trouble.wait_seconds)
        if trouble.status != web.HTTPOk.status_code and not trouble.answer_is_lost:
            return _broken(trouble)
        try:
            call = self._call(method, rules, asked.token, given, trouble)
            answer = _answer({"ok": True, **METHODS[method](call)})
            answer.headers["X-OAuth-Scopes"] = ",".join(sorted(call.workspace.app.scopes))
        except _TooMany as too_many:
            return _broken(Trouble(status=429, retry_after_seconds=too_many.retry_after_seconds))
        except SlackRefusal as refusal:
            answer = _answer(_refused(refusal))
        return _broken(trouble) if trouble.answer_is_lost else answer

    def _call(
        self,
        method: str,
        rules: MethodRules,
        token: str,
        given: Mapping[str, Any],
        trouble: Trouble,
    ) -> Call:
        """Check all that is the same for every method."""
        if trouble.error:
            raise SlackRefusal(trouble.error)
        workspace = workspace_of(self._workspaces, rules.token, token)
        app = workspace.app
        wait_seconds = self._limits.retry_after_seconds(
            method,
            workspace.team_id,
            str(given.get("channel", "")),
            is_distributed=app.is_distributed,
        )
        if wait_seconds:
            raise _TooMany(wait_seconds)
        arguments = read_arguments(rules, given)
        if rules.scopes and not app.scopes & set(rules.scopes):
            raise SlackRefusal(
                "missing_scope",
                needed=",".join(rules.scopes),
                provided=",".join(sorted(app.scopes)),
            )
        return Call(
            workspace=workspace,
            arguments=arguments,
            mischief=self._mischief,
            now_seconds=self._now_seconds,
            token=token,
            open_socket=self._open_socket,
            exchange_code=self._exchange_code,
            later=self._later,
            fading=self._fading,
        )


class _TooMany(Exception):
    """The call is one too many."""

    def __init__(self, retry_after_seconds: int) -> None:
        super().__init__(f"Try again in {retry_after_seconds} s.")
        self.retry_after_seconds = retry_after_seconds


async def _read(request: web.Request) -> _Request:
    """Take token and arguments from wherever a client puts them."""
    in_address: dict[str, Any] = dict(request.query)
    given = dict(in_address)
    is_json = request.content_type == "application/json"
    if is_json:
        body = await request.text()
        try:
            given.update(json.loads(body or "{}"))
        except (TypeError, ValueError) as error:
            raise web.HTTPBadRequest(text="The body is no JSON object.") from error
    else:
        given.update(await request.post())
    token = str(given.get("token") or "")
    kind, _, credentials = request.headers.get("Authorization", "").partition(" ")
    if kind == "Bearer":
        token = credentials
    elif kind == "Basic":
        basic = BasicAuth.decode(f"Basic {credentials}")
        given.update(client_id=basic.login, client_secret=basic.password)
    return _Request(token, given, is_json, in_address)


def _recorded(rules: MethodRules, given: Mapping[str, Any]) -> Json:
    try:
        return read_arguments(rules, given)
    except SlackRefusal:
        return {name: value for name, value in given.items() if name != "token"}


def _refused(refusal: SlackRefusal) -> Json:
    details = dict(refusal.details)
    messages = details.pop("messages", None)
    metadata = {"response_metadata": {"messages": messages}} if messages else {}
    return {"ok": False, "error": refusal.error, **details, **metadata}


def _broken(trouble: Trouble) -> web.Response:
    if trouble.status == web.HTTPTooManyRequests.status_code:
        response = web.json_response({"ok": False, "error": "ratelimited"}, status=trouble.status)
        response.headers["Retry-After"] = str(trouble.retry_after_seconds)
        return response
    return web.Response(text="upstream connect error", status=trouble.status)


def _answer(answer: Json) -> web.Response:
    return web.json_response(answer)

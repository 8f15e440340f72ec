"""Teams over HTTP on the desk's web server: activities at `/api/messages`.

`bot.service` adds the route.  What is no activity, or not Teams', never reaches botbuilder's adapter or the
bot; whatever goes wrong, an answer tells a stranger nothing.
"""

from __future__ import annotations

import asyncio
import secrets
import traceback
from collections.abc import Callable
from pathlib import PurePath

import structlog
from aiohttp import web
from aiohttp.http_exceptions import HttpProcessingError
from botbuilder.core import Bot
from botbuilder.schema import Activity
from yarl import URL

from adapters.teams.app_adapter import TeamsAdapter
from adapters.teams.names import ROUTE
from adapters.teams.signing_keys import KeysUnavailable
from adapters.teams.taking_in.reading import activity_in
from core.errors import StorageError

_log = structlog.get_logger()

_MOST_BYTES = 256 * 1024
"""Teams' own limit is 28 KB for a message and some more for what is around it."""
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Real-Ip", "Via")
_BAD, _DENIED, _SLOW, _TOO_BIG, _NO_JSON, _BROKEN, _CLOSED = 400, 401, 408, 413, 415, 500, 503
_AGAIN_SECONDS = 5
_READ_SECONDS = 10.0
_MOST_PLACES = 12


def add_messages(
    server: web.Application,
    adapter: TeamsAdapter,
    bot: Bot,
    *,
    is_open: Callable[[], bool],
    max_bytes: int = _MOST_BYTES,
    read_seconds: float = _READ_SECONDS,
) -> None:
    """Take activities at `/api/messages`.

    Args:
        server: Nothing of it was started yet.
        adapter: Judges requests, and gives activities to the bot.
        bot: Returns soon: Teams waits for its response 15 seconds at most.
        is_open: Whether the desk takes questions; until it does Teams is told to come again.
        max_bytes: Of an activity.
        read_seconds: For all of it to arrive.
    """
    messages = _Messages(
        adapter, bot, is_open=is_open, max_bytes=max_bytes, read_seconds=read_seconds
    )
    server.router.add_post(ROUTE, messages.take)


class _Messages:
    def __init__(
        self,
        adapter: TeamsAdapter,
        bot: Bot,
        *,
        is_open: Callable[[], bool],
        max_bytes: int,
        read_seconds: float,
    ) -> None:
        self._adapter = adapter
        self._bot = bot
        self._is_open = is_open
        self._max_bytes = max_bytes
        self._read_seconds = read_seconds

    async def take(self, request: web.Request) -> web.StreamResponse:
        """Answer a request."""
        if not self._is_open():
            return _later()
        if not (self._may_come_from(request) and self._may_be_signed(request)):
            return _said(_DENIED)
        if request.content_type != "application/json" or not _is_utf8(request):
            return _said(_NO_JSON)
        return await self._read(request.clone(client_max_size=self._max_bytes))

    def _may_come_from(self, request: web.Request) -> bool:
        try:
            host = URL(f"http://{request.host}").host or ""
        except ValueError:
            host = ""
        is_forwarded = any(name in request.headers for name in _FORWARDED)
        return self._adapter.authentication.takes_from(
            _peer(request), host, is_forwarded=is_forwarded
        )

    def _may_be_signed(self, request: web.Request) -> bool:
        """Whether there is a token to judge: what comes without one is not even read."""
        return self._adapter.authentication.takes_header(request.headers.get("Authorization", ""))

    async def _read(self, request: web.Request) -> web.StreamResponse:
        try:
            async with asyncio.timeout(self._read_seconds):
                body = await request.read()
        except web.HTTPRequestEntityTooLarge:
            return _said(_TOO_BIG)
        except TimeoutError:
            return _hung_up(_said(_SLOW))
        except (web.RequestPayloadError, HttpProcessingError):
            # It is packed in another way than it says.
            return _hung_up(_said(_BAD))
        activity = activity_in(body)
        if activity is None:
            return _said(_BAD)
        return await self._process(request.headers.get("Authorization", ""), activity)

    async def _process(self, auth_header: str, activity: Activity) -> web.StreamResponse:
        """As `CloudAdapter.process` does, which would read the activity a second time.

        It also fails on an invoke's answer that is a plain dictionary (seen in 4.17.1).
        """
        try:
            answer = await self._adapter.process_activity(auth_header, activity, self._bot.on_turn)
        except PermissionError:
            return _said(_DENIED)
        except KeysUnavailable:
            return _later()
        except StorageError as error:
            # Teams delivers it again.
            _log.error("teams_activity_not_kept", reason=str(error))
            return _later()
        # The boundary of a request: strangers get an id that the log knows, and nothing else.
        except Exception as error:  # noqa: BLE001
            fault = secrets.token_hex(4)
            kind, places = type(error).__name__, _places(error)
            _log.error("teams_request_failed", kind=kind, fault=fault, places=places)
            return web.json_response({"error": "fault", "fault": fault}, status=_BROKEN)
        if answer is None:
            return web.Response(status=201)
        return web.json_response(answer.body, status=int(answer.status))


def _peer(request: web.Request) -> str:
    """Where a request came from, by its connection and not by what it says."""
    transport = request.transport
    peer = transport.get_extra_info("peername") if transport is not None else None
    return str(peer[0]) if isinstance(peer, tuple) and peer else ""


def _is_utf8(request: web.Request) -> bool:
    return (request.charset or "utf-8").lower() in {"utf-8", "utf8"}


def _places(error: Exception) -> list[str]:
    """Where in the code it went wrong, innermost last.

    What the error itself says may quote what somebody wrote: it stays out of the log.
    """
    frames = traceback.extract_tb(error.__traceback__)[-_MOST_PLACES:]
    return [f"{PurePath(one.filename).name}:{one.lineno} {one.name}" for one in frames]


def _later() -> web.Response:
    response = _said(_CLOSED)
    response.headers["Retry-After"] = str(_AGAIN_SECONDS)
    return response


def _hung_up(response: web.Response) -> web.Response:
    """What is left of the request is not waited for."""
    response.force_close()
    return response


def _said(status: int) -> web.Response:
    words = {
        _BAD: "no activity",
        _DENIED: "not authorized",
        _SLOW: "too slow",
        _TOO_BIG: "too big",
        _NO_JSON: "not JSON",
        _CLOSED: "not open yet",
    }
    return web.json_response({"error": words.get(status, "refused")}, status=status)

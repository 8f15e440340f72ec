"""Socket Mode: the connections that events come through, and a watch over them.

Each connection is kept up by opening one websocket after another: the next one as soon as Slack
announces the end of this one (before it is closed, so that nothing falls between them), or as soon
as it breaks off.  A connection that answers pings but delivers nothing any more cannot be told from
a quiet workspace: where no envelope has come for a while, though Slack answers, it is replaced.
While Slack cannot be reached the first failure is told in the log, and the recovery.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.app import dispatch
from adapters.slack.refusals import error_name
from adapters.slack.websocket import Json, SlackSocket, SocketEnded

_log = structlog.get_logger()

_ENDING_SECONDS = 5.0
"""For acknowledgements that are under way when a connection is closed."""
_LONGEST_WAIT_SECONDS = 60.0
"""Between two tries to connect, unless Slack asks for more."""
_TOO_MANY = "too_many_websockets"
_CURES = {
    "invalid_auth": "Set slack.app_token anew: the app's page, Basic Information, App-Level Tokens.",
    "not_allowed_token_type": "slack.app_token must be an App-Level Token; it begins with xapp-.",
    "missing_scope": "Make an App-Level Token with the scope connections:write.",
    "link_disabled": "Switch Socket Mode on, on the app's page.",
    _TOO_MANY: "Slack allows 10 connections in all: lower slack.connections, or stop other desks.",
}


@dataclass(frozen=True, slots=True)
class SocketRules:
    """How the connections are kept."""

    connections: int = 1
    look_seconds: float = 1.0
    """Between two looks for silence; a connection that held so long counts as good."""
    silent_seconds: float = 180.0
    """Without an envelope, a connection is replaced after this time where Slack itself answers: well
    before the five minutes after which Slack gives up what it could not deliver."""
    retry_seconds: float = 5.0
    """Between two tries to connect, at first; it doubles up to a minute."""
    ping_seconds: float = 5.0
    """How often the other side has to show that it is there."""
    connect_seconds: float = 20.0
    """For one try to connect."""


@dataclass(slots=True)
class _Connection:
    """One connection, over all the websockets that it has had."""

    socket: SlackSocket | None = None
    failures: int = 0
    """Tries that failed since it was last good."""


@dataclass(slots=True)
class _Opened:
    """What is there only while the connections are held."""

    session: aiohttp.ClientSession
    sockets: set[SlackSocket] = field(default_factory=set)
    """All that are not closed yet."""


class SocketConnections:
    """Keeps the connections open and hands what comes to the Bolt app."""

    def __init__(
        self,
        *,
        app: AsyncApp,
        app_token: str,
        web_client: AsyncWebClient,
        rules: SocketRules,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what connecting needs.

        Args:
            app: Handles what comes; acknowledges once it returns.
            app_token: `xapp-…`.
            web_client: Asks for connections; its own token does not matter.
            rules: How they are kept.
            clock: Seconds, of whatever beginning.
        """
        self._app = app
        self._app_token = app_token
        self._web_client = web_client
        self._rules = rules
        self._clock = clock
        self._connections = [_Connection() for _ in range(rules.connections)]

    @property
    def wanted(self) -> int:
        """How many connections there should be."""
        return self._rules.connections

    @property
    def connected(self) -> int:
        """How many of the connections are up just now."""
        return sum(one.socket is not None and one.socket.is_up for one in self._connections)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Hold the connections while the block is open.  Slack being out of reach ends nothing."""
        async with aiohttp.ClientSession() as session:
            opened = _Opened(session)
            keeping = [asyncio.create_task(self._keep(one, opened)) for one in self._connections]
            try:
                yield
            finally:
                for task in keeping:
                    task.cancel()
                await asyncio.wait(keeping, timeout=_ENDING_SECONDS)
                await asyncio.gather(*(self._close(one, opened) for one in list(opened.sockets)))

    # ---- Keeping a connection -------------------------------------------------------------

    async def _keep(self, connection: _Connection, opened: _Opened) -> None:
        """Open one websocket after another, for ever."""
        while True:
            try:
                await self._renew(connection, opened)
                await self._until_over(connection)
            # The boundary of a try: whatever it failed with, the next one must come.
            except Exception as error:  # noqa: BLE001
                wait_seconds = self._failed(connection, error)
                if isinstance(error, SocketEnded) and error.reason == _TOO_MANY:
                    await self._let_go(connection, opened)
                await asyncio.sleep(wait_seconds)

    async def _renew(self, connection: _Connection, opened: _Opened) -> None:
        """Open the next websocket; only then is the one before it closed."""
        following = SlackSocket(handle=self._answer, clock=self._clock)
        opened.sockets.add(following)
        try:
            async with asyncio.timeout(self._rules.connect_seconds):
                told = await self._web_client.apps_connections_open(app_token=self._app_token)
                await following.open(
                    opened.session,
                    str(told["url"]),
                    ping_seconds=self._rules.ping_seconds,
                    proxy=self._web_client.proxy,
                    ssl=self._web_client.ssl or True,
                )
        except BaseException:
            await self._close(following, opened)
            raise
        before, connection.socket = connection.socket, following
        if before is not None:
            await self._close(before, opened)

    async def _until_over(self, connection: _Connection) -> None:
        """Wait until the websocket has to be replaced.

        Raises:
            SocketEnded: It did not hold long enough to try again at once.
        """
        socket = connection.socket
        assert socket is not None
        ask_at = 0.0
        while not await socket.ends(within_seconds=self._rules.look_seconds):
            self._is_good(connection)
            now = self._clock()
            if now - socket.heard_at < self._rules.silent_seconds or now < ask_at:
                continue
            if await self._slack_answers():
                _log.debug("slack_connection_silent", seconds=round(now - socket.heard_at))
                return
            # Nobody else gets through either: a new connection would not help.
            ask_at = now + self._rules.retry_seconds
        if self._clock() - socket.opened_at < self._rules.look_seconds:
            raise SocketEnded(socket.ending)

    async def _slack_answers(self) -> bool:
        try:
            async with asyncio.timeout(self._rules.connect_seconds):
                await self._web_client.api_test()
        except (SlackClientError, aiohttp.ClientError, TimeoutError):
            return False
        return True

    async def _let_go(self, connection: _Connection, opened: _Opened) -> None:
        """Give up a websocket whose successor Slack has no room for."""
        before, connection.socket = connection.socket, None
        if before is not None:
            await self._close(before, opened)

    async def _close(self, socket: SlackSocket, opened: _Opened) -> None:
        await socket.close(within_seconds=_ENDING_SECONDS)
        opened.sockets.discard(socket)

    # ---- What is told of it ---------------------------------------------------------------

    def _is_good(self, connection: _Connection) -> None:
        if connection.failures:
            tries, connection.failures = connection.failures, 0
            if not self._failing:
                _log.info("slack_connected_again", tries=tries)

    def _failed(self, connection: _Connection, error: Exception) -> float:
        """Tell of the first failure.

        Returns:
            Seconds until the next try.
        """
        was_failing = self._failing
        connection.failures += 1
        if not was_failing:
            reason = error.reason if isinstance(error, SocketEnded) else error_name(error)
            _log.error(
                "slack_not_connected",
                kind=type(error).__name__,
                reason=reason,
                cure=_CURES.get(
                    reason, "It is tried again; `frontdesk doctor` looks at the tokens."
                ),
            )
        doubled = self._rules.retry_seconds * 2.0 ** min(connection.failures - 1, 16)
        return max(min(_LONGEST_WAIT_SECONDS, doubled), _asked_to_wait_seconds(error))

    @property
    def _failing(self) -> bool:
        return any(one.failures for one in self._connections)

    # ---- What comes through it ------------------------------------------------------------

    async def _answer(self, envelope: Json) -> Json | None:
        """Hand an envelope to the app; None: it is not to be acknowledged."""

        def request() -> AsyncBoltRequest:
            return AsyncBoltRequest(mode="socket_mode", body=_as_dict(envelope.get("payload")))

        kind = str(envelope.get("type", ""))
        return _acknowledgement(await dispatch(self._app, request, kind=kind))


def _as_dict(payload: Any) -> Json:
    if not isinstance(payload, dict):
        raise TypeError("The payload is no JSON object.")
    return payload


def _acknowledgement(response: BoltResponse) -> Json | None:
    """What goes back with the envelope's id: nothing, JSON, or text."""
    if response.status != 200:  # noqa: PLR2004  (HTTP)
        return None
    if not response.body:
        return {}
    is_json = response.headers.get("content-type", [""])[0].startswith("application/json")
    return {"payload": json.loads(response.body) if is_json else {"text": response.body}}


def _asked_to_wait_seconds(error: Exception) -> float:
    if not isinstance(error, SlackApiError):
        return 0.0
    headers: Mapping[str, str] = getattr(error.response, "headers", None) or {}
    try:
        return float(headers.get("Retry-After", "0"))
    except ValueError:
        return 0.0

"""Socket Mode: the connections that events come through, and a watch over them.

slack_sdk keeps a connection up; three things it does not see.  A connection that broke off without
a word is noticed only at the next ping: here it is replaced within a second.  One that pings but
delivers nothing any more is not noticed at all: when no envelope has come for a while, although
Slack answers `auth.test`, it is replaced.  And while Slack cannot be reached it logs a traceback at
every try: here the first failure is told, and the recovery.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import structlog
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.web.async_client import AsyncWebClient

_log = structlog.get_logger()

_ENDING_SECONDS = 5.0
"""For acknowledgements that are under way when the desk stops."""


@dataclass(frozen=True, slots=True)
class SocketRules:
    """How the connections are kept."""

    connections: int = 1
    look_seconds: float = 1.0
    """Between two looks at the connections."""
    silent_seconds: float = 600.0
    """Without an envelope, a connection is checked, and replaced where Slack itself answers."""
    retry_seconds: float = 5.0
    """Between two tries to connect, at first; it doubles up to a minute."""
    ping_seconds: float = 5.0


@dataclass(slots=True)
class _Connection:
    """One connection, over all the sockets that it has had."""

    client: SocketModeClient
    heard_at: float
    """When the latest envelope came, in monotonic seconds."""
    failures: int = 0
    try_at: float = 0.0
    handling: set[asyncio.Task[None]] = field(default_factory=set)


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
        self._connections: list[_Connection] = []

    @property
    def wanted(self) -> int:
        """How many connections there should be."""
        return self._rules.connections

    @property
    def connected(self) -> int:
        """How many of the connections are up just now."""
        return sum(_is_up(one.client) for one in self._connections)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Hold the connections while the block is open.  Slack being out of reach ends nothing."""
        self._connections = [self._make() for _ in range(self._rules.connections)]
        watching = asyncio.create_task(self._watch())
        try:
            yield
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            handling = {task for one in self._connections for task in one.handling}
            if handling:
                await asyncio.wait(handling, timeout=_ENDING_SECONDS)
            await asyncio.gather(
                *(one.client.close() for one in self._connections), return_exceptions=True
            )

    def _make(self) -> _Connection:
        client = SocketModeClient(
            app_token=self._app_token,
            logger=_silent_logger(),
            web_client=self._web_client,
            # What slack_sdk tries by itself it tries for ever, logging all of it; see `_mend`.
            auto_reconnect_enabled=False,
            ping_interval=self._rules.ping_seconds,
        )
        connection = _Connection(client, heard_at=self._clock())

        async def heard(
            _client: AsyncBaseSocketModeClient, _message: dict[str, Any], _raw: str | None
        ) -> None:
            connection.heard_at = self._clock()

        async def handle(client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
            task = asyncio.current_task()
            if task is not None:
                connection.handling.add(task)
                task.add_done_callback(connection.handling.discard)
            began = time.time()
            response = await run_async_bolt_app(self._app, request)
            try:
                await send_async_response(client, request, response, began)
            except (aiohttp.ClientError, ConnectionError, RuntimeError) as error:
                # Slack delivers it again, and then it is known.
                _log.info("slack_acknowledgement_lost", kind=type(error).__name__)

        client.message_listeners.append(heard)
        client.socket_mode_request_listeners.append(handle)
        return connection

    # ---- The watch ----------------------------------------------------------------------

    async def _watch(self) -> None:
        while True:
            await asyncio.gather(*(self._mend(one) for one in self._connections))
            await asyncio.sleep(self._rules.look_seconds)

    async def _mend(self, connection: _Connection) -> None:
        """Connect where that is needed and its time has come."""
        now = self._clock()
        is_up = _is_up(connection.client)
        if is_up and now - connection.heard_at < self._rules.silent_seconds:
            return
        if now < connection.try_at:
            return
        if is_up and not await self._slack_answers():
            # Nobody else gets through either: a new connection would not help.
            connection.try_at = now + self._rules.retry_seconds
            return
        try:
            async with asyncio.timeout(self._rules.ping_seconds * 4):
                connection.client.wss_uri = await self._address()
                await connection.client.connect()
        # The boundary of a try: the next one must come.
        except Exception as error:  # noqa: BLE001
            self._failed(connection, error)
            return
        connection.heard_at = self._clock()
        if connection.failures:
            _log.info("slack_connected_again", tries=connection.failures)
        elif is_up:
            _log.info("slack_connection_replaced", silent_seconds=round(self._rules.silent_seconds))
        connection.failures = 0

    async def _address(self) -> str:
        opened = await self._web_client.apps_connections_open(app_token=self._app_token)
        return str(opened["url"])

    def _failed(self, connection: _Connection, error: Exception) -> None:
        connection.failures += 1
        wait_seconds = min(60.0, self._rules.retry_seconds * 2 ** (connection.failures - 1))
        connection.try_at = self._clock() + wait_seconds
        if connection.failures == 1:
            told = error.response.get("error", "") if hasattr(error, "response") else ""
            _log.error("slack_not_connected", kind=type(error).__name__, reason=told)

    async def _slack_answers(self) -> bool:
        try:
            async with asyncio.timeout(self._rules.ping_seconds * 2):
                await self._web_client.api_test()
        except (SlackClientError, aiohttp.ClientError, TimeoutError):
            return False
        return True


def _is_up(client: SocketModeClient) -> bool:
    session = client.current_session
    return session is not None and not session.closed and not client.stale


def _silent_logger() -> logging.Logger:
    """A logger that says nothing: events are told here, once, in our own words."""
    logger = logging.getLogger("slack_sdk.socket_mode.silent")
    logger.setLevel(logging.CRITICAL + 1)
    return logger

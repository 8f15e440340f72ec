"""One websocket of Socket Mode, from its hello to its end; `sockets` opens one after another.

slack_sdk's own client is not used here.  It tries an address again for ever, though each is good for
one try; it ends a connection before it has the next; and it notices one that broke off only when it
looks, every few seconds.
Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import aiohttp
import structlog

_log = structlog.get_logger()

_GOODBYE_SECONDS = 1.0
"""For the other side to say goodbye as well."""

Json: TypeAlias = dict[str, Any]
Handle: TypeAlias = Callable[[Json], Awaitable[Json | None]]
"""Takes an envelope; gives what it is acknowledged with, or None: Slack is to send it again."""


class SocketEnded(ConnectionError):
    """A websocket came to its end, or Slack asked for another one."""

    def __init__(self, reason: str) -> None:
        """Take Slack's word for it, or ours."""
        super().__init__(reason)
        self.reason = reason


class SlackSocket:
    """One websocket.  What comes is handled at once, each in a task of its own."""

    def __init__(self, *, handle: Handle, clock: Callable[[], float]) -> None:
        """Take who handles envelopes, and seconds of whatever beginning."""
        self._handle = handle
        self._clock = clock
        self._socket: aiohttp.ClientWebSocketResponse | None = None
        self._reading: asyncio.Task[None] | None = None
        self._handling: set[asyncio.Task[None]] = set()
        self._answered = asyncio.Event()
        """Set once Slack has said hello, or will not any more."""
        self._ended = asyncio.Event()
        self._has_greeted = False
        self._is_closing = False
        self.ending = ""
        """Why it ended or is to be replaced; empty: it is not."""
        self.opened_at = clock()
        self.heard_at = clock()
        """When Slack last sent something that was no ping."""

    @property
    def is_up(self) -> bool:
        """Whether envelopes can come through it."""
        return self._has_greeted and self._socket is not None and not self._socket.closed

    async def open(
        self, session: aiohttp.ClientSession, address: str, *, ping_seconds: float, **proxy: Any
    ) -> None:
        """Connect, and wait for Slack's hello.

        Args:
            session: Opens the connection.
            address: As `apps.connections.open` gave it; good for one try, soon.
            ping_seconds: How often the other side has to show that it is there.
            proxy: What aiohttp is to be told of proxies and certificates.

        Raises:
            aiohttp.ClientError: It cannot be connected.
            SocketEnded: Slack wants no such connection; says which reason it gave.
        """
        self._socket = await session.ws_connect(
            address,
            heartbeat=ping_seconds,
            timeout=aiohttp.ClientWSTimeout(ws_close=_GOODBYE_SECONDS),
            **proxy,
        )
        self._reading = asyncio.create_task(self._read(self._socket))
        await self._answered.wait()
        if not self._has_greeted:
            raise SocketEnded(self.ending)
        self.opened_at = self._clock()

    async def ends(self, *, within_seconds: float) -> bool:
        """Wait for its end, or for Slack's wish to replace it.

        Returns:
            Whether that came within the time.
        """
        try:
            # Not `wait_for`: in Python 3.11 it may swallow a cancellation that comes with the end.
            # https://github.com/python/cpython/issues/86296
            async with asyncio.timeout(within_seconds):
                await self._ended.wait()
        except TimeoutError:
            return False
        return True

    async def close(self, *, within_seconds: float) -> None:
        """Finish what is being handled, then say goodbye.

        Events that come meanwhile are left: Slack sends them again, over another connection.

        Args:
            within_seconds: How long what is being handled has; it is cancelled then.
        """
        self._is_closing = True
        if self._handling:
            _, late = await asyncio.wait(self._handling, timeout=within_seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)
        if self._socket is not None:
            await self._socket.close()
        if self._reading is not None:
            self._reading.cancel()
            await asyncio.gather(self._reading, return_exceptions=True)

    # ---- What comes ---------------------------------------------------------------------

    async def _read(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        try:
            async for message in socket:
                if message.type is aiohttp.WSMsgType.TEXT:
                    self._heard(message.data)
        finally:
            self._end("closed")

    def _heard(self, text: str) -> None:
        self.heard_at = self._clock()
        try:
            told = json.loads(text)
        except ValueError:
            told = None
        if not isinstance(told, dict):
            _log.warning("slack_envelope_not_read")
            return
        match told.get("type"):
            case "hello":
                self._has_greeted = True
                self._answered.set()
            case "disconnect":
                self._end(str(told.get("reason") or "disconnect"))
            case "events_api" if self._is_closing:
                return
            case _ if isinstance(told.get("envelope_id"), str):
                self._start(told)

    def _end(self, reason: str) -> None:
        self.ending = self.ending or reason
        self._answered.set()
        self._ended.set()

    def _start(self, envelope: Json) -> None:
        task = asyncio.create_task(self._take(envelope))
        self._handling.add(task)
        task.add_done_callback(self._handling.discard)

    async def _take(self, envelope: Json) -> None:
        assert self._socket is not None
        try:
            answer = await self._handle(envelope)
            if answer is not None:
                await self._socket.send_json({"envelope_id": envelope["envelope_id"], **answer})
        except (aiohttp.ClientError, ConnectionError) as error:
            # Slack delivers it again, and then it is known.
            _log.info("slack_acknowledgement_lost", kind=type(error).__name__)
        # The boundary of an envelope: the others go on.
        except Exception as error:  # noqa: BLE001
            _log.error("slack_envelope_failed", kind=type(error).__name__)

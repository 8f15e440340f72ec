"""Socket Mode: hands out connections, and carries parcels over them.

The server mounts it; `delivery` calls `carry`.  It knows nothing of what the parcels mean.

Source: https://docs.slack.dev/apis/events-api/using-socket-mode
"""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import WSMessage, WSMsgType, web

from adapters.local_slack.parcels import DeliveryMischief, Parcel, ParcelKind, Receipt
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import Json, Workspace

MOST_CONNECTIONS = 10
"""Source: https://docs.slack.dev/apis/events-api/using-socket-mode#multiple"""

_TICKET_SECONDS = 30.0
_CONNECTION_SECONDS = 3600
_PING_SECONDS = 5.0
_TICK_SECONDS = 0.02


@dataclass(slots=True, eq=False)
class _Connection:
    number: int
    socket: web.WebSocketResponse
    request: web.Request
    is_mute: bool = False
    """It stays open, and nothing is delivered over it any more."""


@dataclass(slots=True, eq=False)
class _Pending:
    connection: _Connection
    parcel: Parcel
    receipt: asyncio.Future[Receipt]


class SocketModeServer:
    """The app's connections: a `Carrier`."""

    def __init__(
        self,
        *,
        workspace: Workspace,
        mischief: DeliveryMischief,
        ticket_seconds: float = _TICKET_SECONDS,
    ) -> None:
        """Begin without connections.

        Args:
            workspace: Whose app's token opens connections, and where this server listens.
            mischief: What goes wrong with them.
            ticket_seconds: How long an address that was handed out may be used.
        """
        self._workspace = workspace
        self._app = workspace.app
        self._mischief = mischief
        self._ticket_seconds = ticket_seconds
        self._tickets: dict[str, float] = {}
        """When each runs out, in monotonic seconds."""
        self._connections: list[_Connection] = []
        self._pending: dict[str, _Pending] = {}
        self._numbers = itertools.count(1)
        self._turns = itertools.count()
        self._is_connected = asyncio.Event()
        self._arrived = asyncio.Event()
        self._drops = itertools.count()

    def add_to(self, application: web.Application) -> None:
        """Answer at `/link/`, and do mischief while the application runs."""
        application.router.add_get("/link/", self._link)
        application.cleanup_ctx.append(self._run)

    def open_address(self, token: str) -> str:
        """An address to connect to, once, soon: what `apps.connections.open` returns.

        Args:
            token: The app token.

        Raises:
            SlackRefusal: Not an app token, or not this app's.
        """
        if not token.startswith("xapp-"):
            raise SlackRefusal("not_allowed_token_type")
        if token != self._app.app_token:
            raise SlackRefusal("invalid_auth")
        ticket = secrets.token_urlsafe(16)
        self._tickets[ticket] = time.monotonic() + self._ticket_seconds
        host = self._workspace.address.partition("://")[2]
        return f"ws://{host}/link/?ticket={ticket}&app_id={self._app.id}"

    @property
    def connections(self) -> int:
        """How many are open."""
        return len(self._connections)

    async def connected(self, *, at_least: int = 1, within_seconds: float = 10.0) -> None:
        """Wait until the app is connected."""
        async with asyncio.timeout(within_seconds):
            while len(self._connections) < at_least:
                self._arrived.clear()
                await self._arrived.wait()

    async def carry(
        self, parcel: Parcel, *, ack_seconds: float, patience_seconds: float
    ) -> Receipt:
        """Send a parcel over the next connection in turn; see `Carrier`."""
        try:
            async with asyncio.timeout(patience_seconds):
                # One that was there may be gone again by the time that this is resumed.
                while not self._connections:
                    await self._is_connected.wait()
        except TimeoutError:
            return Receipt(is_acknowledged=False, reason="connection_failed")
        began = time.monotonic()
        connection = self._connections[next(self._turns) % len(self._connections)]
        receipt = await self._send(connection, parcel, ack_seconds)
        return replace(receipt, after_seconds=time.monotonic() - began)

    def mute(self) -> None:
        """Let the connections that are open now die silently: they answer pings, no more."""
        for connection in self._connections:
            connection.is_mute = True

    async def refresh(self, *, warning_seconds: float = 0.05) -> None:
        """Say that the connections end soon, then end them, as Slack does every few hours."""
        old = list(self._connections)
        for connection in old:
            await self._disconnect(connection, "warning")
        await asyncio.sleep(warning_seconds)
        for connection in old:
            await self._disconnect(connection, "refresh_requested")
            await connection.socket.close()

    async def drop(self, *, politely: bool = False) -> None:
        """End all connections at once.

        Args:
            politely: With a closing frame; else the line goes dead.
        """
        for connection in list(self._connections):
            if politely:
                await connection.socket.close(code=1001)
            elif connection.request.transport is not None:
                connection.request.transport.abort()

    async def _send(self, connection: _Connection, parcel: Parcel, ack_seconds: float) -> Receipt:
        envelope_id = secrets.token_hex(16)
        receipt = asyncio.get_running_loop().create_future()
        self._pending[envelope_id] = _Pending(connection, parcel, receipt)
        try:
            if not (connection.is_mute or self._mischief.mute_sockets):
                await connection.socket.send_str(json.dumps(_envelope(envelope_id, parcel)))
            return await asyncio.wait_for(receipt, ack_seconds)
        except ConnectionError:
            return Receipt(is_acknowledged=False, reason="connection_failed")
        except TimeoutError:
            return Receipt(is_acknowledged=False, reason="timeout")
        finally:
            del self._pending[envelope_id]

    async def _link(self, request: web.Request) -> web.StreamResponse:
        runs_out_at = self._tickets.pop(request.query.get("ticket", ""), 0.0)
        if time.monotonic() > runs_out_at:
            raise web.HTTPUnauthorized(text="This ticket was used, has run out or never existed.")
        socket = web.WebSocketResponse(autoping=False)
        await socket.prepare(request)
        connection = _Connection(next(self._numbers), socket, request)
        if len(self._connections) >= MOST_CONNECTIONS:
            await self._disconnect(connection, "too_many_websockets")
            await socket.close()
            return socket
        self._connections.append(connection)
        try:
            await socket.send_json(self._hello())
            self._is_connected.set()
            self._arrived.set()
            async for message in socket:
                await self._heard(connection, message)
        finally:
            self._forget(connection)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self._connections),
            "connection_info": {"app_id": self._app.id},
            "debug_info": {
                "host": "applink-local",
                "build_number": 1,
                "approximate_connection_time": _CONNECTION_SECONDS,
            },
        }

    async def _disconnect(self, connection: _Connection, reason: str) -> None:
        if not connection.socket.closed:
            await connection.socket.send_json(
                {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-local"}}
            )

    async def _heard(self, connection: _Connection, message: WSMessage) -> None:
        if self._mischief.deaf_sockets:
            return
        if message.type is WSMsgType.PING:
            await connection.socket.pong(message.data)
        elif message.type is WSMsgType.TEXT:
            self._acknowledged(message.data)

    def _acknowledged(self, text: str) -> None:
        """Match an acknowledgement; it may come over another connection than the parcel went."""
        acknowledgement: dict[str, Any] = json.loads(text)
        pending = self._pending.get(acknowledgement.get("envelope_id", ""))
        if pending is None or pending.receipt.done():
            return
        response = acknowledgement.get("payload") or {}
        accepted = response if pending.parcel.accepts_response else {}
        pending.receipt.set_result(Receipt(is_acknowledged=True, response=accepted))

    def _forget(self, connection: _Connection) -> None:
        """Events that were sent over a dead connection will be sent again."""
        self._connections.remove(connection)
        if not self._connections:
            self._is_connected.clear()
        for pending in self._pending.values():
            is_event = pending.parcel.kind is ParcelKind.EVENT
            if pending.connection is connection and is_event and not pending.receipt.done():
                pending.receipt.set_result(Receipt(is_acknowledged=False, reason="timeout"))

    async def _run(self, _application: web.Application) -> AsyncIterator[None]:
        tending = asyncio.create_task(self._tend())
        yield
        tending.cancel()
        await asyncio.gather(tending, return_exceptions=True)
        await self.drop(politely=False)

    async def _tend(self) -> None:
        """Ping the connections, and drop them every so often."""
        pinged = dropped = time.monotonic()
        while True:
            await asyncio.sleep(_TICK_SECONDS)
            now, every = time.monotonic(), self._mischief.drop_sockets_every_seconds
            if not every:
                dropped = now
            elif now - dropped >= every:
                dropped = now
                # Both ways are seen in the wild, so both take turns.
                await self.drop(politely=next(self._drops) % 2 == 0)
            if now - pinged >= _PING_SECONDS:
                pinged = now
                await self._ping()

    async def _ping(self) -> None:
        for connection in list(self._connections):
            try:
                await connection.socket.ping(b"Ping from applink-local")
            except ConnectionError:
                continue  # its own loop will notice


def _envelope(envelope_id: str, parcel: Parcel) -> Json:
    envelope: Json = {
        "envelope_id": envelope_id,
        "type": parcel.kind.value,
        "accepts_response_payload": parcel.accepts_response,
        "payload": parcel.payload,
    }
    if parcel.kind is ParcelKind.EVENT:
        envelope["retry_attempt"] = parcel.retry_number
        envelope["retry_reason"] = parcel.retry_reason
    return envelope

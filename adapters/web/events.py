"""An answer as server-sent events: what was said so far, then every change, then its end.

Each reader takes the latest state at their own pace: pieces that come faster than they can be
shown become one.  Source: https://html.spec.whatwg.org/multipage/server-sent-events.html
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from aiohttp import web

from adapters.web.live import WebReply
from adapters.web.rendering import to_html
from adapters.web.views import finished_view

Event: TypeAlias = tuple[str, dict[str, Any]]
"""Its name and what it carries."""

_SHORTEST_PAUSE_SECONDS = 0.05
"""Between two events, so that a page redraws at most 20 times a second."""
_RENDER_SHARE = 10
"""The pause grows with the text: making its HTML takes a tenth of the time at most."""
_HEARTBEAT_SECONDS = 15.0
"""Proxies end what is silent for longer, often after 30 or 60 seconds."""
_TAKE_TIMEOUT_SECONDS = 30.0
"""A browser that takes nothing for so long is gone; it may come back and gets a snapshot."""
_RETRY_MILLISECONDS = 1500


class EventStreams:
    """All streams that are open, so that they end when the server does."""

    def __init__(self, *, heartbeat_seconds: float = _HEARTBEAT_SECONDS) -> None:
        """Open none yet."""
        self._heartbeat_seconds = heartbeat_seconds
        self._closing = False
        self._open: set[asyncio.Event] = set()

    async def close(self, _app: web.Application) -> None:
        """End every stream; the browsers come back when the server does."""
        self._closing = True
        for event in self._open:
            event.set()

    async def follow(self, request: web.Request, reply: WebReply) -> web.StreamResponse:
        """Show an answer until its end, until its reader leaves, or until the server closes."""
        response = await _start(request)
        with reply.watched() as news:
            self._open.add(news)
            try:
                await self._send_all(response, reply, news)
            except (ConnectionError, TimeoutError):
                # The reader has left, or takes nothing: the answer goes on without them.
                pass
            finally:
                self._open.discard(news)
        return response

    async def _send_all(
        self, response: web.StreamResponse, reply: WebReply, news: asyncio.Event
    ) -> None:
        shown = _Shown.of(reply)
        await _send(response, ("snapshot", _snapshot(reply)))
        while not self._closing and not reply.is_withdrawn:
            if reply.outcome is not None:
                await _send(response, ("finished", finished_view(reply)))
                return
            await asyncio.sleep(max(_SHORTEST_PAUSE_SECONDS, _RENDER_SHARE * reply.render_seconds))
            if not await self._wait(news):
                await _write(response, b": still here\n\n")
                continue
            news.clear()
            for event in shown.changes(reply):
                await _send(response, event)
        if reply.is_withdrawn:
            await _send(response, ("gone", {"turn_id": reply.turn.id}))

    async def _wait(self, news: asyncio.Event) -> bool:
        try:
            async with asyncio.timeout(self._heartbeat_seconds):
                await news.wait()
        except TimeoutError:
            return False
        return True


async def tell_end(request: web.Request, view: dict[str, Any]) -> web.StreamResponse:
    """Show an answer that was finished before, in one event."""
    response = await _start(request)
    await _send(response, ("finished", view))
    return response


@dataclass(slots=True)
class _Shown:
    """What a reader has seen."""

    status: str
    draft: str
    text: str

    @classmethod
    def of(cls, reply: WebReply) -> _Shown:
        return cls(reply.status_text, reply.draft_text, reply.text)

    def changes(self, reply: WebReply) -> Iterator[Event]:
        """Everything that is not as the reader has seen it; nothing once the end is there."""
        now = _Shown.of(reply)
        if reply.outcome is None:
            if now.status != self.status:
                yield "status", {"text": now.status}
            if now.draft != self.draft:
                yield "draft", {"html": to_html(now.draft)}
            if now.text != self.text:
                yield "text", {"html": reply.text_html()}
        self.status, self.draft, self.text = now.status, now.draft, now.text


def _snapshot(reply: WebReply) -> dict[str, Any]:
    return {
        "status": reply.status_text,
        "draft": to_html(reply.draft_text),
        "html": reply.text_html(),
        "turn_id": reply.turn.id,
    }


async def _start(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(
        headers={
            "Content-Type": "text/event-stream; charset=utf-8",
            "Cache-Control": "no-store",
            # nginx gathers answers otherwise.
            "X-Accel-Buffering": "no",
        }
    )
    await response.prepare(request)
    await _write(response, f"retry: {_RETRY_MILLISECONDS}\n\n".encode())
    return response


async def _send(response: web.StreamResponse, event: Event) -> None:
    name, data = event
    # JSON has no line breaks of its own, which would end the event.
    await _write(response, f"event: {name}\ndata: {json.dumps(data)}\n\n".encode())


async def _write(response: web.StreamResponse, data: bytes) -> None:
    async with asyncio.timeout(_TAKE_TIMEOUT_SECONDS):
        await response.write(data)

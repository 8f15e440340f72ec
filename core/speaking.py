"""Passes an answer on to a reply as fast as the platform takes it, and no faster.

Generation is never held up: while a platform takes one piece, what comes after is gathered and
goes out as one.  Called by `core.serving`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from core.errors import DeliveryError, DeliveryRefused, DeliveryStopped
from core.ports import Reply

_log = structlog.get_logger()


class Speaker:
    """Shows one answer while it is written; the end of it is not its business."""

    def __init__(
        self,
        reply: Reply,
        *,
        timeout_seconds: float,
        give_up: Callable[[DeliveryStopped | DeliveryRefused], None],
    ) -> None:
        """Prepare; nothing is shown before `run`.

        Args:
            reply: Where to show it.
            timeout_seconds: For one piece; a platform that takes longer gets no more of them.
            give_up: Called once when the person, or the platform, wants nothing more.
        """
        self._reply = reply
        self._timeout_seconds = timeout_seconds
        self._give_up = give_up
        self._news = asyncio.Event()
        self._status = ""
        self._draft = ""
        self._text = ""

    def status(self, text: str) -> None:
        """Show what is going on; a status that was not shown yet is replaced."""
        self._status = text
        self._news.set()

    def draft(self, text: str) -> None:
        """Show a draft."""
        self._draft = text
        self._news.set()

    def append(self, text: str) -> None:
        """Show the next piece of the answer."""
        self._text += text
        self._news.set()

    async def run(self) -> None:
        """Show until cancelled; never raises anything else.

        After a piece that failed no further ones are shown: there would be a gap.  The whole
        answer comes with `Reply.finish`.
        """
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                await self._show()
        except (DeliveryStopped, DeliveryRefused) as error:
            self._give_up(error)
        except (DeliveryError, TimeoutError) as error:
            _log.warning("piece_not_shown", reason=type(error).__name__)
        # The boundary of an adapter: its fault must not end the answer.
        except Exception as error:  # noqa: BLE001
            _log.exception("piece_not_shown", reason=type(error).__name__)

    async def _show(self) -> None:
        status, self._status = self._status, ""
        draft, self._draft = self._draft, ""
        text, self._text = self._text, ""
        if text:
            await self._call(self._reply.append(text))
        elif draft:
            await self._call(self._reply.draft(draft))
        elif status:
            await self._call(self._reply.status(status))

    async def _call(self, call: Awaitable[None]) -> None:
        async with asyncio.timeout(self._timeout_seconds):
            await call

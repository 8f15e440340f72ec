"""What the buttons beside a subscription do.

They are plain forms: the door (`adapters.web.access`) has checked origin and sign-in by then.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import structlog
from aiohttp import web

from adapters.web.access import Handler, problem
from core.domain import SubscriptionId
from core.ports import SubscriptionActions

_Action: TypeAlias = Callable[[SubscriptionId], Awaitable[bool]]

_log = structlog.get_logger()


class SubscriptionForms:
    """Pauses, resumes and removes subscriptions for operators."""

    def __init__(self, *, actions: SubscriptionActions) -> None:
        """Take what does it."""
        self._actions = actions

    def routes(self) -> list[web.RouteDef]:
        """`POST /status/subscriptions/{number}/pause`, and the others; still to be guarded."""
        path = r"/status/subscriptions/{number:\d{1,18}}"
        return [
            web.post(f"{path}/pause", self._handler("paused", self._actions.pause)),
            web.post(f"{path}/resume", self._handler("resumed", self._actions.resume)),
            web.post(f"{path}/remove", self._handler("removed", self._actions.remove)),
        ]

    def _handler(self, done: str, act: _Action) -> Handler:
        async def handle(request: web.Request) -> web.StreamResponse:
            number = int(request.match_info["number"])
            if not await act(number):
                return problem(
                    request,
                    404,
                    f"There is no subscription {number} any more, so nothing was done. "
                    "Go back and load the page again to see those that are left.",
                )
            _log.info("subscription_changed", number=number, became=done, by="status page")
            # Loading the page again must not do it again.
            return web.Response(status=303, headers={"Location": "/status#subscriptions"})

        return handle

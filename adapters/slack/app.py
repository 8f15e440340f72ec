"""The Bolt app: what comes from Slack passes it, by socket or over HTTP.

`adapters.slack.listening` and `adapters.slack.surfaces` tell it what to listen to.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.workspaces import Workspaces

_log = structlog.get_logger()

Next: TypeAlias = Callable[[], Awaitable[BoltResponse]]


def make_app(
    *,
    workspaces: Workspaces,
    signing_secret: str,
    client: AsyncWebClient,
    is_open: Callable[[], bool],
) -> AsyncApp:
    """Make the app, without any listeners.

    Slack gets its acknowledgement only when the listener is done, and none where it fails: then it
    delivers again.  So what was acknowledged is kept, and listeners must be quick.

    Args:
        workspaces: Tells whose events are trusted.
        signing_secret: Of events over HTTP; empty where they come through sockets.
        client: Has Slack's address; tokens come from `workspaces`.
        is_open: Whether the desk takes questions.  While it does not, events are not acknowledged,
            and Slack brings them again in a minute and in five: by then it has restarted.
    """

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        return await workspaces.authorize(team_id)

    # Bolt warns of every event that nobody listens to, and quotes it.
    logger = logging.getLogger("slack_bolt")
    logger.setLevel(logging.ERROR)
    app = AsyncApp(
        name="frontdesk",
        logger=logger,
        process_before_response=True,
        # `listening.faults` acknowledges what nobody listens to; Bolt would have it come again.
        raise_error_for_unhandled_request=True,
        # Where events come through sockets nothing over HTTP is to be believed.
        signing_secret=signing_secret or secrets.token_hex(),
        client=client,
        # None is taken, and means: not installed there.
        authorize=authorize,  # type: ignore[arg-type]
    )

    async def only_while_open(body: dict[str, Any], next_: Next) -> BoltResponse:
        if body.get("type") == "event_callback" and not is_open():
            return BoltResponse(status=503)
        return await next_()

    app.middleware(only_while_open)
    return app


async def dispatch(
    app: AsyncApp, make_request: Callable[[], AsyncBoltRequest], *, kind: str
) -> BoltResponse:
    """Hand a request that is known to come from Slack to the app.

    What cannot be read is acknowledged: it could not be read the next time either.

    Args:
        app: As `make_app` made it.
        make_request: Reads what came.
        kind: What the log calls it.
    """
    try:
        request = make_request()
    # Bolt relies on the shape of what it reads, and fails with whatever Python raises then.
    except Exception as error:  # noqa: BLE001
        return _unreadable(kind, type(error).__name__)
    if not _is_whole(request):
        return _unreadable(kind, "no event")
    return await app.async_dispatch(request)


def _is_whole(request: AsyncBoltRequest) -> bool:
    """Whether Bolt can tell what happened where; else even its handler of errors fails."""
    is_of_team = isinstance(request.context.team_id or "", str)
    if request.body.get("type") != "event_callback":
        return is_of_team
    event = request.body.get("event")
    return is_of_team and isinstance(event, dict) and isinstance(event.get("type"), str)


def _unreadable(kind: str, error: str) -> BoltResponse:
    _log.warning("slack_request_not_read", kind=kind, error=error)
    return BoltResponse(status=200, body="")

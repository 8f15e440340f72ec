"""The Bolt app: what comes from Slack passes it, by socket or over HTTP.

`adapters.slack.listening` and `adapters.slack.surfaces` tell it what to listen to.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.response import BoltResponse
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.workspaces import Workspaces


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

    async def authorize(enterprise_id: str | None, team_id: str | None) -> AuthorizeResult | None:
        return await workspaces.authorize(enterprise_id, team_id)

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

    async def only_while_open(
        body: dict[str, Any], next_: Callable[[], Awaitable[BoltResponse]]
    ) -> BoltResponse:
        if body.get("type") == "event_callback" and not is_open():
            return BoltResponse(status=503)
        return await next_()

    app.middleware(only_while_open)
    return app

"""Slack over HTTP on the desk's web server: signed events, and installing in a workspace.

`bot.service` adds the routes.  A signature is checked before anything of a request is read; what is
not signed by Slack is answered 401.
"""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.signature import SignatureVerifier

from adapters.slack.app import dispatch

_log = structlog.get_logger()

EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"


def add_events(server: web.Application, app: AsyncApp, verifier: SignatureVerifier) -> None:
    """Take events, commands and clicks at `/slack/events`.

    Args:
        server: Nothing of it was started yet.
        app: Handles them; it has the same signing secret.
        verifier: Knows Slack's signatures.
    """
    signatures = _Signatures(verifier)

    async def events(request: web.Request) -> web.Response:
        body = await request.read()
        if not signatures.are_right(request, body):
            return web.json_response({"error": "invalid request"}, status=401)

        def read() -> AsyncBoltRequest:
            headers: dict[str, str | Sequence[str]] = dict(request.headers)
            return AsyncBoltRequest(body=body.decode(), query=request.query_string, headers=headers)

        return await to_aiohttp_response(await dispatch(app, read, kind="http"))

    server.router.add_post(EVENTS, events)


def add_installing(server: web.Application, flow: AsyncOAuthFlow) -> None:
    """Let people of other workspaces install the desk, beginning at `/slack/install`."""

    async def install(request: web.Request) -> web.Response:
        response = await flow.handle_installation(await to_bolt_request(request))
        return await to_aiohttp_response(response)

    async def redirected(request: web.Request) -> web.Response:
        response = await flow.handle_callback(await to_bolt_request(request))
        return await to_aiohttp_response(response)

    server.router.add_get(INSTALL, install)
    server.router.add_get(REDIRECT, redirected)


class _Signatures:
    """Tells what Slack has signed; the first request that it has not is told in the log."""

    def __init__(self, verifier: SignatureVerifier) -> None:
        self._verifier = verifier
        self._is_told = False

    def are_right(self, request: web.Request, body: bytes) -> bool:
        timestamp = request.headers.get("X-Slack-Request-Timestamp")
        signature = request.headers.get("X-Slack-Signature")
        try:
            is_right = self._verifier.is_valid(body, timestamp, signature)
        except (TypeError, ValueError):
            # No number, no ASCII, no UTF-8: whatever it is, Slack did not send it.
            is_right = False
        if not is_right and not self._is_told:
            _log.warning(
                "slack_signature_wrong",
                cure="If Slack's events do not arrive: slack.signing_secret must be the one on the "
                "app's page, and this host's clock right. Otherwise a stranger tried.",
            )
        self._is_told = not is_right
        return is_right

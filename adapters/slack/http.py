"""Slack over HTTP on the desk's web server: signed events, and installing in a workspace.

`bot.service` adds the routes.  Bolt checks every signature; what fails is answered 401.
"""

from __future__ import annotations

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

EVENTS, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"


def add_events(server: web.Application, app: AsyncApp) -> None:
    """Take events, commands and clicks at `/slack/events`.

    Args:
        server: Nothing of it was started yet.
        app: Knows the signing secret.
    """

    async def events(request: web.Request) -> web.Response:
        response = await app.async_dispatch(await to_bolt_request(request))
        return await to_aiohttp_response(response)

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

"""`frontdesk doctor`'s look at Slack.  It asks who the token belongs to, and posts nothing."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError

from bot.commands.findings import Finding, Grade
from bot.settings import Settings
from bot.slack import client_maker
from bot.slack_manifest import bot_scopes

_SCOPES_HEADER = "x-oauth-scopes"
"""Source: https://docs.slack.dev/reference/methods/auth.test"""


async def slack(settings: Settings) -> Sequence[Finding]:
    """Look at the tokens that are set."""
    if not settings.slack.is_on:
        off = "off; set `slack.bot_token` and `slack.app_token` to serve there."
        return (Finding(Grade.GOOD, off),)
    findings = []
    if settings.slack.client_id:
        findings.append(Finding(Grade.GOOD, "workspaces install it at /slack/install."))
    else:
        findings.append(await _bot_token(settings))
    if settings.slack.has_socket:
        findings.append(await _app_token(settings))
    return tuple(findings)


async def _bot_token(settings: Settings) -> Finding:
    client = client_maker(settings.slack)(settings.slack.bot_token.get_secret_value())
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        code = error.response.get("error", "")
        return Finding(
            Grade.WRONG,
            f"slack.bot_token is not taken ({code}). Copy it again, from the app's page.",
        )
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(settings, error)
    granted = {name.strip() for name in told.headers.get(_SCOPES_HEADER, "").split(",")}
    missing = [scope for scope in bot_scopes() if scope not in granted]
    name = f"in '{told['team']}' as {told['user']}"
    if missing and granted != {""}:
        return Finding(
            Grade.NOTE,
            f"{name}, but without the scopes {', '.join(missing)}. Update the app with "
            "`frontdesk manifest slack` and install it again.",
        )
    return Finding(Grade.GOOD, f"{name}.")


async def _app_token(settings: Settings) -> Finding:
    client = client_maker(settings.slack)("")
    try:
        await client.apps_connections_open(app_token=settings.slack.app_token.get_secret_value())
    except SlackApiError as error:
        code = error.response.get("error", "")
        return Finding(
            Grade.WRONG,
            f"slack.app_token is not taken ({code}): make an app-level token with the scope "
            "connections:write, and switch Socket Mode on.",
        )
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(settings, error)
    return Finding(Grade.GOOD, "Socket Mode can be used.")


def _unreachable(settings: Settings, error: Exception) -> Finding:
    return Finding(
        Grade.WRONG, f"{settings.slack.api_url} cannot be reached ({type(error).__name__})."
    )

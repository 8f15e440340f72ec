"""`frontdesk doctor`'s look at Slack.  It asks who the token belongs to, and posts nothing."""

from __future__ import annotations

from collections.abc import Sequence

import aiohttp
from slack_sdk.errors import SlackApiError

from adapters.slack.http import INSTALL
from adapters.slack.names import PLATFORM
from adapters.slack.refusals import error_name
from bot.commands.findings import Finding, Grade
from bot.operators import channel_key
from bot.settings import Settings
from bot.slack import check_address, client_maker
from bot.slack_manifest import bot_scopes
from core.errors import SettingsError

_SCOPES_HEADER = "x-oauth-scopes"
"""Source: https://docs.slack.dev/reference/methods/auth.test"""

_STATUS = "http_"
_PASSING = frozenset({"ratelimited", "internal_error", "fatal_error", "service_unavailable"})


async def slack(settings: Settings) -> Sequence[Finding]:
    """Look at the tokens that are set."""
    if not settings.slack.is_on:
        off = "off; set `slack.bot_token` and `slack.app_token` to serve there."
        return (Finding(Grade.GOOD, off),)
    findings = []
    if settings.slack.client_id:
        findings.append(_address(settings))
    else:
        findings.append(await _bot_token(settings))
        findings += [await _channel(settings, *named) for named in _named_channels(settings)]
    if settings.slack.has_socket:
        findings.append(await _app_token(settings))
    return tuple(findings)


def _address(settings: Settings) -> Finding:
    try:
        check_address(settings.web.public_url)
    except SettingsError as error:
        return Finding(Grade.WRONG, str(error))
    address = settings.web.public_url.rstrip("/")
    return Finding(Grade.GOOD, f"workspaces install it at {address}{INSTALL}.")


async def _bot_token(settings: Settings) -> Finding:
    client = client_maker(settings.slack)(settings.slack.bot_token.get_secret_value())
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        cure = "Copy it again, from the app's page."
        return _refused(settings, error, "slack.bot_token", cure)
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(settings, error)
    granted = {name.strip() for name in told.headers.get(_SCOPES_HEADER, "").split(",")}
    missing = [scope for scope in bot_scopes() if scope not in granted]
    name = f"in '{told['team']}' ({told['team_id']}) as {told['user']}"
    if missing and granted != {""}:
        return Finding(
            Grade.NOTE,
            f"{name}, but without the scopes {', '.join(missing)}. Update the app with "
            "`frontdesk manifest slack` and install it again.",
        )
    return Finding(Grade.GOOD, f"{name}.")


def _named_channels(settings: Settings) -> list[tuple[str, str]]:
    """The settings that name a channel in Slack, with the channel's id."""
    named = {
        "answer.people_channel": settings.answer.people_channel,
        "posts.operators": settings.posts.operators,
    }
    return [
        (setting, channel_key(name).channel)
        for setting, name in named.items()
        if name and channel_key(name).platform == PLATFORM
    ]


async def _channel(settings: Settings, setting: str, channel: str) -> Finding:
    """Look whether the desk can post in a channel that the settings name."""
    client = client_maker(settings.slack)(settings.slack.bot_token.get_secret_value())
    cure = f"Invite the desk there, or correct {setting}."
    try:
        told = await client.conversations_info(channel=channel)
    except SlackApiError as error:
        return _refused(settings, error, f"{setting}, {channel},", cure)
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(settings, error)
    found = told["channel"]
    if found.get("is_archived") or not found.get("is_member"):
        return Finding(Grade.WRONG, f"the desk cannot post in #{found['name']} ({setting}). {cure}")
    return Finding(Grade.GOOD, f"#{found['name']} can be posted in ({setting}).")


async def _app_token(settings: Settings) -> Finding:
    client = client_maker(settings.slack)("")
    try:
        await client.apps_connections_open(app_token=settings.slack.app_token.get_secret_value())
    except SlackApiError as error:
        cure = (
            "Make an app-level token with the scope connections:write, and switch Socket Mode on."
        )
        return _refused(settings, error, "slack.app_token", cure)
    except (aiohttp.ClientError, TimeoutError) as error:
        return _unreachable(settings, error)
    return Finding(Grade.GOOD, "Socket Mode can be used.")


def _refused(settings: Settings, error: SlackApiError, name: str, cure: str) -> Finding:
    """Tell a token that is wrong from Slack in trouble."""
    code = error_name(error)
    if code.startswith(_STATUS):
        status = code.removeprefix(_STATUS)
        told = f"{settings.slack.api_url} answers with status {status}: is it Slack's, and is Slack up?"
        return Finding(Grade.WRONG, told)
    if code in _PASSING:
        return Finding(
            Grade.NOTE, f"{name} could not be tried now ({code}). Look again in a minute."
        )
    return Finding(Grade.WRONG, f"{name} is not taken ({code}). {cure}")


def _unreachable(settings: Settings, error: Exception) -> Finding:
    return Finding(
        Grade.WRONG, f"{settings.slack.api_url} cannot be reached ({type(error).__name__})."
    )

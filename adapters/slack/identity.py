"""Who the desk is in a workspace, as Slack says it of a token."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.refusals import error_name
from core.errors import DeliveryError, DeliveryRefused

_TRY_SECONDS = 10.0

TOKEN_REFUSED = frozenset({
    "account_inactive", "invalid_auth", "not_allowed_token_type", "not_authed", "token_expired",
    "token_revoked",
})  # fmt: skip
"""What Slack says of a token that will never do.
Source: https://docs.slack.dev/reference/methods/auth.test"""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the desk is in a workspace."""

    team: str
    team_name: str
    url: str
    """Where the workspace is, ending in a slash."""
    bot_user: str
    bot_id: str
    enterprise: str = ""
    """The organisation that the workspace belongs to; empty: none."""


async def ask_identity(client: AsyncWebClient) -> Identity:
    """Ask Slack who a token belongs to.

    Raises:
        DeliveryRefused: The token will never do; says which error Slack gave.
        DeliveryError: Slack cannot be asked just now.
    """
    try:
        async with asyncio.timeout(_TRY_SECONDS):
            told = await client.auth_test()
    except SlackApiError as error:
        code = error_name(error)
        if code in TOKEN_REFUSED:
            raise DeliveryRefused(f"Slack does not take the token ({code})") from error
        raise DeliveryError(f"Slack did not say who we are ({code})") from error
    except (aiohttp.ClientError, TimeoutError) as error:
        raise DeliveryError("Slack cannot be reached") from error
    return Identity(
        team=told["team_id"],
        team_name=told["team"],
        url=told["url"],
        bot_user=told["user_id"],
        bot_id=told.get("bot_id", ""),
        enterprise=told.get("enterprise_id") or "",
    )

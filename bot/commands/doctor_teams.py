"""`frontdesk doctor`'s look at Microsoft Teams.  It gets a token and the keys, and posts nothing."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import aiohttp

from adapters.teams.app_adapter import app_identity
from adapters.teams.credentials import Credentials, TokenUnavailable
from adapters.teams.names import PLATFORM, ROUTE
from adapters.teams.signing_keys import KeysUnavailable, SigningKeys
from bot.commands.findings import Finding, Grade
from bot.operators import channel_key
from bot.settings import Settings
from bot.teams import transport_settings
from bot.wiring import now
from core.domain import ConversationKey
from core.errors import SettingsError, StorageError
from storage.database import Database
from storage.reaching import SqlReferences


async def teams(settings: Settings) -> Sequence[Finding]:
    """Look at the app that is set."""
    if not settings.teams.is_on:
        off = "off; set `teams.app_id`, `teams.tenant_id` and `teams.app_password` to serve there."
        return (Finding(Grade.GOOD, off),)
    if settings.teams.development:
        told = "development: whatever comes from this machine is believed."
        return (Finding(Grade.NOTE, told),)
    return (
        _address(settings),
        await _token(settings),
        await _keys(settings),
        *[await _channel(settings, *named) for named in _named_channels(settings)],
    )


def _address(settings: Settings) -> Finding:
    address = settings.web.public_url.rstrip("/")
    if urlsplit(address).scheme != "https":
        return Finding(
            Grade.NOTE,
            "Teams posts over https only: put the desk behind a proxy that has a certificate, set "
            f"web.public_url, and enter its address with {ROUTE} at the Azure Bot.",
        )
    return Finding(Grade.GOOD, f"the Azure Bot's messaging endpoint has to be {address}{ROUTE}.")


async def _token(settings: Settings) -> Finding:
    try:
        credentials = Credentials(app_identity(transport_settings(settings.teams)))
    except SettingsError as error:
        return Finding(Grade.WRONG, str(error))
    try:
        await credentials.token()
    except TokenUnavailable as error:
        return Finding(Grade.WRONG, str(error))
    finally:
        await credentials.close()
    return Finding(Grade.GOOD, "Microsoft takes the app's id, its tenant and its secret.")


async def _keys(settings: Settings) -> Finding:
    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        keys = SigningKeys(openid_url=settings.teams.openid_url, session=session)
        try:
            await keys.find("")
        except KeysUnavailable as error:
            return Finding(Grade.WRONG, str(error))
    return Finding(Grade.GOOD, "the keys of the Bot Framework can be read.")


def _named_channels(settings: Settings) -> list[tuple[str, ConversationKey]]:
    """The settings that name a channel in Teams."""
    named = {
        "answer.people_channel": settings.answer.people_channel,
        "posts.operators": settings.posts.operators,
    }
    return [
        (setting, channel_key(name))
        for setting, name in named.items()
        if name and channel_key(name).platform == PLATFORM
    ]


async def _channel(settings: Settings, setting: str, channel: ConversationKey) -> Finding:
    """Look whether something has come from a channel that the settings name."""
    try:
        async with Database(url=settings.database_url) as database:
            references = SqlReferences(database=database, now=now)
            is_known = await references.latest(PLATFORM, channel.workspace) is not None
    except StorageError as error:
        return Finding(Grade.WRONG, str(error))
    if channel.workspace != settings.teams.tenant_id:
        told = f"{setting} names the tenant '{channel.workspace}', and teams.tenant_id another."
        return Finding(Grade.WRONG, told)
    if not is_known:
        return Finding(
            Grade.NOTE,
            f"{setting} cannot be posted to before the app is added to its team: nothing has come "
            "from Teams yet.",
        )
    return Finding(Grade.GOOD, f"{setting} is in the desk's tenant.")

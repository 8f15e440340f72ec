"""botbuilder's adapter with our authentication, and all that it stands on, opened and closed together.

`bot.teams` opens it.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import aiohttp
from botbuilder.integration.aiohttp import CloudAdapter
from yarl import URL

from adapters.teams.authentication import Identity, TeamsAuthentication
from adapters.teams.connector import Connectors
from adapters.teams.credentials import AppIdentity, Credentials
from adapters.teams.signing_keys import SigningKeys
from core.errors import SettingsError
from core.hosts import is_loopback

_API = "https://api.botframework.com"


@dataclass(frozen=True, slots=True)
class TransportSettings:
    """How the desk and Teams know each other."""

    app_id: str = ""
    """Empty in local development alone."""
    app_password: str = ""
    certificate_pem: str = ""
    """Instead of a password: private key and certificate, as text."""
    tenant_id: str = ""
    """Of the app, which is of one tenant: the one whose people may ask."""
    is_development: bool = False
    """Takes what is not signed, from this machine alone."""
    openid_url: str = "https://login.botframework.com/v1/.well-known/openidconfiguration"
    login_url: str = "https://login.microsoftonline.com"
    issuer: str = _API
    scope: str = _API


class TeamsAdapter(CloudAdapter):
    """botbuilder's adapter, which knows our authentication as such; errors are its callers' business."""

    def __init__(self, authentication: TeamsAuthentication) -> None:
        """Take what judges requests."""
        super().__init__(authentication)
        self.authentication = authentication


@dataclass(frozen=True, slots=True)
class Transport:
    """What carries activities both ways."""

    adapter: TeamsAdapter
    app_id: str
    """Empty in local development."""
    credentials: Credentials | None = None
    keys: SigningKeys | None = None
    """Both None in local development."""

    def trouble(self) -> str:
        """For operators: why nobody in Teams can be heard or answered just now; empty: nothing is known."""
        if self.credentials is not None and self.credentials.is_failing:
            return (
                f"Microsoft gives the desk no token: {self.credentials.why}. Its secret or certificate "
                "may have expired; `frontdesk doctor` looks into it."
            )
        if self.keys is not None and self.keys.is_failing:
            return (
                f"The keys of the Bot Framework cannot be read: {self.keys.why}. This host has to reach "
                "their address; `frontdesk doctor` looks into it."
            )
        return ""


@asynccontextmanager
async def open_transport(
    settings: TransportSettings, *, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[Transport]:
    """Open everything that carries activities; nothing is waited for.

    Args:
        settings: How the desk and Teams know each other.
        clock: Seconds that only grow; keys and tokens age by it.

    Raises:
        SettingsError: Something is missing, or contradicts something else.
    """
    _check(settings)
    is_near = settings.is_development or _is_on_this_machine(settings.openid_url)
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(make_session(is_near=is_near))
        credentials = keys = None
        if settings.app_id:
            credentials = Credentials(app_identity(settings), clock=clock)
            stack.push_async_callback(credentials.close)
            # The first question should not wait for it.
            credentials.begin()
            keys = SigningKeys(openid_url=settings.openid_url, session=session, clock=clock)
            await stack.enter_async_context(keys.kept_fresh())
        authentication = TeamsAuthentication(
            identity=Identity(
                app_id=settings.app_id,
                tenant=settings.tenant_id,
                issuer=settings.issuer,
                scope=settings.scope,
            ),
            keys=keys,
            connectors=Connectors(session=session, credentials=credentials, is_near=is_near),
        )
        yield Transport(
            adapter=TeamsAdapter(authentication),
            app_id=settings.app_id,
            credentials=credentials,
            keys=keys,
        )


def session_for(openid_url: str) -> aiohttp.ClientSession:
    """What keys are fetched with, as the desk fetches them.

    Args:
        openid_url: Where they are published.
    """
    return make_session(is_near=_is_on_this_machine(openid_url))


def make_session(*, is_near: bool) -> aiohttp.ClientSession:
    """What requests to Microsoft are sent with.

    Args:
        is_near: Microsoft is on this machine too, where no proxy of the environment leads.
    """
    return aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar(), trust_env=not is_near)


def _is_on_this_machine(url: str) -> bool:
    return is_loopback(URL(url).host or "")


def app_identity(settings: TransportSettings) -> AppIdentity:
    """What the desk shows Microsoft to get a token."""
    return AppIdentity(
        app_id=settings.app_id,
        tenant_id=settings.tenant_id,
        secret=settings.app_password,
        certificate_pem=settings.certificate_pem,
        login_url=settings.login_url,
        scope=settings.scope,
    )


def _check(settings: TransportSettings) -> None:
    if settings.is_development:
        if settings.app_id or settings.app_password or settings.certificate_pem:
            raise SettingsError(
                "teams: local development takes what nobody signed, so it goes without app_id, password "
                "and certificate. Leave those out, or development."
            )
        return
    if not settings.app_id or not settings.tenant_id:
        raise SettingsError(
            "teams: app_id and tenant_id are needed: without them anybody could speak to the desk. To "
            "try it on this machine alone, ask for development."
        )
    if bool(settings.app_password) == bool(settings.certificate_pem):
        raise SettingsError("teams: either a password or a certificate is needed, not both.")
    for name in ("openid_url", "login_url"):
        url = URL(getattr(settings, name))
        if url.scheme != "https" and not is_loopback(url.host or ""):
            raise SettingsError(f"teams: {name} must be of https, not '{url}'.")

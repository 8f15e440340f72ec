"""Who speaks to the desk at `/api/messages`: Teams, by a token that Microsoft signed, and nobody else.

botbuilder's adapter asks; `TeamsAuthentication` stands in the place of its own authentication, which
fetches keys inside the event loop, fails on a key that it does not know yet, takes the tokens of skills
and emulators too, and is silently off where no credentials are set.
Source: https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import structlog
from botbuilder.schema import Activity
from botframework.connector.auth import (
    AuthenticateRequestResult,
    AuthenticationConstants,
    BotFrameworkAuthentication,
    ClaimsIdentity,
    ConnectorFactory,
)
from yarl import URL

from adapters.teams.connector import Connectors
from adapters.teams.names import CHANNEL
from adapters.teams.signing_keys import SigningKeys
from adapters.teams.tokens import TokenJudge, is_same_id, token_in
from core.hosts import is_loopback

_log = structlog.get_logger()

_CALLER = "urn:botframework:azure"
"""Who calls, in botbuilder's words."""
_TELL_SECONDS = 60.0
"""At least so long between two warnings: strangers' requests may come between those of Teams."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom the desk takes requests for, and from."""

    app_id: str
    """Empty: local development."""
    tenant: str
    """Of whom it takes requests; empty in local development alone."""
    issuer: str
    scope: str = "https://api.botframework.com"


class TeamsAuthentication(BotFrameworkAuthentication):
    """Takes what Teams has signed for this app and these tenants."""

    def __init__(
        self,
        *,
        identity: Identity,
        keys: SigningKeys | None,
        connectors: Connectors,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take what requests are judged by.

        Args:
            identity: Of the desk.
            keys: Of Microsoft; None: local development, where nothing is signed.
            connectors: Learn which addresses are Teams'.
            clock: Seconds that only grow.

        Raises:
            ValueError: Either an app without keys, or keys without an app: authentication is never off
                by accident.
        """
        if bool(identity.app_id) != (keys is not None):
            raise ValueError("an app has keys, local development has neither")
        if identity.app_id and not identity.tenant:
            raise ValueError("an app has a tenant")
        self._identity = identity
        self._tokens = (
            TokenJudge(app_id=identity.app_id, issuer=identity.issuer, keys=keys)
            if keys is not None
            else None
        )
        self._connectors = connectors
        self._clock = clock
        self._is_told = False
        self._told_at: float | None = None

    def takes_from(self, peer: str, host: str, *, is_forwarded: bool) -> bool:
        """Whether anything at all may come from there: in local development this machine alone.

        Args:
            peer: The address that a request came from.
            host: Whom it is addressed to, without port.
            is_forwarded: Whether somebody passed it on, who may stand anywhere.
        """
        if self._tokens is not None:
            return True
        return is_loopback(peer) and is_loopback(host) and not is_forwarded

    def takes_header(self, auth_header: str) -> bool:
        """Whether a request with this header is worth reading: it has a token, good or bad.

        In local development nothing is signed.
        """
        return self._tokens is None or bool(token_in(auth_header))

    def trust(self, service_url: str) -> None:
        """Believe a service URL that was kept from a validated request."""
        self._connectors.trust(service_url)

    async def prepare(self) -> None:
        """Get what the next call of Teams needs.  Raises as `Connectors.prepare`."""
        await self._connectors.prepare()

    async def authenticate_request(
        self, activity: Activity, auth_header: str
    ) -> AuthenticateRequestResult:
        """Judge a request.

        Raises:
            PermissionError: It is not Teams', or not for us.  The message is for the log.
            KeysUnavailable: Nobody can say.
        """
        try:
            claims = await self._claims(activity, auth_header)
        except PermissionError as error:
            self._tell(error)
            raise
        self._is_told = False
        result = AuthenticateRequestResult()
        result.claims_identity = ClaimsIdentity(dict(claims), True)  # noqa: FBT003  (botbuilder's)
        result.audience = self._identity.scope
        result.caller_id = _CALLER
        result.connector_factory = self._connectors.factory()
        return result

    def _tell(self, error: PermissionError) -> None:
        """Warn of the first that is refused since one was taken; not all the time."""
        told_at, now = self._told_at, self._clock()
        if self._is_told or (told_at is not None and now - told_at < _TELL_SECONDS):
            return
        self._is_told, self._told_at = True, now
        _log.warning(
            "teams_request_refused",
            why=str(error),
            cure="If messages from Teams do not arrive: teams.app_id, the tenants and this "
            "host's clock must be right. Otherwise a stranger tried.",
        )

    async def authenticate_streaming_request(
        self,
        auth_header: str,  # noqa: ARG002
        channel_id_header: str,  # noqa: ARG002
    ) -> AuthenticateRequestResult:
        """Teams does not come by websocket.

        Raises:
            PermissionError: Always.
        """
        raise PermissionError("no streaming requests are taken")

    def create_connector_factory(self, claims_identity: ClaimsIdentity) -> ConnectorFactory:  # noqa: ARG002
        """What makes clients for what the desk says unasked."""
        return self._connectors.factory()

    async def create_user_token_client(self, claims_identity: ClaimsIdentity) -> None:  # noqa: ARG002
        """The desk signs nobody in."""
        return

    def get_originating_audience(self) -> str:
        """Whom our tokens are for."""
        return self._identity.scope

    async def _claims(self, activity: Activity, auth_header: str) -> Mapping[str, Any]:
        if activity.channel_id != CHANNEL:
            raise PermissionError("another channel")
        service_url = activity.service_url
        if not isinstance(service_url, str) or not service_url:
            raise PermissionError("no service URL")
        self._check_tenant(activity)
        if self._tokens is None:
            _check_local(service_url)
            return {AuthenticationConstants.AUDIENCE_CLAIM: ""}
        token = token_in(auth_header)
        if not token:
            raise PermissionError("no token")
        claims = await self._tokens.claims(token)
        if claims.get(AuthenticationConstants.SERVICE_URL_CLAIM) != service_url:
            raise PermissionError("another service URL")
        self._connectors.trust(service_url)
        return claims

    def _check_tenant(self, activity: Activity) -> None:
        """The chat has to be in one of our tenants; who speaks there, listening judges."""
        if self._tokens is None and not self._identity.tenant:
            return
        if not is_same_id(_tenant(activity), self._identity.tenant):
            raise PermissionError("another tenant")


def _check_local(service_url: str) -> None:
    try:
        host = URL(service_url).host or ""
    except ValueError:
        host = ""
    if not is_loopback(host):
        raise PermissionError("a service URL beyond this machine, in local development")


def _tenant(activity: Activity) -> str:
    """The tenant of the conversation; where that is not named, of the channel's data.

    The latter may be another one: of a guest of a chat, who speaks.
    """
    data = activity.channel_data
    tenant = data.get("tenant") if isinstance(data, Mapping) else None
    in_data = str((tenant.get("id") if isinstance(tenant, Mapping) else "") or "")
    conversation = activity.conversation
    if conversation is None:
        return in_data
    return conversation.tenant_id or in_data

"""How the desk's requests reach Teams: botbuilder's connector clients on one HTTP session, with our token.

`adapters.teams.authentication` gives them to botbuilder.  botbuilder's own clients wait for the network
inside the event loop's threads, without a bound, and make a session for each turn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

import aiohttp
from botframework.connector import BotFrameworkConnectorConfiguration
from botframework.connector.aio import ConnectorClient
from botframework.connector.auth import ConnectorFactory
from msrest.authentication import Authentication
from msrest.pipeline import AsyncPipeline, Response
from msrest.pipeline.aiohttp import AsyncHTTPSender
from msrest.pipeline.universal import RawDeserializer
from msrest.universal_http.async_abc import AsyncClientResponse
from yarl import URL

from adapters.teams.credentials import Credentials
from core.chatting.lately import Lately
from core.errors import DeliveryRefused
from core.hosts import is_loopback

_MOST_CLIENTS = 200
_MOST_TRUSTED = 2_000
_SECONDS = aiohttp.ClientTimeout(total=30, connect=5)
"""The callers' own bounds come first."""
_ERROR = 400
_UNAUTHORIZED = 401
_CLIENT_NAME = "frontdesk"
_GENERAL = "General"


class ConnectorAnswered(Exception):
    """Teams answered with an error; what it said, as it said it."""

    def __init__(
        self, status: int, code: str, said: str, again_in_seconds: float | None = None
    ) -> None:
        """Take the status of HTTP, and what the body and headers hold."""
        super().__init__(f"HTTP {status} {code}")
        self.status = status
        self.code = code
        self.said = said
        self.again_in_seconds = again_in_seconds


class TeamsConnector(ConnectorClient):
    """botbuilder's client, with a request that its asynchronous one lacks."""

    async def channels(self, team: str) -> dict[str, str]:
        """The channels of a team that bots are told of, and what they are called.

        Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context

        Args:
            team: Its id, `19:…`.
        """
        request = self._client.get(f"/v3/teams/{quote(team, safe='')}/conversations")
        response = await self._client.async_send(request, stream=False)
        told = _json(response.body())
        found = told.get("conversations") if isinstance(told, dict) else None
        listed = [one for one in found or () if isinstance(one, dict) and one.get("id")]
        # The first channel of a team has no name there: each reader sees it in their language.
        return {str(one["id"]): str(one.get("name") or _GENERAL) for one in listed}


class Connectors:
    """The clients of all service URLs, on one session.

    A token goes to no address that Teams has not named: `trust` is called for the service URL of a
    validated request, and for one that was kept from such a request.
    """

    def __init__(
        self,
        *,
        session: aiohttp.ClientSession,
        credentials: Credentials | None,
        is_near: bool = False,
        timeout: aiohttp.ClientTimeout = _SECONDS,
    ) -> None:
        """Take what requests are sent with.

        Args:
            session: Shared by all of them.
            credentials: Of the desk; None: local development, where no token is sent, and nothing
                beyond this machine.
            is_near: Teams itself is on this machine.  Else nothing is sent to it: addresses here may
                have been kept in local development.
            timeout: Of one request.
        """
        self._session = session
        self._credentials = credentials
        self._is_near = is_near
        self._timeout = timeout
        self._clients: Lately[str, TeamsConnector] = Lately(most=_MOST_CLIENTS)
        self._trusted: Lately[str, bool] = Lately(most=_MOST_TRUSTED)

    def trust(self, service_url: str) -> None:
        """Believe an address: Teams has said, signed, that it is there."""
        self._trusted.put(service_url, True)  # noqa: FBT003  (a set)

    async def prepare(self) -> None:
        """Get the token that the next request needs.

        Raises:
            TokenUnavailable: Microsoft gives none now.
        """
        if self._credentials is not None:
            await self._credentials.token()

    def client(self, service_url: str) -> TeamsConnector:
        """The client of a service URL.

        Raises:
            DeliveryRefused: The address is none of Teams'.
        """
        if not self._may_send_to(service_url):
            raise DeliveryRefused(
                f"'{service_url}' is not known to be Teams: nothing is sent there. It becomes known by "
                "the next message from that chat."
            )
        client = self._clients.get(service_url)
        if client is None:
            client = self._make(service_url)
            self._clients.put(service_url, client)
        return client

    def factory(self) -> ConnectorFactory:
        """As botbuilder takes it."""
        return _Factory(self)

    def _may_send_to(self, service_url: str) -> bool:
        try:
            url = URL(service_url)
        except ValueError:
            return False
        is_local = is_loopback(url.host or "")
        if self._credentials is None:
            return is_local
        if service_url not in self._trusted:
            return False
        return self._is_near if is_local else url.scheme == "https"

    def _make(self, service_url: str) -> TeamsConnector:
        sender = _Sender(self._session, self._credentials, self._timeout)
        configuration = BotFrameworkConnectorConfiguration(
            Authentication(), service_url, pipeline_type=_Pipeline, sender=sender
        )
        configuration.add_user_agent(_CLIENT_NAME)
        return TeamsConnector(None, custom_configuration=configuration)


class _Factory(ConnectorFactory):
    """Gives botbuilder the clients."""

    def __init__(self, connectors: Connectors) -> None:
        self._connectors = connectors

    async def create(self, service_url: str, audience: str) -> TeamsConnector:  # noqa: ARG002
        return self._connectors.client(service_url)


class _Pipeline(AsyncPipeline[Any, Any]):
    """What a request passes on its way out: botbuilder's own without what blocks."""

    def __init__(self, configuration: BotFrameworkConnectorConfiguration) -> None:
        super().__init__([configuration.user_agent_policy, RawDeserializer()], configuration.sender)


class _Sender(AsyncHTTPSender[Any, Any]):
    """Sends requests with the token.

    msrest's own `AioHTTPSender` sends neither headers nor body (seen in 0.7.1).
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        credentials: Credentials | None,
        timeout: aiohttp.ClientTimeout,
    ) -> None:
        self._session = session
        self._credentials = credentials
        self._timeout = timeout

    async def __aexit__(self, *exc_details: object) -> None:
        """The session is another's to close."""

    async def send(self, request: Any, **config: Any) -> Any:  # noqa: ARG002  (msrest's signature)
        """Send a request; one that is refused for its token once more, with a new one.

        Raises:
            ConnectorAnswered: Teams answered with an error.
            TokenUnavailable: There is no token.
        """
        token = await self._token()
        try:
            answer = await self._once(request.http_request, token)
        except ConnectorAnswered as error:
            if error.status != _UNAUTHORIZED or self._credentials is None:
                raise
            if not self._credentials.refused(token):
                raise
            answer = await self._once(request.http_request, await self._token())
        return Response(request, answer)

    async def _token(self) -> str:
        return await self._credentials.token() if self._credentials is not None else ""

    async def _once(self, request: Any, token: str) -> _Answer:
        headers = dict(request.headers)
        # msrest counts characters there, where bytes are meant.
        headers.pop("Content-Length", None)
        if token:
            headers["Authorization"] = f"Bearer {token}"
        async with self._session.request(
            request.method,
            # Ids hold what is quoted twice otherwise.
            URL(request.url, encoded=True),
            data=_bytes(request.data),
            headers=headers,
            timeout=self._timeout,
            # A token is not carried on to wherever an answer points.
            allow_redirects=False,
        ) as response:
            body = await response.read()
            if response.status >= _ERROR or response.status in range(300, 400):
                raise _error(response, body)
            return _Answer(request, response, body)


class _Answer(AsyncClientResponse):
    """What Teams answered, as msrest reads it."""

    def __init__(self, request: Any, response: aiohttp.ClientResponse, body: bytes) -> None:
        super().__init__(request, response)
        self.status_code = response.status
        self.reason = response.reason
        # msrest fails on whatever is no JSON; what of an answer is none is of no use to anybody.
        self.headers = {"content-type": "application/json"}
        self._body = body if _json(body) is not None else b""

    def body(self) -> bytes:
        return self._body


def _bytes(data: str | bytes | None) -> bytes | None:
    return data.encode() if isinstance(data, str) else data


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _error(response: aiohttp.ClientResponse, body: bytes) -> ConnectorAnswered:
    """Teams says `{"error": {"code", "message"}}`, its gateways whatever they like."""
    told = _json(body)
    error = told.get("error", told) if isinstance(told, dict) else {}
    if isinstance(error, str):
        error = {"code": error}
    if not isinstance(error, dict):
        error = {}
    return ConnectorAnswered(
        response.status,
        str(error.get("code") or ""),
        str(error.get("message") or ""),
        _retry_after_seconds(response.headers),
    )


def _retry_after_seconds(headers: Mapping[str, str]) -> float | None:
    try:
        return max(0.0, float(headers.get("Retry-After", "")))
    except ValueError:
        return None

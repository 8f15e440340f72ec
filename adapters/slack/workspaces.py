"""The workspaces that the desk is in: one by its token, or many that installed it.

Both implement `adapters.slack.clients.Clients`, and give Bolt what it needs to trust an event.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import aiohttp
import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.errors import SlackApiError, SlackTokenRotationError
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import desc, select
from sqlalchemy.exc import SQLAlchemyError

from adapters.slack.clients import Clients
from core.errors import DeliveryError, DeliveryRefused

_log = structlog.get_logger()

_KEPT_SECONDS = 60.0
"""A token is looked up again after this time: another process may have renewed it."""
_RENEW_MINUTES = 120
"""Before it ends, a token that rotates is renewed; it lives 12 hours."""
_TRY_SECONDS = 10.0

TOKEN_REFUSED = frozenset(
    {"invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired"}
)
"""What Slack says of a token that will never do.
Source: https://docs.slack.dev/reference/methods/auth.test"""

MakeClient = Callable[[str], AsyncWebClient]
"""Makes the client that speaks with a token."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Who the desk is in a workspace."""

    team: str
    team_name: str
    url: str
    """Where the workspace is, ending in a slash."""
    bot_user: str
    bot_id: str


class Workspaces(Clients, Protocol):
    """All that this adapter asks of workspaces."""

    async def identity(self, workspace: str) -> Identity:
        """Who the desk is there.  Raises as `Clients.of`."""
        ...

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """What Bolt needs to trust an event of a workspace; None: the desk is not installed there.

        Raises:
            DeliveryError: That cannot be known just now.
        """
        ...

    async def uninstalled(self, workspace: str) -> None:
        """Somebody removed the desk from a workspace: its token is forgotten."""
        ...


class SingleWorkspace:
    """The one workspace whose token is set; implements `Workspaces`."""

    def __init__(self, *, token: str, make_client: MakeClient) -> None:
        self._client = make_client(token)
        self._token = token
        self._identity: Identity | None = None
        self._asking = asyncio.Lock()

    async def of(self, workspace: str) -> AsyncWebClient:
        """The client, if this is the workspace.

        Raises:
            DeliveryRefused: It is another one, or the token is not valid.
            DeliveryError: Slack cannot be asked just now.
        """
        await self.identity(workspace)
        return self._client

    async def bot_user(self, workspace: str) -> str:
        """The desk's user id.  Raises as `of`."""
        return (await self.identity(workspace)).bot_user

    async def identity(self, workspace: str = "") -> Identity:
        """Who the desk is; Slack is asked once.  Raises as `of`."""
        async with self._asking:
            if self._identity is None:
                self._identity = await ask_identity(self._client)
        if workspace not in ("", self._identity.team):
            raise DeliveryRefused(f"slack.bot_token is not of the workspace {workspace}")
        return self._identity

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """Trust the workspace's own events; see `Workspaces.authorize`."""
        try:
            identity = await self.identity(team_id or "")
        except DeliveryRefused as error:
            _log.error("slack_event_refused", reason=str(error))
            return None
        return _authorized(identity, self._token, enterprise_id)

    async def uninstalled(self, workspace: str) -> None:
        """The token that is set is of no use any more."""
        self._identity = None
        _log.error(
            "slack_removed",
            workspace=workspace,
            cure="The desk was removed from the workspace. Install it again and set the new "
            "slack.bot_token, or take slack.bot_token away.",
        )


@dataclass(frozen=True, slots=True)
class _Installed:
    client: AsyncWebClient
    token: str
    identity: Identity
    looked_up_at: float


class InstalledWorkspaces:
    """Every workspace that installed the desk; implements `Workspaces`."""

    def __init__(
        self,
        *,
        store: AsyncSQLAlchemyInstallationStore,
        rotator: AsyncTokenRotator,
        make_client: MakeClient,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where installations are kept.

        Args:
            store: Its tables are there.
            rotator: Renews tokens that end.
            make_client: Makes the client that speaks with a token.
            clock: Seconds, of whatever beginning.
        """
        self._store = store
        self._rotator = rotator
        self._make_client = make_client
        self._clock = clock
        self._known: dict[str, _Installed] = {}
        self._looking = asyncio.Lock()

    async def of(self, workspace: str) -> AsyncWebClient:
        """The client of a workspace; its token is renewed where it ends soon.

        Raises:
            DeliveryRefused: The desk is not installed there.
            DeliveryError: The database or Slack cannot be asked just now.
        """
        return (await self._installed(workspace)).client

    async def bot_user(self, workspace: str) -> str:
        """The desk's user id there.  Raises as `of`."""
        return (await self._installed(workspace)).identity.bot_user

    async def identity(self, workspace: str) -> Identity:
        """Who the desk is there.  Raises as `of`."""
        return (await self._installed(workspace)).identity

    async def authorize(
        self, enterprise_id: str | None, team_id: str | None
    ) -> AuthorizeResult | None:
        """Trust events of workspaces that installed the desk; see `Workspaces.authorize`."""
        try:
            installed = await self._installed(team_id or "")
        except DeliveryRefused as error:
            _log.warning("slack_event_refused", reason=str(error))
            return None
        return _authorized(installed.identity, installed.token, enterprise_id)

    async def uninstalled(self, workspace: str) -> None:
        """Forget the workspace's token."""
        self._known.pop(workspace, None)
        bots, installations = self._store.bots, self._store.installations
        async with self._store.engine.begin() as connection:
            for table in (bots, installations):
                of_team = (table.c.client_id == self._store.client_id) & (
                    table.c.team_id == workspace
                )
                await connection.execute(table.delete().where(of_team))
        _log.info("slack_removed", workspace=workspace)

    async def _installed(self, workspace: str) -> _Installed:
        known = self._known.get(workspace)
        if known is not None and self._clock() - known.looked_up_at < _KEPT_SECONDS:
            return known
        async with self._looking:
            known = self._known.get(workspace)
            if known is None or self._clock() - known.looked_up_at >= _KEPT_SECONDS:
                self._known[workspace] = known = await self._look_up(workspace, known)
        return known

    async def _look_up(self, workspace: str, known: _Installed | None) -> _Installed:
        bot = await self._find(workspace)
        bot = await self._renewed(bot)
        if known is not None and known.token == bot.bot_token:
            return _Installed(known.client, known.token, known.identity, self._clock())
        client = self._make_client(bot.bot_token)
        identity = await ask_identity(client)
        return _Installed(client, bot.bot_token, identity, self._clock())

    async def _find(self, workspace: str) -> Bot:
        """The latest installation of a workspace, of whatever organisation."""
        table = self._store.bots
        latest = (
            select(table)
            .where(table.c.client_id == self._store.client_id, table.c.team_id == workspace)
            .order_by(desc(table.c.installed_at), desc(table.c.id))
            .limit(1)
        )
        try:
            async with self._store.engine.connect() as connection:
                row = (await connection.execute(latest)).mappings().first()
        except SQLAlchemyError as error:
            raise DeliveryError("the installations cannot be read just now") from error
        if row is None:
            raise DeliveryRefused(f"the desk is not installed in the workspace {workspace}")
        return await self._entity(row["enterprise_id"], workspace)

    async def _entity(self, enterprise_id: str | None, workspace: str) -> Bot:
        bot = await self._store.async_find_bot(enterprise_id=enterprise_id, team_id=workspace)
        if bot is None:
            raise DeliveryRefused(f"the desk was just removed from the workspace {workspace}")
        return bot

    async def _renewed(self, bot: Bot) -> Bot:
        try:
            async with asyncio.timeout(_TRY_SECONDS):
                renewed = await self._rotator.perform_bot_token_rotation(
                    bot=bot, minutes_before_expiration=_RENEW_MINUTES
                )
        except (SlackTokenRotationError, aiohttp.ClientError, TimeoutError) as error:
            if bot.bot_token_expires_at is not None and bot.bot_token_expires_at > time.time():
                _log.warning("slack_token_not_renewed", workspace=bot.team_id)
                return bot
            raise DeliveryError(f"the token of {bot.team_id} could not be renewed") from error
        if renewed is None:
            return bot
        await self._store.async_save_bot(renewed)
        _log.info("slack_token_renewed", workspace=bot.team_id)
        return renewed


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
        code = error.response.get("error", "")
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
    )


def _authorized(identity: Identity, token: str, enterprise_id: str | None) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=enterprise_id,
        team_id=identity.team,
        team=identity.team_name,
        url=identity.url,
        bot_user_id=identity.bot_user,
        bot_id=identity.bot_id,
        bot_token=token,
    )

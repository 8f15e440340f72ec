"""The workspaces that the desk is in: one by its token, or many that installed it.

Both implement `adapters.slack.clients.Clients`, and give Bolt what it needs to trust an event.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Protocol

import structlog
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.bot_tokens import BotTokens
from adapters.slack.clients import Clients
from adapters.slack.identity import Identity, ask_identity
from core.errors import DeliveryRefused

_log = structlog.get_logger()

_KEPT_SECONDS = 60.0
"""A token is looked up again after this time: another process may have renewed it."""

_REMOVED = (
    "The desk was removed from the workspace. Install it again and set the new slack.bot_token, or "
    "take slack.bot_token away."
)

MakeClient = Callable[[str], AsyncWebClient]
"""Makes the client that speaks with a token."""


class Workspaces(Clients, Protocol):
    """All that this adapter asks of workspaces."""

    @property
    def trouble(self) -> str:
        """What keeps the desk out of Slack for good, for operators; empty: nothing is known."""
        ...

    async def identity(self, workspace: str) -> Identity:
        """Who the desk is there.  Raises as `Clients.of`."""
        ...

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
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
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why the token is of no use."""
        return self._trouble

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
                self._identity = await self._ask()
        if workspace not in ("", self._identity.team):
            raise DeliveryRefused(f"slack.bot_token is not of the workspace {workspace}")
        return self._identity

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Trust the workspace's own events; see `Workspaces.authorize`."""
        try:
            identity = await self.identity(team_id or "")
        except DeliveryRefused as error:
            _log.error("slack_event_refused", reason=str(error))
            return None
        return _authorized(identity, self._token)

    async def uninstalled(self, workspace: str) -> None:
        """The token that is set is of no use any more, if it was this workspace's."""
        if self._identity is None or self._identity.team != workspace:
            return
        self._identity = None
        with suppress(DeliveryRefused):
            # The news may come late: the token that is set since then is good.
            await self.identity()
            return
        self._trouble = _REMOVED
        _log.error("slack_removed", workspace=workspace, cure=_REMOVED)

    async def _ask(self) -> Identity:
        try:
            identity = await ask_identity(self._client)
        except DeliveryRefused as error:
            self._trouble = self._trouble or f"{error}. `frontdesk doctor` says more."
            raise
        self._trouble = ""
        return identity


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
        tokens: BotTokens,
        make_client: MakeClient,
        allowed: frozenset[str],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take where installations are kept.

        Args:
            tokens: Of all workspaces.
            make_client: Makes the client that speaks with a token.
            allowed: The teams that the desk serves.
            clock: Seconds, of whatever beginning.
        """
        self._tokens = tokens
        self._make_client = make_client
        self._allowed = allowed
        self._clock = clock
        self._known: dict[str, _Installed] = {}
        self._looking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        """One workspace does not wait for another."""

    @property
    def trouble(self) -> str:
        """None is known: the others go on where one workspace has some."""
        return ""

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

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Trust events of workspaces that installed the desk; see `Workspaces.authorize`."""
        try:
            installed = await self._installed(team_id or "")
        except DeliveryRefused as error:
            _log.warning("slack_event_refused", reason=str(error))
            return None
        return _authorized(installed.identity, installed.token)

    def installed(self, workspace: str) -> None:
        """Somebody has just installed the desk there: what was known of it is over."""
        self._known.pop(workspace, None)
        self._tokens.replaced(workspace)

    async def uninstalled(self, workspace: str) -> None:
        """Forget the workspace's token, unless it is good: somebody has installed the desk anew.

        Slack may bring the news late, or again.

        Raises:
            StorageError: The database cannot be written just now.
            DeliveryError: Slack cannot be asked just now.
        """
        self._known.pop(workspace, None)
        try:
            await self._installed(workspace)
        except DeliveryRefused:
            await self._tokens.forget(workspace)
        else:
            _log.info("slack_installed_again", workspace=workspace)
            return
        _log.info("slack_removed", workspace=workspace)

    async def _installed(self, workspace: str) -> _Installed:
        if workspace not in self._allowed:
            raise DeliveryRefused(f"the workspace {workspace} is not named in slack.workspaces")
        known = self._fresh(workspace)
        if known is not None:
            return known
        async with self._looking[workspace]:
            known = self._fresh(workspace)
            if known is None:
                known = await self._look_up(workspace)
                self._known[workspace] = known
            return known

    def _fresh(self, workspace: str) -> _Installed | None:
        known = self._known.get(workspace)
        is_fresh = known is not None and self._clock() - known.looked_up_at < _KEPT_SECONDS
        return known if is_fresh else None

    async def _look_up(self, workspace: str) -> _Installed:
        token = await self._tokens.current(workspace)
        known = self._known.get(workspace)
        if known is not None and known.token == token:
            return replace(known, looked_up_at=self._clock())
        client = self._make_client(token)
        identity = await ask_identity(client)
        return _Installed(client, token, identity, self._clock())


def _authorized(identity: Identity, token: str) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=identity.enterprise or None,
        team_id=identity.team,
        team=identity.team_name,
        url=identity.url,
        bot_user_id=identity.bot_user,
        bot_id=identity.bot_id,
        bot_token=token,
    )

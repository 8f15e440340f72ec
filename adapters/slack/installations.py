"""Installing the desk in many workspaces: what slack_sdk keeps of it, and the way there.

Its tables are the library's own, in the desk's database.  The tokens in them are as secret as the
rest of that file.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import aiohttp
import structlog
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import Installation
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.bot_tokens import BotTokens
from adapters.slack.http import INSTALL, REDIRECT
from adapters.slack.install_pages import (
    installed_page,
    not_installed_page,
    page_headers,
    safe_reason,
)
from adapters.slack.refusals import error_name
from adapters.slack.workspaces import InstalledWorkspaces, MakeClient
from core.errors import StorageError

_log = structlog.get_logger()

_STATE_SECONDS = 600
"""Between pressing "Add to Slack" and coming back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OAuthRules:
    """What Slack knows the app by, and where things are."""

    client_id: str
    client_secret: str
    scopes: Sequence[str]
    public_url: str
    """Where people reach the desk's web server."""
    authorize_url: str
    workspaces: frozenset[str]
    """The teams that may install the desk: it answers them from the same pages."""


@dataclass(frozen=True, slots=True)
class Installations:
    """Workspaces that installed the desk, and how others do."""

    workspaces: InstalledWorkspaces
    flow: AsyncOAuthFlow


async def open_installations(
    *, engine: AsyncEngine, rules: OAuthRules, make_client: MakeClient
) -> Installations:
    """Make the tables where they are missing.

    Args:
        engine: Of the desk's database; its transactions take the lock for writing at once.
        rules: As the app's page at Slack has them.
        make_client: Makes the client that speaks with a token.

    Raises:
        StorageError: The tables cannot be made.
    """
    client = make_client("")
    store = AsyncSQLAlchemyInstallationStore(client_id=rules.client_id, engine=engine)
    states = _States(expiration_seconds=_STATE_SECONDS, engine=engine, logger=_quiet_logger())
    try:
        await store.create_tables()
        await states.create_tables()  # type: ignore[no-untyped-call]
    except SQLAlchemyError as error:
        raise StorageError(
            "The tables for Slack's installations cannot be made. Check the database with "
            "`frontdesk doctor`."
        ) from error
    rotator = AsyncTokenRotator(
        client_id=rules.client_id, client_secret=rules.client_secret, client=client
    )
    tokens = BotTokens(store=store, rotator=rotator)
    workspaces = InstalledWorkspaces(
        tokens=tokens, make_client=make_client, allowed=rules.workspaces
    )
    settings = _oauth_settings(rules, store, states, workspaces.installed)
    flow = _Flow(client=client, settings=settings, allowed=rules.workspaces)
    return Installations(workspaces, flow)


class _States(AsyncSQLAlchemyOAuthStateStore):
    """The library's, which keeps those that nobody comes back with for ever."""

    async def async_issue(self, *args: object, **kwargs: object) -> str:
        """Note a new one; forget those that have run out."""
        now = datetime.now(UTC).replace(tzinfo=None)
        async with self.engine.begin() as connection:
            over = self.oauth_states.delete().where(self.oauth_states.c.expire_at < now)
            await connection.execute(over)
        return await super().async_issue(*args, **kwargs)


class _NotAllowed(Exception):
    """A workspace that is not named in the settings."""


class _Flow(AsyncOAuthFlow):
    """Bolt's, which lets everybody in and knows of no trouble with the database or with Slack."""

    def __init__(
        self, *, client: AsyncWebClient, settings: AsyncOAuthSettings, allowed: frozenset[str]
    ) -> None:
        super().__init__(client=client, settings=settings, logger=_quiet_logger())
        self._allowed = allowed

    async def run_installation(self, code: str) -> Installation | None:
        """Exchange the code; give the token of a workspace that may not have it back at once.

        Raises:
            _NotAllowed: It was given back.
        """
        installation = await super().run_installation(code)
        if installation is None or installation.team_id in self._allowed:
            return installation
        _log.warning("slack_workspace_not_allowed", workspace=installation.team_id)
        try:
            await self.client.auth_revoke(token=installation.bot_token)
        except SlackApiError as error:
            _log.warning("slack_token_not_given_back", reason=error_name(error))
        raise _NotAllowed

    async def handle_installation(self, request: AsyncBoltRequest) -> BoltResponse:
        """Send somebody to Slack."""
        return await self._or_failed(request, super().handle_installation)

    async def handle_callback(self, request: AsyncBoltRequest) -> BoltResponse:
        """Take somebody who comes back from Slack."""
        return await self._or_failed(request, super().handle_callback)

    async def store_installation(
        self, request: AsyncBoltRequest, installation: Installation
    ) -> None:
        """Keep an installation.

        Raises:
            BoltError: It cannot be kept.
        """
        try:
            await super().store_installation(request, installation)
        except SQLAlchemyError as error:
            raise BoltError("the installation was not kept") from error

    async def _or_failed(
        self,
        request: AsyncBoltRequest,
        handle: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]],
    ) -> BoltResponse:
        status = 503
        try:
            return await handle(request)
        except _NotAllowed:
            reason, status = "workspace_not_allowed", 403
        except (aiohttp.ClientError, TimeoutError):
            reason = "slack_unreachable"
        except SQLAlchemyError:
            reason = "storage_error"
        return await self.failure_handler(
            AsyncFailureArgs(
                request=request,
                reason=reason,
                suggested_status_code=status,
                settings=self.settings,
                default=self.default_callback_options,
            )
        )


def _oauth_settings(
    rules: OAuthRules,
    store: AsyncSQLAlchemyInstallationStore,
    states: AsyncSQLAlchemyOAuthStateStore,
    installed: Callable[[str], None],
) -> AsyncOAuthSettings:
    return AsyncOAuthSettings(
        client_id=rules.client_id,
        client_secret=rules.client_secret,
        scopes=list(rules.scopes),
        # What is left out is read from variables of the environment.
        user_scopes=[],
        redirect_uri=f"{rules.public_url.rstrip('/')}{REDIRECT}",
        install_path=INSTALL,
        install_page_rendering_enabled=False,
        redirect_uri_path=REDIRECT,
        callback_options=_ending(installed),
        authorization_url=rules.authorize_url,
        installation_store=store,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=_STATE_SECONDS,
    )


def _ending(installed: Callable[[str], None]) -> AsyncCallbackOptions:
    """What people are shown at the end.

    Args:
        installed: Told the workspace that the desk is in now.
    """

    async def success(args: AsyncSuccessArgs) -> BoltResponse:
        installation = args.installation
        team_id = installation.team_id or ""
        installed(team_id)
        _log.info("slack_installed", workspace=team_id)
        page = installed_page(team_id, installation.team_name or "", installation.app_id or "")
        return _page(200, page, args.settings)

    async def failure(args: AsyncFailureArgs) -> BoltResponse:
        _log.warning("slack_not_installed", reason=safe_reason(args.reason))
        page = not_installed_page(args.reason, args.settings.install_path)
        return _page(args.suggested_status_code, page, args.settings)

    return AsyncCallbackOptions(success=success, failure=failure)


def _page(status: int, page: str, settings: AsyncOAuthSettings) -> BoltResponse:
    forget = settings.state_utils.build_set_cookie_for_deletion()
    return BoltResponse(status=status, body=page, headers={**page_headers(), "Set-Cookie": forget})


def _quiet_logger() -> logging.Logger:
    """For Bolt, which would quote the code that somebody comes back with."""
    logger = logging.getLogger("slack_bolt.oauth.quiet")
    logger.setLevel(logging.CRITICAL)
    return logger

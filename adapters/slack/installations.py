"""Installing the desk in many workspaces: what slack_sdk keeps of it, and the way there.

Its tables are the library's own, in the desk's database.  The tokens in them are as secret as the
rest of that file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from adapters.slack.http import INSTALL, REDIRECT
from adapters.slack.workspaces import InstalledWorkspaces, MakeClient
from core.errors import StorageError

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
    states = AsyncSQLAlchemyOAuthStateStore(expiration_seconds=_STATE_SECONDS, engine=engine)
    try:
        await store.create_tables()
        await states.create_tables()
    except SQLAlchemyError as error:
        raise StorageError(
            "The tables for Slack's installations cannot be made. Check the database with "
            "`frontdesk doctor`."
        ) from error
    rotator = AsyncTokenRotator(
        client_id=rules.client_id, client_secret=rules.client_secret, client=client
    )
    return Installations(
        InstalledWorkspaces(store=store, rotator=rotator, make_client=make_client),
        _flow(rules, store, states, client),
    )


def _flow(
    rules: OAuthRules,
    store: AsyncSQLAlchemyInstallationStore,
    states: AsyncSQLAlchemyOAuthStateStore,
    client: AsyncWebClient,
) -> AsyncOAuthFlow:
    settings = AsyncOAuthSettings(
        client_id=rules.client_id,
        client_secret=rules.client_secret,
        scopes=list(rules.scopes),
        redirect_uri=f"{rules.public_url.rstrip('/')}{REDIRECT}",
        install_path=INSTALL,
        redirect_uri_path=REDIRECT,
        authorization_url=rules.authorize_url,
        installation_store=store,
        installation_store_bot_only=True,
        state_store=states,
        state_expiration_seconds=_STATE_SECONDS,
    )
    return AsyncOAuthFlow(client=client, settings=settings)

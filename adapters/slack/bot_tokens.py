"""The tokens of workspaces that installed the desk: looked up, renewed before their end, forgotten.

`workspaces` asks.  slack_sdk keeps them, in tables of the desk's database, and renews them.
Source: https://docs.slack.dev/authentication/using-token-rotation
"""

from __future__ import annotations

import asyncio
import time

import aiohttp
import structlog
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator
from sqlalchemy import desc, select
from sqlalchemy.exc import SQLAlchemyError

from core.errors import DeliveryError, DeliveryRefused, StorageError

_log = structlog.get_logger()

_RENEW_MINUTES = 120
"""Before it ends, a token that rotates is renewed; it lives 12 hours."""
_TRY_SECONDS = 10.0


class BotTokens:
    """The tokens of one app, in all workspaces."""

    def __init__(
        self, *, store: AsyncSQLAlchemyInstallationStore, rotator: AsyncTokenRotator
    ) -> None:
        """Take where they are kept, and what renews them.

        Args:
            store: Its tables are there.
            rotator: Of the same app.
        """
        self._store = store
        self._rotator = rotator
        self._unsaved: dict[str, Bot] = {}
        """Renewed while the database could not be written: what is in the database is used up."""

    async def current(self, workspace: str) -> str:
        """The token of a workspace; renewed, and kept so, where it ends soon.

        Raises:
            DeliveryRefused: The desk is not installed there.
            DeliveryError: The database cannot be read, or a token that has ended not be renewed.
        """
        bot = self._unsaved.get(workspace) or await self._find(workspace)
        renewed = await self._renewed(bot)
        if renewed is not None:
            bot = self._unsaved[workspace] = renewed
        if workspace in self._unsaved:
            await self._save(workspace, bot)
        return bot.bot_token

    def replaced(self, workspace: str) -> None:
        """A new token was just kept by somebody else."""
        self._unsaved.pop(workspace, None)

    async def forget(self, workspace: str) -> None:
        """Delete all that is kept of a workspace.

        Raises:
            StorageError: The database cannot be written just now.
        """
        self._unsaved.pop(workspace, None)
        try:
            async with self._store.engine.begin() as connection:
                for table in (self._store.bots, self._store.installations):
                    of_app = table.c.client_id == self._store.client_id
                    of_team = table.c.team_id == workspace
                    await connection.execute(table.delete().where(of_app & of_team))
        except SQLAlchemyError as error:
            raise StorageError(
                f"The token of the workspace {workspace} could not be deleted just now."
            ) from error

    async def _find(self, workspace: str) -> Bot:
        """The latest installation of a workspace, of whatever organisation."""
        table = self._store.bots
        latest = (
            select(table.c.enterprise_id)
            .where(table.c.client_id == self._store.client_id, table.c.team_id == workspace)
            .order_by(desc(table.c.installed_at), desc(table.c.id))
            .limit(1)
        )
        bot = None
        try:
            async with self._store.engine.connect() as connection:
                row = (await connection.execute(latest)).first()
            if row is not None:
                bot = await self._store.async_find_bot(enterprise_id=row[0], team_id=workspace)
        except SQLAlchemyError as error:
            raise DeliveryError("the installations cannot be read just now") from error
        if bot is None:
            raise DeliveryRefused(f"the desk is not installed in the workspace {workspace}")
        return bot

    async def _renewed(self, bot: Bot) -> Bot | None:
        """Renew a token where it ends soon; None: it holds, or holds still."""
        try:
            async with asyncio.timeout(_TRY_SECONDS):
                renewed = await self._rotator.perform_bot_token_rotation(
                    bot=bot, minutes_before_expiration=_RENEW_MINUTES
                )
        except (SlackTokenRotationError, aiohttp.ClientError, TimeoutError) as error:
            if bot.bot_token_expires_at is not None and bot.bot_token_expires_at > time.time():
                _log.warning("slack_token_not_renewed", workspace=bot.team_id)
                return None
            raise DeliveryError(f"the token of {bot.team_id} could not be renewed") from error
        if renewed is not None:
            _log.info("slack_token_renewed", workspace=bot.team_id)
        return renewed

    async def _save(self, workspace: str, bot: Bot) -> None:
        """Keep a renewed token; where that fails it is used all the same, and saved later."""
        try:
            await self._store.async_save_bot(bot)
        except SQLAlchemyError as error:
            _log.error("slack_token_not_saved", workspace=workspace, kind=type(error).__name__)
        else:
            del self._unsaved[workspace]

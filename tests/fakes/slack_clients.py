"""The client of the one workspace of a local Slack, as a process holds it."""

from __future__ import annotations

from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.server import LocalSlack
from core.errors import DeliveryRefused


class LocalClients:
    """Implements `adapters.slack.clients.Clients`."""

    def __init__(self, slack: LocalSlack, *, url: str = "") -> None:
        self._slack = slack
        self._client = AsyncWebClient(
            slack.app.bot_token, base_url=f"{url or slack.url}/api/", retry_handlers=[]
        )
        self.has_died = False
        """A process that has died says nothing more."""

    async def of(self, workspace: str) -> AsyncWebClient:
        """The client."""
        if self.has_died:
            raise DeliveryRefused("the process has died")
        if workspace != self._slack.workspace.team_id:
            raise DeliveryRefused(f"not installed in {workspace}")
        return self._client

    async def bot_user(self, workspace: str) -> str:
        """The app's user."""
        return self._slack.app.bot_user

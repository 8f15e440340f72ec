"""Who speaks to Slack's Web API for which workspace."""

from __future__ import annotations

from typing import Protocol

from slack_sdk.web.async_client import AsyncWebClient


class Clients(Protocol):
    """Gives the client of a workspace, with a token that is valid now."""

    async def of(self, workspace: str) -> AsyncWebClient:
        """The client of a workspace (its team id).

        Raises:
            DeliveryRefused: The desk is not installed there (any more).
            DeliveryError: The token could not be renewed now.
        """
        ...

    async def bot_user(self, workspace: str) -> str:
        """The user id that the desk has in a workspace.  Raises as `of`."""
        ...

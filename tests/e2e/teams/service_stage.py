"""The whole desk, as `frontdesk run` serves it, beside a local Teams that posts to it."""

from __future__ import annotations

from typing import Any

import aiohttp

from bot.service import Service
from bot.settings import Settings
from bot.settings_sections import WebSettings
from bot.settings_teams import TeamsSettings
from tests.dialogue.houses import desk_settings
from tests.e2e.command_line import Installation
from tests.local_teams.reading import as_text
from tests.local_teams.server import LocalTeams


def settings_of(
    installation: Installation, teams: TeamsSettings, people_channel: str = "", **more: Any
) -> Settings:
    """Settings of a desk whose web server Teams posts to."""
    return desk_settings(
        installation, people_channel, **{"web": WebSettings(port=0), "teams": teams, **more}
    )


async def page_of(service: Service, path: str = "") -> str:
    """A page of the desk's own."""
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"{service.web_address.rstrip('/')}/{path}") as answer,
    ):
        assert answer.status == 200
        return await answer.text()


def said(teams: LocalTeams, place: str, under: str | None = None) -> str:
    """All that the desk has said in a place, or in a thread of it."""
    return "\n".join(as_text(one) for one in teams.said_by_bot(teams.chat(place), under))

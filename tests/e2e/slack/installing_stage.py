"""The whole desk beside a local Slack with two workspaces, and a browser in which it is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from adapters.local_slack.parcels import Parcel, ParcelKind
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Workspace
from bot.service import Service, open_service
from bot.settings_sections import WebSettings
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import EVENTS, free_port, http_manifest, settings_of, until

HOME, OTHER = "T0LOCAL", "T0OTHER"


@dataclass(frozen=True)
class Page:
    """What a browser shows in the end."""

    status: int
    address: URL
    text: str
    headers: dict[str, str]


@dataclass
class Stage:
    """The desk, Slack with two workspaces, and the desk's own address."""

    slack: LocalSlack
    installation: Installation
    public: str
    browser: aiohttp.ClientSession

    async def opens(self, path: str) -> Page:
        """Let a person open a page of the desk; redirections are followed."""
        async with self.browser.get(URL(f"{self.public}{path}", encoded=True)) as response:
            return Page(
                response.status, response.url, await response.text(), dict(response.headers)
            )

    async def installs(self, team: str = HOME) -> Page:
        """Let a person install the desk in a workspace."""
        return await self.opens(f"/slack/install?team={team}")

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Service]:
        """The desk."""
        url = URL(self.public)
        app = self.slack.app
        settings = settings_of(
            self.installation,
            self.slack,
            web=WebSettings(port=url.port or 0, public_url=self.public),
            client_id=app.client_id,
            client_secret=app.client_secret,
            signing_secret=app.signing_secret,
        )
        async with open_service(settings, with_terminal=False) as service:
            await self.slack.post_to(f"{self.public}{EVENTS}")
            yield service

    async def asks(self, team: str, text: str) -> None:
        """Let somebody ask, and wait until it is answered."""
        workspace, person = self.slack.workspaces[team], self.slack.teams[team].people.person("ann")
        message = await person.says(f"@frontdesk {text}")
        await until(lambda: answers(workspace, message.ts))
        await self.slack.settled()

    def rows(self, table: str) -> list[dict[str, Any]]:
        """What is in the database."""
        with closing(sqlite3.connect(self.installation.home / "frontdesk.db")) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]

    def execute(self, statement: str, *values: Any) -> None:
        """Change the database."""
        with closing(sqlite3.connect(self.installation.home / "frontdesk.db")) as connection:
            connection.execute(statement, values)
            connection.commit()


def answers(workspace: Workspace, thread: str = "") -> list[str]:
    """What the desk has said in a workspace, or in one thread of it."""
    return [
        one.text
        for one in workspace.messages()
        if one.user == workspace.app.bot_user and thread in ("", one.thread_ts)
    ]


@asynccontextmanager
async def staged(frontdesk: Installation, *, rotates: bool = False) -> AsyncIterator[Stage]:
    """Two workspaces, and a browser that takes the desk for as safe as https."""
    public = f"http://127.0.0.1:{free_port()}"
    manifest = http_manifest(f"{public}/slack/oauth_redirect", rotates=rotates)
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[URL(public)])
    async with (
        LocalSlack(manifest=manifest) as slack,
        aiohttp.ClientSession(cookie_jar=jar) as browser,
    ):
        slack.app.is_installed = False
        slack.add_workspace(OTHER, "Another Hospital")
        for team in (HOME, OTHER):
            slack.teams[team].people.person("ann").place("#general")
        await slack.settled()
        yield Stage(slack, frontdesk, public, browser)


async def begin(stage: Stage) -> URL:
    """Go as far as Slack's page; give the address that it sends back to."""
    address: str = f"{stage.public}/slack/install"
    for _ in range(2):
        async with stage.browser.get(address, allow_redirects=False) as response:
            address = response.headers["Location"]
    return URL(address)


def mention(stage: Stage, team: str) -> Parcel:
    """An event that nobody caused, as Slack would sign it."""
    workspace = stage.slack.workspaces[team]
    event = {
        "type": "app_mention",
        "channel": workspace.channel_named("general").id,
        "user": "U1",
        "ts": "1700000000.000001",
        "text": f"<@{workspace.app.bot_user}> Who runs payroll?",
    }
    payload = {"type": "event_callback", "team_id": team, "event_id": "Ev1", "event": event}
    return Parcel(ParcelKind.EVENT, payload)

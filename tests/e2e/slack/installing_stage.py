"""The whole desk beside a local Slack with two workspaces, and a browser in which it is installed."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from typing import Any

import aiohttp
from yarl import URL

from adapters.local_slack.http_delivery import HttpDelivery
from adapters.local_slack.parcels import Parcel, ParcelKind
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Workspace
from bot.service import Service, open_service
from bot.settings_sections import WebSettings
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import EVENTS, free_port, http_manifest, settings_of, until

HOME, OTHER = "T0LOCAL", "T0OTHER"
PUBLIC = "https://desk.example.org"


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
    behind: URL
    """Where the desk listens; a proxy with a certificate would stand before it."""
    browser: aiohttp.ClientSession

    async def opens(self, address: str) -> Page:
        """Let a person open a page of the desk; redirections are followed."""
        page = await self.looks_up(URL(PUBLIC).join(URL(address, encoded=True)))
        while page.status == 302:
            page = await self.looks_up(URL(page.headers["Location"], encoded=True))
        return page

    async def looks_up(self, address: URL) -> Page:
        """Let a browser ask for an address; a redirection is the answer then."""
        is_ours = address.origin() == URL(PUBLIC)
        real = URL(f"{self.behind}{address.raw_path_qs}", encoded=True) if is_ours else address
        async with self.browser.get(real, allow_redirects=False) as response:
            return Page(response.status, address, await response.text(), dict(response.headers))

    async def installs(self, team: str = HOME) -> Page:
        """Let a person install the desk in a workspace."""
        return await self.opens(f"/slack/install?team={team}")

    def claims(self, state: str) -> None:
        """Let a browser say that it began an installation."""
        self.browser.cookie_jar.update_cookies({"slack-app-oauth-state": state}, self.behind)

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[Service]:
        """The desk."""
        app = self.slack.app
        settings = settings_of(
            self.installation,
            self.slack,
            web=WebSettings(port=self.behind.port or 0, public_url=PUBLIC),
            client_id=app.client_id,
            client_secret=app.client_secret,
            workspaces=(HOME, OTHER),
            signing_secret=app.signing_secret,
        )
        async with open_service(settings, with_terminal=False) as service:
            await self.carrier()
            yield service

    async def carrier(self) -> HttpDelivery:
        """How Slack reaches the desk."""
        return await self.slack.post_to(f"{self.behind}{EVENTS}")

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
    """Two workspaces, and a browser that reaches the desk as through a proxy."""
    behind = URL(f"http://127.0.0.1:{free_port()}")
    manifest = http_manifest(f"{PUBLIC}/slack/oauth_redirect", rotates=rotates)
    jar = aiohttp.CookieJar(unsafe=True, treat_as_secure_origin=[behind])
    async with (
        LocalSlack(manifest=manifest) as slack,
        aiohttp.ClientSession(cookie_jar=jar) as browser,
    ):
        slack.app.is_installed = False
        slack.add_workspace(OTHER, "Another Hospital")
        for team in (HOME, OTHER):
            slack.teams[team].people.person("ann").place("#general")
        await slack.settled()
        yield Stage(slack, frontdesk, behind, browser)


async def begin(stage: Stage) -> URL:
    """Go as far as Slack's page; give the address that it sends back to."""
    page = await stage.looks_up(URL(f"{PUBLIC}/slack/install"))
    page = await stage.looks_up(URL(page.headers["Location"], encoded=True))
    return URL(page.headers["Location"], encoded=True)


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

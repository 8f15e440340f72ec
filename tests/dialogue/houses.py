"""The same desk on each platform: what it knows, and the people and channels around it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import ChannelKind
from bot.service import Service, open_service
from bot.settings import Settings
from bot.settings_clockwork import WaitsSettings
from bot.settings_sections import AnswerSettings, FolderSettings, SourcesSettings, WebSettings
from bot.settings_slack import SlackSettings
from bot.settings_teams import TeamsSettings
from bot.slack_manifest import read_manifest
from storage.clock_tables import SubscriptionRow
from tests.e2e.command_line import BASE_URL, Installation
from tests.e2e.slack.service_stage import door_of, free_port
from tests.local_teams.server import LocalTeams

PEOPLE = "people-desk"
GROUP_CHAT = "Night shift"
CHANNELS = ("general", "er-ops", PEOPLE)


def desk_settings(installation: Installation, people_channel: str, **more: Any) -> Settings:
    """Settings of a desk that knows a few documents and the waits of two sites."""
    folder = FolderSettings(path=installation.documents, base_url=BASE_URL, name="documents")
    return Settings(
        home=installation.home,
        sources=SourcesSettings(folders=(folder,)),
        answer=AnswerSettings(people_channel=people_channel),
        waits=WaitsSettings(url=write_waits(installation.home / "waits.json"), format="json"),
        **{"web": WebSettings(enabled=False), **more},
    )


async def strike(service: Service) -> None:
    """Let everything that is subscribed to be due: hours pass while nothing happens."""
    due = update(SubscriptionRow).values(next_due_at=datetime.now(UTC) - timedelta(seconds=1))
    async with service.desk.database.writing() as session:
        await session.execute(due)


def write_waits(file: Path) -> str:
    """Write a feed of two sites; give its address."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    sites = [
        {"name": "Harcourt General Hospital", "kind": "emergency", "town": "Harcourt"},
        {"name": "Linden Creek Urgent Care", "kind": "urgent care", "town": "Linden Creek"},
    ]
    for site, minutes in zip(sites, (95, 40), strict=True):
        site |= {"wait_minutes": minutes, "as_of": now}  # type: ignore[dict-item]
    file.write_text(json.dumps(sites), "utf-8")
    return f"file:{file}"


# ---- Slack ------------------------------------------------------------------------------


@asynccontextmanager
async def local_slack() -> AsyncIterator[LocalSlack]:
    """A workspace: three channels with the bot, one without, a private one, and people."""
    async with LocalSlack(manifest=read_manifest()) as slack:
        workspace = slack.workspace
        ids = {slack.person(name).id for name in ("ann", "bob", "priya")}
        bot = workspace.app.bot_user
        for name in CHANNELS:
            workspace.add_channel(name, ids | {bot})
        workspace.add_channel(GROUP_CHAT, {*ids, bot}, ChannelKind.GROUP_DIRECT)
        workspace.add_channel("random", set(ids))
        workspace.add_channel("managers", {slack.person("priya").id, bot}, ChannelKind.PRIVATE)
        yield slack


@asynccontextmanager
async def serving_slack(installation: Installation, slack: LocalSlack) -> AsyncIterator[Service]:
    """The desk, connected."""
    people = slack.workspace.channel_named(PEOPLE).id
    settings = desk_settings(
        installation,
        f"slack/{slack.workspace.team_id}/{people}",
        slack=slack_settings(slack),
    )
    async with open_service(settings, with_terminal=False) as service:
        sockets = door_of(service).sockets
        assert sockets is not None
        await slack.until(lambda: sockets.connected)
        yield service


def slack_settings(slack: LocalSlack) -> SlackSettings:
    """Settings of the app in that workspace."""
    of_app: dict[str, Any] = {
        "bot_token": slack.app.bot_token,
        "app_token": slack.app.app_token,
        "api_url": f"{slack.url}/api/",
    }
    return SlackSettings(**of_app)


# ---- Teams ------------------------------------------------------------------------------


@asynccontextmanager
async def local_teams() -> AsyncIterator[LocalTeams]:
    """A tenant with a team that has the app: its channels, and people."""
    async with LocalTeams() as teams:
        for name in CHANNELS:
            teams.add_channel(name)
        teams.add_group(GROUP_CHAT, [teams.person(name) for name in ("ann", "bob", "priya")])
        yield teams


@asynccontextmanager
async def serving_teams(installation: Installation, teams: LocalTeams) -> AsyncIterator[Service]:
    """The desk, added to the team and to everybody's personal chats."""
    people = teams.chat(f"#{PEOPLE}")
    settings = desk_settings(
        installation,
        f"teams/{teams.tenant_id}/{people.id}",
        web=WebSettings(port=free_port()),
        teams=teams_settings(teams),
    )
    async with open_service(settings, with_terminal=False) as service:
        connect(teams, service)
        yield service


def connect(teams: LocalTeams, service: Service) -> None:
    """Enter the desk's address as the bot's messaging endpoint."""
    teams.connect(f"{service.web_address.rstrip('/')}/api/messages")


def teams_settings(teams: LocalTeams, **more: Any) -> TeamsSettings:
    """Settings of a bot that is registered there."""
    of_app: dict[str, Any] = {
        "app_id": teams.app_id,
        "app_password": teams.app_password,
        "tenant_id": teams.tenant_id,
        "openid_url": teams.openid_url,
        "login_url": teams.login_url,
    }
    return TeamsSettings(**{**of_app, **more})

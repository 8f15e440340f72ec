"""A desk that knows a few documents and the waits of two sites, in Slack."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import ChannelKind
from bot.service import Service, open_service
from bot.settings import Settings
from bot.settings_clockwork import WaitsSettings
from bot.settings_sections import AnswerSettings, FolderSettings, SourcesSettings, WebSettings
from bot.settings_slack import SlackSettings
from bot.slack_manifest import read_manifest
from tests.dialogue.slack_room import SlackRoom
from tests.e2e.command_line import BASE_URL, Installation
from tests.e2e.conftest import frontdesk, prepared
from tests.e2e.slack.service_stage import door_of

__all__ = ["frontdesk", "prepared"]

PEOPLE = "people-desk"


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


def slack_settings(installation: Installation, slack: LocalSlack, **more: Any) -> Settings:
    """Settings of a desk that is in a local Slack."""
    folder = FolderSettings(path=installation.documents, base_url=BASE_URL, name="documents")
    people = slack.workspace.channel_named(PEOPLE).id
    return Settings(
        home=installation.home,
        sources=SourcesSettings(folders=(folder,)),
        web=WebSettings(enabled=False),
        answer=AnswerSettings(people_channel=f"slack/{slack.workspace.team_id}/{people}"),
        waits=WaitsSettings(url=write_waits(installation.home / "waits.json"), format="json"),
        slack=SlackSettings(
            bot_token=slack.app.bot_token,
            app_token=slack.app.app_token,
            api_url=f"{slack.url}/api/",
        ),
        **more,
    )


@asynccontextmanager
async def serving(installation: Installation, slack: LocalSlack) -> AsyncIterator[Service]:
    """The desk, connected."""
    settings = slack_settings(installation, slack)
    async with open_service(settings, with_terminal=False) as service:
        sockets = door_of(service).sockets
        assert sockets is not None
        await slack.until(lambda: sockets.connected)
        yield service


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace: two channels with the bot, one without, a private one, and people."""
    async with LocalSlack(manifest=read_manifest()) as local:
        workspace = local.workspace
        ids = {local.person(name).id for name in ("ann", "bob", "priya")}
        bot = workspace.app.bot_user
        for name in ("general", "er-ops", PEOPLE):
            workspace.add_channel(name, ids | {bot})
        workspace.add_channel("random", set(ids))
        workspace.add_channel("managers", {local.person("priya").id, bot}, ChannelKind.PRIVATE)
        yield local


@pytest.fixture
async def room(frontdesk: Installation, slack: LocalSlack) -> AsyncIterator[SlackRoom]:
    """The room with the desk in it."""
    async with serving(frontdesk, slack):
        yield SlackRoom(slack=slack)

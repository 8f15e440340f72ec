"""Rooms for dialogues: the same desk in Slack and in Teams."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from adapters.local_slack.server import LocalSlack
from tests.dialogue.houses import local_slack, local_teams, serving_slack, serving_teams
from tests.dialogue.play import Room
from tests.dialogue.slack_room import SlackRoom
from tests.dialogue.teams_room import TeamsRoom
from tests.e2e.command_line import Installation
from tests.e2e.conftest import frontdesk, prepared
from tests.local_teams.server import LocalTeams

__all__ = ["frontdesk", "prepared"]


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace."""
    async with local_slack() as slack:
        yield slack


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    """A tenant."""
    async with local_teams() as teams:
        yield teams


@pytest.fixture(params=["slack", "teams"])
async def room(request: pytest.FixtureRequest, frontdesk: Installation) -> AsyncIterator[Room]:
    """A room with the desk in it, on each platform."""
    if request.param == "slack":
        async with local_slack() as slack, serving_slack(frontdesk, slack) as service:
            yield SlackRoom(slack=slack, service=service)
    else:
        async with local_teams() as teams, serving_teams(frontdesk, teams) as service:
            yield await TeamsRoom.entered(teams, service)

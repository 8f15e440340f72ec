"""A local Teams, and the smallest bot in it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.local_teams.server import LocalTeams
from tests.unit.local_teams.tiny_bot import TinyBot


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    async with LocalTeams() as teams:
        yield teams


@pytest.fixture
async def bot(teams: LocalTeams) -> AsyncIterator[TinyBot]:
    async with TinyBot(teams) as bot:
        yield bot

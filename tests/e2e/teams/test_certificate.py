"""A desk that has a certificate instead of a secret, from the settings to what people read."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.teams.calls import TeamsCallFailed
from adapters.teams.message import TeamsMessage
from bot.settings_teams import TeamsSettings
from bot.teams import transport_settings
from tests.e2e.teams.transport_stage import calling
from tests.local_teams.server import LocalTeams
from tests.local_teams.tokens import Certificate


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    """A tenant that knows the desk's certificate."""
    async with LocalTeams() as made:
        yield made


def settings_with(certificate: Certificate, teams: LocalTeams, home: Path) -> TeamsSettings:
    """As an operator writes them, with the file that they name."""
    pem = home / "frontdesk.pem"
    pem.write_text(certificate.private_pem + certificate.public_pem)
    return TeamsSettings(
        app_id=teams.app_id,
        tenant_id=teams.tenant_id,
        certificate=pem,
        openid_url=teams.openid_url,
        login_url=teams.login_url,
    )


@pytest.mark.feature("A certificate instead of a secret")
async def test_who_has_a_certificate_can_speak(teams: LocalTeams, tmp_path: Path) -> None:
    """MSAL signs with it, and Microsoft gives a token."""
    settings = transport_settings(settings_with(teams.certificate, teams, tmp_path))
    async with calling(teams, settings=settings) as desk:
        spot = await desk.knows(teams.chat("#general"))
        await desk.calls.send(spot, TeamsMessage("Good morning."))
    assert [one.text for one in teams.said_by_bot(teams.chat("#general"))] == ["Good morning."]


async def test_who_has_another_certificate_cannot(teams: LocalTeams, tmp_path: Path) -> None:
    """It is told as what it is: there is no token."""
    other = Certificate(app_id=teams.app_id, number=101)
    settings = transport_settings(settings_with(other, teams, tmp_path))
    async with calling(teams, settings=settings) as desk:
        spot = await desk.knows(teams.chat("#general"))
        with pytest.raises(TeamsCallFailed, match="no_token"):
            await desk.calls.send(spot, TeamsMessage("Good morning."))
    assert teams.said_by_bot(teams.chat("#general")) == []

"""The whole desk in Teams: what stops its start, Teams that is away, and what its status says."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs

from bot.service import open_service
from bot.settings_teams import TeamsSettings
from core.errors import SettingsError
from tests.dialogue.houses import connect, local_teams, teams_settings
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import until
from tests.e2e.teams.service_stage import page_of, said, settings_of
from tests.local_teams.server import LocalTeams

ASKED = "@frontdesk Who runs payroll?"


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    """A tenant with a team that has the app."""
    async with local_teams() as made:
        yield made


# ---- The start --------------------------------------------------------------------------


@pytest.mark.feature("A wrong setting stops the start, with what to do")
@pytest.mark.parametrize("content", [None, "no certificate", "-----BEGIN PRIVATE KEY-----\nAA=="])
async def test_a_certificate_that_will_never_do_stops_the_start(
    frontdesk: Installation, teams: LocalTeams, content: str | None
) -> None:
    """The message says which setting it is; what is in the file is not shown."""
    file = frontdesk.home / "desk.pem"
    if content is not None:
        file.write_text(content, "utf-8")
    of_teams = teams_settings(teams, app_password="", certificate=file)
    with pytest.raises(SettingsError) as refused:
        async with open_service(settings_of(frontdesk, of_teams), with_terminal=False):
            pytest.fail("It started.")

    assert "certificate" in str(refused.value)
    assert "AA==" not in str(refused.value)


@pytest.mark.feature("A platform that is away does not stop the rest")
async def test_teams_may_be_away_when_the_desk_starts(
    frontdesk: Installation, teams: LocalTeams
) -> None:
    """The web page is served; Teams is asked to come again while nobody can be told apart."""
    teams.mischief.fail("openid", times=100)
    settings = settings_of(frontdesk, teams_settings(teams))
    with capture_logs() as logs:
        async with open_service(settings, with_terminal=False) as service:
            connect(teams, service)
            assert "frontdesk" in await page_of(service)
            await teams.person("ann").says(ASKED, teams.chat("#general"))
            await until(lambda: any(one.answer for one in teams.deliveries.history))
            answer = teams.deliveries.history[0].answer
            assert answer is not None
            assert answer.status == 503
    assert [line["event"] for line in logs].count("teams_keys_not_fetched") == 1


async def test_no_variable_of_botbuilders_matters(
    frontdesk: Installation, teams: LocalTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole desk reads its own settings only."""
    for name in ("AppId", "AppPassword", "AppType", "AppTenantId"):
        monkeypatch.setenv(f"Microsoft{name}", "of-something-else")
        monkeypatch.setenv(name.upper().replace("APP", "APP_", 1), "of-something-else")
    settings = settings_of(frontdesk, teams_settings(teams))
    async with open_service(settings, with_terminal=False) as service:
        connect(teams, service)
        asked = await teams.person("ann").says(ASKED, teams.chat("#general"))
        await until(lambda: "Maria Chen" in said(teams, "#general", asked.id), within_seconds=10)


async def test_capitals_in_ids_do_not_matter(frontdesk: Installation, teams: LocalTeams) -> None:
    """Some pages show them so, and Teams writes them in small letters."""
    of_teams = teams_settings(teams, app_id=teams.app_id.upper(), tenant_id=teams.tenant_id.upper())
    async with open_service(settings_of(frontdesk, of_teams), with_terminal=False) as service:
        connect(teams, service)
        asked = await teams.person("ann").says(ASKED, teams.chat("#general"))
        await until(lambda: "Maria Chen" in said(teams, "#general", asked.id), within_seconds=10)


# ---- The status -------------------------------------------------------------------------


@pytest.mark.feature("The status page tells how people reach it")
async def test_the_status_says_how_people_reach_it(
    frontdesk: Installation, teams: LocalTeams
) -> None:
    """As the start does."""
    settings = settings_of(frontdesk, teams_settings(teams))
    async with open_service(settings, with_terminal=False) as service:
        assert service.doors["teams"].described() == "on, at /api/messages"
        status = await page_of(service, "status")
    assert "Teams" in status
    assert "Messages come to /api/messages." in status
    assert teams.app_password not in status


@pytest.mark.feature("The status page tells how people reach it")
async def test_a_wrong_secret_closes_the_door_only(
    frontdesk: Installation, teams: LocalTeams
) -> None:
    """The page goes on; the status says why nobody in Teams is answered."""
    settings = settings_of(frontdesk, teams_settings(teams, app_password="wrong"))
    async with open_service(settings, with_terminal=False) as service:
        door = service.doors["teams"]
        await until(lambda: not door.state().is_open)
        assert "Microsoft gives the desk no token: invalid_client" in door.state().detail
        assert "frontdesk doctor" in await page_of(service, "status")


@pytest.mark.feature("The status page tells how people reach it")
async def test_missing_keys_close_the_door_until_they_are_there(
    frontdesk: Installation, teams: LocalTeams
) -> None:
    """Nobody in Teams can be heard so long; that is not long where Microsoft fails once."""
    teams.mischief.fail("openid")
    settings = settings_of(frontdesk, teams_settings(teams))
    async with open_service(settings, with_terminal=False) as service:
        door = service.doors["teams"]
        await until(lambda: not door.state().is_open)
        assert "The keys of the Bot Framework cannot be read" in door.state().detail
        await until(lambda: door.state().is_open, within_seconds=3)


async def test_development_is_never_overlooked(frontdesk: Installation) -> None:
    """It says at the start and in its status what it believes."""
    settings = settings_of(frontdesk, TeamsSettings(development=True))
    async with open_service(settings, with_terminal=False) as service:
        assert "for development" in service.doors["teams"].described()
        assert "believes whatever comes from this machine" in await page_of(service, "status")

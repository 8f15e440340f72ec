"""The whole desk in one workspace: tokens that are wrong, Slack that is away, the app removed."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from structlog.testing import capture_logs

from adapters.local_slack.server import LocalSlack
from bot.service import open_service
from bot.settings import Settings
from bot.settings_sections import WebSettings
from bot.slack_manifest import read_manifest
from core.errors import SettingsError
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import door_of, free_port, posted, settings_of, until


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with #general, where the desk is."""
    async with LocalSlack(manifest=read_manifest()) as made:
        made.person("ann").place("#general")
        yield made


def in_one_workspace(installation: Installation, slack: LocalSlack, **changed: str) -> Settings:
    """Settings for Socket Mode, with Slack's own tokens or others."""
    tokens = {"bot_token": slack.app.bot_token, "app_token": slack.app.app_token}
    return settings_of(installation, slack, **{**tokens, **changed})


@pytest.mark.feature("A wrong setting stops the start, with what to do")
@pytest.mark.parametrize("reason", ["invalid_auth", "account_inactive", "token_revoked"])
async def test_a_token_that_will_never_do_stops_the_start(
    frontdesk: Installation, slack: LocalSlack, reason: str
) -> None:
    """The message says which setting it is and where the right token is."""
    slack.mischief.fail("auth.test", reason)
    settings = in_one_workspace(frontdesk, slack)
    with pytest.raises(SettingsError) as refused:
        async with open_service(settings, with_terminal=False):
            pytest.fail("It started.")

    for needed in ("slack.bot_token", reason, "https://api.slack.com/apps"):
        assert needed in str(refused.value)
    assert slack.app.bot_token not in str(refused.value)


@pytest.mark.feature("A platform that is away does not stop the rest")
@pytest.mark.slow
async def test_slack_may_be_away_when_the_desk_starts(frontdesk: Installation) -> None:
    """The web page is served; Slack is joined when it comes."""
    port = free_port()
    slack = LocalSlack(manifest=read_manifest(), port=port)
    settings = settings_of(
        frontdesk, f"http://127.0.0.1:{port}", bot_token="xoxb-local-1", app_token="xapp-local-1"
    )
    try:
        # One try at the start fails; the next comes after the five seconds that are usual.
        async with open_service(settings, with_terminal=False) as service:
            door = door_of(service)
            async with aiohttp.ClientSession() as session, session.get(service.web_address) as page:
                assert page.status == 200
            assert not door.state().is_open
            assert "0 of 1 connections" in door.state().detail
            await slack.start()
            await until(lambda: door.state().is_open, within_seconds=10)
            message = await slack.person("ann").says("@frontdesk Who runs payroll?")
            await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))
    finally:
        await slack.stop()


@pytest.mark.feature("The status page tells how people reach it")
async def test_a_wrong_app_token_closes_the_door_only(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """The page goes on; the status says that nobody in Slack is heard."""
    settings = in_one_workspace(frontdesk, slack, app_token="xapp-wrong")
    with capture_logs() as logs:
        async with open_service(settings, with_terminal=False) as service:
            await until(lambda: any(line["event"] == "slack_not_connected" for line in logs))
            door = door_of(service)
            assert not door.state().is_open
            assert "frontdesk doctor" in door.state().detail


@pytest.mark.feature("What comes from another organisation is not believed")
async def test_events_of_another_workspace_are_refused(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """The app may be installed there; the token that is set is not of it."""
    slack.add_workspace("T0OTHER", "Another Hospital", is_installed=True)
    settings = in_one_workspace(frontdesk, slack)
    with capture_logs() as logs:
        async with open_service(settings, with_terminal=False) as service:
            await until(lambda: door_of(service).state().is_open)
            await slack.teams["T0OTHER"].people.person("zoe").says("@frontdesk Who runs payroll?")
            await slack.settled()
            assert service.turns.line().running == 0

    assert posted(slack) == []
    assert [line["event"] for line in logs].count("question_accepted") == 0
    assert any(line["event"] == "slack_event_refused" for line in logs)


async def test_a_desk_that_was_removed_says_so(frontdesk: Installation, slack: LocalSlack) -> None:
    """To its operators, with what to do; it goes on serving the page."""
    settings = in_one_workspace(frontdesk, slack)
    with capture_logs() as logs:
        async with open_service(settings, with_terminal=False) as service:
            door = door_of(service)
            await until(lambda: door.state().is_open)
            await slack.person("ann").uninstalls()
            await slack.settled()
            await until(lambda: not door.state().is_open)
            assert "removed" in door.state().detail
            async with aiohttp.ClientSession() as session, session.get(service.web_address) as page:
                assert page.status == 200

    assert all(one.is_acknowledged for one in slack.deliveries.history)
    (line, *_) = [one for one in logs if one["event"] == "slack_removed"]
    assert "slack.bot_token" in line["cure"]


async def test_installing_needs_an_address_that_browsers_trust(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """Without https nobody would come back from Slack; that is said at the start."""
    settings = settings_of(
        frontdesk,
        slack,
        web=WebSettings(port=0, public_url="http://desk.example.org"),
        client_id=slack.app.client_id,
        client_secret=slack.app.client_secret,
        workspaces=(slack.workspace.team_id,),
        signing_secret=slack.app.signing_secret,
    )
    with pytest.raises(SettingsError, match=r"web\.public_url .* https"):
        async with open_service(settings, with_terminal=False):
            pytest.fail("It started.")


async def test_no_variable_of_slacks_own_tools_matters(
    frontdesk: Installation, slack: LocalSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole desk reads its own settings only."""
    for name in ("BOT_TOKEN", "APP_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "of-something-else")
    settings = in_one_workspace(frontdesk, slack)
    async with open_service(settings, with_terminal=False) as service:
        await until(lambda: door_of(service).state().is_open)
        message = await slack.person("ann").says("@frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))


@pytest.mark.parametrize("variable", ["HTTP_PROXY", "HTTPS_PROXY"])
async def test_a_proxy_is_not_asked_for_what_is_near(
    frontdesk: Installation,
    slack: LocalSlack,
    monkeypatch: pytest.MonkeyPatch,
    variable: str,
) -> None:
    """Networks of hospitals have one; a Slack on this machine is not behind it."""
    monkeypatch.setenv(variable, f"http://127.0.0.1:{free_port()}")
    settings = in_one_workspace(frontdesk, slack)
    async with open_service(settings, with_terminal=False) as service:
        await until(lambda: door_of(service).state().is_open)
        message = await slack.person("ann").says("@frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))

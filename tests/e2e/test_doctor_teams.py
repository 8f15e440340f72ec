"""`frontdesk doctor`'s look at Microsoft Teams, against the Teams on this machine."""

from __future__ import annotations

import asyncio
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from adapters.teams.names import PLATFORM
from adapters.teams.references import Reference, References
from adapters.teams.spot import ChatKind, Spot
from bot.commands.doctor_teams import teams as look
from bot.commands.findings import Finding, Grade
from bot.settings import Settings
from bot.settings_clockwork import PostsSettings
from bot.settings_sections import AnswerSettings, WebSettings
from bot.settings_teams import TeamsSettings
from bot.wiring import now
from storage.database import Database
from storage.reaching import SqlReferences
from tests.dialogue.houses import teams_settings
from tests.e2e.command_line import Installation
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat

HTTPS = "https://desk.example.org"


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    """A tenant that knows the app."""
    async with LocalTeams() as made:
        yield made


def settings_in(home: Path, of_teams: TeamsSettings, **more: Any) -> Settings:
    """Settings of a desk that Teams reaches over https."""
    return Settings(home=home, teams=of_teams, **{"web": WebSettings(public_url=HTTPS), **more})


def named(channel: str, tenant: str) -> AnswerSettings:
    """Settings by which people are asked in a channel."""
    return AnswerSettings(people_channel=f"{PLATFORM}/{tenant}/{channel}")


async def known(settings: Settings, teams: LocalTeams, chat: Chat) -> None:
    """Something has come from a channel."""
    async with Database(url=settings.database_url) as database:
        references = References(store=SqlReferences(database=database, now=now))
        spot = Spot(teams.tenant_id, chat.id, ChatKind.CHANNEL)
        await references.keep(Reference(spot, teams.service_url, teams.bot_id, "frontdesk"))


async def of_people_channel(settings: Settings) -> Finding:
    """What is said of the channel that the settings name."""
    (found,) = [one for one in await look(settings) if "answer.people_channel" in one.text]
    return found


async def test_no_teams_is_good(tmp_path: Path) -> None:
    """And how to serve there is said."""
    (found,) = await look(settings_in(tmp_path, TeamsSettings()))
    assert found.grade is Grade.GOOD
    assert "teams.app_id" in found.text


async def test_development_is_noted(tmp_path: Path) -> None:
    """Nobody should forget that it is on."""
    (found,) = await look(settings_in(tmp_path, TeamsSettings(development=True)))
    assert found.grade is Grade.NOTE
    assert "is believed" in found.text


@pytest.mark.feature("`frontdesk doctor` finds what is wrong, with the cure")
async def test_a_good_app_is_good(frontdesk: Installation, teams: LocalTeams) -> None:
    """With the endpoint that has to be entered; no activity is sent, and no secret shown."""
    result = await asyncio.to_thread(
        frontdesk.run,
        "doctor",
        TEAMS_APP_ID=teams.app_id,
        TEAMS_APP_PASSWORD=teams.app_password,
        TEAMS_TENANT_ID=teams.tenant_id,
        TEAMS_OPENID_URL=teams.openid_url,
        TEAMS_LOGIN_URL=teams.login_url,
        WEB_PUBLIC_URL=f"{HTTPS}/",
    )
    told = [row for row in result.output.splitlines() if row[2:].startswith("Teams")]
    assert [row[0] for row in told] == ["✓", "✓", "✓"]
    assert f"messaging endpoint has to be {HTTPS}/api/messages." in told[0]
    assert teams.app_password not in result.output
    assert teams.calls == []


async def test_an_address_without_https_is_noted(tmp_path: Path, teams: LocalTeams) -> None:
    """Teams posts to no other; none is set at all while the desk is only tried."""
    for address in ("", "http://desk.example.org"):
        web = WebSettings(public_url=address)
        first, *_ = await look(settings_in(tmp_path, teams_settings(teams), web=web))
        assert first.grade is Grade.NOTE
        assert "web.public_url" in first.text


async def test_a_wrong_secret_is_told(tmp_path: Path, teams: LocalTeams) -> None:
    """It may have expired; it is never shown."""
    wrong = teams_settings(teams, app_password="mistyped-secret")
    _, token, keys = await look(settings_in(tmp_path, wrong))
    assert (token.grade, keys.grade) == (Grade.WRONG, Grade.GOOD)
    assert "may have expired" in token.text
    assert "mistyped" not in token.text


async def test_a_certificate_is_called_so(tmp_path: Path, teams: LocalTeams) -> None:
    """There is no secret then."""
    file = tmp_path / "bot.pem"
    file.write_text(teams.certificate.private_pem + teams.certificate.public_pem)
    of_teams = teams_settings(teams, app_password="", certificate=file)
    _, token, _ = await look(settings_in(tmp_path, of_teams))
    assert token.grade is Grade.GOOD
    assert "its certificate" in token.text


def test_without_teams_nothing_of_it_is_read() -> None:
    """Botbuilder alone takes longer than all checks."""
    code = "import sys, bot.commands.doctor; print([one for one in sys.modules if 'botb' in one])"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"


async def test_a_certificate_that_cannot_be_read_is_told(tmp_path: Path, teams: LocalTeams) -> None:
    """With its name."""
    file = tmp_path / "none.pem"
    of_teams = teams_settings(teams, app_password="", certificate=file)
    _, token, _ = await look(settings_in(tmp_path, of_teams))
    assert token.grade is Grade.WRONG
    assert str(file) in token.text


async def test_keys_out_of_reach_are_wrong(tmp_path: Path, teams: LocalTeams) -> None:
    """Nothing that comes could be believed; the address that was tried is named."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{probe.getsockname()[1]}/keys"
    of_teams = teams_settings(teams, openid_url=address)
    _, token, keys = await look(settings_in(tmp_path, of_teams))
    assert (token.grade, keys.grade) == (Grade.GOOD, Grade.WRONG)
    assert address in keys.text


async def test_a_proxy_is_not_asked_for_keys_that_are_near(
    tmp_path: Path, teams: LocalTeams, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The desk asks none either."""
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    *_, keys = await look(settings_in(tmp_path, teams_settings(teams)))
    assert keys.grade is Grade.GOOD


async def test_a_channel_of_another_tenant_is_wrong(tmp_path: Path, teams: LocalTeams) -> None:
    """The desk posts in its own only."""
    answer = named(teams.chat("#general").id, "99999999-0000-0000-0000-000000000000")
    found = await of_people_channel(settings_in(tmp_path, teams_settings(teams), answer=answer))
    assert found.grade is Grade.WRONG
    assert "99999999-0000" in found.text


async def test_before_anything_came_a_channel_is_only_noted(
    tmp_path: Path, teams: LocalTeams
) -> None:
    """It may be right; looking makes no database."""
    answer = named(teams.chat("#general").id, teams.tenant_id)
    settings = settings_in(tmp_path, teams_settings(teams), answer=answer)
    found = await of_people_channel(settings)
    assert found.grade is Grade.NOTE
    assert "before the app is added" in found.text
    assert not Database(url=settings.database_url).exists()


async def test_a_channel_of_a_team_with_the_app_is_good(tmp_path: Path, teams: LocalTeams) -> None:
    """Also one that nobody has written in yet; capitals in the tenant's id do not matter."""
    answer = named(teams.add_channel("help").id, teams.tenant_id)
    of_teams = teams_settings(teams, tenant_id=teams.tenant_id.upper())
    settings = settings_in(tmp_path, of_teams, answer=answer)
    await known(settings, teams, teams.chat("#general"))
    assert (await of_people_channel(settings)).grade is Grade.GOOD


async def test_both_settings_are_looked_at(tmp_path: Path, teams: LocalTeams) -> None:
    """Operators are told things in a channel, too; one of Slack is Slack's affair."""
    general = teams.chat("#general").id
    settings = settings_in(
        tmp_path,
        teams_settings(teams),
        answer=AnswerSettings(people_channel="slack/T1/C1"),
        posts=PostsSettings(operators=f"{PLATFORM}/{teams.tenant_id}/{general}"),
    )
    told = [one.text for one in await look(settings)]
    assert [one for one in told if "posts.operators" in one] == told[3:]


async def test_what_is_no_channel_is_wrong(tmp_path: Path, teams: LocalTeams) -> None:
    """Its name, say, instead of its id."""
    settings = settings_in(
        tmp_path, teams_settings(teams), answer=named("general", teams.tenant_id)
    )
    await known(settings, teams, teams.chat("#general"))
    found = await of_people_channel(settings)
    assert found.grade is Grade.WRONG
    assert "@thread.tacv2" in found.text


async def test_a_channel_that_the_desk_was_removed_from_is_wrong(
    tmp_path: Path, teams: LocalTeams
) -> None:
    """What people are promised would never be seen."""
    general = teams.chat("#general")
    settings = settings_in(
        tmp_path, teams_settings(teams), answer=named(general.id, teams.tenant_id)
    )
    await known(settings, teams, general)
    async with Database(url=settings.database_url) as database:
        store = SqlReferences(database=database, now=now)
        await References(store=store).retire(teams.tenant_id, general.id)
    found = await of_people_channel(settings)
    assert found.grade is Grade.WRONG
    assert "was removed" in found.text

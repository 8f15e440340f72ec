"""Tokens of the desk: MSAL is the real one, the login is on this machine."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from structlog.testing import capture_logs

from adapters.teams.credentials import (
    AppIdentity,
    CredentialRules,
    Credentials,
    TokenUnavailable,
)
from core.errors import DeliveryRefused, SettingsError
from tests.local_teams.server import LocalTeams
from tests.local_teams.tokens import Certificate

SCOPE = "https://api.botframework.com"


@dataclass
class Clock:
    """Time that the test owns."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    async with LocalTeams() as made:
        yield made


@pytest.fixture
def clock() -> Clock:
    return Clock()


def identity(teams: LocalTeams, **changes: str) -> AppIdentity:
    fields = {
        "app_id": teams.app_id,
        "tenant_id": teams.tenant_id,
        "secret": teams.app_password,
        "certificate_pem": "",
        "login_url": teams.login_url,
        "scope": SCOPE,
    }
    return AppIdentity(**(fields | changes))


async def test_a_token_is_got_once(teams: LocalTeams, clock: Clock) -> None:
    """However many calls need it at the same time."""
    credentials = Credentials(identity(teams), clock=clock)
    tokens = await asyncio.gather(*(credentials.token() for _ in range(20)))
    assert len(set(tokens)) == 1
    assert teams.tokens.admits(f"Bearer {tokens[0]}")
    assert teams.issuer.asked["token"] == 1


async def test_getting_one_does_not_hold_up_anything(teams: LocalTeams, clock: Clock) -> None:
    """MSAL waits in a thread, while the loop goes on."""
    teams.mischief.slow("token", 0.2)
    getting = asyncio.create_task(Credentials(identity(teams), clock=clock).token())
    longest, before = 0.0, time.monotonic()
    while not getting.done():
        await asyncio.sleep(0.005)
        longest, before = max(longest, time.monotonic() - before), time.monotonic()
    assert longest < 0.15


async def test_one_that_ends_soon_is_replaced_beside_the_calls(
    teams: LocalTeams, clock: Clock
) -> None:
    """The old one serves until the new one is there."""
    teams.tokens.lives_seconds = 200
    credentials = Credentials(identity(teams), clock=clock)
    first = await credentials.token()
    assert await credentials.token() == first
    await teams.until(lambda: teams.issuer.asked["token"] == 2)
    await credentials.close()


async def test_one_that_has_ended_is_waited_for(teams: LocalTeams, clock: Clock) -> None:
    """It is never used after its time."""
    teams.tokens.lives_seconds = 250
    credentials = Credentials(identity(teams), clock=clock)
    first = await credentials.token()
    clock.seconds += 200
    assert await credentials.token() != first


async def test_a_wrong_secret_is_told(teams: LocalTeams, clock: Clock) -> None:
    """Once in the log, with the cure; posts are kept for when it is right."""
    credentials = Credentials(identity(teams, secret="wrong"), clock=clock)
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(TokenUnavailable) as failed:
                await credentials.token()
            clock.seconds += 6
    assert not isinstance(failed.value, DeliveryRefused)
    assert [line["event"] for line in logs] == ["teams_token_not_got"]
    assert "wrong" not in str(logs)


async def test_a_failure_is_not_repeated_at_once(teams: LocalTeams, clock: Clock) -> None:
    """Microsoft locks out who asks all the time."""
    teams.mischief.fail("token", status=400)
    credentials = Credentials(identity(teams), clock=clock)
    for _ in range(3):
        with pytest.raises(TokenUnavailable):
            await credentials.token()
    assert teams.issuer.asked["token"] == 1


async def test_it_is_known_that_there_is_no_token(teams: LocalTeams, clock: Clock) -> None:
    """And why, until there is one, which nobody has to want."""
    teams.mischief.fail("token", status=401)
    rules = CredentialRules(retry_seconds=0.0)
    credentials = Credentials(identity(teams), rules=rules, clock=clock)
    with pytest.raises(TokenUnavailable):
        await credentials.token()
    assert credentials.is_failing
    assert credentials.why
    await teams.until(lambda: not credentials.is_failing)
    assert credentials.why == ""
    await credentials.close()


async def test_a_token_that_holds_is_no_trouble(teams: LocalTeams, clock: Clock) -> None:
    """Where it cannot be replaced yet, the desk speaks all the same."""
    teams.tokens.lives_seconds = 200
    credentials = Credentials(identity(teams), clock=clock)
    await credentials.token()
    teams.mischief.fail("token", status=400)
    await credentials.token()
    await teams.until(lambda: bool(credentials.why))
    assert not credentials.is_failing
    clock.seconds += 200
    assert credentials.is_failing
    await credentials.close()


async def test_a_login_that_does_not_answer_is_bounded(teams: LocalTeams, clock: Clock) -> None:
    """In time, with the thread left behind."""
    teams.mischief.slow("token", 0.3)
    rules = CredentialRules(wait_seconds=0.05)
    with pytest.raises(TokenUnavailable):
        await Credentials(identity(teams), rules=rules, clock=clock).token()


async def test_one_that_teams_refuses_is_replaced(teams: LocalTeams, clock: Clock) -> None:
    """Unless it is so young that it cannot be to blame."""
    credentials = Credentials(identity(teams), clock=clock)
    first = await credentials.token()
    credentials.refused(first)
    assert await credentials.token() == first
    clock.seconds += 61
    credentials.refused(first)
    assert await credentials.token() != first


async def test_a_certificate_serves_instead_of_a_secret(teams: LocalTeams, clock: Clock) -> None:
    """Key and certificate as one text."""
    certificate = teams.certificate
    pem = certificate.private_pem + certificate.public_pem
    who = identity(teams, secret="", certificate_pem=pem)
    assert teams.tokens.admits(f"Bearer {await Credentials(who, clock=clock).token()}")


async def test_another_certificate_does_not(teams: LocalTeams, clock: Clock) -> None:
    """It is not the one at the registration."""
    other = Certificate(app_id=teams.app_id, number=101)
    who = identity(teams, secret="", certificate_pem=other.private_pem + other.public_pem)
    with pytest.raises(TokenUnavailable, match="AADSTS7000215"):
        await Credentials(who, clock=clock).token()


@pytest.mark.parametrize("part", ["private_pem", "public_pem"])
def test_half_a_certificate_is_refused(part: str) -> None:
    """When it is built, not with the first answer."""
    pem = getattr(Certificate(app_id="app"), part)
    who = AppIdentity("app", "tenant", "", pem, "https://login.example", SCOPE)
    with pytest.raises(SettingsError, match="private key and a certificate"):
        Credentials(who)


@pytest.mark.parametrize("name", ["PRIVATE KEY", "CERTIFICATE"])
def test_a_damaged_certificate_is_refused(name: str) -> None:
    """And never shown."""
    certificate = Certificate(app_id="app")
    pem = certificate.private_pem + certificate.public_pem
    damaged = pem.replace(f"-----BEGIN {name}-----\n", f"-----BEGIN {name}-----\nsecret", 1)
    who = AppIdentity("app", "tenant", "", damaged, "https://login.example", SCOPE)
    with pytest.raises(SettingsError, match="cannot be read") as refused:
        Credentials(who)
    assert "secret" not in str(refused.value)

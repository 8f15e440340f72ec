"""Keys of Microsoft, fetched from a local issuer: kept, renewed, and changed under way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from structlog.testing import capture_logs

from adapters.teams.signing_keys import KeyRules, KeysUnavailable, SigningKeys
from tests.local_teams.server import LocalTeams
from tests.local_teams.tokens import Tokens

FIRST, SECOND = "local-teams-0", "local-teams-1"


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


@asynccontextmanager
async def keys_of(
    teams: LocalTeams, clock: Clock, rules: KeyRules | None = None
) -> AsyncIterator[SigningKeys]:
    async with aiohttp.ClientSession() as session:
        yield SigningKeys(
            openid_url=teams.openid_url, session=session, rules=rules or KeyRules(), clock=clock
        )


async def test_keys_are_fetched_once(teams: LocalTeams, clock: Clock) -> None:
    """Whoever asks while it goes on waits for the same."""
    async with keys_of(teams, clock) as keys:
        found = await asyncio.gather(*(keys.find(FIRST) for _ in range(20)))
    assert all(key is not None and "msteams" in key.endorsements for key in found)
    assert teams.issuer.asked["keys"] == 1


async def test_a_changed_key_is_found(teams: LocalTeams, clock: Clock) -> None:
    """Botbuilder's own raises IndexError there."""
    async with keys_of(teams, clock) as keys:
        assert await keys.find(FIRST) is not None
        teams.tokens.rotate(keeps_old=False)
        clock.seconds += 6
        assert await keys.find(SECOND) is not None
        clock.seconds += 6
        assert await keys.find(FIRST) is None


async def test_a_key_changed_just_after_a_fetch_is_no_strangers(
    teams: LocalTeams, clock: Clock
) -> None:
    """Teams delivers again what is not called a stranger's, and finds it known then."""
    async with keys_of(teams, clock) as keys:
        await keys.find(FIRST)
        teams.tokens.rotate()
        clock.seconds += 2
        with pytest.raises(KeysUnavailable):
            await keys.find(SECOND)
        clock.seconds += 3
        assert await keys.find(SECOND) is not None


async def test_unknown_keys_do_not_make_us_fetch_all_the_time(
    teams: LocalTeams, clock: Clock
) -> None:
    """Once in five seconds, however many strangers try; nobody is judged in between."""
    async with keys_of(teams, clock) as keys:
        await keys.find(FIRST)
        clock.seconds += 6
        assert await keys.find("nobody-knows") is None
        for number in range(5):
            with pytest.raises(KeysUnavailable):
                await keys.find(f"nobody-knows-{number}")
    assert teams.issuer.asked["keys"] == 2


async def test_a_fetch_under_way_is_for_all_unknown_keys(teams: LocalTeams, clock: Clock) -> None:
    """Two messages of Teams may come at the same moment."""
    async with keys_of(teams, clock) as keys:
        await keys.find(FIRST)
        teams.tokens.rotate()
        clock.seconds += 6
        found = await asyncio.gather(*(keys.find(SECOND) for _ in range(5)))
    assert None not in found
    assert teams.issuer.asked["keys"] == 2


async def test_an_old_key_is_not_believed(teams: LocalTeams, clock: Clock) -> None:
    """After a day, where nobody can say whether it still holds."""
    async with keys_of(teams, clock) as keys:
        await keys.find(FIRST)
        clock.seconds += 24 * 3600
        teams.mischief.fail("openid")
        with pytest.raises(KeysUnavailable, match="cannot be fetched"):
            await keys.find(FIRST)
        with pytest.raises(KeysUnavailable):
            await keys.find(FIRST)
        assert teams.issuer.asked["openid"] == 2
        clock.seconds += 1
        assert await keys.find(FIRST) is not None


async def test_a_key_that_is_known_holds_where_looking_for_another_fails(
    teams: LocalTeams, clock: Clock
) -> None:
    """An outage of the keys' address harms nobody for a day."""
    async with keys_of(teams, clock) as keys:
        await keys.find(FIRST)
        clock.seconds += 3600
        teams.mischief.fail("keys")
        with pytest.raises(KeysUnavailable):
            await keys.find("nobody-knows")
        assert await keys.find(FIRST) is not None
        assert not keys.is_failing


async def test_without_keys_they_are_soon_tried_again(teams: LocalTeams, clock: Clock) -> None:
    """After one second, then after longer and longer."""
    teams.mischief.fail("openid", times=3)
    async with keys_of(teams, clock) as keys:
        for pause_seconds in (0.0, 1.0, 2.0):
            clock.seconds += pause_seconds
            for _ in range(3):
                with pytest.raises(KeysUnavailable):
                    await keys.find(FIRST)
        assert teams.issuer.asked["openid"] == 3
        clock.seconds += 5
        assert await keys.find(FIRST) is not None


async def test_it_is_known_that_there_are_no_keys(teams: LocalTeams, clock: Clock) -> None:
    """And why, until there are some."""
    teams.mischief.fail("openid")
    async with keys_of(teams, clock) as keys:
        assert not keys.is_failing
        with pytest.raises(KeysUnavailable):
            await keys.find(FIRST)
        assert (keys.is_failing, keys.why) == (True, "ClientResponseError")
        clock.seconds += 1
        await keys.find(FIRST)
        assert (keys.is_failing, keys.why) == (False, "")


async def test_fetching_is_bounded(teams: LocalTeams, clock: Clock) -> None:
    """An address that answers nothing makes nobody wait for long."""
    teams.mischief.slow("keys", 0.2)
    async with keys_of(teams, clock, KeyRules(fetch_seconds=0.05)) as keys:
        with pytest.raises(KeysUnavailable):
            await keys.find(FIRST)


async def test_who_gives_up_does_not_end_it_for_others(teams: LocalTeams, clock: Clock) -> None:
    """A request whose connection broke is one among many."""
    teams.mischief.slow("keys", 0.05)
    async with keys_of(teams, clock) as keys:
        first = asyncio.create_task(keys.find(FIRST))
        second = asyncio.create_task(keys.find(FIRST))
        await teams.until(lambda: teams.issuer.asked["keys"] == 1)
        first.cancel()
        assert await second is not None
    assert teams.issuer.asked["keys"] == 1


async def test_keys_are_renewed_beside_the_requests(teams: LocalTeams, clock: Clock) -> None:
    """Nobody waits for it, and its end ends it."""
    rules = KeyRules(renew_seconds=0.01)
    async with keys_of(teams, clock, rules) as keys, keys.kept_fresh():
        await teams.until(lambda: teams.issuer.asked["keys"] >= 3)
    tasks = [task.get_coro().__qualname__ for task in asyncio.all_tasks()]  # type: ignore[union-attr]
    assert not any(name.startswith(("SigningKeys.", "SharedTask.")) for name in tasks)


async def test_an_outage_is_told_once(teams: LocalTeams, clock: Clock) -> None:
    """And its end."""
    teams.mischief.fail("openid", times=3)
    rules = KeyRules(retry_seconds=(0.005,))
    with capture_logs() as logs:
        async with keys_of(teams, clock, rules) as keys, keys.kept_fresh():
            await teams.until(lambda: teams.issuer.asked["keys"] == 1)
            await teams.until(lambda: len(logs) > 1)
    assert [line["event"] for line in logs] == [
        "teams_keys_not_fetched",
        "teams_keys_fetched_again",
    ]


async def test_a_key_without_endorsement_lists_none(teams: LocalTeams, clock: Clock) -> None:
    """Who asks must look at it."""
    teams.tokens.endorsements = ("webchat",)
    async with keys_of(teams, clock) as keys:
        key = await keys.find(FIRST)
    assert key is not None
    assert key.endorsements == {"webchat"}


async def test_keys_are_not_read_over_plain_http_from_elsewhere(clock: Clock) -> None:
    """Whoever stands in between could sign as Microsoft."""
    async with aiohttp.ClientSession() as session:
        keys = SigningKeys(openid_url="http://login.example/openid", session=session, clock=clock)
        with pytest.raises(KeysUnavailable):
            await keys.find(FIRST)


async def test_a_fault_of_who_uses_them_goes_through_as_it_is(
    teams: LocalTeams, clock: Clock
) -> None:
    """Not wrapped into a group."""
    with pytest.raises(ZeroDivisionError):
        async with keys_of(teams, clock) as keys, keys.kept_fresh():
            raise ZeroDivisionError


async def test_a_key_that_cannot_be_read_harms_no_other(clock: Clock) -> None:
    """What is published may hold kinds that nobody knew when this was written."""
    good = Tokens(app_id="app", tenant_id="tenant").keys()["keys"]
    odd = [None, 7, {}, {"kty": "EC", "kid": "ec"}, {"kty": "RSA", "kid": "n", "endorsements": [1]}]
    server = TestServer(published([*odd, *good]))
    async with server, aiohttp.ClientSession() as session:
        url = str(server.make_url("/openid"))
        keys = SigningKeys(openid_url=url, session=session, clock=clock)
        assert await keys.find(FIRST) is not None
        clock.seconds += 6
        assert await keys.find("n") is None


@pytest.mark.parametrize("listed", [None, [], [7], "keys"])
async def test_no_keys_at_all_are_no_answer(clock: Clock, listed: object) -> None:
    """What was there before is not thrown away for it."""
    server = TestServer(published(listed))
    async with server, aiohttp.ClientSession() as session:
        url = str(server.make_url("/openid"))
        keys = SigningKeys(openid_url=url, session=session, clock=clock)
        with pytest.raises(KeysUnavailable):
            await keys.find(FIRST)


def published(listed: object) -> web.Application:
    """An issuer that publishes anything."""

    async def openid(request: web.Request) -> web.Response:
        return web.json_response({"jwks_uri": f"http://{request.host}/keys"})

    async def keys(_request: web.Request) -> web.Response:
        return web.json_response({"keys": listed})

    application = web.Application()
    application.router.add_get("/openid", openid)
    application.router.add_get("/keys", keys)
    return application

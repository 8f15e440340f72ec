"""Who is let in: activities with good tokens and with bad ones, judged as they would come from the wire."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import jwt
import pytest
from botbuilder.schema import Activity
from structlog.testing import capture_logs

from adapters.teams.authentication import Identity, TeamsAuthentication
from adapters.teams.connector import Connectors
from adapters.teams.signing_keys import KeysUnavailable, SigningKey
from adapters.teams.taking_in.reading import PostedActivity
from core.errors import DeliveryRefused
from tests.local_teams.tokens import ISSUER, Tokens

APP, TENANT, OTHER = "app-1", "tenant-1", "tenant-2"
SERVICE = "https://smba.example/emea/"


@dataclass
class FakeKeys:
    """The keys that a local issuer publishes, without fetching them."""

    tokens: Tokens
    asked: list[str] = field(default_factory=list)
    are_there: bool = True
    read: dict[str, SigningKey] = field(default_factory=dict)
    """What was read lately; as long as it is, the same key is given."""

    async def find(self, kid: str) -> SigningKey | None:
        """The key of that name, as `SigningKeys` gives it."""
        self.asked.append(kid)
        if not self.are_there:
            raise KeysUnavailable("no keys")
        for listed in self.tokens.keys()["keys"]:
            if listed["kid"] == kid:
                key = SigningKey(jwt.PyJWK(listed).key, frozenset(listed["endorsements"]))
                return self.read.setdefault(kid, key)
        return None


@dataclass
class Clock:
    """Time that the test owns."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Door:
    """Everything that judges."""

    authentication: TeamsAuthentication
    connectors: Connectors
    tokens: Tokens
    keys: FakeKeys
    clock: Clock

    async def lets_in(self, token: str | None = None, **changes: Any) -> Any:
        """Let something in, with a good token if none is given; gives what botbuilder is told."""
        token = self.tokens.token() if token is None else token
        return await self.authentication.authenticate_request(
            activity(**changes), f"Bearer {token}"
        )


def activity(**changes: Any) -> Activity:
    told: dict[str, Any] = {
        "type": "message",
        "channelId": "msteams",
        "serviceUrl": SERVICE,
        "conversation": {"id": "a:1", "tenantId": TENANT},
        "channelData": {"tenant": {"id": TENANT}},
    }
    return PostedActivity(told | changes)


@pytest.fixture
async def door() -> AsyncIterator[Door]:
    tokens = Tokens(app_id=APP, tenant_id=TENANT)
    tokens.service_url = SERVICE
    async with aiohttp.ClientSession() as session:
        connectors = Connectors(session=session, credentials=FakeCredentials())
        keys = FakeKeys(tokens)
        identity = Identity(app_id=APP, tenant=TENANT, issuer=ISSUER)
        clock = Clock()
        authentication = TeamsAuthentication(
            identity=identity, keys=keys, connectors=connectors, clock=clock
        )
        yield Door(authentication, connectors, tokens, keys, clock)


@pytest.fixture
async def local_door() -> AsyncIterator[TeamsAuthentication]:
    """Of local development."""
    async with aiohttp.ClientSession() as session:
        connectors = Connectors(session=session, credentials=None)
        identity = Identity(app_id="", tenant="", issuer=ISSUER)
        yield TeamsAuthentication(identity=identity, keys=None, connectors=connectors)


class FakeCredentials:
    """Gives a token that nothing takes."""

    async def token(self) -> str:
        return "token"


async def test_teams_is_let_in(door: Door) -> None:
    """And its service URL is believed from then on."""
    with pytest.raises(DeliveryRefused, match="not known to be Teams"):
        door.connectors.client(SERVICE)
    result = await door.lets_in()
    assert result.claims_identity.get_claim_value("aud") == APP
    assert result.claims_identity.is_authenticated
    assert await result.connector_factory.create(SERVICE, "") is door.connectors.client(SERVICE)


@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "another-app"},
        {"issuer": "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/"},
        {"issuer": f"{ISSUER}/"},
        {"expired": True},
        {"early": True},
        {"unsigned": True},
        {"other_key": True},
        {"unknown_kid": True},
        {"service_url": "https://elsewhere.example/"},
        {"without": ("serviceurl",)},
        {"without": ("exp",)},
        {"without": ("aud",)},
        {"without": ("iss",)},
    ],
    ids=str,
)
async def test_another_token_is_refused(door: Door, changes: dict[str, Any]) -> None:
    """Whatever is wrong with it, and nothing is believed of it."""
    with pytest.raises(PermissionError):
        await door.lets_in(door.tokens.token(**changes))
    with pytest.raises(DeliveryRefused):
        door.connectors.client(SERVICE)


async def test_a_token_is_good_no_longer_than_it_says(door: Door) -> None:
    """Though it was found good before."""
    ends = int(time.time()) - 298
    token = door.tokens.token(exp=ends, nbf=ends - 600)
    for _ in range(2):
        assert await door.lets_in(token)
    await asyncio.sleep(ends + 301 - time.time())
    with pytest.raises(PermissionError, match="Expired"):
        await door.lets_in(token)


async def test_a_token_falls_with_its_key(door: Door) -> None:
    """Of the same name there may be another key, or none any more."""
    token = door.tokens.token()
    for _ in range(2):
        assert await door.lets_in(token)
    other = Tokens(app_id=APP, tenant_id=TENANT)
    other.rotate()
    (kid,) = door.keys.read
    listed = other.keys()["keys"][-1]
    door.keys.read[kid] = SigningKey(jwt.PyJWK(listed).key, frozenset(listed["endorsements"]))
    with pytest.raises(PermissionError, match="InvalidSignature"):
        await door.lets_in(token)
    door.tokens.rotate(keeps_old=False)
    with pytest.raises(PermissionError, match="unknown key"):
        await door.lets_in(token)


async def test_what_is_believed_of_a_token_is_its_own(door: Door) -> None:
    """A good one does not make one good that differs in a letter."""
    token = door.tokens.token()
    assert await door.lets_in(token)
    head, body, signature = token.split(".")
    for forged in (f"{head}.{body}.{signature[::-1]}", f"{head}.{body}."):
        with pytest.raises(PermissionError):
            await door.lets_in(forged)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "x" * 9000]
)
async def test_no_token_is_refused(door: Door, header: str) -> None:
    """A missing one, and what is none."""
    with pytest.raises(PermissionError):
        await door.authentication.authenticate_request(activity(), header)


async def test_a_token_that_another_algorithm_signed_is_refused(door: Door) -> None:
    """A public key is no secret: who signs with it as one is nobody."""
    claims = jwt.decode(door.tokens.token(), options={"verify_signature": False})
    forged = jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": "local-teams-0"})
    with pytest.raises(PermissionError, match="another way"):
        await door.lets_in(forged)


async def test_a_key_of_another_channel_is_refused(door: Door) -> None:
    """Microsoft says which channels a key may speak for."""
    door.tokens.endorsements = ("webchat",)
    with pytest.raises(PermissionError, match="not for Teams"):
        await door.lets_in()


async def test_clocks_may_differ_by_minutes(door: Door) -> None:
    """Five, as Microsoft says."""
    ended = jwt.decode(door.tokens.token(), options={"verify_signature": False})["exp"] - 3600 - 240
    assert await door.lets_in(door.tokens.token(exp=ended, nbf=ended - 600))


@pytest.mark.parametrize(
    "changes",
    [
        {
            "channelData": {"tenant": {"id": OTHER}},
            "conversation": {"id": "a:1", "tenantId": OTHER},
        },
        {"channelData": {"tenant": {"id": OTHER}}, "conversation": {"id": "a:1"}},
        {"conversation": {"id": "a:1", "tenantId": OTHER}},
        {"channelData": {}, "conversation": {"id": "a:1"}},
        {"channelData": None, "conversation": None},
        {"channelId": "webchat"},
        {"serviceUrl": None},
    ],
    ids=str,
)
async def test_what_is_not_for_us_is_refused(door: Door, changes: dict[str, Any]) -> None:
    """Another tenant, two of them or none; another channel; nowhere to answer."""
    with pytest.raises(PermissionError):
        await door.lets_in(**changes)


@pytest.mark.parametrize("changes", [{"channelData": {}}, {"conversation": {"id": "a:1"}}], ids=str)
async def test_the_tenant_may_be_named_in_one_place(door: Door, changes: dict[str, Any]) -> None:
    """Not every activity names it twice."""
    assert await door.lets_in(**changes)


async def test_capitals_do_not_count_in_ids(door: Door) -> None:
    """They are numbers: whoever writes them may write the letters large."""
    token = door.tokens.token(audience=APP.upper())
    assert await door.lets_in(token, conversation={"id": "a:1", "tenantId": TENANT.upper()})


async def test_headers_without_a_token_are_not_worth_reading(
    door: Door, local_door: TeamsAuthentication
) -> None:
    """Where nothing is signed, that tells nothing."""
    takes = door.authentication.takes_header
    assert [takes(one) for one in ("Bearer a.b.c", "", "Bearer ", "Basic abc")] == [True] + [
        False
    ] * 3
    assert local_door.takes_header("")


@pytest.mark.parametrize("url", ["http://127.0.0.1:56150/_connector", "https://localhost/"])
async def test_no_token_goes_to_this_machine_unless_teams_is_here(url: str) -> None:
    """What local development kept stands in the same database."""
    async with aiohttp.ClientSession() as session:
        for is_near in (True, False):
            connectors = Connectors(session=session, credentials=FakeCredentials(), is_near=is_near)
            connectors.trust(url)
            if is_near:
                assert connectors.client(url)
                continue
            with pytest.raises(DeliveryRefused):
                connectors.client(url)


async def test_strangers_do_not_make_us_fetch_keys(door: Door) -> None:
    """A token that says itself that it is not for us is refused before that."""
    with pytest.raises(PermissionError):
        await door.lets_in(door.tokens.token(audience="another-app"))
    assert door.keys.asked == []


async def test_without_keys_nobody_is_called_a_stranger(door: Door) -> None:
    """It is for Teams to come again."""
    door.keys.are_there = False
    with pytest.raises(KeysUnavailable):
        await door.lets_in()


async def test_the_first_refusal_is_told_and_not_each(door: Door) -> None:
    """With what to look at; a good request begins anew."""
    with capture_logs() as logs:
        for _ in range(3):
            with pytest.raises(PermissionError):
                await door.lets_in(door.tokens.token(expired=True))
        await door.lets_in()
        door.clock.seconds += 61
        with pytest.raises(PermissionError):
            await door.lets_in("no token")
    assert [line["event"] for line in logs] == ["teams_request_refused"] * 2


async def test_strangers_between_requests_of_teams_do_not_fill_the_log(door: Door) -> None:
    """One warning a minute, however they are mixed."""
    with capture_logs() as logs:
        for _ in range(5):
            with pytest.raises(PermissionError):
                await door.lets_in("no token")
            await door.lets_in()
    assert [line["event"] for line in logs] == ["teams_request_refused"]


async def test_websockets_are_refused(door: Door) -> None:
    """Teams does not use them."""
    with pytest.raises(PermissionError):
        await door.authentication.authenticate_streaming_request("Bearer x", "msteams")


async def test_local_development_takes_what_is_not_signed(local_door: TeamsAuthentication) -> None:
    """With a service URL on this machine."""
    near = activity(serviceUrl="http://127.0.0.1:56150/_connector")
    result = await local_door.authenticate_request(near, "")
    assert await result.connector_factory.create("http://127.0.0.1:56150/_connector", "")


@pytest.mark.parametrize("url", [SERVICE, "http://127.0.0.1.example/", "http://10.0.0.1/", "::"])
async def test_local_development_answers_on_this_machine_alone(
    local_door: TeamsAuthentication, url: str
) -> None:
    """Nothing is sent elsewhere because a stranger says so."""
    with pytest.raises(PermissionError):
        await local_door.authenticate_request(activity(serviceUrl=url), "")


@pytest.mark.parametrize("peer", ["127.0.0.1", "::1"])
async def test_local_development_hears_this_machine(
    local_door: TeamsAuthentication, peer: str
) -> None:
    """By its own name."""
    assert local_door.takes_from(peer, "localhost", is_forwarded=False)


@pytest.mark.parametrize(
    ("peer", "host", "way"),
    [
        ("10.0.0.7", "localhost", "straight"),
        ("127.0.0.1", "desk.example", "straight"),
        ("127.0.0.1", "localhost", "forwarded"),
        ("", "localhost", "straight"),
    ],
)
async def test_local_development_hears_nothing_else(
    local_door: TeamsAuthentication, peer: str, host: str, way: str
) -> None:
    """Not through a tunnel, and not through a page that a browser holds for this machine's."""
    assert not local_door.takes_from(peer, host, is_forwarded=way == "forwarded")


async def test_authentication_is_never_off_by_accident(door: Door) -> None:
    """An app without keys, keys without an app, an app without a tenant: none can be built."""
    for app_id, tenant, keys in (
        (APP, TENANT, None),
        ("", TENANT, door.keys),
        (APP, "", door.keys),
    ):
        identity = Identity(app_id=app_id, tenant=tenant, issuer=ISSUER)
        with pytest.raises(ValueError, match="an app has"):
            TeamsAuthentication(identity=identity, keys=keys, connectors=door.connectors)

"""Who is heard over HTTP: Teams by its tokens, nobody else, and never with a word too much."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs
from yarl import URL

from adapters.teams.app_adapter import TransportSettings, open_transport
from core.errors import SettingsError, StorageError
from tests.e2e.teams.transport_stage import Desk, desk_before
from tests.local_teams.server import LocalTeams


@pytest.fixture
async def teams() -> AsyncIterator[LocalTeams]:
    async with LocalTeams() as made:
        yield made


@pytest.fixture
async def desk(teams: LocalTeams) -> AsyncIterator[Desk]:
    async with desk_before(teams) as made:
        yield made


IN_UTF_16 = '{"type": "message", "conversation": {"id": "a:1"}}'.encode("utf-16")


def message(teams: LocalTeams, **changes: Any) -> dict[str, Any]:
    """What Teams would post."""
    chat = teams.personal(teams.person("ann"))
    told: dict[str, Any] = {
        "type": "message",
        "id": "1",
        "channelId": "msteams",
        "serviceUrl": teams.service_url,
        "from": {"id": teams.person("ann").id},
        "recipient": {"id": teams.bot_id},
        "conversation": {"id": chat.id, "conversationType": "personal", "tenantId": chat.tenant},
        "channelData": {"tenant": {"id": chat.tenant}},
        "text": "hello",
    }
    return told | changes


def bearing(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_what_people_say_is_heard(teams: LocalTeams, desk: Desk) -> None:
    """Signed by Teams, taken at once."""
    ann = teams.person("ann")
    await ann.says("hello", teams.personal(ann))
    await teams.settled()
    assert [one.text for one in desk.bot.heard if one.type == "message"] == ["hello"]
    assert not teams.deliveries.lost


async def test_an_invoke_is_answered_in_its_response(teams: LocalTeams, desk: Desk) -> None:
    """As botbuilder does it."""
    told = message(teams, type="invoke", name="task/fetch", value={})
    status, text = await desk.post(json.dumps(told).encode(), headers=bearing(teams.tokens.token()))
    assert (status, json.loads(text)) == (200, {"heard": "task/fetch"})


@pytest.mark.feature("What the platform did not sign is refused")
@pytest.mark.parametrize(
    "changes",
    [
        {"audience": "another-app"},
        {"issuer": "https://sts.windows.net/somebody/"},
        {"expired": True},
        {"unsigned": True},
        {"other_key": True},
        {"unknown_kid": True},
        {"service_url": "https://elsewhere.example/"},
    ],
    ids=str,
)
async def test_a_bad_token_gets_401_and_nothing_else(
    teams: LocalTeams, desk: Desk, changes: dict[str, Any]
) -> None:
    """Not even why; the bot hears nothing, and a good one is taken afterwards."""
    body = json.dumps(message(teams)).encode()
    status, text = await desk.post(body, headers=bearing(teams.tokens.token(**changes)))
    assert (status, json.loads(text)) == (401, {"error": "not authorized"})
    assert desk.bot.heard == []
    assert (await desk.post(body, headers=bearing(teams.tokens.token())))[0] == 201


async def test_no_token_gets_401(teams: LocalTeams, desk: Desk) -> None:
    """From this machine too: the desk is not in development."""
    assert await teams.deliver(message(teams)) == 401


@pytest.mark.feature("What comes from another organisation is not believed")
async def test_another_tenant_gets_401(teams: LocalTeams, desk: Desk) -> None:
    """Though Microsoft signed it: somebody else has installed the app."""
    other = "cccccccc-0000-4000-8000-000000000000"
    told = message(teams, channelData={"tenant": {"id": other}})
    told["conversation"]["tenantId"] = other
    assert await teams.deliver(told, token=teams.tokens.token()) == 401


async def test_a_new_key_is_taken_at_once(teams: LocalTeams, desk: Desk) -> None:
    """Microsoft changes its keys without telling; where it was looked just before, Teams comes again."""
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 201
    teams.tokens.rotate(keeps_old=False)
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 503
    desk.clock.ahead_seconds = 6
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 201


async def test_the_desks_own_token_is_got_before_anybody_asks(
    teams: LocalTeams, desk: Desk
) -> None:
    """The first question need not wait for it."""
    await teams.until(lambda: teams.issuer.asked["token"] == 1)
    assert desk.bot.heard == []


async def test_slow_keys_hold_up_nothing_else(teams: LocalTeams) -> None:
    """The first message waits for them; the loop does not."""
    teams.mischief.slow("openid", 0.3)
    async with desk_before(teams) as desk:
        delivered = asyncio.create_task(teams.deliver(message(teams), token=teams.tokens.token()))
        longest, before = 0.0, time.monotonic()
        while not delivered.done():
            await asyncio.sleep(0.005)
            longest, before = max(longest, time.monotonic() - before), time.monotonic()
        assert await delivered == 201
        assert longest < 0.2
        assert len(desk.bot.heard) == 1


async def test_without_keys_teams_is_asked_to_come_again(teams: LocalTeams) -> None:
    """503, not 401: it may well be Teams."""
    teams.mischief.fail("openid", times=9)
    async with desk_before(teams):
        assert await teams.deliver(message(teams), token=teams.tokens.token()) == 503


async def test_a_desk_that_is_not_open_asks_to_come_again(teams: LocalTeams, desk: Desk) -> None:
    """Until its database is there."""
    desk.is_open = False
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 503
    desk.is_open = True
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 201


async def test_a_desk_that_cannot_keep_it_asks_to_come_again(teams: LocalTeams, desk: Desk) -> None:
    """Its database is away; nothing is wrong with what was said."""
    desk.bot.fault = StorageError("database is locked")
    assert await teams.deliver(message(teams), token=teams.tokens.token()) == 503


async def test_what_is_packed_in_another_way_is_told_so(desk: Desk) -> None:
    """It says that it is compressed, and is not."""
    headers = bearing("a.b.c") | {"Content-Encoding": "gzip"}
    status, text = await desk.post(b"no gzip at all", headers=headers)
    assert (status, "Traceback" in text) == (400, False)


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        (b"{}", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"null", "application/json", 400),
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[" * 30_000, "application/json", 400),
        (IN_UTF_16, "application/json", 400),
        (b'{"type": 7}', "application/json", 400),
        (b'{"type": "message"}', "application/json", 400),
        (b'{"type": "message", "conversation": "a:1"}', "application/json", 400),
        (b'{"type": "message", "conversation": {"id": "a:1"}, "from": 5}', "application/json", 400),
        (b"type=message", "application/x-www-form-urlencoded", 415),
        (b"{}", "", 415),
        (b"{}", "application/json; charset=nonsense", 415),
        (b'"' + b"x" * 70_000 + b'"', "application/json", 413),
    ],
)
async def test_what_is_no_activity_is_told_so(
    desk: Desk, body: bytes, content_type: str, status: int
) -> None:
    """Botbuilder's adapter fails on most of these."""
    got, text = await desk.post(body, content_type=content_type, headers=bearing("a.b.c"))
    assert (got, "Traceback" in text) == (status, False)


@pytest.mark.parametrize("header", [{}, {"Authorization": "Basic abc"}], ids=str)
async def test_without_a_token_nothing_is_read(desk: Desk, header: dict[str, str]) -> None:
    """However long or wrong it is: nobody learns more than that."""
    for body in (b"{", b'"' + b"x" * 70_000 + b'"'):
        status, text = await desk.post(body, headers=header)
        assert (status, json.loads(text)) == (401, {"error": "not authorized"})


async def test_what_does_not_arrive_is_not_waited_for(teams: LocalTeams) -> None:
    """Whoever sends a head and no body holds nothing open."""
    async with desk_before(teams, read_seconds=0.05) as desk:
        port = URL(desk.url).port or 0
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        head = "POST /api/messages HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer a.b.c\r\n"
        writer.write(f"{head}Content-Type: application/json\r\nContent-Length: 9\r\n\r\n".encode())
        async with asyncio.timeout(2):
            answer = await reader.readuntil(b"\r\n\r\n")
        writer.close()
    assert answer.startswith(b"HTTP/1.1 408")
    assert b"Connection: close" in answer


def nowhere(teams: LocalTeams, name: str) -> dict[str, Any]:
    """An invoke that names no conversation, as the message extension's in a chat of two people."""
    told = message(teams, type="invoke", name=name, value={})
    del told["conversation"]
    return told


async def test_the_extension_may_be_used_where_teams_does_not_tell(
    teams: LocalTeams, desk: Desk
) -> None:
    """By whose tenant it is, the channel's data tells; everything else stands in some conversation."""
    for name, status in (("composeExtension/fetchTask", 200), ("task/fetch", 400)):
        body = json.dumps(nowhere(teams, name)).encode()
        got, _ = await desk.post(body, headers=bearing(teams.tokens.token()))
        assert got == status


async def test_the_extension_of_another_tenant_gets_401(teams: LocalTeams, desk: Desk) -> None:
    """Also where no conversation tells whose it is."""
    told = nowhere(teams, "composeExtension/fetchTask")
    told["channelData"] = {"tenant": {"id": "cccccccc-0000-4000-8000-000000000000"}}
    assert await teams.deliver(told, token=teams.tokens.token()) == 401


_ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=4), inner, max_size=2)
    ),
    max_leaves=4,
)


@given(name=st.sampled_from(["conversation", "from", "recipient", "channelData", "entities",
                             "attachments", "membersAdded", "timestamp", "value", "serviceUrl",
                             "channelId", "text", "replyToId", "locale"]), odd=_ODD)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
async def test_odd_activities_never_break_it(
    teams: LocalTeams, desk: Desk, name: str, odd: object
) -> None:
    """Signed by whomever: they are taken, or told what is wrong with them."""
    status = await teams.deliver(message(teams) | {name: odd}, token=teams.tokens.ready())
    assert status in {201, 400, 401}


async def test_a_fault_of_the_bot_tells_strangers_an_id_alone(
    teams: LocalTeams, desk: Desk
) -> None:
    """The log knows it by the same, with the places in the code; it holds no words of others either."""
    desk.bot.fault = RuntimeError("a secret")
    with capture_logs() as logs:
        status, text = await desk.post(
            json.dumps(message(teams)).encode(), headers=bearing(teams.tokens.token())
        )
    assert status == 500
    assert "secret" not in text
    assert json.loads(text)["fault"] == logs[-1]["fault"]
    assert any("on_turn" in place for place in logs[-1]["places"])
    assert "secret" not in str(logs)
    assert not any(line.get("exc_info") for line in logs)


async def test_local_development_hears_this_machine(teams: LocalTeams) -> None:
    """Without any token, where the operator asked for it."""
    async with desk_before(teams, TransportSettings(is_development=True)):
        assert await teams.deliver(message(teams)) == 201


@pytest.mark.parametrize(
    "headers", [{"X-Forwarded-For": "10.0.0.7"}, {"Host": "desk.example"}], ids=str
)
async def test_local_development_hears_nobody_through_a_tunnel(
    teams: LocalTeams, headers: dict[str, str]
) -> None:
    """Who stands behind it may be anybody."""
    async with desk_before(teams, TransportSettings(is_development=True)) as desk:
        status, _ = await desk.post(json.dumps(message(teams)).encode(), headers=headers)
        assert status == 401


async def test_local_development_answers_this_machine_alone(teams: LocalTeams) -> None:
    """A service URL elsewhere is not taken."""
    async with desk_before(teams, TransportSettings(is_development=True)):
        assert await teams.deliver(message(teams, serviceUrl="https://elsewhere.example/")) == 401


@pytest.mark.parametrize(
    "wrong",
    [
        TransportSettings(),
        TransportSettings(app_id="a", tenant_id="t"),
        TransportSettings(app_id="a", app_password="p"),
        TransportSettings(app_id="a", app_password="p", certificate_pem="c", tenant_id="t"),
        TransportSettings(app_id="a", app_password="p", tenant_id="t", is_development=True),
        TransportSettings(
            app_id="a", app_password="p", tenant_id="t", login_url="http://login.example"
        ),
    ],
)
async def test_half_a_configuration_does_not_start(wrong: TransportSettings) -> None:
    """Authentication is never off by accident."""
    with pytest.raises(SettingsError, match="teams"):
        async with open_transport(wrong):
            pass


async def test_only_posts_are_taken(desk: Desk) -> None:
    """No websocket either."""
    async with aiohttp.ClientSession() as session, session.get(desk.url) as answer:
        assert answer.status == 405

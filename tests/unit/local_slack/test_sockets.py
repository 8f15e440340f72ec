"""Tests of Socket Mode, with the real client of the vendor."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSMsgType, WSServerHandshakeError, web
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.mischief import Mischief
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.sockets import MOST_CONNECTIONS, SocketModeServer
from tests.fakes.slack_manifest import slack_manifest


@asynccontextmanager
async def connected(slack: LocalSlack, app: AsyncApp) -> AsyncIterator[AsyncSocketModeHandler]:
    handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=0.2)
    await handler.connect_async()
    await slack.sockets.connected()
    try:
        yield handler
    finally:
        await handler.close_async()


@asynccontextmanager
async def raw(slack: LocalSlack) -> AsyncIterator[ClientWebSocketResponse]:
    """A connection of our own."""
    address = slack.sockets.open_address(slack.app.app_token)
    async with (
        ClientSession() as session,
        session.ws_connect(address, autoping=False) as socket,
    ):
        yield socket


def bolt(slack: LocalSlack) -> tuple[AsyncApp, list[dict[str, Any]]]:
    """The vendor's app, and the events that its listeners got."""
    client = AsyncWebClient(slack.app.bot_token, base_url=f"{slack.url}/api/")
    app = AsyncApp(client=client, process_before_response=True)
    got: list[dict[str, Any]] = []

    async def listener(event: dict[str, Any]) -> None:
        got.append(event)

    for kind in ("app_mention", "message", "app_home_opened", "agent_session_stopped"):
        app.event(kind)(listener)
    return app, got


async def test_a_mention_comes_over_the_socket_under_both_types() -> None:
    """What somebody says to the app arrives twice and is acknowledged."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        app, got = bolt(slack)
        async with connected(slack, app):
            await slack.person("ann").says("Hello @frontdesk")
            await slack.settled()

    assert sorted(event["type"] for event in got) == ["app_mention", "message"]
    assert {event["text"] for event in got} == {"Hello <@U0FRONTDESK>"}
    assert all(one.is_acknowledged and one.tries == 1 for one in slack.deliveries.history)


async def test_an_event_waits_for_the_first_connection() -> None:
    """What is said while the app is away arrives once it connects, as a first try."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        app, got = bolt(slack)
        await slack.person("ann").says("hello")
        assert slack.deliveries.in_flight == 1
        async with connected(slack, app):
            await slack.settled()

    assert [event["text"] for event in got] == ["hello"]
    assert slack.deliveries.history[0].tries == 1


async def test_an_event_whose_listener_fails_comes_again() -> None:
    """No acknowledgement within the time leads to another try with its number and reason."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        slack.deliveries.ack_seconds = 0.1
        app, _ = bolt(slack)
        tries: list[tuple[list[str] | None, list[str] | None]] = []

        @app.event("reaction_added")
        async def fails_once(request: AsyncBoltRequest) -> None:
            headers = request.headers
            tries.append((headers.get("x-slack-retry-num"), headers.get("x-slack-retry-reason")))
            if len(tries) == 1:
                raise RuntimeError("The database is away.")

        async with connected(slack, app):
            ann = slack.person("ann")
            await ann.reacts(await ann.says("hello"), "eyes")
            await slack.settled()

    assert tries == [(["0"], [""]), (["1"], ["timeout"])]


async def test_the_hello_tells_of_the_connection() -> None:
    """The first thing on a socket is hello, with how many there are and how long they last."""
    async with LocalSlack(manifest=slack_manifest()) as slack, raw(slack) as socket:
        hello = await socket.receive_json()

    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": slack.app.id}
    assert hello["debug_info"]["approximate_connection_time"] > 0


async def test_a_ticket_opens_one_connection() -> None:
    """The address cannot be used again."""
    async with LocalSlack(manifest=slack_manifest()) as slack, ClientSession() as session:
        address = slack.sockets.open_address(slack.app.app_token)
        async with session.ws_connect(address):
            with pytest.raises(WSServerHandshakeError):
                await session.ws_connect(address)


async def test_a_ticket_runs_out() -> None:
    """An address that was not used in time opens nothing."""
    async with LocalSlack(manifest=slack_manifest()) as slack, ClientSession() as session:
        late = SocketModeServer(workspace=slack.workspace, mischief=Mischief(), ticket_seconds=-1)
        application = web.Application()
        late.add_to(application)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        port = runner.addresses[0][1]
        ticket = late.open_address(slack.app.app_token).partition("?")[2]

        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(f"ws://127.0.0.1:{port}/link/?{ticket}")
        await runner.cleanup()


@pytest.mark.parametrize(
    ("token", "error"),
    [("xoxb-local-1", "not_allowed_token_type"), ("xapp-other", "invalid_auth")],
)
async def test_only_the_app_token_opens_connections(token: str, error: str) -> None:
    """A bot token or a stranger's is refused."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        client = AsyncWebClient(base_url=f"{slack.url}/api/")
        with pytest.raises(SlackApiError) as raised:
            await client.apps_connections_open(app_token=token)

    assert raised.value.response["error"] == error


async def test_the_eleventh_connection_is_turned_away() -> None:
    """Ten connections are the most."""
    async with LocalSlack(manifest=slack_manifest()) as slack, AsyncExitStack() as stack:
        for _ in range(MOST_CONNECTIONS):
            await stack.enter_async_context(raw(slack))
        last = await stack.enter_async_context(raw(slack))
        said = await last.receive_json()

    assert (said["type"], said["reason"]) == ("disconnect", "too_many_websockets")


async def test_envelopes_are_spread_over_connections() -> None:
    """Two connections get one of two events each."""
    async with LocalSlack(manifest=slack_manifest()) as slack, raw(slack) as one, raw(slack) as two:
        await one.receive_json()
        await two.receive_json()
        ann = slack.person("ann")
        await ann.says("first")
        await ann.says("second")
        envelopes = [await one.receive_json(), await two.receive_json()]
        for socket, envelope in zip((one, two), envelopes, strict=True):
            await socket.send_json({"envelope_id": envelope["envelope_id"]})
        await slack.settled()

    texts = {one["payload"]["event"]["text"] for one in envelopes}
    assert texts == {"first", "second"}


async def test_what_went_down_with_a_socket_is_sent_over_the_next() -> None:
    """An event that was not acknowledged before the socket died comes again at once."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        async with raw(slack) as socket:
            await socket.receive_json()
            await slack.person("ann").says("hello")
            first = await socket.receive_json()
        async with raw(slack) as socket:
            await socket.receive_json()
            second = await socket.receive_json()
            await socket.send_json({"envelope_id": second["envelope_id"]})
            await slack.settled()

    assert second["envelope_id"] != first["envelope_id"]
    assert second["payload"] == first["payload"]
    assert second["retry_attempt"] == 1


async def test_the_vendors_client_survives_a_refresh() -> None:
    """After the warning the client has a new connection, and nothing is lost."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        app, got = bolt(slack)
        async with connected(slack, app):
            ann = slack.person("ann")
            await ann.says("before")
            await slack.settled()
            await slack.sockets.refresh(warning_seconds=0.02)
            await ann.says("after")
            await slack.settled()

    assert [event["text"] for event in got] == ["before", "after"]


@pytest.mark.parametrize("politely", [True, False])
async def test_the_vendors_client_survives_a_drop(*, politely: bool) -> None:
    """After a drop the client comes back, and what was said meanwhile arrives."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        app, got = bolt(slack)
        async with connected(slack, app):
            await slack.sockets.drop(politely=politely)
            await slack.person("ann").says("hello")
            await slack.settled()

    assert {event["text"] for event in got} == {"hello"}


async def test_a_muted_connection_answers_pings_but_delivers_nothing() -> None:
    """The silent death: alive by its pings, dead by its silence; a new connection hears again."""
    async with LocalSlack(manifest=slack_manifest()) as slack:
        slack.deliveries.ack_seconds = 0.05
        async with raw(slack) as dead:
            await dead.receive_json()
            slack.sockets.mute()
            await slack.person("ann").says("hello")
            await dead.ping(b"there?")
            pong = await dead.receive(timeout=1)
            with pytest.raises(TimeoutError):
                await dead.receive(timeout=0.02)
        async with raw(slack) as alive:
            await alive.receive_json()
            envelope = await alive.receive_json(timeout=1)

    assert pong.type is WSMsgType.PONG
    assert envelope["payload"]["event"]["text"] == "hello"


async def test_a_deaf_connection_does_not_even_answer_pings() -> None:
    """A line that is wholly dead."""
    async with LocalSlack(manifest=slack_manifest()) as slack, raw(slack) as socket:
        await socket.receive_json()
        slack.mischief.deaf_sockets = True
        await socket.ping(b"there?")

        with pytest.raises(TimeoutError):
            await socket.receive(timeout=0.05)


async def test_sockets_are_dropped_every_so_often() -> None:
    """With the mischief set, connections end by themselves."""
    async with LocalSlack(manifest=slack_manifest()) as slack, raw(slack) as socket:
        await socket.receive_json()
        slack.mischief.drop_sockets_every_seconds = 0.03
        said = await socket.receive(timeout=1)

    assert said.type in (WSMsgType.CLOSE, WSMsgType.CLOSED)

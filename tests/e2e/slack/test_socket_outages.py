"""Socket Mode while Slack is out of reach, refuses, or has no room."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from aiohttp import ClientSession
from structlog.testing import capture_logs

from adapters.local_slack.server import LocalSlack
from adapters.local_slack.sockets import MOST_CONNECTIONS
from bot.slack_manifest import read_manifest
from tests.e2e.slack.transport_stage import QUICK, ask, opened, told, until, wired


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with #general, where the app is."""
    async with LocalSlack(manifest=read_manifest()) as made:
        made.person("ann").place("#general")
        yield made


async def test_slack_may_come_later_than_the_desk() -> None:
    """The first failure is told, then the recovery; not each try between."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    slack = LocalSlack(manifest=read_manifest(), port=port)
    address = f"http://127.0.0.1:{port}"
    with capture_logs() as logs:
        async with wired(slack, address=address, is_awaited=False) as app:
            await until(lambda: told(logs, "slack_not_connected"))
            await asyncio.sleep(0.1)
            async with slack:
                await until(lambda: app.sockets.connected == 1)
                await until(lambda: told(logs, "slack_connected_again"))
                await ask(slack, "Are you there?")
                await slack.settled()

    assert app.desk.texts() == ["Are you there?"]
    (failure,) = told(logs, "slack_not_connected")
    assert failure["kind"] == "ClientConnectorError"
    (recovery,) = told(logs, "slack_connected_again")
    assert recovery["tries"] > 1


async def test_an_outage_is_told_once_for_all_connections(slack: LocalSlack) -> None:
    """And so is its end."""
    with capture_logs() as logs:
        async with wired(slack, replace(QUICK, connections=3)) as app:
            await asyncio.sleep(QUICK.look_seconds * 2)
            slack.mischief.break_down("apps.connections.open", times=9)
            await slack.sockets.drop()
            await until(lambda: told(logs, "slack_not_connected"))
            await until(lambda: app.sockets.connected == 3)
            await until(lambda: told(logs, "slack_connected_again"))
            await asyncio.sleep(QUICK.look_seconds * 2)

    assert [line["reason"] for line in told(logs, "slack_not_connected")] == ["http_503"]
    assert len(told(logs, "slack_connected_again")) == 1


async def test_tries_become_rarer(slack: LocalSlack) -> None:
    """Slack counts them: one a minute is all that it promises to take."""
    with capture_logs() as logs:
        async with wired(slack, app_token="xapp-wrong", is_awaited=False) as app:
            await asyncio.sleep(0.4)
            assert app.sockets.connected == 0

    assert 2 < opened(slack) < 7
    (failure,) = told(logs, "slack_not_connected")
    assert failure["reason"] == "invalid_auth"
    assert "slack.app_token" in failure["cure"]


async def test_slack_says_when_to_try_again(slack: LocalSlack) -> None:
    """Its word goes before ours."""
    slack.mischief.limit_rate("apps.connections.open", retry_after=1)
    began = time.monotonic()
    async with wired(slack):
        assert 1.0 <= time.monotonic() - began < 1.5


async def test_a_connection_that_does_not_hold_is_no_recovery(slack: LocalSlack) -> None:
    """One that ends at once, again and again, is tried ever more rarely, and told once."""
    slack.mischief.drop_sockets_every_seconds = 0.02
    with capture_logs() as logs:
        async with wired(slack, replace(QUICK, look_seconds=0.2), is_awaited=False):
            await asyncio.sleep(0.5)

    assert opened(slack) < 8
    assert len(told(logs, "slack_not_connected")) == 1
    assert told(logs, "slack_connected_again") == []


async def test_too_many_connections_are_told_and_tried_again(slack: LocalSlack) -> None:
    """As soon as there is room the desk is connected."""
    async with AsyncExitStack() as others:
        session = await others.enter_async_context(ClientSession())
        for _ in range(MOST_CONNECTIONS):
            address = slack.sockets.open_address(slack.app.app_token)
            await others.enter_async_context(session.ws_connect(address))
        with capture_logs() as logs:
            async with wired(slack, is_awaited=False) as app:
                await until(lambda: told(logs, "slack_not_connected"))
                assert app.sockets.connected == 0
                await others.aclose()
                await until(lambda: app.sockets.connected == 1)

    (failure,) = told(logs, "slack_not_connected")
    assert failure["reason"] == "too_many_websockets"
    assert "slack.connections" in failure["cure"]


async def test_all_connections_that_slack_allows_are_renewed(slack: LocalSlack) -> None:
    """Though there is no room for a new one before the old one is gone."""
    async with wired(slack, replace(QUICK, connections=MOST_CONNECTIONS)) as app:
        await asyncio.sleep(QUICK.look_seconds * 2)
        before = opened(slack)
        await slack.sockets.refresh()
        await until(lambda: opened(slack) >= before + MOST_CONNECTIONS)
        await until(lambda: app.sockets.connected == MOST_CONNECTIONS)

"""Socket Mode against the local Slack: connections that end, die and lie."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from adapters.local_slack.server import LocalSlack
from bot.slack_manifest import read_manifest
from tests.e2e.slack.transport_stage import QUICK, ask, mentions, opened, until, wired


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with #general, where the app is."""
    async with LocalSlack(manifest=read_manifest()) as made:
        made.person("ann").place("#general")
        yield made


@pytest.mark.feature("Connections that the desk opens, with nothing reachable from outside")
async def test_what_is_asked_is_taken_in_and_acknowledged(slack: LocalSlack) -> None:
    """At the first try."""
    async with wired(slack) as app:
        await ask(slack, "Who runs payroll?")
        await slack.settled()

    assert app.desk.texts() == ["Who runs payroll?"]
    assert [one.tries for one in slack.deliveries.history] == [1, 1]


async def test_several_connections_share_what_comes(slack: LocalSlack) -> None:
    """Each of them hears something, and nothing is heard twice."""
    async with wired(slack, replace(QUICK, connections=3)) as app:
        assert slack.sockets.connections == 3
        await ask(slack, *(f"Question {number}" for number in range(6)))
        await slack.settled()

    assert len(app.desk.asked) == 6
    assert all(one.tries == 1 for one in slack.deliveries.history)


async def test_the_others_bridge_one_that_drops(slack: LocalSlack) -> None:
    """What was on its way through it comes again; nothing is lost, nothing taken in twice."""
    async with wired(slack, replace(QUICK, connections=2)) as app:
        for number in range(20):
            await ask(slack, f"Question {number:02}")
            if number == 10:
                transport = slack.sockets._connections[0].request.transport
                assert transport is not None
                transport.abort()
        await slack.settled()
        await until(lambda: app.sockets.connected == 2)

    assert app.desk.texts() == [f"Question {number:02}" for number in range(20)]
    assert slack.deliveries.lost == []


@pytest.mark.parametrize("politely", [True, False])
async def test_a_connection_that_ends_is_replaced_at_once(
    slack: LocalSlack, *, politely: bool
) -> None:
    """Whether with a goodbye or dead; nobody waits for a ping to fail."""
    async with wired(slack) as app:
        await asyncio.sleep(QUICK.look_seconds * 2)
        began = time.monotonic()
        await slack.sockets.drop(politely=politely)
        await until(lambda: opened(slack) == 2 and app.sockets.connected == 1)
        assert time.monotonic() - began < 1.0
        await ask(slack, "Are you there?")
        await slack.settled()

    assert app.desk.texts() == ["Are you there?"]


async def test_the_next_connection_is_there_before_the_old_one_ends(slack: LocalSlack) -> None:
    """Slack announces the end some seconds before: there is no moment without a connection."""
    async with wired(slack) as app:
        await asyncio.sleep(QUICK.look_seconds * 2)
        refreshing = asyncio.create_task(slack.sockets.refresh(warning_seconds=0.1))
        counts = set()
        while not refreshing.done():
            counts.add(slack.sockets.connections)
            await asyncio.sleep(0)
        await ask(slack, "Are you there?")
        await slack.settled()

    assert counts == {1, 2}
    assert opened(slack) == 2
    assert app.desk.texts() == ["Are you there?"]


async def test_nothing_is_lost_while_a_connection_is_replaced(slack: LocalSlack) -> None:
    """What was on its way through the old one comes again through the new one."""
    async with wired(slack) as app:
        refreshing = asyncio.create_task(slack.sockets.refresh(warning_seconds=0.1))
        for number in range(20):
            await ask(slack, f"Question {number:02}")
            await asyncio.sleep(0.01)
        await refreshing
        await slack.settled()

    assert app.desk.texts() == [f"Question {number:02}" for number in range(20)]
    assert slack.deliveries.lost == []


async def test_an_old_connection_is_used_until_there_is_a_new_one(slack: LocalSlack) -> None:
    """Slack may announce an end while it gives no new connections."""
    async with wired(slack) as app:
        await asyncio.sleep(QUICK.look_seconds * 2)
        slack.mischief.break_down("apps.connections.open", times=3)
        refreshing = asyncio.create_task(slack.sockets.refresh(warning_seconds=0.2))
        await until(lambda: opened(slack) > 1)
        assert app.sockets.connected == 1
        await ask(slack, "Are you there?")
        await slack.settled()
        assert opened(slack) < 5
        await refreshing
        await until(lambda: slack.sockets.connections == 1)

    assert app.desk.texts() == ["Are you there?"]
    assert all(one.tries == 1 for one in slack.deliveries.history)


async def test_every_event_thrice_while_connections_drop(slack: LocalSlack) -> None:
    """Each question is taken in once, and none is lost."""
    slack.mischief.deliver_times = 3
    slack.mischief.drop_sockets_every_seconds = 0.3
    questions = [f"Question {number:02}" for number in range(40)]
    async with wired(slack) as app:
        for question in questions:
            await ask(slack, question)
            await asyncio.sleep(0.03)
        await slack.settled()

    assert opened(slack) > 3
    assert app.desk.texts() == questions
    assert slack.deliveries.lost == []


async def test_a_connection_that_delivers_nothing_any_more_is_replaced(slack: LocalSlack) -> None:
    """It answers pings, so only the silence tells; what was said meanwhile comes again."""
    slack.deliveries.ack_seconds = 0.2
    async with wired(slack, replace(QUICK, silent_seconds=0.15)) as app:
        slack.sockets.mute()
        await ask(slack, "Are you there?")
        await slack.settled()

    assert app.desk.texts() == ["Are you there?"]
    assert mentions(slack.deliveries)[0].tries > 1


async def test_silence_is_borne_while_slack_does_not_answer(slack: LocalSlack) -> None:
    """A new connection would not help; once Slack answers it is made."""
    slack.mischief.break_down("api.test", times=10_000)
    async with wired(slack, replace(QUICK, silent_seconds=0.05)):
        await until(lambda: sum(method == "api.test" for method, _ in slack.calls) > 2)
        assert opened(slack) == 1
        slack.mischief.end()
        await until(lambda: opened(slack) == 2)


async def test_a_connection_that_is_heard_is_left_alone(slack: LocalSlack) -> None:
    """Nobody asks whether Slack answers while it speaks."""
    async with wired(slack, replace(QUICK, silent_seconds=0.3)):
        for number in range(12):
            await ask(slack, f"Question {number}")
            await asyncio.sleep(0.04)

    assert opened(slack) == 1


async def test_a_connection_that_answers_no_pings_is_replaced(slack: LocalSlack) -> None:
    """A line may die without either end being told."""
    rules = replace(QUICK, ping_seconds=0.1)
    async with wired(slack, rules) as app:
        slack.mischief.deaf_sockets = True
        await until(lambda: opened(slack) > 1)
        slack.mischief.deaf_sockets = False
        await until(lambda: app.sockets.connected == 1)
        await ask(slack, "Are you there?")
        await slack.settled()

    assert app.desk.texts() == ["Are you there?"]

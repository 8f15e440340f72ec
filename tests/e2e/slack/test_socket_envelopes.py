"""What comes through Socket Mode: acknowledged once it is kept, and not before."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from adapters.local_slack.parcels import Parcel, ParcelKind, Receipt
from adapters.local_slack.server import LocalSlack
from bot.slack_manifest import read_manifest
from tests.e2e.slack.transport_stage import QUICK, ask, opened, told, until, wired

EVENT: dict[str, Any] = {
    "type": "event_callback",
    "team_id": "T0LOCAL",
    "event_id": "Ev1",
    "event": {"type": "app_mention", "channel": "C1", "user": "U1", "ts": "1.1", "text": "hello"},
}


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with #general, where the app is."""
    async with LocalSlack(manifest=read_manifest()) as made:
        made.person("ann").place("#general")
        yield made


async def carry(slack: LocalSlack, payload: Any) -> Receipt:
    """Send something that no person could have caused."""
    parcel = Parcel(ParcelKind.EVENT, payload)
    return await slack.sockets.carry(parcel, ack_seconds=0.5, patience_seconds=1.0)


@pytest.mark.parametrize(
    "payload",
    [
        {**EVENT, "event": {**EVENT["event"], "channel": 5}},
        {**EVENT, "event": {**EVENT["event"], "user": 5}},
        {**EVENT, "event": 5},
        {**EVENT, "event": {}},
        {**EVENT, "authorizations": 5},
        {**EVENT, "team_id": ["T1"]},
        ["no", "object"],
        7,
        None,
    ],
)
async def test_what_cannot_be_read_is_acknowledged(slack: LocalSlack, payload: Any) -> None:
    """It could not be read the next time either; the log says what kind of thing it was."""
    with capture_logs() as logs:
        async with wired(slack) as app:
            receipt = await carry(slack, payload)
            await ask(slack, "Are you there?")
            await slack.settled()

    assert receipt.is_acknowledged
    assert app.desk.texts() == ["Are you there?"]
    assert "hello" not in repr(logs)
    assert told(logs, "slack_request_not_read") or told(logs, "slack_event_refused")


async def test_what_is_no_envelope_is_passed_over(slack: LocalSlack) -> None:
    """Whatever Slack may think of next, the connection holds."""
    async with wired(slack) as app:
        (connection,) = slack.sockets._connections
        for text in ("", "no JSON", "[1]", '{"type": "new"}', '{"envelope_id": 5}', "null"):
            await connection.socket.send_str(text)
        await ask(slack, "Are you there?")
        await slack.settled()

    assert opened(slack) == 1
    assert app.desk.texts() == ["Are you there?"]


async def test_what_could_not_be_kept_comes_again(slack: LocalSlack) -> None:
    """Without an acknowledgement Slack delivers again, and then it is taken in once."""
    slack.deliveries.ack_seconds = 0.1
    async with wired(slack) as app:
        app.desk.is_broken = True
        await ask(slack, "Who runs payroll?")
        await until(lambda: any(one.tries for one in slack.deliveries.history))
        assert app.desk.asked == []
        app.desk.is_broken = False
        await slack.settled()

    assert app.desk.texts() == ["Who runs payroll?"]
    assert slack.deliveries.lost == []


async def test_a_desk_that_shuts_down_leaves_events_to_the_next_one(slack: LocalSlack) -> None:
    """They are not acknowledged; what has restarted by then takes them."""
    slack.deliveries.ack_seconds = 0.1
    async with wired(slack) as app:
        app.desk.is_open = False
        await ask(slack, "Who runs payroll?")
        await until(lambda: any(one.tries for one in slack.deliveries.history))
        assert app.desk.asked == []
    async with wired(slack) as again:
        await slack.settled()

    assert again.desk.texts() == ["Who runs payroll?"]


async def test_closing_waits_for_acknowledgements(slack: LocalSlack) -> None:
    """What is being taken in is acknowledged before the connection is closed."""
    async with AsyncExitStack() as stack:
        app = await stack.enter_async_context(wired(slack))
        app.desk.gate.clear()
        await ask(slack, "Who runs payroll?")
        await until(lambda: app.desk.begun)
        closing = asyncio.create_task(stack.aclose())
        await asyncio.sleep(0.05)
        assert not closing.done()
        app.desk.gate.set()
        await closing

    await slack.settled()
    assert app.desk.texts() == ["Who runs payroll?"]
    assert all(one.is_acknowledged and one.tries == 1 for one in slack.deliveries.history)
    assert slack.sockets.connections == 0


async def test_an_acknowledgement_that_finds_no_connection_is_not_the_end(
    slack: LocalSlack,
) -> None:
    """The event comes again and is known by then."""
    async with wired(slack) as app:
        app.desk.gate.clear()
        await ask(slack, "Who runs payroll?")
        await until(lambda: app.desk.begun)
        await slack.sockets.drop()
        app.desk.gate.set()
        await slack.settled()

    assert app.desk.texts() == ["Who runs payroll?"]
    assert slack.deliveries.lost == []


async def test_nothing_is_left_running_afterwards(slack: LocalSlack) -> None:
    """Neither tasks nor connections."""
    before = asyncio.all_tasks()
    async with wired(slack, replace(QUICK, connections=2)):
        await ask(slack, "Who runs payroll?")
        await slack.settled()
    left = [task for task in asyncio.all_tasks() - before if "adapters/slack/" in repr(task)]

    assert left == []


async def test_variables_of_slacks_own_tools_do_not_matter(
    slack: LocalSlack, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Bolt would take tokens, secrets and a whole way of installing from them."""
    for name in ("BOT_TOKEN", "APP_TOKEN", "CLIENT_ID", "CLIENT_SECRET", "SIGNING_SECRET"):
        monkeypatch.setenv(f"SLACK_{name}", "of-something-else")
    monkeypatch.setenv("HOME", str(tmp_path))
    async with wired(slack) as app:
        await ask(slack, "Who runs payroll?")
        await slack.settled()

    assert app.desk.texts() == ["Who runs payroll?"]
    assert list(tmp_path.iterdir()) == []  # noqa: ASYNC240  (it is empty)

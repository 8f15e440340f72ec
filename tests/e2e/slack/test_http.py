"""Slack over HTTP, through the desk's own web server: what is signed, what is not, and the end."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import pytest
from structlog.testing import capture_logs

from adapters.local_slack.http_delivery import SignedRequest, signature
from adapters.local_slack.parcels import Parcel, ParcelKind
from adapters.local_slack.server import LocalSlack
from bot.service import open_service
from bot.settings_sections import ModelSettings, WebSettings
from tests.e2e.command_line import Installation
from tests.e2e.slack.service_stage import (
    EVENTS,
    events_url,
    free_port,
    http_manifest,
    over_http,
    posted,
    settings_of,
    until,
)
from tests.fakes.tiny_gguf import TinyModel

SECRET = "local-signing-secret"


@pytest.fixture
async def slack() -> AsyncIterator[LocalSlack]:
    """A workspace with #general, where the desk is."""
    async with LocalSlack(manifest=http_manifest()) as made:
        made.person("ann").place("#general")
        yield made


def question(slack: LocalSlack, text: str = "Who runs payroll?") -> dict[str, Any]:
    """A mention as Slack would post it, without anybody having said it."""
    return {
        "type": "event_callback",
        "team_id": slack.workspace.team_id,
        "event_id": "Ev1",
        "event": {
            "type": "app_mention",
            "channel": slack.workspace.channel_named("general").id,
            "user": slack.person("ann").id,
            "ts": "1700000000.000001",
            "text": f"<@{slack.app.bot_user}> {text}",
        },
    }


async def post(url: str, body: bytes, **headers: str) -> int:
    """Post whatever somebody may post; give the status."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, data=body, headers=headers) as response,
    ):
        return response.status


def signed(body: bytes, *, at: str = "", by: str = SECRET) -> dict[str, str]:
    """Headers as Slack has them."""
    timestamp = at or str(int(time.time()))
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(by, timestamp=timestamp, body=body),
    }


# ---- What Slack sends -------------------------------------------------------------------


async def test_a_question_is_answered(frontdesk: Installation, slack: LocalSlack) -> None:
    """The request URL is verified, the event taken in, the answer posted in the thread."""
    async with over_http(frontdesk, slack) as service:
        carrier = await slack.post_to(events_url(service))
        await carrier.verify()
        message = await slack.person("ann").says("@frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))
        await slack.settled()

        assert all(one.is_acknowledged and one.tries == 1 for one in slack.deliveries.history)
        assert service.doors["slack"].state().is_open


async def test_commands_and_buttons_come_the_same_way(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """What is asked privately is answered privately; its buttons work."""
    ann = slack.person("ann")
    async with over_http(frontdesk, slack):
        await ann.runs("/frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", by="ann")))
        message = await ann.says("@frontdesk When is payday?")
        await until(lambda: "second Friday" in " ".join(slack.seen("#general", message)))
        await ann.clicks("Helpful", on=slack.messages("#general", message)[-1])
        await ann.uses_shortcut("Answer this", on=message)

    assert ann.was_told == []


async def test_the_same_request_again_changes_nothing(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """Slack repeats what it believes lost; so may whoever recorded it."""
    async with over_http(frontdesk, slack) as service:
        carrier = await slack.post_to(events_url(service))
        message = await slack.person("ann").says("@frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))
        await slack.settled()
        assert (await carrier.send_again()).status == 200
        await asyncio.sleep(0.1)

        assert " ".join(slack.seen("#general", message)).count("Maria Chen runs payroll") == 1


async def test_people_need_not_sign_in_for_slack(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """The page has a token of its own, and a name that a proxy may not pass on."""
    port = free_port()
    web = WebSettings(port=port, token="a" * 20, public_url="https://desk.example.org/")
    settings = settings_of(
        frontdesk, slack, web=web, bot_token=slack.app.bot_token, signing_secret=SECRET
    )
    async with open_service(settings, with_terminal=False):
        await slack.post_to(f"http://127.0.0.1:{port}{EVENTS}")
        message = await slack.person("ann").says("@frontdesk Who runs payroll?")
        await until(lambda: "Maria Chen" in " ".join(slack.seen("#general", message)))


# ---- What somebody else sends -----------------------------------------------------------


@pytest.mark.feature("What the platform did not sign is refused")
async def test_what_slack_did_not_sign_is_refused(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """By whatever fault of the signature; nothing comes of it."""
    now = str(int(time.time()))
    async with over_http(frontdesk, slack) as service:
        carrier = await slack.post_to(events_url(service))
        good = carrier.signed(Parcel(ParcelKind.EVENT, question(slack)))
        without = {"Content-Type": "application/json"}
        another_time = str(int(good.headers["X-Slack-Request-Timestamp"]) + 1)
        faults = [
            without,
            {**without, "X-Slack-Request-Timestamp": now},
            {**without, "X-Slack-Signature": good.headers["X-Slack-Signature"]},
            {**good.headers, "X-Slack-Signature": "v0="},
            {**good.headers, "X-Slack-Signature": "v0=ü"},
            {**good.headers, "X-Slack-Request-Timestamp": "soon"},
            {**good.headers, "X-Slack-Request-Timestamp": another_time},
            signed(good.body, at=str(int(now) - 301)),
            signed(good.body, at=str(int(now) + 400)),
            signed(good.body, by="not-the-secret"),
            signed(good.body + b" "),
        ]
        statuses = [await _status(carrier, SignedRequest(good.body, one)) for one in faults]
        assert set(statuses) == {401}
        assert (await carrier.send_badly_signed(question(slack))).status == 401
        assert (await carrier.send_stale(question(slack))).status == 401
        await asyncio.sleep(0.1)

        assert posted(slack) == []
        assert service.turns.line().running == 0


async def test_what_is_not_signed_is_not_even_read(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """Anybody on the network may send it."""
    async with over_http(frontdesk, slack) as service:
        url = events_url(service)
        for body in (b"", b"{", b"\xff\xfe", b"payload={", b"[]", b"ssl_check=1"):
            assert await post(url, body) == 401
        async with aiohttp.ClientSession() as session, session.get(url) as response:
            assert response.status == 405


async def test_what_cannot_be_read_is_acknowledged(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """Slack would bring it again and again; nobody could read it then either."""
    event, team = b'{"type": "event_callback"}', b'{"team": 5}'
    async with over_http(frontdesk, slack) as service:
        with capture_logs() as logs:
            for body in (b"{", b"[1]", b"7", b"payload=%7B", event, team, b""):
                assert await post(events_url(service), body, **signed(body)) == 200

    assert {line["log_level"] for line in logs} <= {"info", "warning"}


async def test_a_wrong_signing_secret_is_told_once(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """The operator reads what to do; a stranger cannot fill the log."""
    body = b"{}"
    async with over_http(frontdesk, slack, signing_secret="mistyped") as service:
        with capture_logs() as logs:
            for _ in range(5):
                assert await post(events_url(service), body, **signed(body)) == 401

    (line,) = [one for one in logs if one["event"] == "slack_signature_wrong"]
    assert "slack.signing_secret" in line["cure"]


async def test_with_sockets_nothing_is_taken_over_http(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """There is no door that nobody uses."""
    settings = settings_of(
        frontdesk, slack, bot_token=slack.app.bot_token, app_token=slack.app.app_token
    )
    async with open_service(settings, with_terminal=False) as service:
        assert await post(service.web_address.rstrip("/") + EVENTS, b"{}", **signed(b"{}")) == 404


# ---- The end ----------------------------------------------------------------------------


@pytest.mark.slow
async def test_a_desk_that_shuts_down_leaves_events_to_the_next_one(
    frontdesk: Installation, slack: LocalSlack
) -> None:
    """While the last answers end, Slack is told to come again."""
    words = tuple(f"▁word{number}" for number in range(999))
    model = ModelSettings(
        name=str(TinyModel(words).write(frontdesk.home / "chatterbox.gguf")),
        threads=1,
        context_tokens=2000,
        max_answer_tokens=300,
    )
    slack.deliveries.retry_seconds = (0.2,) * 50
    ann = slack.person("ann")
    async with AsyncExitStack() as stack:
        service = await stack.enter_async_context(
            over_http(frontdesk, slack, more={"model": model})
        )
        await ann.says("@frontdesk Who runs payroll?")
        await until(lambda: service.turns.line().running)
        await slack.settled()
        closing = asyncio.create_task(stack.aclose())
        await until(lambda: not service.turns.line().is_open)
        message = await ann.says("@frontdesk When is payday?")
        await until(lambda: slack.deliveries.history[-1].last_reason)
        assert not closing.done()
        assert slack.deliveries.history[-1].last_reason == "http_error"
        await closing

    async with over_http(frontdesk, slack):
        await until(lambda: "second Friday" in " ".join(slack.seen("#general", message)))
        await slack.settled()
    assert slack.deliveries.lost == []


async def _status(carrier: Any, request: SignedRequest) -> int:
    return int((await carrier.post(request)).status)

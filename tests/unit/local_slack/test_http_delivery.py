"""Tests of signed HTTP, with the vendor's app behind its own aiohttp adapter."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.http_delivery import HttpDelivery, signature
from adapters.local_slack.server import LocalSlack
from tests.fakes.slack_manifest import slack_manifest


@dataclass
class Scene:
    slack: LocalSlack
    carrier: HttpDelivery
    got: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    statuses: list[int] = field(default_factory=list)
    """Put in line by tests: what is answered instead of the app's own answers."""


@pytest.fixture
async def scene() -> AsyncIterator[Scene]:
    async with LocalSlack(manifest=slack_manifest()) as slack:
        made = Scene(slack, HttpDelivery(app=slack.app, url=""))
        bolt = _bolt(made)

        async def events(request: web.Request) -> web.Response:
            made.headers.append({name.lower(): value for name, value in request.headers.items()})
            if made.statuses:
                return web.Response(status=made.statuses.pop(0))
            return await to_aiohttp_response(
                await bolt.async_dispatch(await to_bolt_request(request))
            )

        application = web.Application()
        application.router.add_post("/slack/events", events)
        runner = web.AppRunner(application)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        url = f"http://127.0.0.1:{runner.addresses[0][1]}/slack/events"
        made.carrier = await slack.post_to(url)
        slack.deliveries.retry_seconds = (0.0, 0.0, 0.0)
        yield made
        await runner.cleanup()


def _bolt(scene: Scene) -> AsyncApp:
    client = AsyncWebClient(scene.slack.app.bot_token, base_url=f"{scene.slack.url}/api/")
    app = AsyncApp(
        client=client,
        signing_secret=scene.slack.app.signing_secret,
        process_before_response=True,
    )

    @app.event("message")
    async def message(event: dict[str, Any]) -> None:
        scene.got.append(event)

    @app.command("/frontdesk")
    async def command(ack: Any, command: dict[str, Any]) -> None:
        scene.got.append(command)
        await ack("Here are the waits.")

    @app.action("helpful")
    async def action(ack: Any, body: dict[str, Any]) -> None:
        scene.got.append(body)
        await ack()

    return app


async def test_an_event_arrives_signed(scene: Scene) -> None:
    """The vendor's app takes the signature and acknowledges."""
    await scene.slack.person("ann").says("hello")
    await scene.slack.settled()

    assert [one["text"] for one in scene.got] == ["hello"]
    assert scene.slack.deliveries.history[0].is_acknowledged


async def test_the_request_url_is_verified(scene: Scene) -> None:
    """The app echoes the challenge."""
    await scene.carrier.verify()

    assert scene.headers[0]["content-type"] == "application/json"


async def test_a_wrong_request_url_is_refused(scene: Scene) -> None:
    """An address that does not answer the challenge is named."""
    scene.statuses.append(404)

    with pytest.raises(ValueError, match="status 404"):
        await scene.carrier.verify()


async def test_a_command_comes_as_a_form_and_its_answer_is_shown(scene: Scene) -> None:
    """What comes with the acknowledgement is shown to the person alone."""
    ann, ben = scene.slack.person("ann"), scene.slack.person("ben")

    await ann.runs("/frontdesk waits")

    assert scene.got[0]["text"] == "waits"
    assert len(scene.slack.messages("#general", by="ann")) == 1
    assert scene.slack.messages("#general", by=ben.user.name) == []


async def test_a_refused_event_comes_again_with_its_number(scene: Scene) -> None:
    """Status 500 leads to a second try that says so in its headers."""
    scene.statuses.append(500)

    await scene.slack.person("ann").says("hello")
    await scene.slack.settled()

    assert "x-slack-retry-num" not in scene.headers[0]
    assert scene.headers[1]["x-slack-retry-num"] == "1"
    assert scene.headers[1]["x-slack-retry-reason"] == "http_error"


async def test_bad_signatures_are_sent_as_such(scene: Scene) -> None:
    """The vendor's app refuses what somebody else signed."""
    answer = await scene.carrier.send_badly_signed({"type": "event_callback"})

    assert answer.status == 401


async def test_stale_requests_are_sent_as_such(scene: Scene) -> None:
    """The vendor's app refuses what was signed too long ago."""
    answer = await scene.carrier.send_stale({"type": "event_callback"})

    assert answer.status == 401


async def test_a_request_can_be_replayed(scene: Scene) -> None:
    """The same bytes with the same signature reach the app twice."""
    await scene.slack.person("ann").says("hello")
    await scene.slack.settled()

    answer = await scene.carrier.send_again()

    assert answer.status == 200
    assert [one["ts"] for one in scene.got] == [scene.got[0]["ts"]] * 2


async def test_an_app_that_is_down_is_told_to_the_person(scene: Scene) -> None:
    """Without an app, a command fails before the person's eyes."""
    scene.statuses.append(500)
    ann = scene.slack.person("ann")

    await ann.runs("/frontdesk waits")

    assert ann.was_told == ['/frontdesk failed with the error "http_service_error"']


def test_the_signature_is_the_documented_one() -> None:
    """The example of Slack's documentation comes out."""
    body = (
        b"token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
        b"&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner"
        b"&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands"
        b"%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
        b"&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"
    )

    made = signature("8f742231b10e8888abcd99yyyzzz85a5", timestamp="1531420618", body=body)

    assert made == "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503"

"""Tests of people and the vendor's app together, over a socket: nothing of the vendor's is patched."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.server import LocalSlack
from tests.fakes.slack_manifest import slack_manifest

VIEW = {
    "type": "modal",
    "callback_id": "settings",
    "title": {"type": "plain_text", "text": "Settings"},
    "submit": {"type": "plain_text", "text": "Save"},
    "blocks": [
        {
            "type": "input",
            "block_id": "name",
            "label": {"type": "plain_text", "text": "Name"},
            "element": {"type": "plain_text_input", "action_id": "name"},
        }
    ],
}


@asynccontextmanager
async def desk() -> AsyncIterator[tuple[LocalSlack, AsyncApp]]:
    async with LocalSlack(manifest=slack_manifest()) as slack:
        client = AsyncWebClient(slack.app.bot_token, base_url=f"{slack.url}/api/")
        app = AsyncApp(client=client, process_before_response=True)
        handler = AsyncSocketModeHandler(app, slack.app.app_token, ping_interval=0.2)
        await handler.connect_async()
        await slack.sockets.connected()
        try:
            yield slack, app
        finally:
            await handler.close_async()


async def test_a_command_answers_with_its_acknowledgement() -> None:
    """Text given to ack() is seen by who ran the command, and by nobody else."""
    async with desk() as (slack, app):

        @app.command("/frontdesk")
        async def waits(ack: Any, command: dict[str, Any]) -> None:
            await ack(f"You asked for {command['text']}.")

        slack.person("ben")
        await slack.person("ann").runs("/frontdesk waits")

        seen = slack.seen("#general", by="ann")
        assert [one.partition(": ")[2] for one in seen] == ["You asked for waits."]
        assert slack.seen("#general", by="ben") == []


async def test_a_command_opens_a_modal_whose_errors_and_end_are_seen() -> None:
    """A trigger opens the modal, errors keep it open, a plain acknowledgement closes it."""
    async with desk() as (slack, app):

        @app.command("/frontdesk")
        async def settings(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
            await client.views_open(trigger_id=body["trigger_id"], view=VIEW)
            await ack()

        @app.view("settings")
        async def submitted(ack: Any, view: dict[str, Any]) -> None:
            if view["state"]["values"]["name"]["name"]["value"] == "?":
                await ack(response_action="errors", errors={"name": "Not a name."})
            else:
                await ack()

        ann = slack.person("ann")
        await ann.runs("/frontdesk settings")
        assert ann.view is not None

        await ann.submits({"Name": "?"})
        assert ann.view_errors == {"name": "Not a name."}

        await ann.submits({"Name": "Ann"})
        assert ann.view is None
        assert ann.was_told == []


async def test_a_click_can_be_answered_without_a_token() -> None:
    """respond() reaches the address that came with the click."""
    async with desk() as (slack, app):

        @app.event("message")
        async def answer(event: dict[str, Any], say: Any) -> None:
            button = {
                "type": "button",
                "action_id": "more",
                "text": {"type": "plain_text", "text": "More"},
            }
            if "bot_id" not in event:
                await say(text="Less", blocks=[{"type": "actions", "elements": [button]}])

        @app.action("more")
        async def more(ack: Any, respond: Any) -> None:
            await ack()
            await respond(text="More it is.", replace_original=True)

        ann = slack.person("ann")
        await ann.says("hello")
        await slack.settled()
        message = slack.messages("#general", by="ann")[-1]
        await ann.clicks("More", on=message)
        await slack.until(lambda: message.text == "More it is.")

        assert ann.was_told == []


async def test_the_home_is_published_and_clicked() -> None:
    """What the app publishes is what the person sees and presses."""
    async with desk() as (slack, app):
        clicked: list[str] = []

        @app.event("app_home_opened")
        async def opened(event: dict[str, Any], client: AsyncWebClient) -> None:
            button = {
                "type": "button",
                "action_id": "refresh",
                "text": {"type": "plain_text", "text": "Refresh"},
            }
            view = {"type": "home", "blocks": [{"type": "actions", "elements": [button]}]}
            await client.views_publish(user_id=event["user"], view=view)

        @app.action("refresh")
        async def refresh(ack: Any, body: dict[str, Any]) -> None:
            clicked.append(body["view"]["type"])
            await ack()

        ann = slack.person("ann")
        await ann.opens_home()
        await slack.until(lambda: ann.home)
        await ann.clicks("Refresh", on=ann.home)

        assert clicked == ["home"]


async def test_two_hundred_events_arrive_once_each_though_sockets_drop() -> None:
    """Every event sent three times over sockets that drop: all arrive, none is given up."""
    async with desk() as (slack, app):
        got: set[str] = set()

        @app.event("message")
        async def message(event: dict[str, Any]) -> None:
            got.add(event["text"])

        slack.mischief.deliver_times = 3
        slack.mischief.drop_sockets_every_seconds = 0.3
        ann = slack.person("ann")
        for number in range(200):
            await ann.says(f"question {number}")
        await slack.settled(within_seconds=20)

        assert len(got) == 200
        assert slack.deliveries.lost == []

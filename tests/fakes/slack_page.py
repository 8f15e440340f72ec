"""The page of the local Slack as tests open it: an app that acknowledges, and says what tests have it say."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.page import SlackPage
from adapters.local_slack.people import Person
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, ChannelKind, Message
from tests.fakes.slack_carrier import FakeCarrier
from tests.fakes.slack_manifest import slack_manifest


def plain(text: str) -> dict[str, Any]:
    """A text object."""
    return {"type": "plain_text", "text": text}


def modal(*blocks: dict[str, Any], title: str = "How I answer") -> dict[str, Any]:
    """A modal that can be submitted."""
    return {
        "type": "modal",
        "title": plain(title),
        "submit": plain("Save"),
        "close": plain("Cancel"),
        "blocks": [*blocks],
    }


@dataclass(slots=True)
class PageStage:
    """A workspace with Ann, Bob and #general, and the page to use it with."""

    slack: LocalSlack
    carrier: FakeCarrier
    client: AsyncWebClient
    """The app's."""
    url: str
    """Of the page, with a slash."""
    browser: aiohttp.ClientSession
    """Sends as the page does."""
    general: Channel
    ann: Person
    bob: Person

    @property
    def origin(self) -> str:
        """Of the page."""
        return self.url.removesuffix("/")

    async def state(self, **query: str) -> dict[str, Any]:
        """What Ann's page shows of #general, unless told otherwise."""
        asked = {"person": "ann", "place": self.general.id, **query}
        async with self.browser.get(f"{self.url}api/state", params=asked) as answer:
            return dict(await answer.json())

    async def do(self, deed: str, **details: Any) -> str:
        """Do something as Ann in #general, unless told otherwise; gives the problem, if any."""
        body = {"person": "ann", "place": self.general.id, **details}
        headers = {"Origin": self.origin}
        async with self.browser.post(f"{self.url}api/{deed}", json=body, headers=headers) as answer:
            return str((await answer.json()).get("problem", ""))

    async def app_says(self, text: str, *, under: Message | None = None, **more: Any) -> Message:
        """Let the app say something in #general."""
        where = {"thread_ts": under.ts} if under is not None else {}
        said = await self.client.chat_postMessage(
            channel=self.general.id, text=text, **where, **more
        )
        return self.general.messages[str(said["ts"])]

    @property
    def interactions(self) -> list[dict[str, Any]]:
        """What the app heard of clicks, commands and submissions."""
        return [one.payload for one in self.carrier.parcels if "event" not in one.payload]


@asynccontextmanager
async def serve_slack_page() -> AsyncIterator[PageStage]:
    """Serve the page while the block is open."""
    async with (
        LocalSlack(manifest=slack_manifest()) as slack,
        SlackPage(slack=slack).serving() as url,
        aiohttp.ClientSession() as browser,
    ):
        slack.deliveries.carrier = carrier = FakeCarrier()
        ann, bob = slack.person("ann"), slack.person("bob")
        members = {ann.id, bob.id, slack.app.bot_user}
        general = slack.workspace.add_channel("general", members)
        slack.workspace.add_channel("managers", {bob.id}, ChannelKind.PRIVATE)
        client = AsyncWebClient(token=slack.app.bot_token, base_url=f"{slack.url}/api/")
        yield PageStage(slack, carrier, client, url, browser, general, ann, bob)

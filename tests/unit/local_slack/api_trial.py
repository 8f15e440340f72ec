"""A local Slack with a channel, two people and the real client of slack_sdk, for tests of its API."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.events import EVENT_SCOPES
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, User

SCOPES = (
    "app_mentions:read assistant:write channels:history groups:history im:history mpim:history"
    " channels:read chat:write commands files:read files:write groups:read im:read im:write"
    " mpim:read reactions:read reactions:write team:read users:read"
).split()
EVENTS = "app_home_opened app_mention agent_session_stopped message.channels message.im".split()


def manifest(*, without: str = "", events: list[str] = EVENTS) -> dict[str, Any]:
    """A manifest; `without` is a scope that it lacks."""
    return {
        "display_information": {"name": "frontdesk"},
        "features": {
            "agent_view": {"agent_description": "Answers from our own pages."},
            "app_home": {"home_tab_enabled": True},
        },
        "oauth_config": {"scopes": {"bot": [one for one in SCOPES if one != without]}},
        "settings": {
            "event_subscriptions": {"bot_events": _seen_with(without, events)},
            "socket_mode_enabled": True,
        },
    }


def _seen_with(without: str, events: list[str]) -> list[str]:
    """The events that the app may subscribe to though it lacks a scope."""
    return [one for one in events if EVENT_SCOPES[one] != {without}]


class Clock:
    """Monotonic time that the test owns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Trial:
    """What tests of the API use."""

    slack: LocalSlack
    client: AsyncWebClient
    channel: Channel
    ann: User
    clock: Clock
    events: list[dict[str, Any]] = field(default_factory=list)
    """Everything that was announced."""

    async def refused(self, method: str, /, **arguments: Any) -> str:
        """The error with which a call (with JSON) is refused; empty if it is not."""
        return (await self.answer(method, **arguments)).get("error", "")

    async def answer(self, method: str, /, **arguments: Any) -> dict[str, Any]:
        """What a call (with JSON) is answered, refused or not."""
        try:
            response = await self.client.api_call(method, json=arguments)
        except SlackApiError as error:
            return dict(error.response.data)
        return dict(response.data)

    async def root(self, text: str = "How long is the wait?") -> str:
        """The ts of a message that Ann has just posted."""
        message = await self.slack.person("ann").says(text)
        return message.ts


@asynccontextmanager
async def trial(
    *,
    is_limited: bool = False,
    is_distributed: bool = False,
    enterprise_id: str = "",
    **changes: Any,
) -> AsyncIterator[Trial]:
    """Start a local Slack; `changes` are `manifest`'s."""
    clock = Clock()
    server = LocalSlack(
        manifest=manifest(**changes),
        is_limited=is_limited,
        is_distributed=is_distributed,
        enterprise_id=enterprise_id,
        now_seconds=clock,
    )
    async with server as slack:
        channel = slack.workspace.add_channel("general", {slack.app.bot_user})
        ann = slack.person("ann").user
        channel.members.add(ann.id)
        client = AsyncWebClient(token=slack.app.bot_token, base_url=f"{slack.url}/api/")
        one = Trial(slack, client, channel, ann, clock)
        slack.workspace.listeners.append(lambda event, _: one.events.append(event))
        yield one

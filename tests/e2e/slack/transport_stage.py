"""The real Bolt app on the real connections to a local Slack, with a scripted desk behind it.

Tests of the transport start Slack themselves, because much of what they try happens before it is
there, or while it is not.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.delivery import Deliveries, Delivery
from adapters.local_slack.server import LocalSlack
from adapters.slack.app import make_app
from adapters.slack.calls import SlackCalls
from adapters.slack.listening.app import register
from adapters.slack.opener import SlackOpener
from adapters.slack.sockets import SocketConnections, SocketRules
from adapters.slack.tools import SlackRules, SlackTools
from adapters.slack.workspaces import SingleWorkspace, Workspaces
from core.chatting.chores import Chores
from core.domain import Acceptance, Question
from tests.fakes.desk import (
    NOON,
    FakeChannelSettings,
    FakeConversations,
    FakeServingDesk,
    FakeStatusSource,
)
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.report import FULL_REPORT

QUICK = SocketRules(look_seconds=0.02, retry_seconds=0.02, ping_seconds=30.0, connect_seconds=2.0)
"""Quick in everything but the pings, which must not be what notices."""


@dataclass
class GatedDesk(FakeServingDesk):
    """A desk whose database is as slow as a test wants."""

    gate: asyncio.Event = field(default_factory=asyncio.Event)
    begun: int = 0
    """Questions that wait at the gate or have passed it."""

    def __post_init__(self) -> None:
        self.gate.set()

    async def accept(self, question: Question, *, event_id: str, place: str = "") -> Acceptance:
        """Take a question in once the gate is open."""
        self.begun += 1
        await self.gate.wait()
        return await super().accept(question, event_id=event_id, place=place)

    def texts(self) -> list[str]:
        """What was asked, sorted."""
        return sorted(turn.question.text for turn in self.asked)


@dataclass(slots=True)
class Wired:
    """An app that hears what Slack says."""

    app: AsyncApp
    desk: GatedDesk
    sockets: SocketConnections
    workspaces: Workspaces


@asynccontextmanager
async def app_of(
    address: str, *, workspaces: Workspaces | None = None, token: str = "xoxb-local-1"
) -> AsyncIterator[tuple[AsyncApp, GatedDesk, Workspaces]]:
    """The app with everything listening; not connected to anything yet.

    Args:
        address: Where Slack is, or will be.
        workspaces: Whose events are trusted; none: those of the one that the token is of.
        token: Of the bot.
    """
    make = client_maker(address)
    trusted = workspaces or SingleWorkspace(token=token, make_client=make)
    conversations = FakeConversations()
    desk = GatedDesk(conversations=conversations)
    async with Chores(leave_seconds=0.1) as chores:
        calls = SlackCalls(clients=trusted)
        tools = SlackTools(
            desk=desk,
            history=conversations,
            conversations=conversations,
            feedback=conversations,
            channels=FakeChannelSettings(),
            people=None,
            status=FakeStatusSource(FULL_REPORT),
            subscriptions=FakeSubscriptions(outbox=FakeOutbox()),
            calls=calls,
            clients=trusted,
            chores=chores,
            opener=SlackOpener(
                calls=calls, clients=trusted, chores=chores, can_ask_person=False, started_at=NOON
            ),
            rules=SlackRules(),
            now=lambda: NOON,
            suggest=_nothing,
            uninstalled=trusted.uninstalled,
        )
        app = make_app(
            workspaces=trusted, signing_secret="", client=make(""), is_open=lambda: desk.is_open
        )
        register(app, tools=tools)
        yield app, desk, trusted


@asynccontextmanager
async def wired(
    slack: LocalSlack,
    rules: SocketRules = QUICK,
    *,
    address: str = "",
    app_token: str = "",
    is_awaited: bool = True,
) -> AsyncIterator[Wired]:
    """The app, connected by Socket Mode.

    Args:
        slack: Where to.
        rules: How the connections are kept.
        address: Where Slack will be, where it was not started yet.
        app_token: Another one than Slack's.
        is_awaited: Whether all connections are to be up first.
    """
    async with AsyncExitStack() as stack:
        app, desk, workspaces = await stack.enter_async_context(app_of(address or slack.url))
        sockets = SocketConnections(
            app=app,
            app_token=app_token or slack.app.app_token,
            web_client=client_maker(address or slack.url)(""),
            rules=rules,
        )
        await stack.enter_async_context(sockets.open())
        if is_awaited:
            await until(lambda: sockets.connected == rules.connections)
        yield Wired(app, desk, sockets, workspaces)


def client_maker(address: str) -> Callable[[str], AsyncWebClient]:
    """Makes clients of the Slack at an address."""

    def make(token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{address}/api/", timeout=2, retry_handlers=[])

    return make


async def until(is_so: Callable[[], object], *, within_seconds: float = 5.0) -> None:
    """Wait until something is so.

    Raises:
        TimeoutError: It did not come to be.
    """
    async with asyncio.timeout(within_seconds):
        while not is_so():  # noqa: ASYNC110  (looks from outside, as people do)
            await asyncio.sleep(0.005)


def opened(slack: LocalSlack) -> int:
    """How often the app asked for a connection."""
    return sum(method == "apps.connections.open" for method, _ in slack.calls)


def mentions(deliveries: Deliveries) -> list[Delivery]:
    """The deliveries of mentions."""
    return [one for one in deliveries.history if one.envelope["event"]["type"] == "app_mention"]


async def ask(slack: LocalSlack, *texts: str) -> None:
    """Let somebody ask."""
    for text in texts:
        await slack.person("ann").says(f"@frontdesk {text}")


def told(logs: list[Any], event: str) -> list[dict[str, Any]]:
    """Lines of the log about something."""
    return [line for line in logs if line["event"] == event]


async def _nothing() -> tuple[str, ...]:
    return ()

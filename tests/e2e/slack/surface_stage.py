"""The real Bolt app with its surfaces, connected to the local Slack; the desk behind it is scripted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from slack_sdk.web.async_client import AsyncWebClient

from adapters.local_slack.people import Person
from adapters.local_slack.reading import blocks_as_text
from adapters.local_slack.server import LocalSlack
from adapters.slack.app import make_app
from adapters.slack.calls import SlackCalls
from adapters.slack.listening.app import register as register_listening
from adapters.slack.opener import SlackOpener
from adapters.slack.sockets import SocketConnections, SocketRules
from adapters.slack.surfaces import register
from adapters.slack.tools import SlackRules, SlackTools
from adapters.slack.workspaces import SingleWorkspace
from core.chatting.chores import Chores
from core.domain import ConversationKey
from core.ports import PeopleDesk
from tests.fakes.desk import (
    NOON,
    FakeChannelSettings,
    FakeConversations,
    FakePeopleDesk,
    FakeServingDesk,
    FakeStatusSource,
)
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.report import FULL_REPORT

MANIFEST = Path(__file__).parents[3] / "manifests" / "slack.yaml"
QUESTIONS = ("May I carry over leave?", "Who do I call at night?")
RULES = SlackRules(contact="the service desk at 780-555-0100")
_DEADLINE_SECONDS = 5.0


@dataclass(slots=True)
class Stage:
    """All that a test looks at and changes."""

    slack: LocalSlack
    conversations: FakeConversations = field(default_factory=FakeConversations)
    desk: FakeServingDesk = field(init=False)
    channels: FakeChannelSettings = field(default_factory=FakeChannelSettings)
    people: FakePeopleDesk = field(default_factory=FakePeopleDesk)
    status: FakeStatusSource = field(default_factory=lambda: FakeStatusSource(FULL_REPORT))
    subscriptions: FakeSubscriptions = field(
        default_factory=lambda: FakeSubscriptions(outbox=FakeOutbox())
    )
    suggestions: tuple[str, ...] = QUESTIONS
    uninstalled: list[str] = field(default_factory=list)
    """Workspaces that removed the desk."""
    tools: SlackTools = field(init=False)

    def __post_init__(self) -> None:
        self.desk = FakeServingDesk(conversations=self.conversations)

    async def suggest(self) -> tuple[str, ...]:
        """Give what the test has set."""
        return self.suggestions

    async def forget_workspace(self, workspace: str) -> None:
        """Remember that a workspace removed the desk."""
        self.uninstalled.append(workspace)

    def key(self, channel: str, thread: str = "") -> ConversationKey:
        """The key of a channel of the local workspace."""
        return ConversationKey("slack", self.slack.workspace.team_id, channel, thread)

    def general(self) -> str:
        """The id of #general."""
        return self.slack.workspace.channel_named("general").id

    def home(self, person: Person) -> str:
        """What somebody reads on their App Home."""
        return "" if person.home is None else self._read(person.home.view)

    def modal(self, person: Person) -> str:
        """What somebody reads in the modal that is open."""
        return "" if person.view is None else self._read(person.view.view)

    def calls(self, method: str) -> list[dict[str, Any]]:
        """What a method was called with."""
        return [arguments for name, arguments in self.slack.calls if name == method]

    async def until(self, is_so: Callable[[], Any], what: str) -> None:
        """Wait for something to happen in the background."""
        try:
            async with asyncio.timeout(_DEADLINE_SECONDS):
                while not is_so():  # noqa: ASYNC110  (people look at a screen, too)
                    await asyncio.sleep(0.01)
        except TimeoutError:
            raise AssertionError(f"It did not happen: {what}.") from None

    async def until_quiet(self) -> None:
        """Wait for everything that was delivered and that was begun in the background."""
        await self.slack.deliveries.settled()
        await self.until(lambda: self.tools.chores.count == 0, "the chores end")

    def _read(self, view: dict[str, Any]) -> str:
        return blocks_as_text(view["blocks"], self.slack.workspace)


@asynccontextmanager
async def staged(
    *, people: bool = True, listens: bool = False, rules: SlackRules = RULES
) -> AsyncIterator[Stage]:
    """A workspace with #general in it, where the app is at work.

    Args:
        people: Whether there are people to hand questions over to.
        listens: Whether it listens to messages and commands as well.
        rules: What operators have decided.
    """
    manifest = yaml.safe_load(MANIFEST.read_text())
    async with AsyncExitStack() as stack:
        slack = await stack.enter_async_context(LocalSlack(manifest=manifest))
        stage = Stage(slack)
        slack.person("ann").place("#general")
        chores = await stack.enter_async_context(Chores(leave_seconds=0.5))
        workspaces = SingleWorkspace(token=slack.app.bot_token, make_client=_maker(slack))
        calls = SlackCalls(clients=workspaces)
        opener = SlackOpener(
            calls=calls, clients=workspaces, chores=chores, can_ask_person=people, started_at=NOON
        )
        stage.desk.opener = opener
        desk: PeopleDesk | None = stage.people if people else None
        stage.tools = SlackTools(
            desk=stage.desk,
            history=stage.conversations,
            conversations=stage.conversations,
            feedback=stage.conversations,
            channels=stage.channels,
            people=desk,
            status=stage.status,
            subscriptions=stage.subscriptions,
            calls=calls,
            clients=workspaces,
            chores=chores,
            opener=opener,
            rules=rules,
            now=lambda: NOON,
            suggest=stage.suggest,
            uninstalled=stage.forget_workspace,
        )
        client = _maker(slack)("")
        app = make_app(
            workspaces=workspaces, signing_secret="", client=client, is_open=lambda: True
        )
        if listens:
            register_listening(app, tools=stage.tools)
        register(app, tools=stage.tools)
        sockets = SocketConnections(
            app=app, app_token=slack.app.app_token, web_client=client, rules=SocketRules()
        )
        await stack.enter_async_context(sockets.open())
        await stage.until(lambda: sockets.connected == 1, "the app connects")
        yield stage


def _maker(slack: LocalSlack) -> Callable[[str], AsyncWebClient]:
    def make(token: str) -> AsyncWebClient:
        return AsyncWebClient(token=token, base_url=f"{slack.url}/api/", retry_handlers=[])

    return make

"""The real bot with its surfaces before a local Teams; the desk behind it is scripted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from aiohttp import web

from adapters.teams.acknowledging import TeamsPace
from adapters.teams.app_adapter import open_transport
from adapters.teams.calls import TeamsCalls
from adapters.teams.http import add_messages
from adapters.teams.listening.bot import make_bot
from adapters.teams.names import ROUTE
from adapters.teams.opener import TeamsOpener
from adapters.teams.references import References
from adapters.teams.tools import TeamsRules, TeamsTools
from core.chatting.chores import Chores
from core.domain import AcceptedTurn, Answered, Outcome
from tests.e2e.teams.transport_stage import QUICK, settings_for
from tests.fakes.desk import (
    NOON,
    FakeChannelSettings,
    FakeConversations,
    FakePeopleDesk,
    FakeServingDesk,
    FakeStatusSource,
)
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.reaching import FakeReferenceStore, FakeShownAnswers
from tests.fakes.report import FULL_REPORT
from tests.local_teams.people import Person
from tests.local_teams.reading import as_text
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Message

ANSWER = Answered("A new badge costs CAD 20.", author="quoted")
QUESTIONS = ("May I carry over leave?", "Who do I call at night?")
RULES = TeamsRules(contact="the service desk at 780-555-0100")
PACE = TeamsPace(
    acknowledge_after_seconds=5.0,
    message_after_seconds=5.0,
    gather_seconds=0.02,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
)
"""Nothing is acknowledged: only what is said by listening stands there."""


@dataclass(slots=True)
class Stage:
    """All that a test looks at and changes."""

    teams: LocalTeams
    conversations: FakeConversations = field(default_factory=FakeConversations)
    desk: FakeServingDesk = field(init=False)
    channels: FakeChannelSettings = field(default_factory=FakeChannelSettings)
    people: FakePeopleDesk = field(default_factory=FakePeopleDesk)
    status: FakeStatusSource = field(default_factory=lambda: FakeStatusSource(FULL_REPORT))
    subscriptions: FakeSubscriptions = field(
        default_factory=lambda: FakeSubscriptions(outbox=FakeOutbox())
    )
    references: References = field(init=False)
    chores: Chores = field(init=False)
    tools: TeamsTools = field(init=False)
    now: datetime = NOON

    def __post_init__(self) -> None:
        """Let the desk and the stores share what is kept."""
        self.desk = FakeServingDesk(conversations=self.conversations)

    @property
    def general(self) -> Chat:
        """A channel of a team with the app in it."""
        return self.teams.chat("#general")

    @property
    def ann(self) -> Person:
        """Somebody of the tenant."""
        return self.teams.person("ann")

    @property
    def bob(self) -> Person:
        """Somebody else."""
        return self.teams.person("bob")

    async def quiet(self) -> None:
        """Wait until everything is heard and done."""
        await self.teams.settled()
        async with asyncio.timeout(5):
            while self.chores.count:  # noqa: ASYNC110  (nothing tells of the last one)
                await asyncio.sleep(0.005)
        await self.teams.settled()

    async def asked(self) -> AcceptedTurn:
        """The next question that reaches the desk."""
        async with asyncio.timeout(5):
            return await self.desk.questions.get()

    async def nothing_asked(self) -> None:
        """Wait until all is heard, and see that no question reached the desk."""
        await self.quiet()
        assert self.desk.questions.empty(), "a question reached the desk"

    async def answered(self, turn: AcceptedTurn, outcome: Outcome = ANSWER) -> None:
        """Answer a question."""
        await self.desk.decide(turn.id, outcome)
        await self.quiet()

    def said(self, chat: Chat, under: Message | None = None) -> list[str]:
        """What the desk has said, as people read it."""
        shown = chat.shown(under.root if under is not None else None)
        return [as_text(one) for one in shown if one.author_id == self.teams.bot_id]

    def last(self, chat: Chat) -> Message:
        """The desk's latest message."""
        return [one for one in chat.shown() if one.author_id == self.teams.bot_id][-1]

    def passes(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span


@asynccontextmanager
async def listening(rules: TeamsRules = RULES, *, hears_all: bool = True) -> AsyncIterator[Stage]:
    """A tenant where the app listens to everything, and is in #general.

    Args:
        rules: Of the operators.
        hears_all: Whether the teams have consented to it being told what does not mention it.
    """
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(LocalTeams(rsc=hears_all))
        stage = Stage(teams)
        stage.chores = await stack.enter_async_context(Chores(leave_seconds=0.1))
        transport = await stack.enter_async_context(open_transport(settings_for(teams)))
        stage.references = References(store=FakeReferenceStore())
        calls = TeamsCalls(
            adapter=transport.adapter,
            app_id=transport.app_id,
            references=stage.references,
            rules=QUICK,
        )
        stage.tools = _tools(stage, calls, transport.app_id, rules)
        stage.desk.opener = stage.tools.opener
        server = web.Application()
        add_messages(server, transport.adapter, make_bot(stage.tools), is_open=lambda: True)
        runner = web.AppRunner(server, shutdown_timeout=0.2)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        teams.connect(f"http://127.0.0.1:{runner.addresses[0][1]}{ROUTE}")
        yield stage


def _tools(stage: Stage, calls: TeamsCalls, app_id: str, rules: TeamsRules) -> TeamsTools:
    opener = TeamsOpener(
        calls=calls,
        references=stage.references,
        shown=FakeShownAnswers(),
        chores=stage.chores,
        can_ask_person=True,
        pace=PACE,
    )

    async def suggest() -> tuple[str, ...]:
        return QUESTIONS

    return TeamsTools(
        app_id=app_id,
        desk=stage.desk,
        history=stage.conversations,
        conversations=stage.conversations,
        feedback=stage.conversations,
        channels=stage.channels,
        people=stage.people,
        status=stage.status,
        subscriptions=stage.subscriptions,
        calls=calls,
        references=stage.references,
        chores=stage.chores,
        opener=opener,
        rules=rules,
        now=lambda: stage.now,
        suggest=suggest,
    )

"""The real bot with its surfaces before a local Teams; the desk behind it is scripted."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from aiohttp import web
from botbuilder.core import Bot, TurnContext

from adapters.teams.acknowledging import TeamsPace
from adapters.teams.app_adapter import Transport, open_transport
from adapters.teams.calls import TeamsCalls
from adapters.teams.http import add_messages
from adapters.teams.listening.bot import make_bot
from adapters.teams.names import ROUTE
from adapters.teams.opener import TeamsOpener
from adapters.teams.references import References
from adapters.teams.tools import TeamsRules, TeamsTools
from core.chatting.chores import Chores
from core.chatting.open_turns import OpenTurns
from core.domain import AcceptedTurn, Answered, ConversationKey, Outcome
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
AT_ONCE = TeamsPace(
    acknowledge_after_seconds=0.02,
    message_after_seconds=0.02,
    gather_seconds=0.02,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
)
"""Every question is acknowledged, so that the button "Stop" is there."""
UNACKNOWLEDGED = replace(AT_ONCE, acknowledge_after_seconds=5.0, message_after_seconds=5.0)
"""Only what is said by listeners and surfaces stands there, and answers."""


class Process(Bot):
    """The bot that runs now; another one may take its place."""

    def __init__(self, bot: Bot) -> None:
        self.bot = bot

    async def on_turn(self, context: TurnContext) -> None:
        """Let it hear."""
        await self.bot.on_turn(context)


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
    references: References = field(default_factory=lambda: References(store=FakeReferenceStore()))
    tools: TeamsTools = field(init=False)
    process: Process = field(init=False)
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

    def key(self, chat: Chat, thread: str = "") -> ConversationKey:
        """The key of a chat."""
        return ConversationKey("teams", chat.tenant, chat.id, thread)

    async def suggest(self) -> tuple[str, ...]:
        """Give two questions."""
        return QUESTIONS

    async def quiet(self) -> None:
        """Wait until everything is heard and done."""
        await self.teams.settled()
        await self.teams.until(lambda: self.tools.chores.count == 0)
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
        return [as_text(one) for one in self.teams.said_by_bot(chat, under)]

    def last(self, chat: Chat) -> Message:
        """The desk's latest message, in whichever thread."""
        return self.teams.said_by_bot(chat)[-1]

    def passes(self, span: timedelta) -> None:
        """Let time pass."""
        self.now += span

    def restarts(self) -> None:
        """Let another process go on, which knows no more than what was kept."""
        self.tools = replace(self.tools, turns=OpenTurns())
        self.process.bot = make_bot(self.tools)


@asynccontextmanager
async def staged(
    *,
    rules: TeamsRules = RULES,
    hears_all: bool = True,
    people: bool = True,
    pace: TeamsPace = UNACKNOWLEDGED,
) -> AsyncIterator[Stage]:
    """A tenant with #general in it, where the desk is at work.

    Args:
        rules: What operators have decided.
        hears_all: Whether the teams have consented to it being told what does not mention it.
        people: Whether there are people to hand questions over to.
        pace: Of answers that grow.
    """
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(LocalTeams(rsc=hears_all))
        transport = await stack.enter_async_context(open_transport(settings_for(teams)))
        chores = await stack.enter_async_context(Chores(leave_seconds=0.1))
        stage = Stage(teams)
        calls = TeamsCalls(
            adapter=transport.adapter,
            app_id=transport.app_id,
            references=stage.references,
            rules=QUICK,
        )
        opener = TeamsOpener(
            calls=calls,
            references=stage.references,
            shown=FakeShownAnswers(),
            chores=chores,
            stop=stage.desk.stop,
            can_ask_person=people,
            contact=rules.contact,
            pace=pace,
        )
        stage.desk.opener = opener
        stage.tools = TeamsTools(
            app_id=transport.app_id,
            desk=stage.desk,
            history=stage.conversations,
            conversations=stage.conversations,
            feedback=stage.conversations,
            channels=stage.channels,
            people=stage.people if people else None,
            status=stage.status,
            subscriptions=stage.subscriptions,
            calls=calls,
            references=stage.references,
            chores=chores,
            opener=opener,
            rules=rules,
            now=lambda: stage.now,
            suggest=stage.suggest,
        )
        stage.process = Process(make_bot(stage.tools))
        teams.connect(await _serve(stack, transport, stage.process))
        yield stage


async def _serve(stack: AsyncExitStack, transport: Transport, bot: Bot) -> str:
    """Open the desk's door; gives its address."""
    server = web.Application()
    add_messages(server, transport.adapter, bot, is_open=lambda: True)
    runner = web.AppRunner(server, shutdown_timeout=0.2)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}{ROUTE}"

"""The real bot with its surfaces before a local Teams; the desk behind it is scripted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from botbuilder.core import Bot

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
from core.domain import AcceptedTurn, Answered, ConversationKey, Outcome
from core.ports import PeopleDesk
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
from tests.local_teams.reading import as_text
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Chat, Message

QUESTIONS = ("May I carry over leave?", "Who do I call at night?")
ANSWER = Answered("A new badge costs CAD 20.", author="quoted")
RULES = TeamsRules(contact="the service desk at 780-555-0100")
PACE = TeamsPace(
    acknowledge_after_seconds=0.02,
    message_after_seconds=0.02,
    gather_seconds=0.02,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
)
"""Quick: the button "Stop" is there at once."""


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
    tools: TeamsTools = field(init=False)

    def __post_init__(self) -> None:
        self.desk = FakeServingDesk(conversations=self.conversations)

    async def suggest(self) -> tuple[str, ...]:
        """Give two questions."""
        return QUESTIONS

    def general(self) -> Chat:
        """The channel #general."""
        return self.teams.chat("#general")

    def key(self, chat: Chat, thread: str = "") -> ConversationKey:
        """The key of a chat."""
        return ConversationKey("teams", chat.tenant, chat.id, thread)

    async def quiet(self) -> None:
        """Wait for everything that was delivered and that was begun in the background."""
        await self.teams.settled()
        await self.teams.until(lambda: self.tools.chores.count == 0)
        await self.teams.settled()

    def latest(self, chat: Chat) -> Message:
        """What the desk said last in a chat."""
        mine = [one for one in chat.shown() if one.author_id == self.teams.bot_id]
        return mine[-1]

    def read(self, chat: Chat) -> str:
        """The same, as a person reads it."""
        return as_text(self.latest(chat))

    async def asked(self) -> AcceptedTurn:
        """The next question that reaches the desk."""
        await self.teams.until(lambda: not self.desk.questions.empty())
        return self.desk.questions.get_nowait()

    async def answered(self, turn: AcceptedTurn, outcome: Outcome = ANSWER) -> None:
        """Answer a question."""
        await self.desk.decide(turn.id, outcome)
        await self.quiet()


@asynccontextmanager
async def staged(*, people: bool = True, rules: TeamsRules = RULES) -> AsyncIterator[Stage]:
    """A tenant with #general in it, where the desk is at work.

    Args:
        people: Whether there are people to hand questions over to.
        rules: What operators have decided.
    """
    async with AsyncExitStack() as stack:
        teams = await stack.enter_async_context(LocalTeams())
        transport = await stack.enter_async_context(open_transport(settings_for(teams)))
        chores = await stack.enter_async_context(Chores(leave_seconds=0.5))
        stage = Stage(teams)
        _equip(stage, transport, chores, stage.people if people else None, rules)
        bot = make_bot(stage.tools)
        teams.connect(await _serve(stack, transport, bot))
        yield stage


def _equip(
    stage: Stage, transport: Transport, chores: Chores, people: PeopleDesk | None, rules: TeamsRules
) -> None:
    references = References(store=FakeReferenceStore())
    calls = TeamsCalls(
        adapter=transport.adapter, app_id=transport.app_id, references=references, rules=QUICK
    )
    opener = TeamsOpener(
        calls=calls,
        references=references,
        shown=FakeShownAnswers(),
        chores=chores,
        can_ask_person=people is not None,
        pace=PACE,
    )
    stage.desk.opener = opener
    stage.tools = TeamsTools(
        app_id=transport.app_id,
        desk=stage.desk,
        history=stage.conversations,
        conversations=stage.conversations,
        feedback=stage.conversations,
        channels=stage.channels,
        people=people,
        status=stage.status,
        subscriptions=stage.subscriptions,
        calls=calls,
        references=references,
        chores=chores,
        opener=opener,
        rules=rules,
        now=lambda: NOON,
        suggest=stage.suggest,
    )


async def _serve(stack: AsyncExitStack, transport: Transport, bot: Bot) -> str:
    """Open the desk's door; gives its address."""
    server = web.Application()
    add_messages(server, transport.adapter, bot, is_open=lambda: True)
    runner = web.AppRunner(server, shutdown_timeout=0.5)
    await runner.setup()
    stack.push_async_callback(runner.cleanup)
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}{ROUTE}"

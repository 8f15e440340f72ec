"""A desk whose generator writes slowly, listening on an address of its own for the Agents Playground."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime

from aiohttp import web

from adapters.teams.app_adapter import TransportSettings, open_transport
from adapters.teams.calls import TeamsCalls
from adapters.teams.http import add_messages
from adapters.teams.listening.bot import make_bot
from adapters.teams.names import PLATFORM, ROUTE
from adapters.teams.opener import TeamsOpener
from adapters.teams.references import References
from adapters.teams.tools import TeamsRules, TeamsTools
from core.answering import AnsweringDesk, AnswerRules
from core.chatting.chores import Chores
from core.turns import TurnDesk
from tests.e2e.teams.desk_stage import ANSWER, DRAFT, RULES, SlowGenerator
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.desk import FakeChannelSettings, FakeConversations, FakeStatusSource
from tests.fakes.history import FakeHistory
from tests.fakes.meter import FakeMeter
from tests.fakes.named_pages import no_named_pages
from tests.fakes.posting import FakeOutbox, FakeSubscriptions
from tests.fakes.reaching import FakeReferenceStore, FakeShownAnswers
from tests.fakes.report import FULL_REPORT
from tests.fakes.turns import FakeTurns

_SECONDS_A_WORD = 0.7


@asynccontextmanager
async def slow_desk() -> AsyncIterator[str]:
    """Serve; gives the address that activities are posted to."""
    async with AsyncExitStack() as stack:
        transport = await stack.enter_async_context(
            open_transport(TransportSettings(is_development=True))
        )
        chores = await stack.enter_async_context(Chores())
        conversations, history = FakeConversations(), FakeHistory()
        references = References(store=FakeReferenceStore())
        calls = TeamsCalls(adapter=transport.adapter, app_id="", references=references)
        desk = TurnDesk(
            answering=_answering(history),
            turns=FakeTurns(history=history, now=_now),
            meter=FakeMeter(),
            rules=RULES,
            now=_now,
        )
        opener = TeamsOpener(
            calls=calls,
            references=references,
            shown=FakeShownAnswers(),
            chores=chores,
            stop=desk.stop,
            can_ask_person=False,
        )
        desk.attach(PLATFORM, opener)
        tools = TeamsTools(
            app_id="",
            desk=desk,
            history=history,
            conversations=conversations,
            feedback=conversations,
            channels=FakeChannelSettings(),
            people=None,
            status=FakeStatusSource(FULL_REPORT),
            subscriptions=FakeSubscriptions(outbox=FakeOutbox()),
            calls=calls,
            references=references,
            chores=chores,
            opener=opener,
            rules=TeamsRules(),
            now=_now,
            suggest=_nothing,
        )
        server = web.Application()
        add_messages(server, adapter=transport.adapter, bot=make_bot(tools), is_open=lambda: True)
        runner = web.AppRunner(server, access_log=None)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        await stack.enter_async_context(desk.open())
        yield f"http://127.0.0.1:{runner.addresses[0][1]}{ROUTE}"


def _answering(history: FakeHistory) -> AnsweringDesk:
    return AnsweringDesk(
        retriever=FakeRetriever(findings(evidence(ANSWER))),
        generator=SlowGenerator(seconds_a_word=_SECONDS_A_WORD),
        quoting=FakeGenerator((DRAFT,), name="quoted"),
        history=history,
        named_pages=no_named_pages(),
        rules=AnswerRules(
            max_question_characters=1000,
            history_turns=6,
            max_passages=6,
            strictness=0.5,
            contact="",
            emergency_notice="",
        ),
    )


async def _nothing() -> tuple[str, ...]:
    return ()


def _now() -> datetime:
    return datetime.now(UTC)

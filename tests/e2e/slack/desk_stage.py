"""The real desk behind a local Slack, with a generator and a database of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Channel, Message
from adapters.slack.answer import ReplyPace
from adapters.slack.calls import CallRules, SlackCalls
from adapters.slack.opener import SlackOpener
from adapters.slack.place import Place
from core.answering import AnsweringDesk, AnswerRules
from core.chatting.chores import Chores
from core.domain import Accepted, ConversationKey, GenerationRequest, Question, TurnId
from core.turns import TurnDesk, TurnRules
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.history import FakeHistory
from tests.fakes.meter import FakeMeter
from tests.fakes.named_pages import no_named_pages
from tests.fakes.slack_clients import LocalClients
from tests.fakes.slack_manifest import slack_manifest
from tests.fakes.turns import FakeTurns

ANSWER = "Staff park in lot B."
WORDS = ("Staff ", "park ", "in ", "lot B.")
DRAFT = "Parking: lot B."
PACE = ReplyPace(
    acknowledge_after_seconds=0.03,
    gather_seconds=0.03,
    stream_pause_seconds=0.02,
    edit_pause_seconds=0.02,
)
UNPACED = CallRules(pause_seconds=0.01, paces={})
RULES = TurnRules(
    at_once=8,
    max_waiting=200,
    max_waiting_per_person=200,
    deadline_seconds=60,
    shutdown_seconds=0,
    restart_seconds=3600,
)


@dataclass
class SlowGenerator:
    """Implements `core.ports.Generator`: writes word by word, as a model does."""

    seconds_a_word: float = 0.05
    name: str = "slow"

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Write."""
        for word in WORDS:
            await asyncio.sleep(self.seconds_a_word)
            yield word


class DeskStage:
    """What outlives a desk: Slack and the database; desks are opened one after another."""

    def __init__(self, slack: LocalSlack) -> None:
        """Take the workspace."""
        self.slack = slack
        self.history = FakeHistory()
        self.turns = FakeTurns(history=self.history, now=_now)
        self.meter = FakeMeter()
        self.generator = SlowGenerator()
        self.quoting = FakeGenerator((DRAFT,), name="quoted")
        self.rules = CallRules(pause_seconds=0.01, paces={})
        self.clients = LocalClients(slack)

    @asynccontextmanager
    async def serving(self, *, pace: ReplyPace = PACE) -> AsyncIterator[TurnDesk]:
        """A process that runs."""
        self.clients = LocalClients(self.slack)
        async with Chores() as chores:
            desk = TurnDesk(
                answering=self._answering(),
                turns=self.turns,
                meter=self.meter,
                rules=RULES,
                now=_now,
            )
            opener = SlackOpener(
                calls=SlackCalls(clients=self.clients, rules=self.rules),
                clients=self.clients,
                chores=chores,
                can_ask_person=False,
                started_at=_now(),
                pace=pace,
            )
            desk.attach("slack", opener)
            async with desk.open():
                yield desk

    async def ask(
        self, desk: TurnDesk, channel: str = "#general", *, person: str = "ann"
    ) -> tuple[TurnId, Message]:
        """Ask as a person does; the turn, and the message with the question."""
        who = self.slack.person(person)
        said = await who.says("@frontdesk Where do staff park?", channel)
        place = Place(said.channel, said.ts, said.ts, is_direct=channel == "dm")
        key = ConversationKey("slack", self.slack.workspace.team_id, said.channel, said.ts)
        question = Question("Where do staff park?", key, who.id)
        event_id = f"message:{said.channel}:{said.ts}"
        accepted = await desk.accept(question, event_id=event_id, place=place.written())
        assert isinstance(accepted, Accepted)
        return accepted.turn_id, said

    async def all_closed(self, count: int, *, within_seconds: float = 10.0) -> None:
        """Wait until so many turns are closed."""
        await self.slack.until(
            lambda: len(self.turns.closed) >= count, within_seconds=within_seconds
        )

    async def at_rest(self, question: Message) -> None:
        """Wait until nothing says any more that an answer is coming."""
        sessions = self.channel(question).sessions
        await self.slack.until(
            lambda: (
                not question.reactions
                and sessions.get(question.ts, {}).get("status") != "processing"
                and not self.slack.workspace.channels[question.channel].statuses
            )
        )

    def channel(self, message: Message) -> Channel:
        """Where a message stands."""
        return self.slack.workspace.channels[message.channel]

    def answers(self, question: Message) -> list[str]:
        """What the desk has said under a question, to everybody."""
        return self.slack.seen(question.channel, question)[1:]

    def called(self, *methods: str) -> list[str]:
        """Which of these methods were called, in order."""
        return [name for name, _ in self.slack.calls if name in methods]

    def _answering(self) -> AnsweringDesk:
        return AnsweringDesk(
            retriever=FakeRetriever(findings(evidence(ANSWER))),
            generator=self.generator,
            quoting=self.quoting,
            history=self.history,
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


@asynccontextmanager
async def desk_stage(*, is_limited: bool = False) -> AsyncIterator[DeskStage]:
    """A workspace with the desk in #general."""
    async with LocalSlack(manifest=slack_manifest(), is_limited=is_limited) as slack:
        slack.person("ann").place("#general")
        yield DeskStage(slack)


def only(seen: Sequence[str]) -> list[str]:
    """What one person alone sees, of all that they see."""
    mark = " (only visible to you): "
    return [line.split(mark, 1)[1] for line in seen if mark in line]


def _now() -> datetime:
    return datetime.now(UTC)

"""The real desk behind a local Teams, with a generator and a database of the test."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from adapters.teams.calls import CallRules
from adapters.teams.opener import TeamsOpener
from adapters.teams.place import Place
from adapters.teams.spot import ChatKind, Spot
from core.answering import AnsweringDesk, AnswerRules
from core.chatting.chores import Chores
from core.domain import Accepted, GenerationRequest, Question, TurnId
from core.ports import Generator
from core.turns import TurnDesk, TurnRules
from tests.contract.teams_stage import FAST, QUICK, Carrier, carrying
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.history import FakeHistory
from tests.fakes.meter import FakeMeter
from tests.fakes.named_pages import no_named_pages
from tests.fakes.reaching import FakeShownAnswers
from tests.fakes.turns import FakeTurns
from tests.local_teams.server import LocalTeams
from tests.local_teams.state import Message

ANSWER = "Staff park in lot B."
WORDS = ("Staff ", "park ", "in ", "lot B.")
DRAFT = "Parking: lot B."
PACE = replace(FAST, acknowledge_after_seconds=0.03, gather_seconds=0.03)
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
    """What outlives a desk: Teams and the database; desks are opened one after another."""

    def __init__(self, teams: LocalTeams, carrier: Carrier) -> None:
        """Take the tenant, and what carries calls to it."""
        self.teams = teams
        self.carrier = carrier
        self.history = FakeHistory()
        self.turns = FakeTurns(history=self.history, now=_now)
        self.meter = FakeMeter()
        self.generator = SlowGenerator()
        self.quoting: Generator = FakeGenerator((DRAFT,), name="quoted")
        self.rules: CallRules = QUICK

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[TurnDesk]:
        """A process that runs."""
        async with Chores() as chores:
            desk = TurnDesk(
                answering=self._answering(),
                turns=self.turns,
                meter=self.meter,
                rules=RULES,
                now=_now,
            )
            opener = TeamsOpener(
                calls=self.carrier.calls(self.rules),
                references=self.carrier.references,
                shown=FakeShownAnswers(),
                chores=chores,
                stop=desk.stop,
                can_ask_person=False,
                pace=PACE,
            )
            desk.attach("teams", opener)
            async with desk.open():
                yield desk

    async def ask(
        self, desk: TurnDesk, place: str = "#general", *, person: str = "ann"
    ) -> tuple[TurnId, Message]:
        """Ask as a person does; the turn, and the message with the question."""
        who, chat = self.teams.person(person), self.teams.chat(place)
        said = await who.says("@frontdesk Where do staff park?", chat)
        kind = ChatKind(chat.kind)
        spot = Spot(chat.tenant, chat.id, kind, said.id if kind is ChatKind.CHANNEL else "")
        kept = Place(spot.tenant, spot.chat, kind, spot.root, said.id)
        question = Question("Where do staff park?", spot.key, who.id)
        accepted = await desk.accept(question, event_id=f"message:{said.id}", place=kept.written())
        assert isinstance(accepted, Accepted)
        return accepted.turn_id, said

    async def all_closed(self, count: int) -> None:
        """Wait until so many turns are closed."""
        await self.teams.until(lambda: len(self.turns.closed) >= count, 10.0)

    def answers(self, question: Message) -> list[Message]:
        """What the desk has said to a question: under it, or in its personal chat."""
        is_channel = question.chat.kind == ChatKind.CHANNEL
        return self.teams.said_by_bot(question.chat, question if is_channel else None)

    def told(self, person: str = "ann") -> list[str]:
        """What the desk has said in somebody's own chat."""
        chat = self.teams.chat(f"dm {person}")
        return [one.text for one in self.teams.said_by_bot(chat)]

    def called(self, *operations: str) -> list[str]:
        """Which of these were called, in order."""
        return [one.operation for one in self.teams.calls if one.operation in operations]

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
async def desk_stage() -> AsyncIterator[DeskStage]:
    """A tenant whose #general the desk knows, and Ann's own chat."""
    async with LocalTeams() as teams, carrying(teams) as carrier:
        ann = teams.person("ann")
        await carrier.knows(teams.chat("#general"))
        await carrier.knows(teams.personal(ann), ann)
        yield DeskStage(teams, carrier)


def _now() -> datetime:
    return datetime.now(UTC)

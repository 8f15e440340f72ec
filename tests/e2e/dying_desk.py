"""A program that serves three questions from a real database and kills itself where it is told.

`python -m tests.e2e.dying_desk FOLDER POINT`: `test_crash.py` starts it, twice.  Its chat platform
is a folder in which each message is a file, so that it outlives the process as a real one does.
"""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import signal
import sys
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from core.answering import AnsweringDesk, AnswerRules
from core.domain import AcceptedTurn, ConversationKey, GenerationRequest, Outcome, Question, TurnId
from core.ports import KeepPlace
from core.turns import TurnDesk, TurnRules
from storage.database import Database
from storage.history import SqlHistory
from storage.turns import SqlTurns
from tests.fakes.answering import FakeGenerator, FakeRetriever, evidence, findings
from tests.fakes.meter import FakeMeter
from tests.fakes.named_pages import no_named_pages

POINTS = (
    "accepted", "opened", "place kept", "begun", "first piece", "last piece", "before decided",
    "decided", "before shown", "shown", "before closed", "closed",
)  # fmt: skip
ANSWER = "Staff park in lot B."
EVENTS = {"E1": ("C1", "Where?"), "E2": ("C1", "And visitors?"), "E3": ("C2", "Where do we park?")}


@dataclass(frozen=True)
class Death:
    """Comes once, at one point."""

    point: str

    def at(self, point: str) -> None:
        """Die here, if it is the point."""
        if point == self.point:
            os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class DyingGenerator:
    """Writes the answer word by word."""

    death: Death
    name: str = "dying"

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Write."""
        for number, word in enumerate(ANSWER.split(" ")):
            yield f" {word}" if number else word
            await asyncio.sleep(0)
            self.death.at("first piece" if not number else "")
        self.death.at("last piece")


class DyingTurns(SqlTurns):
    """The real store; the process may die around each of its writes."""

    def __init__(self, death: Death, database: Database) -> None:
        super().__init__(database=database, now=lambda: datetime.now(UTC))
        self._death = death

    async def begin(self, turn_id: TurnId) -> None:
        await super().begin(turn_id)
        self._death.at("begun")

    async def decide(self, turn_id: TurnId, outcome: Outcome, author: str, *, keep: bool) -> None:
        self._death.at("before decided")
        await super().decide(turn_id, outcome, author, keep=keep)
        self._death.at("decided")

    async def close(self, turn_id: TurnId) -> None:
        self._death.at("before closed")
        await super().close(turn_id)
        self._death.at("closed")


@dataclass(frozen=True)
class FolderPlatform:
    """Shows each answer as a file; implements `ReplyOpener`."""

    folder: Path
    death: Death

    async def open(self, turn: AcceptedTurn, keep_place: KeepPlace) -> FolderReply:
        """Post an empty message, or find the one that was posted before."""
        name = turn.place or f"{secrets.token_hex(4)}.json"
        reply = FolderReply(self.folder / name, turn.id, self.death)
        if not turn.place:
            reply.write(None)
            self.death.at("opened")
            await keep_place(name)
            self.death.at("place kept")
        return reply


@dataclass(frozen=True)
class FolderReply:
    """Implements `Reply`: one message that is edited."""

    file: Path
    turn_id: TurnId
    death: Death

    async def status(self, text: str) -> None:
        """Only the answer counts here."""

    async def draft(self, text: str) -> None:
        """Only the answer counts here."""

    async def append(self, text: str) -> None:
        """Only the answer counts here."""

    async def finish(self, outcome: Outcome) -> None:
        """Edit the message."""
        self.death.at("before shown")
        self.write(outcome.text)
        self.death.at("shown")

    async def abandon(self) -> None:
        """Nothing says that an answer is coming."""

    def write(self, answer: str | None) -> None:
        """Write the message in one step."""
        aside = self.file.with_suffix(".new")
        aside.write_text(json.dumps({"turn": self.turn_id, "answer": answer}), "utf-8")
        aside.replace(self.file)


async def main(folder: Path, point: str) -> None:
    """Ask everything, as a platform that delivers again would, and serve until all is closed."""
    death = Death(point)
    async with Database(url=f"sqlite+aiosqlite:///{folder}/frontdesk.db") as database:
        turns = DyingTurns(death, database)
        answering = AnsweringDesk(
            retriever=FakeRetriever(findings(evidence(ANSWER))),
            generator=DyingGenerator(death),
            quoting=FakeGenerator((ANSWER,), name="quoted"),
            history=SqlHistory(database=database, now=lambda: datetime.now(UTC)),
            named_pages=no_named_pages(),
            rules=AnswerRules(100, 6, 6, 0.5, "", ""),
        )
        rules = TurnRules(
            at_once=2,
            max_waiting=10,
            max_waiting_per_person=10,
            deadline_seconds=60,
            shutdown_seconds=1,
            restart_seconds=60,
        )
        desk = TurnDesk(
            answering=answering,
            turns=turns,
            meter=FakeMeter(),
            rules=rules,
            now=lambda: datetime.now(UTC),
        )
        desk.attach("slack", FolderPlatform(folder / "messages", death))
        async with desk.open():
            for event_id, (channel, text) in EVENTS.items():
                question = Question(text, ConversationKey("slack", "T1", channel), "U1")
                await desk.accept(question, event_id=event_id)
                print("accepted", event_id, flush=True)  # noqa: T201
                death.at("accepted")
            while await turns.unfinished("slack"):  # noqa: ASYNC110  (another process might close)
                await asyncio.sleep(0.01)
    print("all closed", flush=True)  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), sys.argv[2]))

"""Accepted questions in the database: the `TurnStore` port.

A turn is written before the platform is told that its event was taken, and closed when its answer
has been shown.  What was said is copied into the conversation when the answer is there, in the
same transaction, and wiped here when the turn is closed: `forget` then leaves nothing behind.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import structlog
from sqlalchemy import Update, bindparam, select, update
from sqlalchemy.orm import Session

from core.domain import (
    AcceptedTurn,
    Answered,
    ConversationKey,
    Declined,
    Forgotten,
    Outcome,
    Question,
    Source,
    Stopped,
    Timings,
    TurnId,
    Unavailable,
    named_sources,
    outcome_name,
)
from core.errors import StorageError
from core.ports import Clock
from storage.accepting import Accepting, of_event
from storage.database import Database
from storage.history import WIPED, record_turn
from storage.tables import TurnRow, table_of

_log = structlog.get_logger()

_TURNS = table_of(TurnRow)
_ONE = update(_TURNS).where(_TURNS.c.id == bindparam("turn"))
# Made once: what is made anew has to be recognised by its parts before it is carried out.
_BEGIN = _ONE.values(attempts=_TURNS.c.attempts + 1)
_HAND_BACK = _ONE.values(attempts=_TURNS.c.attempts - 1)
_KEEP_PLACE = _ONE.values(place=bindparam("kept"))
_CLOSE = _ONE.values(closed_at=bindparam("now"), **WIPED)
_DECIDE = _ONE.values(decided=bindparam("outcome"))


class SqlTurns:
    """Keeps what the desk owes."""

    def __init__(self, *, database: Database, now: Clock) -> None:
        """Use a database that has been upgraded."""
        self._database = database
        self._now = now
        self._accepting = Accepting(database=database)

    async def accept(
        self, turn_id: TurnId, question: Question, *, event_id: str, place: str
    ) -> AcceptedTurn | TurnId:
        """Keep a question, durably; or return the id that its event was kept under before.

        Raises:
            StorageError: The database cannot be written; nothing was accepted.
        """
        key = question.conversation
        accepted_at = self._now()
        columns = {
            "id": turn_id,
            "platform": key.platform,
            "workspace": key.workspace,
            "event_id": event_id,
            "channel": key.channel,
            "thread": key.thread,
            "person": question.person,
            "question": question.text,
            "continues": question.continues,
            "place": place,
            "attempts": 0,
            "decided": "",
            "accepted_at": accepted_at,
        }
        kept = await self._accepting.keep(columns)
        return AcceptedTurn(turn_id, question, accepted_at, place) if kept == turn_id else kept

    async def known(self, platform: str, workspace: str, event_id: str) -> TurnId | None:
        """The id that an event was kept under, if it was.

        Raises:
            StorageError: The database cannot be read.
        """
        async with self._database.reading() as session:
            return await session.scalar(of_event(platform, workspace, event_id))

    async def is_open(self, turn_id: TurnId) -> bool:
        """Whether the desk still owes the answer.

        Raises:
            StorageError: The database cannot be read.
        """
        row = select(TurnRow.number).where(TurnRow.id == turn_id, TurnRow.closed_at.is_(None))
        async with self._database.reading() as session:
            return await session.scalar(row) is not None

    async def begin(self, turn_id: TurnId) -> None:
        """Count an attempt to answer.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._set(_BEGIN, turn_id)

    async def hand_back(self, turn_id: TurnId) -> None:
        """Take the attempt back.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._set(_HAND_BACK, turn_id)

    async def keep_place(self, turn_id: TurnId, place: str) -> None:
        """Replace a turn's place.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._set(_KEEP_PLACE, turn_id, kept=place)

    async def decide(self, turn_id: TurnId, outcome: Outcome, author: str, *, keep: bool) -> None:
        """Keep the answer, and with it the turn of the conversation, in one step.

        Raises:
            StorageError: The database cannot be written, or there is no such open turn.
        """
        open_turn = select(TurnRow).where(TurnRow.id == turn_id, TurnRow.closed_at.is_(None))
        written = _written(outcome)

        def write(session: Session) -> None:
            row = session.scalar(open_turn)
            if row is None:
                raise StorageError(
                    f"Turn {turn_id} is not open in {self._database.label}: its answer cannot be "
                    "kept. Was the database replaced while the desk was running?"
                )
            if keep and not row.decided:
                record_turn(
                    session,
                    turn_id,
                    _question(row),
                    outcome,
                    author,
                    asked_at=row.accepted_at,
                    now=self._now(),
                )
            session.execute(_DECIDE, {"turn": turn_id, "outcome": written})

        async with self._database.writing_at_once() as carry_out:
            await carry_out(write)

    async def close(self, turn_id: TurnId) -> None:
        """The answer was shown, or never can be.

        Raises:
            StorageError: The database cannot be written.
        """
        await self._set(_CLOSE, turn_id, now=self._now())

    async def unfinished(self, platform: str) -> Sequence[AcceptedTurn]:
        """Every turn of a platform that is not closed, oldest first.

        Raises:
            StorageError: The database cannot be read.
        """
        not_closed = (
            select(TurnRow)
            .where(TurnRow.platform == platform, TurnRow.closed_at.is_(None))
            .order_by(TurnRow.number)
        )
        async with self._database.reading() as session:
            return tuple(_turn(row) for row in await session.scalars(not_closed))

    async def _set(self, change: Update, turn_id: TurnId, **values: Any) -> None:
        def write(session: Session) -> None:
            session.execute(change, {"turn": turn_id, **values})

        async with self._database.writing_at_once() as carry_out:
            await carry_out(write)


def _turn(row: TurnRow) -> AcceptedTurn:
    return AcceptedTurn(
        id=row.id,
        question=_question(row),
        accepted_at=row.accepted_at,
        place=row.place,
        attempts=row.attempts,
        decided=_read(row) if row.decided else None,
    )


def _question(row: TurnRow) -> Question:
    key = ConversationKey(row.platform, row.workspace, row.channel, row.thread)
    return Question(row.question, key, row.person, row.continues)


def _written(outcome: Outcome) -> str:
    """An outcome as JSON, without its evidence: that was for the generator."""
    written = {
        "kind": outcome_name(outcome),
        "text": outcome.text,
        "sources": [asdict(source) for source in named_sources(outcome)],
        "timings": asdict(outcome.timings),
    }
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def _read(row: TurnRow) -> Outcome | None:
    """The outcome; None where another version wrote it in a way that this one cannot read."""
    try:
        fields = json.loads(row.decided)
        sources = tuple(Source(**source) for source in fields["sources"])
        kind, text, timings = fields["kind"], fields["text"], Timings(**fields["timings"])
    except (ValueError, KeyError, TypeError) as error:
        _log.error("outcome_unreadable", turn=row.id, kind=type(error).__name__)
        return None
    match kind:
        case "answered":
            return Answered(text, sources, timings=timings)
        case "declined":
            return Declined(text, sources, timings=timings)
        case "stopped":
            return Stopped(text, timings)
        case "forgotten":
            return Forgotten(text, timings)
        case _:
            return Unavailable(text, timings)

"""Writes the answer to one turn within its deadline, whatever goes wrong.  `core.serving` calls it."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from dataclasses import dataclass

import structlog

from core.answering import AnsweringDesk
from core.domain import (
    AcceptedTurn,
    Declined,
    Delta,
    Draft,
    Finished,
    Outcome,
    Status,
    Unavailable,
)
from core.errors import FrontdeskError, QuestionRefused
from core.speaking import Speaker

_log = structlog.get_logger()


@dataclass(slots=True)
class Writing:
    """One answer while it is written."""

    answering: AnsweringDesk
    turn: AcceptedTurn
    speaker: Speaker
    deadline: float
    """Of the event loop's clock."""
    spoken: str = ""
    """What has been said so far."""

    async def run(self) -> Outcome:
        """Write; only cancellation gets out of here, and stops generation at the next token."""
        try:
            async with asyncio.timeout_at(self.deadline):
                return await self._write()
        except QuestionRefused as error:
            return Declined(str(error))
        except TimeoutError:
            note = "I am sorry: this took too long, so I stopped here. Please ask again."
            return Unavailable(f"{self.spoken.strip()}\n\n{note}".strip())
        except FrontdeskError as error:
            _log.error("answer_failed", reason=str(error), kind=type(error).__name__)
        # The boundary of an answer: people get calm words and an id that the log knows.
        except Exception as error:  # noqa: BLE001
            _log.exception("answer_failed", kind=type(error).__name__)
        number = self.turn.id[:8]
        return Unavailable(
            f"I could not answer that just now; the fault is in the log as {number}."
        )

    async def _write(self) -> Outcome:
        async with aclosing(self.answering.answer(self.turn.question)) as events:
            async for event in events:
                match event:
                    case Status(text=text):
                        self.speaker.status(text)
                    case Draft(text=text):
                        self.speaker.draft(text)
                    case Delta(text=text):
                        self.spoken += text
                        self.speaker.append(text)
                    case Finished(outcome=outcome):
                        return outcome
        raise AssertionError("an answer ended without saying how")

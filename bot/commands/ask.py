"""`frontdesk ask`: one question, or a file of them."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from bot.settings import load_settings
from bot.wiring import Desk, open_desk
from core.domain import (
    Answered,
    Declined,
    Finished,
    Outcome,
    Turn,
    Unavailable,
    named_sources,
    outcome_name,
)
from core.errors import FrontdeskError, QuestionRefused

Line = TypeVar("Line", bound=BaseModel)


class QuestionLine(BaseModel):
    """One line of a file of questions; more keys may stand on it."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)

    id: str
    question: str
    history: tuple[tuple[str, str], ...] = ()

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The conversation so far."""
        return tuple(Turn(question, answer) for question, answer in self.history)


async def ask(question: str, *, as_json: bool) -> int:
    """Answer one question; the exit code is 1 if nothing could be looked up."""
    settings = load_settings()
    async with open_desk(settings) as desk:
        if as_json:
            outcome, milliseconds = await answer_once(desk, question)
            print(json.dumps(outcome_record(outcome, milliseconds), ensure_ascii=False))  # noqa: T201
        else:
            from rich.console import Console  # noqa: PLC0415

            from adapters.terminal import TerminalView  # noqa: PLC0415
            from bot.notices import tell_that_answers_are_quoted  # noqa: PLC0415

            async with aclosing(desk.answering.reply(question, ())) as events:
                outcome = await TerminalView(console=Console()).show(events)
            if isinstance(outcome, Answered) and outcome.author == desk.generator.name:
                tell_that_answers_are_quoted(settings)
    return 1 if isinstance(outcome, Unavailable) else 0


async def ask_file(file: Path, out: Path | None) -> int:
    """Answer every question of a file; each answer is written as soon as it is there."""
    lines = read_lines(file, QuestionLine)
    settings = load_settings()
    async with open_desk(settings) as desk:
        if out is None:
            await _answer_all(desk, lines, sys.stdout)
        else:
            try:
                with out.open("w", encoding="utf-8") as target:
                    await _answer_all(desk, lines, target)
            except OSError as error:
                raise FrontdeskError(f"Cannot write '{out}': {error.strerror}.") from error
    return 0


async def _answer_all(desk: Desk, lines: Sequence[QuestionLine], target: TextIO) -> None:
    for line in lines:
        outcome, milliseconds = await answer_once(desk, line.question, line.turns)
        record = {"id": line.id} | outcome_record(outcome, milliseconds)
        target.write(json.dumps(record, ensure_ascii=False) + "\n")
        target.flush()


async def answer_once(
    desk: Desk, question: str, turns: Sequence[Turn] = ()
) -> tuple[Outcome, float]:
    """Answer without showing; a question that is refused counts as declined.

    Returns:
        How it ended, and the milliseconds it took.
    """
    started = time.perf_counter()
    outcome: Outcome | None = None
    try:
        async with aclosing(desk.answering.reply(question, turns)) as events:
            async for event in events:
                if isinstance(event, Finished):
                    outcome = event.outcome
    except QuestionRefused as error:
        outcome = Declined(str(error))
    assert outcome is not None
    return outcome, (time.perf_counter() - started) * 1000


def outcome_record(outcome: Outcome, milliseconds: float) -> dict[str, Any]:
    """An outcome as it is printed with `--json` and written with `--file`."""
    answer = outcome.text
    if isinstance(outcome, Unavailable):
        answer = f"{answer} {outcome.detail}".strip()
    record = {
        "outcome": outcome_name(outcome),
        "answer": answer,
        "sources": [source.address for source in named_sources(outcome)],
        "ms": round(milliseconds, 1),
    }
    if isinstance(outcome, Answered) and outcome.facilities is not None:
        record["facilities"] = [asdict(told) for told in outcome.facilities]
    return record


def read_lines(file: Path, kind: type[Line]) -> list[Line]:
    """Read a JSONL file; every wrong line is named before anything is done.

    Raises:
        FrontdeskError: The file cannot be read, or lines of it are wrong.
    """
    try:
        text = file.read_text("utf-8-sig")
    except OSError as error:
        raise FrontdeskError(f"Cannot read '{file}': {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise FrontdeskError(f"'{file}' is not UTF-8 text (byte {error.start}).") from error
    lines: list[Line] = []
    wrong: list[str] = []
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw.strip():
            continue
        try:
            lines.append(kind.model_validate_json(raw))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            # The parser was given one line and calls it the first.
            what = first["msg"].replace(" at line 1 column ", " at column ")
            wrong.append(f"line {number}: {where + ': ' if where else ''}{what}")
    if wrong:
        more = f" … and {len(wrong) - 5} more" if len(wrong) > 5 else ""  # noqa: PLR2004
        raise FrontdeskError(
            f"'{file}' has lines that cannot be used: {'; '.join(wrong[:5])}{more}."
        )
    return lines

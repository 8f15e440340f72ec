"""How the desk is, and how the person's questions ended, for the home of a platform or what stands for it.

Pure; the adapters' homes bring their markup and signs.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import Enum, auto

from core.domain import StatusReport, WaitBoard
from core.waits.telling.freshness import has_stalled, is_stale

MOST_ASKED = 10
"""Questions of the person that are listed."""

_OLD_AFTER = timedelta(minutes=30)
"""From which age on wait times are called old here; an answer that tells them says how old."""
_ENDINGS = {
    "answered": "answered",
    "declined": "the pages do not tell",
    "unavailable": "could not be answered then",
    "stopped": "stopped",
}


class Condition(Enum):
    """How the desk is; a platform may show a sign of it."""

    RESTARTING = auto()
    FAILING = auto()
    ANSWERING = auto()


def condition_of(report: StatusReport) -> Condition:
    """Whether people get answers now."""
    if not report.line.is_open:
        return Condition.RESTARTING
    is_sound = all(check.passed for check in report.checks)
    return Condition.ANSWERING if is_sound else Condition.FAILING


def condition_in_words(report: StatusReport, literal: Callable[[str], str]) -> str:
    """How the desk is, in a sentence or two.

    Args:
        report: What is known of the desk.
        literal: Makes a name fit to stand among the platform's markup.
    """
    match condition_of(report):
        case Condition.RESTARTING:
            return "I am being restarted. What you ask now waits for that."
        case Condition.FAILING:
            failing = [literal(check.name) for check in report.checks if not check.passed]
            return (
                f"Answers may fail just now. What does not work: {', '.join(failing)}. "
                "Those who run me can see why."
            )
        case Condition.ANSWERING:
            return _answering(report.line.waiting)


def _answering(waiting: int) -> str:
    if not waiting:
        return "I am answering now, and nobody is waiting."
    questions = "1 question is" if waiting == 1 else f"{waiting} questions are"
    return f"I am answering now; {questions} waiting."


def doubt_about(waits: WaitBoard, now: datetime) -> str:
    """How `as of 14:05` goes on where wait times are old; empty: they are as they should be."""
    if is_stale(waits, now, stale_seconds=_OLD_AFTER.total_seconds()):
        return ". They are old; I try to read them again."
    if has_stalled(waits):
        return ", but they have not changed for hours and may be old."
    return ""


def ending_in_words(outcome: str, literal: Callable[[str], str]) -> str:
    """How a question ended: `answered`.

    Args:
        outcome: As `outcome_name` calls it.
        literal: For one of another version, which has no words here.
    """
    return _ENDINGS.get(outcome) or literal(outcome)

"""How the desk is, in words."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.chatting.home_told import (
    Condition,
    condition_in_words,
    condition_of,
    doubt_about,
    ending_in_words,
)
from core.domain import Check, Line, StatusReport
from tests.fakes.desk import NOON
from tests.fakes.report import BOARD


def report(*, waiting: int = 0, is_open: bool = True, is_sound: bool = True) -> StatusReport:
    """What is known of a desk."""
    return StatusReport(
        checks=(Check("index", passed=is_sound, detail=""),),
        index=None,
        sources=(),
        refresh=None,
        next_refresh_at=None,
        line=Line(0, waiting, 200, is_open=is_open),
        recent=(),
        generator="quoted",
    )


@pytest.mark.parametrize(
    ("known", "condition", "told"),
    [
        (report(), Condition.ANSWERING, "I am answering now, and nobody is waiting."),
        (report(waiting=1), Condition.ANSWERING, "I am answering now; 1 question is waiting."),
        (report(waiting=2), Condition.ANSWERING, "I am answering now; 2 questions are waiting."),
        (report(is_sound=False), Condition.FAILING, "What does not work: INDEX."),
        (report(is_open=False, is_sound=False), Condition.RESTARTING, "I am being restarted."),
    ],
)
def test_the_desk_says_how_it_is(known: StatusReport, condition: Condition, told: str) -> None:
    """Names of what fails are others' words."""
    assert condition_of(known) is condition
    assert told in condition_in_words(known, str.upper)


def test_old_wait_times_are_doubted() -> None:
    """Fresh ones are not."""
    assert doubt_about(BOARD, BOARD.as_of or NOON) == ""
    assert "They are old" in doubt_about(BOARD, (BOARD.as_of or NOON) + timedelta(hours=1))


def test_an_ending_of_another_version_is_told_as_it_is_called() -> None:
    """Made literal."""
    assert ending_in_words("declined", str.upper) == "the pages do not tell"
    assert ending_in_words("postponed", str.upper) == "POSTPONED"

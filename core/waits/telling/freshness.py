"""How much the wait times of now can be trusted: old, stalled or missing ones are said to be so."""

from __future__ import annotations

from datetime import datetime, timedelta

from core.domain import WaitBoard
from core.waits.telling.wording import at_time, clock_time, period_in_words

_STALLED_AFTER = timedelta(hours=2)
_FEWEST_TO_STALL = 5
"""Known waits: fewer may well stay the same for hours."""


def freshness_warning(
    board: WaitBoard, now: datetime, time_zone: str, *, stale_seconds: float
) -> str:
    """A plain sentence for people to read first; empty where the times are fresh.

    Args:
        board: What is known.
        now: With its zone.
        time_zone: Where the readers are.
        stale_seconds: From which age on times are old.
    """
    if board.as_of is None:
        since = board.failing_since
        when = f" (since {clock_time(since, now, time_zone)})" if since else ""
        return f"I cannot read the wait times just now{when}."
    if is_stale(board, now, stale_seconds=stale_seconds):
        age = period_in_words(now - board.as_of)
        when = at_time(board.as_of, now, time_zone)
        return f"These times are old: the feed could last be read {when}, {age} ago."
    if board.unchanged_since is not None and has_stalled(board):
        since_when = clock_time(board.unchanged_since, now, time_zone)
        return f"The feed has not changed since {since_when}, so these times may be old."
    return ""


def is_stale(board: WaitBoard, now: datetime, *, stale_seconds: float) -> bool:
    """Whether the board is too old to speak of now, or there is none."""
    return board.as_of is None or (now - board.as_of).total_seconds() > stale_seconds


def has_stalled(board: WaitBoard) -> bool:
    """Whether the feed has said the same for longer than waits stay the same."""
    if board.as_of is None or board.unchanged_since is None:
        return False
    known = sum(wait.is_listed and wait.wait_minutes is not None for wait in board.waits)
    return known >= _FEWEST_TO_STALL and board.as_of - board.unchanged_since > _STALLED_AFTER

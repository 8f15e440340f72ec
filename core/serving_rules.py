"""How people are served, and with what: `core.turns` and `core.serving` share it."""

from __future__ import annotations

from dataclasses import dataclass

from core.answering import AnsweringDesk
from core.ports import Clock, Meter, TurnStore


@dataclass(frozen=True, slots=True)
class TurnRules:
    """How people are served."""

    at_once: int
    """Questions answered at the same time."""
    max_waiting: int
    max_waiting_per_person: int
    deadline_seconds: float
    """From acceptance, or from the restart after it, to the end of the answer."""
    shutdown_seconds: float
    """How long answers may go on once the desk closes."""
    restart_seconds: float
    """Questions that were left longer than this are not answered any more, but told."""
    reply_timeout_seconds: float = 30.0
    """For a platform to take one piece or a whole answer."""
    tell_seconds: float = 2.0
    """Between two looks at the place in line."""
    redelivery_seconds: float = 60.0
    """Between two looks for outcomes that could not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServingTools:
    """What every turn is served with."""

    answering: AnsweringDesk
    turns: TurnStore
    meter: Meter
    rules: TurnRules
    now: Clock

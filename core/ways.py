"""The ways that a message can go: `routing` decides, `small_talk` answers most of them."""

from __future__ import annotations

from enum import Enum, auto


class Way(Enum):
    """Where a question goes."""

    KNOWLEDGE = auto()
    READY = auto()
    """Asks whether one may ask, or whether anybody is there."""
    HELP = auto()
    UNHAPPY = auto()
    """An answer was of no use, and nothing else is said."""
    NEVER_MIND = auto()
    GREETING = auto()
    THANKS = auto()
    FAREWELL = auto()
    MISUSE = auto()
    FORGET = auto()

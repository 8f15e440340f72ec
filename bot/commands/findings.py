"""What `frontdesk doctor` finds, as its checks hand it on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Grade(Enum):
    """How it stands with one thing; the value is the mark before its line."""

    GOOD = "✓"
    NOTE = "!"
    WRONG = "✗"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found about one thing."""

    grade: Grade
    text: str
    """What is so, and where it is not good, the cure."""

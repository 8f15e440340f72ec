"""What people are offered beneath an answer: to rate it, to ask a person.  Pure; the adapters draw the buttons."""

from __future__ import annotations

from core.domain import Answered, Declined, Forgotten, Outcome, Stopped, Unavailable


def is_rated(outcome: Outcome) -> bool:
    """Whether people are asked if an answer helped."""
    match outcome:
        case Answered(author=author):
            return bool(author)
        case Declined():
            return True
        case Unavailable() | Stopped() | Forgotten():
            return False


def may_need_people(outcome: Outcome) -> bool:
    """Whether a person is offered beneath an answer."""
    match outcome:
        case Answered(author=author, sources=sources):
            return bool(author or sources)
        case Declined() | Unavailable():
            return True
        case Stopped() | Forgotten():
            return False

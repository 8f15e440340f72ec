"""For whom a question asks: for a child or an adult, and which facilities see them.

Called by `scope` and `resolving`.
"""

from __future__ import annotations

import re
from enum import Enum, auto

from core.domain import Facility
from core.waits.asking.forms import CHILD_WORDS, department_of, words_of
from core.waits.telling.notes import read_note

_CHILD = re.compile(
    rf"\b(?:{'|'.join(sorted(CHILD_WORDS))}|baby|toddler|newborn|infant|kiddo|(?:months?|weeks?) old)\b"
)
_ADULT = re.compile(
    r"\badults?\b|\b(?:not|no|without|except) (?:for )?(?:the )?(?:children|kids)\b"
)
_YEARS = re.compile(r"\b(\d{1,3}) (?:years?|yrs?|yo)(?: old)?\b|\b(\d{1,3})yo\b")
_LAST_YEAR_OF_CHILDHOOD = 16
"""Some of the feed's departments for children end here, others a year later."""
_ONLY_CHILDREN = re.compile(r"\b(?:under|younger|below)\b", re.IGNORECASE)
_ONLY_ADULTS = re.compile(r"\b(?:over|older|above)\b", re.IGNORECASE)


class Age(Enum):
    """For whom a place is wanted."""

    CHILD = auto()
    ADULT = auto()


def age_of(said: str) -> Age | None:
    """For whom it asks; None where it does not say.

    Args:
        said: The words of a question, folded, without possessive endings.
    """
    if _ADULT.search(said):
        return Age.ADULT
    years = _YEARS.search(said)
    if years:
        number = int(years[1] or years[2])
        return Age.CHILD if number <= _LAST_YEAR_OF_CHILDHOOD else Age.ADULT
    return Age.CHILD if _CHILD.search(said) else None


def sees(facility: Facility, age: Age | None) -> bool:
    """Whether a facility is open to someone of an age, as its name and note tell."""
    limit = read_note(facility.note).limit
    if age is Age.CHILD:
        return "adult" not in department_of(facility) and not _ONLY_ADULTS.search(limit)
    if age is Age.ADULT:
        is_for_children = not CHILD_WORDS.isdisjoint(words_of(facility.name))
        return not is_for_children and not _ONLY_CHILDREN.search(limit)
    return True

"""What a facility is for, in whatever words a feed says it.  The parsers of feeds use it."""

from __future__ import annotations

import re

from core.domain import FacilityKind

_NO_LETTER = re.compile(r"[^a-z]+")
_SHORT = {
    "er": FacilityKind.EMERGENCY,
    "ed": FacilityKind.EMERGENCY,
    "uc": FacilityKind.URGENT_CARE,
    "ucc": FacilityKind.URGENT_CARE,
}


def kind_of(words: str) -> FacilityKind | None:
    """The kind that is meant: `Emergency Departments`, `urgent-care`, `ER`; None: none that is known.

    Words that name both kinds name neither.
    """
    letters = _NO_LETTER.sub("", words.lower())
    is_emergency, is_urgent = "emerg" in letters, "urgent" in letters
    if is_emergency == is_urgent:
        return None if is_emergency else _SHORT.get(letters)
    return FacilityKind.EMERGENCY if is_emergency else FacilityKind.URGENT_CARE

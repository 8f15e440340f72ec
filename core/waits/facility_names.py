"""Takes the names of facilities apart, and tells how much two of them are alike.

`identity` calls it.  What makes it no plain comparison of strings: `Northeast Community Health
Centre` and `Northwest Community Health Centre` are one letter pair apart and two places.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from core.words import fold

_WORD = re.compile(r"[^\W_]+")
_APOSTROPHE = re.compile(r"['’‘`]")
_SIDE_IN_TWO = re.compile(r"\b(north|south)[\s-]+(east|west)\b")

_SPELLINGS = {
    "center": "centre",
    "cntr": "centre",
    "ctr": "centre",
    "dept": "department",
    "er": "emergency",
    "hosp": "hospital",
    "med": "medical",
    "saint": "st",
}
"""Words that are one word, written shorter or as elsewhere."""

_GENERIC = frozenset(
    """
    an and at care centre clinic community department ed emergency facility for general health
    healthcare hospital in medical of on regional site the uc ucc urgent
    """.split()
)
"""Words that many facilities share, so that they tell none from another."""

_SIDES = frozenset(
    """
    central east lower north northeast northwest south southeast southwest upper west ne nw se sw
    """.split()
)
"""Words that alone tell two facilities of one town apart; numbers do the same."""

_AGES = {
    **dict.fromkeys(["adult", "adults"], "adult"),
    **dict.fromkeys(["child", "children", "childrens", "kids"], "child"),
    **dict.fromkeys(["paediatric", "paediatrics", "pediatric", "pediatrics", "youth"], "child"),
}
"""Words that tell two departments of one site apart."""

_ONE_WORD = 80.0
"""Likeness of two words, 0 to 100, from which one may be the other's misspelling."""


@dataclass(frozen=True, slots=True)
class FacilityName:
    """A name, taken apart."""

    words: tuple[str, ...]
    """All of them, folded."""
    core: str
    """Those that many facilities do not share, in alphabetical order."""
    sides: frozenset[str]
    """`south`, `2`."""
    ages: frozenset[str]
    """`adult`, `child`."""
    initials: frozenset[str]
    """Single letters."""

    @property
    def folded(self) -> str:
        """The whole name, without what case, accents and punctuation say."""
        return " ".join(self.words)

    def may_be(self, other: FacilityName) -> bool:
        """Whether no side, number, age or letter speaks against the two being one facility's."""
        return (
            self.sides == other.sides
            and _agree(self.ages, other.ages)
            and _agree(self.initials, other.initials)
        )

    def differs_by_spelling(self, other: FacilityName) -> bool:
        """Whether one has all words of the other, perhaps misspelled.

        `Leduc Hospital` and `Leduc Community Hospital` are one; `Leduc General Hospital` and `Leduc
        Community Hospital` are not.
        """
        return not (
            _without_like(self.words, other.words) and _without_like(other.words, self.words)
        )


@lru_cache(maxsize=2_000)
def take_apart(name: str) -> FacilityName:
    """Take a name apart."""
    text = _SIDE_IN_TWO.sub(r"\1\2", _APOSTROPHE.sub("", fold(name)))
    words = tuple(_SPELLINGS.get(word, word) for word in _WORD.findall(text))
    sides = frozenset(word for word in words if word in _SIDES or word.isdecimal())
    ages = frozenset(_AGES[word] for word in words if word in _AGES)
    initials = frozenset(word for word in words if len(word) == 1 and word.isalpha())
    core = {word for word in words if word not in _GENERIC and word not in _AGES} - sides
    return FacilityName(words, " ".join(sorted(core)), sides, ages, initials)


def likeness(one: FacilityName, other: FacilityName) -> float:
    """How much two names are alike: 0 to 100.

    Words that many facilities share do not count, unless the names consist of nothing else.
    """
    if one.core or other.core:
        return fuzz.ratio(one.core, other.core)
    return fuzz.token_sort_ratio(one.folded, other.folded)


def _agree(some: frozenset[str], others: frozenset[str]) -> bool:
    return not some or not others or some == others


def _without_like(words: tuple[str, ...], others: tuple[str, ...]) -> list[str]:
    return [
        word for word in words if not any(fuzz.ratio(word, other) >= _ONE_WORD for other in others)
    ]

"""Finds the facilities, regions and towns that a question names, however they are spelled.

Called by `understanding` and `reading`.  What a thing may be called is derived from the names in the feed, so that
another feed needs no list of its own; `Facility.short_names` adds what names do not tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from functools import lru_cache

from rapidfuzz.distance import OSA

from core.domain import Facility, FacilityId
from core.waits.asking.common import COMMON_WORDS
from core.waits.asking.elsewhere import CITIES, ELSEWHERE
from core.waits.asking.forms import ALIKE, Words, beginnings, tiers, words_of
from core.waits.asking.places import NICKNAMES
from core.waits.asking.words import KNOWN_WORDS, Token
from core.words import STOP_WORDS

_MOST_WORDS = 7
"""Of a name in a question."""
_MOST_WORDS_MISSPELLED = 4
_MOST_WORDS_SPLIT = 3
"""Into which a word may have been torn: `rocky view`."""
_SHORTEST_FUZZY = 5
"""Letters; a shorter name is never forgiven an error."""
_ERRORS = ((13, 3), (8, 2), (_SHORTEST_FUZZY, 1))
"""From how many letters on how many errors are forgiven."""
_MOST_ERRORS = 3
_SHORTEST_ELSEWHERE = 9
"""Letters of a place that is none of the feed's and may be misspelled."""
_KINDS_OF_HOSPITAL = frozenset("general community district regional municipal memorial".split())
"""Between a town and its hospital: `High River General Hospital`."""
_HOSPITALS = frozenset("hospital hospitals health healthcare er emerg emergency".split())
_NO_NAMES = frozenset({("chinook", "centre"), ("chinook", "mall")})
"""What bears the name of a facility and is none: a place to shop."""
_SHORTEST_SKELETON = 3
_SKELETON = str.maketrans("", "", "aeiouyh")
"""Vowels are mistaken most: `chumeer` has the consonants of `chumir`."""


class MentionKind(Enum):
    """What was named."""

    SITE = auto()
    TOWN = auto()
    REGION = auto()
    ELSEWHERE = auto()


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in a question."""

    kind: MentionKind
    first: int
    """Index of its first token, as is `last`."""
    last: int
    name: str
    """Of a region, town or place elsewhere, as people write it; of a site empty."""
    facilities: tuple[FacilityId, ...] = ()
    """Of a site: those that the name fits, in the feed's order."""
    is_loose: bool = False
    """Whether the words may well mean something else."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    kind: MentionKind
    name: str = ""
    facilities: tuple[FacilityId, ...] = ()
    is_loose: bool = False
    is_exact_only: bool = False


class Names:
    """What the facilities of a feed, their towns and regions are called; immutable."""

    def __init__(self, facilities: Sequence[Facility]) -> None:
        """Derive every form of every name."""
        self._meanings: dict[Words, _Meaning] = {}
        self._add_places(facilities)
        self._add_sites(facilities)
        self._add_beginnings(facilities)
        self._elsewhere = {
            form
            for form, meaning in self._meanings.items()
            if meaning.kind is MentionKind.ELSEWHERE
        }
        self._joined: dict[str, Words] = {}
        self._by_length: dict[int, list[tuple[str, Words]]] = defaultdict(list)
        for form, meaning in self._meanings.items():
            joined = "".join(form)
            if not meaning.is_exact_only:
                self._joined.setdefault(joined, form)
                self._by_length[len(joined)].append((joined, form))

    def mentions(self, tokens: Sequence[Token]) -> tuple[Mention, ...]:
        """The names in a question in order; none overlaps another."""
        said = [ALIKE.get(token.raw, token.raw) for token in tokens]
        found: list[Mention] = []
        position = 0
        while position < len(said):
            if tuple(said[position : position + 2]) in _NO_NAMES:
                position += 2
                continue
            mention = self._mention_at(said, position)
            if mention is None:
                position += 1
                continue
            found.append(mention)
            position = mention.last + 1
        return tuple(found)

    def _mention_at(self, said: Sequence[str], first: int) -> Mention | None:
        """The longest name that begins here: as it is spelled, or else nearly."""
        longest = min(_MOST_WORDS, len(said) - first)
        windows = [tuple(said[first : first + count]) for count in range(longest, 0, -1)]
        for form_of in (self._spelled, self._foreign, self._torn, self._misspelled, self._loose):
            for window in windows:
                form = form_of(window)
                if form is not None:
                    meaning = self._meanings[form]
                    last = first + len(window) - 1
                    return Mention(
                        meaning.kind,
                        first,
                        _end_of(meaning, said, last),
                        meaning.name,
                        meaning.facilities,
                        meaning.is_loose,
                    )
        return None

    def _spelled(self, window: Words) -> Words | None:
        meaning = self._meanings.get(window)
        return window if meaning and not meaning.is_loose else None

    def _foreign(self, window: Words) -> Words | None:
        """Before what is misspelled: `royal university hospital` is none of the feed's."""
        return window if window in self._elsewhere else None

    def _loose(self, window: Words) -> Words | None:
        """Last, because `peter` is less than `peter lockheed`."""
        return window if window in self._meanings else None

    def _torn(self, window: Words) -> Words | None:
        """A name with a blank too many or too few."""
        if len(window) > _MOST_WORDS_SPLIT or window[0] in STOP_WORDS:
            return None
        form = self._joined.get("".join(window))
        return form if form and len(form) != len(window) else None

    def _misspelled(self, window: Words) -> Words | None:
        joined = "".join(window)
        if len(window) > _MOST_WORDS_MISSPELLED or len(joined) < _SHORTEST_FUZZY:
            return None
        if _is_ordinary(window[0]) and _is_ordinary(window[-1]):
            return None
        if STOP_WORDS.intersection((window[0], window[-1])) or self._has_elsewhere(window):
            return None
        best = min(self._similar(joined, window), default=None)
        return best[1] if best else None

    def _has_elsewhere(self, window: Words) -> bool:
        """Whether it holds another place, well spelled: `strathmore hospital` is no Strathcona."""
        return any(
            window[first:end] in self._elsewhere
            for first in range(len(window))
            for end in range(first + 1, len(window) + 1)
        )

    def _similar(self, joined: str, window: Words) -> Iterator[tuple[int, Words]]:
        """Forms that may be meant, each with the number of errors."""
        skeleton = joined.translate(_SKELETON)
        for length in range(len(joined) - _MOST_ERRORS, len(joined) + _MOST_ERRORS + 1):
            for candidate, form in self._by_length.get(length, ()):
                if candidate[0] != joined[0] or length < _SHORTEST_FUZZY:
                    continue
                errors = OSA.distance(joined, candidate, score_cutoff=_MOST_ERRORS)
                sounds_alike = (
                    len(skeleton) >= _SHORTEST_SKELETON
                    and candidate.translate(_SKELETON) == skeleton
                )
                allowed = _MOST_ERRORS - 1 if sounds_alike else _allowed(length)
                if errors <= max(allowed, _allowed(length)) and _right_words(window, form):
                    yield errors, form

    def _add_places(self, facilities: Sequence[Facility]) -> None:
        regions = dict.fromkeys(facility.region for facility in facilities)
        towns = dict.fromkeys(facility.town for facility in facilities if facility.town)
        for kind, names in ((MentionKind.REGION, regions), (MentionKind.TOWN, towns)):
            for name in names:
                self._meanings.setdefault(words_of(name), _Meaning(kind, name))
        for name in ELSEWHERE:
            meaning = _Meaning(
                MentionKind.ELSEWHERE,
                name,
                is_loose=name not in CITIES,
                is_exact_only=len(name) < _SHORTEST_ELSEWHERE,
            )
            self._meanings.setdefault(words_of(name), meaning)
        for nickname, name in NICKNAMES.items():
            place = self._meanings.get(words_of(name))
            if place is not None:
                nicknamed = replace(place, is_exact_only=True)
                self._meanings.setdefault(words_of(nickname), nicknamed)

    def _add_sites(self, facilities: Sequence[Facility]) -> None:
        """A form belongs to the surest tier that has it, and there to all that claim it."""
        for forms in tiers(facilities):
            tier: dict[Words, _Meaning] = {}
            for form in forms:
                claimed = tier.get(form.words)
                claimants = (*(claimed.facilities if claimed else ()), form.facility)
                tier[form.words] = _Meaning(
                    MentionKind.SITE,
                    facilities=tuple(dict.fromkeys(claimants)),
                    is_loose=form.is_loose,
                    is_exact_only=form.is_exact_only,
                )
            for words, meaning in tier.items():
                if words:
                    self._meanings.setdefault(words, meaning)

    def _add_beginnings(self, facilities: Sequence[Facility]) -> None:
        """`osprey`: the first word of a name, where it begins the names of one place only."""
        for word, begun in beginnings(facilities).items():
            ids = tuple(facility.id for facility in begun)
            meaning = _Meaning(MentionKind.SITE, facilities=ids, is_loose=True, is_exact_only=True)
            self._meanings.setdefault((word,), meaning)


@lru_cache(maxsize=8)
def names_of(facilities: tuple[Facility, ...]) -> Names:
    """The names of a feed's facilities; remembered, because they seldom change."""
    return Names(facilities)


def _end_of(meaning: _Meaning, said: Sequence[str], last: int) -> int:
    """The last word of a name: a town elsewhere takes `General` of its hospital with it."""
    end = last + 1
    while end < len(said) and said[end] in _KINDS_OF_HOSPITAL:
        end += 1
    is_hospital = end < len(said) and said[end] in _HOSPITALS
    return end - 1 if is_hospital and meaning.kind is MentionKind.ELSEWHERE else last


def _allowed(letters: int) -> int:
    """Errors that a name of so many letters is forgiven."""
    return next((errors for fewest, errors in _ERRORS if letters >= fewest), 0)


def _right_words(window: Words, form: Words) -> bool:
    """Whether ordinary words do not just happen to look like a name: `red door` is no `red deer`."""
    ordinary = [word for word in window if _is_ordinary(word)]
    shares = len(window) > 1 and len(window) == len(form) and set(window) & set(form)
    return all(
        word in form or (shares and len(word) >= _SHORTEST_FUZZY and word not in KNOWN_WORDS)
        for word in ordinary
    )


def _is_ordinary(word: str) -> bool:
    return word in KNOWN_WORDS or word in COMMON_WORDS

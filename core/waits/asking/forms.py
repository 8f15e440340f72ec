"""What a facility may be called, derived from its name.

Called by `naming`.  Forms come in tiers, the surest first: a form belongs to the first tier that
has it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from core.domain import Facility, FacilityId
from core.waits.asking.common import COMMON_WORDS
from core.waits.asking.words import KNOWN_WORDS, tokens_of

Words: TypeAlias = tuple[str, ...]

DEPARTMENT = " – "
"""Stands between a site's name and its department's in the name of a facility."""

ALIKE = {"saint": "st", "ft": "fort", "mt": "mount", "center": "centre", "gray": "grey"}
"""Words that are written in two ways, as this package compares them."""

CHILD_WORDS = frozenset("children child kid kids pediatric paediatric pediatrics peds".split())
"""Words for children's departments."""

_GENERIC = frozenset(
    """hospital hospitals centre health healthcare medical community general regional memorial care
    wellness and of the clinic facility services service emergency urgent department site""".split()
)
"""Words that many names share, and people leave out."""
_LOOSE = frozenset(
    """university peter sheldon royal nuns lights children sacred heart queen king prince princess
    mary john joseph holy cross lady victoria""".split()
)
"""Words that name a facility only where the question is on waits for other reasons."""
_NEVER_ALONE = frozenset(
    """north south east west northeast northwest southeast southwest northern southern eastern
    western campus central alberta grey good mount valley river lake hill park""".split()
)
_TELLING = frozenset({"alberta"})
"""Words of wait-time questions that make a name of the word beside them."""
_EMERGENCY_WORDS = ("er", "ers", "ed", "emerg", "emergency")
_SHORTEST_PREFIX = 3
_SHORTEST_CLEAR_PREFIX = 4
_SHORTEST_LOOSE_PREFIX = 5
"""Letters of a cut word that is also a word of its own: `rocky`."""
_SHORTEST_CUT = 6
"""Letters of a word that people cut short."""
_SHORTEST_FORGIVEN = 6
"""Letters of a short name that may be misspelled."""
_FEWEST_INITIALS = 3
_SHORTEST_BEGINNING = 5
"""Letters of a first word that stands for the whole name: `osprey`."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to call a facility."""

    words: Words
    facility: FacilityId
    is_loose: bool = False
    """Whether the words may well mean something else."""
    is_exact_only: bool = False
    """Whether the words must stand as they are, without an error."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A facility and its name taken apart."""

    facility: Facility
    words: Words
    own: Words
    """The words that are not generic; initials (`M.`) are left out."""


def site_name(facility: Facility) -> str:
    """A facility's name without its department's."""
    return facility.name.split(DEPARTMENT, 1)[0]


def department_of(facility: Facility) -> str:
    """The department's name in lower case; empty where the site has but one."""
    return facility.name.partition(DEPARTMENT)[2].lower()


def words_of(name: str) -> Words:
    """A name's words as names are compared."""
    return tuple(ALIKE.get(token.raw, token.raw) for token in tokens_of(name))


def tiers(facilities: Sequence[Facility]) -> Iterator[tuple[Form, ...]]:
    """All forms of all facilities, the surest tier first."""
    named = [_named(facility) for facility in facilities]
    of_places = {
        word
        for facility in facilities
        for place in (facility.region, facility.town)
        for word in words_of(place)
    }
    shared = Counter(word for words in {one.words for one in named} for word in set(words))
    yield tuple(form for one in named for form in _full(one))
    yield tuple(form for one in named for form in _without_generic(one))
    yield tuple(form for one in named for form in _parts(one, of_places, shared))
    yield tuple(form for one in named for form in _for_children(one))
    yield tuple(form for one in named for form in _initials(one))
    yield tuple(form for one in named for form in _cut(one, of_places, shared))


def beginnings(facilities: Sequence[Facility]) -> dict[str, tuple[Facility, ...]]:
    """The first words of sites and towns that begin the names of one place only, with its facilities."""
    begun: defaultdict[str, list[Facility]] = defaultdict(list)
    for facility in facilities:
        firsts = {words_of(name)[:1] for name in (site_name(facility), facility.town) if name}
        for (word,) in filter(None, firsts):
            begun[word].append(facility)
    return {
        word: tuple(found)
        for word, found in begun.items()
        if len(word) >= _SHORTEST_BEGINNING
        and word not in _NEVER_ALONE
        and not _is_ordinary((word,))
        and len({one.town or site_name(one) for one in found}) == 1
    }


def _named(facility: Facility) -> _Named:
    words = words_of(site_name(facility))
    own = tuple(word for word in words if word not in _GENERIC and len(word) > 1)
    return _Named(facility, words, own)


def _full(one: _Named) -> Iterator[Form]:
    """The whole name, and what the feed's reader knows besides."""
    yield Form(words_of(one.facility.name), one.facility.id)
    yield Form(one.words, one.facility.id)
    if "children" in one.words:
        # One feed has several, and each is "the Children's" to its own town.
        yield Form(("children",), one.facility.id, is_loose=True, is_exact_only=True)
    for name in one.facility.short_names:
        short = words_of(name)
        own = short[1:] if short[:1] == ("the",) else short
        if not _NEVER_ALONE.issuperset(own):
            is_short = sum(map(len, own)) < _SHORTEST_FORGIVEN
            yield Form(own, one.facility.id, is_loose=_is_ordinary(own), is_exact_only=is_short)


def _without_generic(one: _Named) -> Iterator[Form]:
    """`Rockyview`, `Rockyview hospital`, `Red Deer regional`."""
    generic = [number for number, word in enumerate(one.words) if word in _GENERIC]
    initials = {number for number, word in enumerate(one.words) if len(word) == 1}
    for count in range(1, len(generic) + 1):
        for dropped in combinations(generic, count):
            left = [n for n in range(len(one.words)) if n not in dropped]
            for kept in (left, [n for n in left if n not in initials]):
                form = tuple(one.words[n] for n in kept)
                if _says_enough(form):
                    yield Form(form, one.facility.id, is_loose=_is_ordinary(form))


def _says_enough(form: Words) -> bool:
    """Whether a form tells one name from the others: `of Alberta` and `northeast` do not."""
    own = [word for word in form if word not in _GENERIC]
    is_side = len(form) == 1 and form[0] in _NEVER_ALONE
    return bool(own) and not is_side and form[-1] not in {"of", "and"}


def _parts(one: _Named, of_places: set[str], shared: Counter[str]) -> Iterator[Form]:
    """`Lougheed`, `Chumir`, `nuns`, `Children's`: words that no other site's name has."""
    for word in one.own:
        alone = word in _LOOSE or (shared[word] == 1 and not _is_ordinary((word,)))
        if alone and word not in of_places and word not in _NEVER_ALONE:
            yield Form((word,), one.facility.id, is_loose=word in _LOOSE)
    if len(one.own) > 2:  # noqa: PLR2004  (two words are the whole already)
        for pair in zip(one.own, one.own[1:], strict=False):
            yield Form(pair, one.facility.id, is_loose=_is_ordinary(pair))


def _for_children(one: _Named) -> Iterator[Form]:
    """`kids ER`: every department for children."""
    if CHILD_WORDS.isdisjoint(words_of(one.facility.name)):
        return
    for word in CHILD_WORDS:
        for emergency in _EMERGENCY_WORDS:
            yield Form((word, emergency), one.facility.id, is_loose=True, is_exact_only=True)


def _initials(one: _Named) -> Iterator[Form]:
    """`FMC`, `UAH`, `U of A`."""
    spelled = [word for word in one.words if word not in {"of", "and", "the"}]
    for words in (spelled, [word for word in spelled if word in one.own or word == "hospital"]):
        initials = "".join(word[0] for word in words)
        if len(initials) >= _FEWEST_INITIALS and not _is_ordinary((initials,)):
            yield Form((initials,), one.facility.id, is_exact_only=True)
    if "of" in one.words[1:-1]:
        of = one.words.index("of")
        before, after = one.words[of - 1][0], one.words[of + 1][0]
        for form in ((before, "of", after), (f"{before}of{after}",), (before + after, "hospital")):
            yield Form(form, one.facility.id, is_exact_only=True)


def _cut(one: _Named, of_places: set[str], shared: Counter[str]) -> Iterator[Form]:
    """`the Mis`, `Alex`, `Royal Alex`, `Fort Sask`."""
    for word in one.own:
        if len(word) < _SHORTEST_CUT or word in of_places | _NEVER_ALONE or shared[word] > 1:
            continue
        for length in range(_SHORTEST_PREFIX, len(word) - 1):
            cut = word[:length]
            is_word = _is_ordinary((cut,))
            if cut in KNOWN_WORDS or (is_word and length < _SHORTEST_LOOSE_PREFIX):
                continue
            is_loose = is_word or length < _SHORTEST_CLEAR_PREFIX
            yield Form((cut,), one.facility.id, is_loose=is_loose, is_exact_only=True)
    *before, last = one.own or ("",)
    if before:
        for length in range(_SHORTEST_PREFIX, len(last)):
            yield Form((*before, last[:length]), one.facility.id, is_exact_only=True)


def _is_ordinary(words: Words) -> bool:
    """Whether nobody could tell from the words alone that they are a name."""
    ordinary = KNOWN_WORDS | COMMON_WORDS | _LOOSE
    return all(word in ordinary and word not in _TELLING for word in words)

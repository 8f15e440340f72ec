"""What speaks for a passage, and how much: shared by the index and by the search of one page.

Pure: takes similarities and words that others have found, gives evidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from core.asking import Wanted, satisfied
from core.chunking import context_line, units, years
from core.domain import Address, Evidence, Passage, QueryTerm, Unit
from core.page_text import title_from_address
from core.planted import honest_part
from core.ports import Embedder
from core.spelling import Speller
from core.words import STOP_WORDS, plain, stem, stems, words

CARRIED_WEIGHT = 0.5
"""What a word from the conversation weighs against one of the question."""
_WEIGHTS = {
    "similarity": 0.7,
    "unit_similarity": 1.0,
    "words": 0.25,
    "coverage": 0.20,
    "heading": 0.20,
    "wanted": 0.15,
}
"""What each kind of evidence weighs when candidates are ordered.

Source: docs/decisions/0003-retrieval.md.
"""
_ALIKE = 0.55
"""Cosine from which two words in context count as alike."""
_SUPERSEDED_PENALTY = 0.4
"""What an archived passage loses of its score, unless the question asks for the archive."""
_DUPLICATE_OVERLAP = 0.9
"""Share of words in common (Jaccard) from which two passages count as the same text."""
_ASKS_FOR_OLD = frozenset(
    stem(word)
    for word in "archive archived old older previous previously former formerly superseded historical".split()
)


def mend(text: str, speller: Speller) -> str:
    """Correct the spelling of single words; everything else stays as it was written."""
    for word in dict.fromkeys(words(text)):
        better = speller.correct(word) if word not in STOP_WORDS else word
        if better != word:
            text = re.sub(rf"\b{re.escape(word)}\b", better, text, flags=re.IGNORECASE)
    return text


def weigh_terms(
    text: str, context: str, *, passages: int, frequency: Callable[[str], int]
) -> tuple[QueryTerm, ...]:
    """The words of a question that carry meaning, weighed by rarity.

    Args:
        text: The question, its spelling mended.
        context: What a follow-up is about.
        passages: How many are searched.
        frequency: How many of them hold a stem.
    """
    own = dict.fromkeys(word for word in words(text) if word not in STOP_WORDS)
    carried = dict.fromkeys(word for word in words(context) if word not in STOP_WORDS)
    stems: dict[str, QueryTerm] = {}
    for word in (*own, *carried):
        stemmed = stem(word)
        if stemmed in stems:
            continue
        found = frequency(stemmed)
        # A compound such as `oncall` stands beside its parts; unknown, it tells nothing.
        if not found and "-" in text and word not in text.lower().replace("-", " ").split():
            continue
        weight = rarity(found, passages)
        is_carried = word not in own
        stems[stemmed] = QueryTerm(
            word,
            stemmed,
            weight * (CARRIED_WEIGHT if is_carried else 1),
            found > 0,
            is_carried,
        )
    return tuple(stems.values())


def rarity(found: int, passages: int) -> float:
    """What a word weighs that stands in so many of the passages (inverse document frequency).

    Source: https://bm25s.github.io, method "lucene".
    """
    return math.log(1 + (passages - found + 0.5) / (found + 0.5))


def weigh(
    passage: Passage,
    number: int,
    *,
    similarity: float,
    unit_similarities: Sequence[float] | NDArray[np.float32],
    words_share: float,
    query_terms: Sequence[QueryTerm],
    kinds: frozenset[Wanted],
) -> Evidence:
    """Weigh all that speaks for a passage; what was planted in it is left out.

    Args:
        number: Becomes the evidence's passage id.
        similarity: Of question and passage.
        unit_similarities: Of question and each unit, planted ones too, in page order; zeros where
            not known.
        words_share: Its word score as a share of the best passage's, 0 to 1.
        query_terms: The question's words.
        kinds: What the question asks for.
    """
    honest = honest_part(passage)
    passage = honest.passage
    heading = stems(context_line(passage.title, passage.heading_path)) | _named(passage.address)
    nearness = [unit_similarities[position] for position in honest.positions]
    found = _units(honest.units, nearness, query_terms)
    covered = heading.union(*(stems(unit.text) for unit in found))
    coverage = _coverage(covered, query_terms)
    signals = {
        "similarity": similarity,
        "unit_similarity": max((unit.similarity for unit in found), default=0.0),
        "words": words_share,
        "coverage": coverage,
        "heading": _coverage(heading, query_terms),
        "wanted": satisfied(kinds, plain(passage.text)),
    }
    score = sum(_WEIGHTS[name] * value for name, value in signals.items())
    if passage.superseded and not _asks_for(passage, query_terms):
        score -= _SUPERSEDED_PENALTY
    return Evidence(passage, number, score, similarity, coverage, found)


@lru_cache(maxsize=4_000)
def _named(address: Address) -> frozenset[str]:
    """The words of a page's file name: people call things by other words than titles do."""
    return stems(title_from_address(address))


def quotable(passage: Passage) -> list[tuple[int, str]]:
    """The passage's units in page order, each with the index of its block."""
    return [(at, text) for at, block in enumerate(passage.blocks) for text in units(block)]


def without_repeats(found: Iterable[Evidence], limit: int) -> tuple[Evidence, ...]:
    """The best passages that hold something; of those with the same text only the first."""
    kept: list[Evidence] = []
    bags: list[set[str]] = []
    for evidence in found:
        if not evidence.passage.blocks:
            continue
        bag = set(words(evidence.passage.text))
        if any(_overlap(bag, other) > _DUPLICATE_OVERLAP for other in bags):
            continue
        kept.append(evidence)
        bags.append(bag)
        if len(kept) == limit:
            break
    return tuple(kept)


def shortfall(
    embedder: Embedder, text: str, query_terms: Sequence[QueryTerm], best_text: str
) -> float:
    """How far the question's own words stay from the best passage; see `Findings`.

    Args:
        embedder: Reads words in context.
        text: The question.
        query_terms: Its words.
        best_text: The best passage as it is embedded; empty where nothing was found.
    """
    own = [term for term in query_terms if not term.carried]
    if not best_text:
        return 1.0
    if not own:
        return 0.0
    (aligned,) = embedder.align(text, [term.word for term in own], [best_text])
    missing = np.clip(_ALIKE - aligned, 0.0, None) / _ALIKE
    return float(np.average(missing, weights=[term.weight for term in own]))


def _units(
    quotable_units: Sequence[tuple[int, str]],
    similarities: Sequence[float],
    query_terms: Sequence[QueryTerm],
) -> tuple[Unit, ...]:
    return tuple(
        Unit(text, at, float(similarity), _coverage(stems(text), query_terms))
        for (at, text), similarity in zip(quotable_units, similarities, strict=True)
    )


def _asks_for(passage: Passage, query_terms: Sequence[QueryTerm]) -> bool:
    """Whether the question wants what is out of date, or names the passage's year."""
    asked = {term.stem for term in query_terms}
    return bool(asked & _ASKS_FOR_OLD) or any(
        str(year) in asked for year in years(f"{passage.title} {passage.address}")
    )


def _coverage(found: AbstractSet[str], query_terms: Sequence[QueryTerm]) -> float:
    total = sum(term.weight for term in query_terms)
    covered = sum(term.weight for term in query_terms if term.stem in found)
    return covered / total if total else 0.0


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)

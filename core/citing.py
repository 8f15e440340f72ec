"""Names the pages that an answer stands on, best first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from core.domain import Evidence, Source
from core.words import stems

_SUPPORT = 0.8
"""Share of a unit's words that must stand in the answer for the unit to count as used."""
_FEWEST_WORDS = 3
"""Of a unit that is recognised; fewer stand in many an answer by chance."""
_MOST = 4
_MOST_NEAREST = 3
"""Pages that are named where none was surely used, or none answers."""
_NEAR = 0.3
"""Cosine below which a page has nothing to do with a question."""
_LABEL = re.compile(r"^\*\*.*\*\*(?: \(out of date\))?$", re.MULTILINE)
"""Names where a quote stands; it is no part of the answer."""


def cite(answer: str, evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """Sources of an answer: the pages that it quotes, in that order, then those it tells in other words.

    Where nothing of it can be told to be from any page, the few that were found first.  Pages that
    are out of date are named only for an answer that stands on one.

    Args:
        answer: The text that the person reads.
        evidence: What the generator was given, best first.
    """
    if evidence and not evidence[0].passage.superseded:
        evidence = [piece for piece in evidence if not piece.passage.superseded]
    own = _line(_LABEL.sub("", answer))
    quoted: dict[int, Evidence] = {}
    rest = own
    for piece in evidence:
        for quote in _quotes(piece):
            if (at := own.find(quote)) >= 0:
                quoted.setdefault(at, piece)
                rest = rest.replace(quote, " ")
    said = stems(rest)
    told = [piece for piece in evidence if _supports(piece, said)]
    used = [*(quoted[at] for at in sorted(quoted)), *told]
    return _pages(used)[:_MOST] if used else _pages(evidence)[:_MOST_NEAREST]


def nearest(evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The pages that come near to a question that they do not answer; none if none is near."""
    return _pages([piece for piece in evidence if piece.similarity >= _NEAR])[:_MOST_NEAREST]


def _quotes(piece: Evidence) -> list[str]:
    """The sentences, items and rows of a passage, as they stand in an answer that quotes them."""
    return [
        _line(unit.text).replace(" | ", "; ")
        for unit in piece.units
        if len(stems(unit.text)) >= _FEWEST_WORDS
    ]


def _supports(piece: Evidence, said: frozenset[str]) -> bool:
    """Whether the answer repeats a sentence, item or row of the passage in words of its own."""
    for unit in piece.units:
        told = stems(unit.text)
        if len(told) >= _FEWEST_WORDS and len(told & said) >= _SUPPORT * len(told):
            return True
    return False


def _line(text: str) -> str:
    return " ".join(text.split())


def _pages(evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The pages of passages in order, each once."""
    sources: dict[str, Source] = {}
    for piece in evidence:
        passage = piece.passage
        sources.setdefault(passage.address, Source(passage.address, passage.title))
    return tuple(sources.values())

"""Names the pages that an answer stands on, best first."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from core.domain import Evidence, Source
from core.words import stems

_SUPPORT = 0.8
"""Share of a unit's words that must stand in the answer for the unit to count as used."""
_MOST = 5
_NEAR = 0.3
"""Cosine below which a page has nothing to do with a question."""
_MOST_NEAREST = 3


def cite(answer: str, evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """Sources of an answer: first the pages whose sentences it uses, then those found beside them.

    Pages that are out of date are named only for an answer that stands on one.

    Args:
        answer: The text that the person reads.
        evidence: What the generator was given, best first.
    """
    if evidence and not evidence[0].passage.superseded:
        evidence = [piece for piece in evidence if not piece.passage.superseded]
    said = stems(answer)
    used = [piece for piece in evidence if _supports(piece, said)]
    return _pages([*used, *evidence])


def nearest(evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The pages that come near to a question that they do not answer; none if none is near."""
    return _pages([piece for piece in evidence if piece.similarity >= _NEAR])[:_MOST_NEAREST]


def _supports(piece: Evidence, said: AbstractSet[str]) -> bool:
    """Whether the answer repeats a sentence, item or row of the passage."""
    for unit in piece.units:
        told = stems(unit.text)
        if len(told) > 2 and len(told & said) >= _SUPPORT * len(told):  # noqa: PLR2004
            return True
    return False


def _pages(evidence: Sequence[Evidence]) -> tuple[Source, ...]:
    """The pages of passages in order, each once."""
    sources: dict[str, Source] = {}
    for piece in evidence:
        passage = piece.passage
        sources.setdefault(passage.address, Source(passage.address, passage.title))
    return tuple(sources.values())[:_MOST]

"""Decides whether what retrieval found can answer the question.

A wrong answer costs more than an honest "I do not know", and a needless one costs too.  The
evidence is weighed by a small logistic model; see `docs/decisions` for how it was fitted.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from core.asking import satisfied, wanted
from core.domain import Evidence, Findings
from core.words import plain


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer, all about 0 to 1."""

    similarity: float
    """Of the best passage, cosine."""
    unit_similarity: float
    """Of the best unit, cosine."""
    coverage: float
    """Of the question's words in the best passage with its headings."""
    unit_coverage: float
    """Of the question's words in the best unit."""
    unknown: float
    """Share, weighed by rarity, of the question's words that stand nowhere in the index."""
    satisfied: float
    """Whether the best passages hold the kind of thing that is asked for; 1 if nothing special is."""


def signals(findings: Findings) -> Signals:
    """Measure the evidence; all zero when there is none."""
    own = [term for term in findings.terms if not term.carried]
    total = sum(term.weight for term in own)
    if not findings.evidence:
        return Signals(0, 0, 0, 0, 1, 0)
    top = findings.evidence[:3]
    kinds = wanted(findings.text)
    return Signals(
        similarity=max(piece.similarity for piece in top),
        unit_similarity=max(
            (unit.similarity for piece in top for unit in piece.units), default=0.0
        ),
        coverage=max(piece.coverage for piece in top),
        unit_coverage=max((unit.coverage for piece in top for unit in piece.units), default=0.0),
        unknown=sum(term.weight for term in own if not term.known) / total if total else 0.0,
        satisfied=max(_satisfied(piece, kinds) for piece in top) if kinds else 1.0,
    )


def _satisfied(piece: Evidence, kinds: frozenset) -> float:  # type: ignore[type-arg]
    return satisfied(kinds, plain(piece.passage.text))


_WEIGHTS = Signals(4.0, 4.0, 3.0, 1.0, -3.0, 0.5)
_BIAS = -5.2


def confidence(findings: Findings) -> float:
    """Probability, 0 to 1, that the evidence answers the question."""
    weighed = zip(astuple(_WEIGHTS), astuple(signals(findings)), strict=True)
    return 1 / (1 + math.exp(-(_BIAS + sum(weight * value for weight, value in weighed))))

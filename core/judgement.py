"""Decides whether what retrieval found can answer the question.

A wrong answer costs more than an honest "I do not know", and a needless one costs too.  The
evidence is weighed by a small logistic model; see `docs/decisions` for how it was fitted.
"""

from __future__ import annotations

import math
from dataclasses import astuple, dataclass

from core.domain import Findings


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for an answer, all about 0 to 1."""

    similarity: float
    """Of the best passage, cosine."""
    unit_similarity: float
    """Of the best unit, cosine."""
    alignment: float
    """How near the question's words come to the best passage, on average."""
    weakest: float
    """How near the word comes that comes least near."""


def signals(findings: Findings) -> Signals:
    """Measure the evidence; all zero when there is none."""
    top = findings.evidence[:_LOOKED_AT]
    return Signals(
        similarity=max((piece.similarity for piece in top), default=0.0),
        unit_similarity=max(
            (unit.similarity for piece in top for unit in piece.units), default=0.0
        ),
        alignment=findings.alignment,
        weakest=findings.weakest,
    )


_LOOKED_AT = 3
_WEIGHTS = Signals(1.0, 4.0, 4.0, 1.0)
_BIAS = -5.0


def confidence(findings: Findings) -> float:
    """Probability, 0 to 1, that the evidence answers the question."""
    weighed = zip(astuple(_WEIGHTS), astuple(signals(findings)), strict=True)
    return 1 / (1 + math.exp(-(_BIAS + sum(weight * value for weight, value in weighed))))

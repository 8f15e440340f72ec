"""Decides whether what retrieval found can answer the question.

A wrong answer costs more than an honest "I do not know", and a needless one costs too.  The
evidence is weighed by a small logistic model; see `docs/decisions` for how it was fitted.
"""

from __future__ import annotations

import math
import re
from dataclasses import astuple, dataclass

from core.domain import Findings

_LOOKED_AT = 3
"""Passages, best first, that are judged."""
_NAMES_SOMETHING = re.compile(r"[a-z,] [A-Z][a-z]")


@dataclass(frozen=True, slots=True)
class Signals:
    """What speaks for and against an answer, all about 0 to 1."""

    unit_similarity: float
    """Cosine of the question and the best sentence, item or row."""
    shortfall: float
    """How far the question's words stay from the best passage; see `Findings`."""
    coverage: float
    """Share of the question's words that stand in the best passage."""
    names_something: float
    """1 if the question holds a name: names lift similarity without being answered."""
    length: float
    """Words that carry meaning, in eights: a long question is never wholly like a passage."""
    leans_on_history: float
    """1 for a follow-up, which asks with fewer words."""


def signals(findings: Findings) -> Signals:
    """Measure the evidence."""
    own = [term for term in findings.terms if not term.carried]
    top = findings.evidence[:_LOOKED_AT]
    units = (unit.similarity for piece in top for unit in piece.units)
    return Signals(
        unit_similarity=max(units, default=0.0),
        shortfall=findings.shortfall,
        coverage=max((piece.coverage for piece in top), default=0.0),
        names_something=float(bool(_NAMES_SOMETHING.search(findings.text))),
        length=len(own) / 8,
        leans_on_history=float(len(own) < len(findings.terms)),
    )


_WEIGHTS = Signals(4.2, -3.9, 2.4, -1.8, 2.6, 2.4)
_BIAS = -2.55
"""Source: docs/decisions/0004-judgement.md."""


def confidence(findings: Findings) -> float:
    """How sure one may be, 0 to 1, that the evidence answers the question."""
    if not findings.evidence:
        return 0.0
    weighed = zip(astuple(_WEIGHTS), astuple(signals(findings)), strict=True)
    return 1 / (1 + math.exp(-(_BIAS + sum(weight * value for weight, value in weighed))))

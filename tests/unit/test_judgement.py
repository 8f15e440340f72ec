"""The judgement is surer the more speaks for an answer."""

from dataclasses import replace

from core.domain import Block, BlockKind, Evidence, Findings, Passage, QueryTerm, Unit
from core.judgement import confidence

UNIT = Unit("The permit costs $44.", 0, 0.7, 0.8)
PIECE = Evidence(
    Passage("https://n.example.org/p", "Parking", (), (Block(BlockKind.PARAGRAPH, UNIT.text),)),
    0,
    1.0,
    0.6,
    0.8,
    (UNIT,),
)
TERMS = tuple(QueryTerm(word, word, 3.0, known=True) for word in ("parking", "permit", "cost"))
GOOD = Findings("what does a parking permit cost", TERMS, (PIECE,), shortfall=0.1)


def test_without_evidence_nothing_is_sure() -> None:
    """No passage, no answer."""
    assert confidence(Findings("anything")) == 0.0


def test_good_evidence_is_enough_by_default() -> None:
    """A like sentence that holds the words is answered from."""
    assert confidence(GOOD) > 0.5


def test_poor_evidence_is_not() -> None:
    """Neither like nor holding the words: declined."""
    unit = replace(UNIT, similarity=0.25, coverage=0.0)
    poor = replace(PIECE, similarity=0.2, coverage=0.1, units=(unit,))
    assert confidence(replace(GOOD, evidence=(poor,), shortfall=0.5)) < 0.5


def test_each_signal_counts() -> None:
    """Less likeness, more shortfall or a name that is not spoken of make it less sure."""
    unlike = replace(PIECE, units=(replace(UNIT, similarity=0.5),))
    uncovered = replace(PIECE, coverage=0.3)
    assert confidence(replace(GOOD, evidence=(unlike,))) < confidence(GOOD)
    assert confidence(replace(GOOD, evidence=(uncovered,))) < confidence(GOOD)
    assert confidence(replace(GOOD, shortfall=0.4)) < confidence(GOOD)
    assert confidence(replace(GOOD, text="what does a permit cost at North Lot")) < confidence(GOOD)

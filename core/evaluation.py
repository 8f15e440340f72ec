"""Measures answers against questions with known answers, kind by kind.

Called by `frontdesk eval`; knows neither files nor the command line.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.contacts import ContactKind, details
from core.domain import Answered, Declined, Evidence, Outcome, Turn
from core.grounding import ground, ungrounded
from core.words import fold, plain

_CONTACTS = frozenset({ContactKind.LINK, ContactKind.EMAIL, ContactKind.PHONE})
_RANKS = (1, 3, 5)


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is known of its answer."""

    id: str
    question: str
    kind: str = ""
    history: tuple[Turn, ...] = ()
    addresses: tuple[str, ...] = ()
    """Pages any of which answers; empty when the right answer is to decline."""
    contains: tuple[str, ...] = ()
    """Facts that the answer must contain."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one case went."""

    case: Case
    outcome: Outcome
    rank: int
    """Of the first right page among the pages found, from 1; 0 when it was not found."""
    missing: tuple[str, ...]
    """Expected facts that the answer lacks."""
    contacts: int
    """Links, e-mail addresses and phone numbers in the answer."""
    ungrounded: tuple[str, ...]
    """Those of them that occur in no source."""

    @property
    def answerable(self) -> bool:
        """Whether the pages answer the question."""
        return bool(self.case.addresses)

    @property
    def answered(self) -> bool:
        """Whether the desk gave an answer."""
        return isinstance(self.outcome, Answered)


@dataclass(frozen=True, slots=True)
class Score:
    """Figures over some cases; shares are 0 to 1, None where nothing could be counted."""

    cases: int
    hit_at: dict[int, float | None] = field(default_factory=dict)
    mean_reciprocal_rank: float | None = None
    facts: float | None = None
    """Share of answerable cases whose answer contains every expected fact."""
    ungrounded: float | None = None
    """Share of contacts in answers that occur in no source."""
    right_declines: float | None = None
    """Share of unanswerable cases that were declined."""
    wrong_declines: float | None = None
    """Share of answerable cases that were declined."""
    p50_ms: float | None = None
    p95_ms: float | None = None


def judge(case: Case, outcome: Outcome) -> Verdict:
    """Hold one outcome against what is known."""
    evidence = outcome.evidence if isinstance(outcome, (Answered, Declined)) else ()
    text = outcome.text
    said = _normal(text)
    found = dict.fromkeys(_address(piece.passage.address) for piece in evidence)
    ranks = [
        rank
        for rank, address in enumerate(found, 1)
        if address in {_address(expected) for expected in case.addresses}
    ]
    contacts = [detail for detail in details(text) if detail.kind in _CONTACTS]
    return Verdict(
        case=case,
        outcome=outcome,
        rank=min(ranks, default=0),
        missing=tuple(fact for fact in case.contains if _normal(fact) not in said),
        contacts=len(contacts),
        ungrounded=_unfounded(case, text, evidence) if isinstance(outcome, Answered) else (),
    )


def score(verdicts: Sequence[Verdict]) -> Score:
    """Sum up."""
    answerable = [verdict for verdict in verdicts if verdict.answerable]
    unanswerable = [verdict for verdict in verdicts if not verdict.answerable]
    with_facts = [verdict for verdict in answerable if verdict.case.contains]
    contacts = sum(verdict.contacts for verdict in verdicts)
    times = sorted(verdict.outcome.timings.total_ms for verdict in verdicts)
    return Score(
        cases=len(verdicts),
        hit_at={
            most: _share(0 < verdict.rank <= most for verdict in answerable) for most in _RANKS
        },
        mean_reciprocal_rank=_mean(
            1 / verdict.rank if verdict.rank else 0 for verdict in answerable
        ),
        facts=_share(verdict.answered and not verdict.missing for verdict in with_facts),
        ungrounded=sum(len(v.ungrounded) for v in verdicts) / contacts if contacts else None,
        right_declines=_share(isinstance(v.outcome, Declined) for v in unanswerable),
        wrong_declines=_share(isinstance(v.outcome, Declined) for v in answerable),
        p50_ms=statistics.median(times) if times else None,
        p95_ms=times[min(len(times) - 1, int(len(times) * 0.95))] if times else None,
    )


def by_kind(verdicts: Sequence[Verdict]) -> dict[str, Score]:
    """Scores of each kind of question, in order of first appearance."""
    kinds = dict.fromkeys(verdict.case.kind for verdict in verdicts)
    return {kind: score([v for v in verdicts if v.case.kind == kind]) for kind in kinds}


def _unfounded(case: Case, text: str, evidence: Sequence[Evidence]) -> tuple[str, ...]:
    known = ground(
        [
            case.question,
            *(part for turn in case.history for part in (turn.question, turn.answer)),
            *(
                "\n".join((piece.passage.title, *piece.passage.heading_path, piece.passage.text))
                for piece in evidence
            ),
        ],
        [piece.passage.address for piece in evidence],
    )
    return tuple(detail.text for detail in ungrounded(text, known) if detail.kind in _CONTACTS)


def _address(address: str) -> str:
    return address.split("#", 1)[0].rstrip("/")


def _normal(text: str) -> str:
    """Text in which only the words count: no emphasis, one kind of quote and dash, single spaces."""
    folded = fold(plain(text).replace("**", ""))
    for fancy, simple in (("–", "-"), ("—", "-"), ("‑", "-"), ("’", "'"), ("“", '"'), ("”", '"')):
        folded = folded.replace(fancy, simple)
    return " ".join(folded.split())


def _share(flags: Iterable[bool]) -> float | None:
    return _mean(float(flag) for flag in flags)


def _mean(values: Iterable[float]) -> float | None:
    listed = list(values)
    return statistics.fmean(listed) if listed else None

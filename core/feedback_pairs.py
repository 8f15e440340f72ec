"""What people thought of answers, as examples to learn from.

An answer that was liked is a `chosen` one, an answer that was not is a `rejected` one; where the
same question has both they stand side by side.  `frontdesk feedback export` calls it.  Pure data:
knows no file and no database.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.domain import RatedAnswer, Source, Thumb

_ANSWERS = frozenset({"answered", "declined"})
"""Outcomes with words of the desk to learn from; others are broken off or tell of a fault."""

Situation: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""What an answer answers: the question and the turns before it, both normalised."""


@dataclass(frozen=True, slots=True)
class FeedbackPair:
    """One example: a question with the better answer, the worse one, or both."""

    question: str
    chosen: RatedAnswer | None
    """The answer that was liked; the latest of those who rated it."""
    rejected: RatedAnswer | None
    history: tuple[tuple[str, str], ...]
    """Questions and answers before it, oldest first."""
    comments: tuple[str, ...]
    """What people wrote about either answer, oldest first."""
    given_at: datetime
    """When the last of the thumbs was given that this stands on."""

    @property
    def sources_chosen(self) -> tuple[Source, ...]:
        """The pages that the chosen answer stands on."""
        return self.chosen.sources if self.chosen else ()

    @property
    def sources_rejected(self) -> tuple[Source, ...]:
        """The pages that the rejected answer stands on."""
        return self.rejected.sources if self.rejected else ()


@dataclass(frozen=True, slots=True)
class FeedbackPairs:
    """All examples, and what was left out of them."""

    pairs: tuple[FeedbackPair, ...]
    """In the order in which their questions were first rated."""
    tied: int
    """Answers that as many people liked as did not."""
    no_answers: int
    """Ratings of what was stopped or could not be answered."""


@dataclass(frozen=True, slots=True)
class _Judged:
    """One text that answers a question, with all that was said about it."""

    ratings: tuple[RatedAnswer, ...]
    """Oldest first; at least one."""

    @property
    def balance(self) -> int:
        """How many more people liked it than did not."""
        return sum(1 if rated.thumb is Thumb.UP else -1 for rated in self.ratings)


def pair_feedback(rated: Iterable[RatedAnswer]) -> FeedbackPairs:
    """Sort rated answers into examples.

    Answers belong to the same question if it reads the same but for case, spacing and punctuation,
    and if the conversation before it does.  Every liked answer is paired with every one that was
    not; where there is only one kind, each stands alone.  A text that has both thumbs is what most
    people say it is; when they are even, it is left out.

    Args:
        rated: In any order.

    Returns:
        The examples.  The two answers of a pair are never the same text.
    """
    situations: defaultdict[Situation, defaultdict[str, list[RatedAnswer]]]
    situations = defaultdict(lambda: defaultdict(list))
    no_answers = 0
    for answer in sorted(rated, key=lambda answer: answer.given_at):
        if answer.outcome in _ANSWERS:
            situations[_situation(answer)][_one_spaced(answer.answer)].append(answer)
        else:
            no_answers += 1
    pairs: list[FeedbackPair] = []
    tied = 0
    for texts in situations.values():
        judged = [_Judged(tuple(ratings)) for ratings in texts.values()]
        tied += sum(text.balance == 0 for text in judged)
        pairs += _pairs(
            [text for text in judged if text.balance > 0],
            [text for text in judged if text.balance < 0],
        )
    return FeedbackPairs(tuple(pairs), tied=tied, no_answers=no_answers)


def _pairs(liked: Sequence[_Judged], disliked: Sequence[_Judged]) -> list[FeedbackPair]:
    if not liked or not disliked:
        alone = [_pair(chosen=text) for text in liked]
        return alone + [_pair(rejected=text) for text in disliked]
    return [_pair(chosen=good, rejected=bad) for good in liked for bad in disliked]


def _pair(*, chosen: _Judged | None = None, rejected: _Judged | None = None) -> FeedbackPair:
    judged = [text for text in (chosen, rejected) if text is not None]
    ratings = sorted(
        (rated for text in judged for rated in text.ratings), key=lambda rated: rated.given_at
    )
    better = judged[0].ratings[-1]
    return FeedbackPair(
        question=better.question,
        chosen=chosen.ratings[-1] if chosen else None,
        rejected=rejected.ratings[-1] if rejected else None,
        history=better.history,
        comments=tuple(rated.comment for rated in ratings if rated.comment.strip()),
        given_at=ratings[-1].given_at,
    )


def _situation(answer: RatedAnswer) -> Situation:
    before = tuple((_bare(asked), _one_spaced(answered)) for asked, answered in answer.history)
    return _bare(answer.question), before


def _bare(text: str) -> str:
    """A question without what does not change it: case, spacing, punctuation."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    # A question of nothing but punctuation is still one.
    return " ".join(re.findall(r"\w+", plain)) or _one_spaced(text)


def _one_spaced(text: str) -> str:
    return " ".join(text.split())

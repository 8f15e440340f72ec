"""Rated answers become examples to learn from."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain import RatedAnswer, Source, Thumb
from core.feedback_pairs import FeedbackPairs, pair_feedback

NOON = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)


def rated(
    question: str = "Where do I park?",
    answer: str = "In P2.",
    thumb: Thumb = Thumb.UP,
    minute: int = 0,
    comment: str = "",
) -> RatedAnswer:
    return RatedAnswer(
        question=question,
        answer=answer,
        outcome="answered",
        author="quoted",
        sources=(Source("https://a", "A"),),
        history=(),
        thumb=thumb,
        comment=comment,
        given_at=NOON + timedelta(minutes=minute),
    )


def texts(made: FeedbackPairs) -> list[tuple[str | None, str | None]]:
    return [
        (
            pair.chosen.answer if pair.chosen else None,
            pair.rejected.answer if pair.rejected else None,
        )
        for pair in made.pairs
    ]


def test_a_good_and_a_bad_answer_stand_side_by_side() -> None:
    """With what belongs to each, all comments in order, and the time of the last thumb."""
    bad = rated(answer="In P9.", thumb=Thumb.DOWN, minute=5, comment="P9 is closed.")
    bad = replace(bad, author="tiny", sources=(Source("https://b", "B"),))
    good = rated(minute=3, comment="Thanks")
    (pair,) = pair_feedback([bad, good]).pairs
    assert (pair.chosen, pair.rejected) == (good, bad)
    assert pair.comments == ("Thanks", "P9 is closed.")
    assert pair.given_at == bad.given_at
    assert [source.title for source in (*pair.sources_chosen, *pair.sources_rejected)] == ["A", "B"]


def test_an_answer_without_counterpart_stands_alone() -> None:
    """Good ones still serve supervised tuning."""
    made = pair_feedback(
        [rated("A?", "yes"), rated("A?", "sure"), rated("B?", "no", Thumb.DOWN, comment="why?")]
    )
    assert texts(made) == [("yes", None), ("sure", None), (None, "no")]
    assert made.pairs[2].sources_chosen == ()


def test_every_good_answer_meets_every_bad_one() -> None:
    """Two of each make four pairs."""
    answers = [rated(answer=text) for text in ("a", "b")]
    answers += [rated(answer=text, thumb=Thumb.DOWN) for text in ("c", "d")]
    made = pair_feedback(answers)
    assert texts(made) == [("a", "c"), ("a", "d"), ("b", "c"), ("b", "d")]


@pytest.mark.parametrize(
    "same", ["where do I park", "Where  do I park ?", "WHERE DO I PARK?!", "“Where do I park?”"]
)
def test_case_spacing_and_punctuation_do_not_make_another_question(same: str) -> None:
    """People write as they like."""
    made = pair_feedback([rated(), rated(same, "In P9.", Thumb.DOWN)])
    assert texts(made) == [("In P2.", "In P9.")]


@pytest.mark.parametrize("other", ["Where do they park?", "?", "!"])
def test_other_words_make_another_question(other: str) -> None:
    """Also where there are no words at all."""
    made = pair_feedback([rated(), rated("...", "Hm"), rated(other, "In P9.", Thumb.DOWN)])
    assert len(made.pairs) == 3


def test_the_conversation_before_makes_another_question() -> None:
    """`And on Sundays?` means nothing by itself."""
    asked = rated("And on Sundays?")
    before = replace(asked, history=(("Parking?", "In P2."),))
    after = replace(asked, answer="No.", thumb=Thumb.DOWN, history=(("Library?", "Until 5."),))
    assert texts(pair_feedback([before, after])) == [("In P2.", None), (None, "No.")]
    alike = replace(after, history=(("parking", "In  P2."),))
    assert texts(pair_feedback([before, alike])) == [("In P2.", "No.")]


def test_most_people_decide_about_a_text_with_both_thumbs() -> None:
    """The others' comments are kept all the same; spacing does not make another text."""
    made = pair_feedback(
        [
            rated(),
            rated(minute=1),
            rated(answer="In  P2.\n", thumb=Thumb.DOWN, minute=2, comment="Full today"),
        ]
    )
    (pair,) = made.pairs
    assert pair.chosen is not None
    assert pair.rejected is None
    assert pair.comments == ("Full today",)


def test_a_text_that_is_liked_as_much_as_not_is_left_out() -> None:
    """It is counted, so that nobody wonders."""
    made = pair_feedback([rated(), rated(thumb=Thumb.DOWN)])
    assert made == FeedbackPairs((), tied=1, no_answers=0)


@pytest.mark.parametrize("outcome", ["unavailable", "stopped"])
def test_what_is_no_answer_is_left_out(outcome: str) -> None:
    """A model must not learn to break off, or to say that it is sorry."""
    made = pair_feedback([replace(rated(), outcome=outcome), replace(rated(), outcome="declined")])
    assert made.no_answers == 1
    assert len(made.pairs) == 1


RATINGS = st.lists(
    st.builds(
        rated,
        question=st.sampled_from(["Parking?", "parking", "Payroll?", "?"]),
        answer=st.sampled_from(["a", "a ", "b", "c", "d"]),
        thumb=st.sampled_from(Thumb),
        minute=st.integers(0, 9),
    ),
    max_size=20,
)


@given(RATINGS)
def test_nothing_that_was_rated_is_lost(answers: list[RatedAnswer]) -> None:
    """Every text is on the side of most thumbs, or counted as tied; no pair has equal texts."""
    made = pair_feedback(answers)
    for chosen, rejected in texts(made):
        assert chosen is None or rejected is None or chosen.strip() != rejected.strip()
        assert (chosen, rejected) != (None, None)
    balance: defaultdict[tuple[str, str], int] = defaultdict(int)
    for answer in answers:
        key = (answer.question.strip("?").lower(), answer.answer.strip())
        balance[key] += 1 if answer.thumb is Thumb.UP else -1
    sides: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for pair in made.pairs:
        question = pair.question.strip("?").lower()
        for side, answer in (("chosen", pair.chosen), ("rejected", pair.rejected)):
            if answer is not None:
                sides[question, answer.answer.strip()].add(side)
    expected = {
        key: {"chosen"} if votes > 0 else {"rejected"} for key, votes in balance.items() if votes
    }
    assert sides == expected
    assert made.tied == sum(votes == 0 for votes in balance.values())

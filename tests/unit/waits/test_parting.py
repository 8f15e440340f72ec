"""Questions of two parts: wait times, and what is for the pages."""

from __future__ import annotations

import pytest

from core.waits.asking.parting import with_names
from core.waits.asking.understanding import understand
from tests.unit.waits.alberta import alberta, named

FOOTHILLS = "Foothills Medical Centre"


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        (
            "how long is the wait at Foothills and where do I park",
            f"where do I park at {FOOTHILLS}",
        ),
        (
            "How long is the wait at Foothills? Can visitors stay overnight there?",
            f"Can visitors stay overnight at {FOOTHILLS}?",
        ),
        (
            "How do I get there, and how long is the wait at Foothills?",
            f"How do I get to {FOOTHILLS}",
        ),
        (
            "Where do I park at the Foothills and how long is the wait?",
            "Where do I park at the Foothills",
        ),
        ("Foothills wait. Also, how do I reset my password?", "how do I reset my password?"),
        ("FMC wait plus parking rates", f"parking rates at {FOOTHILLS}"),
    ],
)
def test_the_rest_stands_alone(question: str, rest: str) -> None:
    """In the person's words, with the name that it leaned on."""
    asked = understand(question, (), alberta())
    assert asked is not None
    assert (named(asked.facilities), asked.rest) == ([FOOTHILLS], rest)


@pytest.mark.parametrize(
    "question",
    [
        "shortest wait in Calgary and Edmonton",
        "how long is the wait at Foothills and Rockyview and which is shorter",
        "which urgent care is open in the south and how long",
        "my son fell and broke his arm, how long is the wait at the Stollery",
        "closest ER to Foothills and the wait there",
        "How long is the wait at the Okotoks Health and Wellness Centre?",
        "wait in St. Albert please. Thanks!",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    """Names, wishes and what frames a question are no second question."""
    asked = understand(question, (), alberta())
    assert asked is not None
    assert asked.rest == ""


@pytest.mark.parametrize(
    "question",
    [
        "I am having a heart attack. wait times?",
        "I can't breathe, shortest ER?",
        "my dad collapsed, shortest ER in Calgary",
        "my dad has chest pain, which ER is fastest",
        "my son is choking wait times",
    ],
)
def test_what_happened_does_not_hide_the_question(question: str) -> None:
    """Each clause is judged alone, and nothing of an emergency is for the pages."""
    asked = understand(question, (), alberta())
    assert asked is not None
    assert asked.facilities
    assert asked.rest == ""


@pytest.mark.parametrize(
    "question",
    [
        "Foothills, where do I park?",
        "where is the Rockyview and who is its director",
        "what is our policy on wait times and who wrote it",
    ],
)
def test_two_questions_to_the_pages_stay_there(question: str) -> None:
    """A name alone makes neither of them a question on wait times."""
    assert understand(question, (), alberta()) is None


@pytest.mark.parametrize(
    ("rest", "named_rest"),
    [
        ("where do I park there?", "where do I park at A?"),
        ("how do I get there", "how do I get to A"),
        ("directions to there", "directions to A"),
        ("is there parking?", "is there parking at A?"),
        ("visitor policy", "visitor policy at A"),
    ],
)
def test_names_are_put_where_they_belong(rest: str, named_rest: str) -> None:
    """In place of "there", or at the end."""
    assert with_names(rest, ("A",)) == named_rest


def test_many_names_are_not_put() -> None:
    """A question about a whole region would drown in them."""
    assert with_names("where do I park", ("A", "B")) == "where do I park at A and B"
    assert with_names("where do I park", ("A", "B", "C")) == "where do I park"

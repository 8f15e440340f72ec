"""Follow-ups are made to stand on their own."""

import pytest

from core.domain import Turn
from core.followups import leans_on_history, stand_alone

CAFETERIA = Turn(
    "What are the cafeteria hours?", "The cafeteria is open 7:00 to 19:00 on weekdays."
)
MANAGER = Turn("Who manages the lab?", "**Laboratory**\nDr. Ann Lee manages the laboratory.")


@pytest.mark.parametrize(
    "text",
    [
        "and on weekends?",
        "what's her e-mail?",
        "how long does that take?",
        "the second one",
        "why?",
    ],
)
def test_follow_ups_lean_on_what_was_said(text: str) -> None:
    """Pronouns, continuations and bare fragments need the conversation."""
    assert leans_on_history(text)


@pytest.mark.parametrize(
    "text",
    [
        "How do I request a parking pass at the Riverside site?",
        "What is the phone number of the staffing office on weekends?",
    ],
)
def test_whole_questions_stand_alone(text: str) -> None:
    """A question that names its topic does not borrow one."""
    assert not leans_on_history(text)


def test_the_topic_is_carried() -> None:
    """A fragment takes the topic of the question before."""
    assert "cafeteria" in stand_alone("and on weekends?", [CAFETERIA], limit=5).context


def test_a_pronoun_takes_the_person() -> None:
    """Her is the person who was named in the answer."""
    assert "Ann Lee" in stand_alone("what's her e-mail?", [MANAGER], limit=5).context


def test_an_ordinal_takes_the_item() -> None:
    """The second one is the second item of the list."""
    turn = Turn("Which forms are there?", "Forms:\n- Leave request\n- Overtime claim\n- Shift swap")
    assert stand_alone("tell me about the second one", [turn], limit=5).context == "Overtime claim"


def test_a_chain_reaches_its_beginning() -> None:
    """A follow-up to a follow-up still knows the first topic."""
    turns = [CAFETERIA, Turn("and on weekends?", "Closed.")]
    assert "cafeteria" in stand_alone("and holidays?", turns, limit=5).context


def test_without_history_nothing_is_carried() -> None:
    """The first question is taken as it is."""
    assert stand_alone("and on weekends?", [], limit=5).context == ""

"""Questions to begin with, for who opens the desk's own chat.  Chat adapters show them."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain import WaitBoard

MOST_FIRST = 4
_ABOUT_WAITS = "Which emergency department has the shortest wait now?"


def first_questions(suggested: Sequence[str], waits: WaitBoard | None) -> tuple[str, ...]:
    """At most four questions; one is on wait times where they are known.

    Args:
        suggested: Questions worth asking, best first.
        waits: What is known of wait times; None: no feed is read.
    """
    questions = [question for question in suggested if question.strip()][:MOST_FIRST]
    knows_waits = waits is not None and waits.as_of is not None and waits.waits
    if knows_waits and not any("wait" in question.casefold() for question in questions):
        questions = [*questions[: MOST_FIRST - 1], _ABOUT_WAITS]
    return tuple(questions)

"""What can be done about an answer: ask a person, stop it; and which answers are labelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from adapters.teams.names import ACTION, ASK_PERSON, STOP, TURN
from core.domain import Answered, Declined, Forgotten, Outcome, Stopped, Unavailable
from core.waits.desk import AUTHOR as WAIT_TIMES

NOT_ENOUGH = "Not what you need?"
"""Before the button beneath an answer."""
_WHAT_ASKING_DOES = (
    "People in the channel for it will see your question, this answer and what was said before it."
)


def is_ai(outcome: Outcome) -> bool:
    """Whether an answer carries the label "AI-generated".

    It does where words were chosen or written from pages, by a language model or by quoting: both may pick
    what does not answer the question.  Wait times are read from a feed and told by rules; small talk, refusals
    and faults are fixed words.  What was stopped was being written.
    """
    match outcome:
        case Answered(author=author):
            return author not in ("", WAIT_TIMES)
        case Stopped(text=text):
            return bool(text.strip())
        case Declined() | Unavailable() | Forgotten():
            return False


def ask_person(turn_id: str) -> dict[str, Any]:
    """Hands the question over, once its person has read what happens then."""
    sure = _button("Yes, ask them", ASK_PERSON, turn_id)
    return asks_first("Ask a person", _WHAT_ASKING_DOES, sure)


def stop(turn_id: str) -> dict[str, Any]:
    """Our own Stop, where Teams shows none."""
    return _button("Stop", STOP, turn_id)


def asks_first(title: str, question: str, button: Mapping[str, Any]) -> dict[str, Any]:
    """A button that opens a question, with the button beneath it that does it.

    Teams has no confirmation as Slack has.

    Args:
        title: Of the first button.
        question: Markdown; of ours.
        button: The second one.
    """
    return {
        "type": "Action.ShowCard",
        "title": title,
        "card": {
            "type": "AdaptiveCard",
            "version": "1.5",
            "body": [{"type": "TextBlock", "text": question, "wrap": True}],
            "actions": [dict(button)],
        },
    }


def _button(title: str, action: str, turn_id: str) -> dict[str, Any]:
    return {
        "type": "Action.Execute",
        "title": title,
        "verb": action,
        "data": {ACTION: action, TURN: turn_id},
    }

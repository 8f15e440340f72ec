"""What can be done about an answer: rate it, ask a person, stop it."""

from __future__ import annotations

from typing import Any

from adapters.slack.names import ASK_PERSON, FEEDBACK, STOP
from core.chatting.next_steps import is_rated, may_need_people
from core.domain import Outcome

_WHAT_ASKING_DOES = (
    "Your question, the answer and what was said before it in this conversation will be shown to "
    "the people of the help channel."
)


def buttons(
    outcome: Outcome, *, turn_id: str, can_ask_person: bool, feedback: bool = True
) -> list[dict[str, Any]]:
    """The blocks of all that can be done next.

    Args:
        outcome: How the question ended.
        turn_id: Goes with every press.
        can_ask_person: Whether there is a channel in which people are asked.
        feedback: Whether the answer may be rated.
    """
    blocks = [_feedback(turn_id)] if feedback and is_rated(outcome) else []
    return blocks + ([_ask_person(turn_id)] if can_ask_person and may_need_people(outcome) else [])


def _feedback(turn_id: str) -> dict[str, Any]:
    element = {
        "type": "feedback_buttons",
        "action_id": FEEDBACK,
        "positive_button": {
            "text": _plain("Helpful"),
            "value": f"up {turn_id}",
            "accessibility_label": "This answer was helpful",
        },
        "negative_button": {
            "text": _plain("Not helpful"),
            "value": f"down {turn_id}",
            "accessibility_label": "This answer was not helpful",
        },
    }
    return {"type": "context_actions", "elements": [element]}


def _ask_person(turn_id: str) -> dict[str, Any]:
    confirm = {
        "title": _plain("Ask a person?"),
        "text": _plain(_WHAT_ASKING_DOES),
        "confirm": _plain("Ask"),
        "deny": _plain("Cancel"),
    }
    return _button("Ask a person", ASK_PERSON, turn_id, confirm=confirm)


def stop_button(turn_id: str) -> dict[str, Any]:
    """Our own Stop, where Slack shows none."""
    return _button("Stop", STOP, turn_id)


def _button(label: str, action: str, value: str, **more: Any) -> dict[str, Any]:
    button = {"type": "button", "text": _plain(label), "action_id": action, "value": value, **more}
    return {"type": "actions", "elements": [button]}


def _plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}

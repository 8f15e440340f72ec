"""The view that asks why an answer did not help, and what is read of it.  `feedback` opens it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from adapters.slack.listening.payloads import SubmittedView
from adapters.slack.names import FEEDBACK_REASON
from adapters.slack.surfaces.pieces import plain
from core.domain import TurnId

REASON = "reason"
COMMENT = "comment"
_MOST_COMMENT_CHARACTERS = 1_000
_REASONS = (
    "It is wrong",
    "It is out of date",
    "Something is missing",
    "It is not what I asked",
)


@dataclass(frozen=True, slots=True)
class Rated:
    """The answer that somebody has an opinion of."""

    turn_id: TurnId
    workspace: str
    channel: str
    threads: tuple[str, ...]
    """The conversations of the channel that it may belong to, likeliest first."""


def reason_view(rated: Rated) -> dict[str, Any]:
    """The view, for one answer.

    Source: https://docs.slack.dev/reference/views/modal-views
    """
    kept = {"turn": rated.turn_id, "channel": rated.channel, "threads": rated.threads}
    return {
        "type": "modal",
        "callback_id": FEEDBACK_REASON,
        "private_metadata": json.dumps(kept),
        "title": plain("What was wrong?"),
        "submit": plain("Send"),
        "close": plain("Skip"),
        "blocks": [_reasons(), _comment()],
    }


def read_reason(view: SubmittedView, workspace: str) -> tuple[Rated, str]:
    """The answer that a view is about, and what was said; empty where nothing was."""
    kept = json.loads(view.private_metadata)
    rated = Rated(kept["turn"], workspace, kept["channel"], tuple(kept["threads"]))
    chosen = view.field(REASON, REASON).selected_option
    comment = view.field(COMMENT, COMMENT).value.strip()
    said = [chosen.value if chosen else "", comment[:_MOST_COMMENT_CHARACTERS]]
    return rated, ": ".join(part for part in said if part)


def _reasons() -> dict[str, Any]:
    options = [{"text": plain(reason), "value": reason} for reason in _REASONS]
    return {
        "type": "input",
        "block_id": REASON,
        "optional": True,
        "label": plain("The answer"),
        "element": {"type": "radio_buttons", "action_id": REASON, "options": options},
    }


def _comment() -> dict[str, Any]:
    return {
        "type": "input",
        "block_id": COMMENT,
        "optional": True,
        "label": plain("In your words"),
        "hint": plain("Those who look after the pages read this, with your question."),
        "element": {
            "type": "plain_text_input",
            "action_id": COMMENT,
            "multiline": True,
            "max_length": _MOST_COMMENT_CHARACTERS,
        },
    }

"""What the page's script is told, as JSON: answers, conversations, feedback, pictures.

Each function gives one shape; `static/answer.js` and `static/drawer.js` read them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from adapters.web.live import WebReply
from adapters.web.rendering import to_html
from core.domain import (
    ConversationSummary,
    Feedback,
    Picture,
    RecordedTurn,
    Source,
    TurnId,
    named_sources,
    outcome_name,
    shown_pictures,
)


def finished_view(reply: WebReply) -> dict[str, Any]:
    """An answer whose end is there, from memory."""
    if reply.outcome is None:
        raise ValueError(f"turn {reply.turn.id} is not finished")
    return {
        "turn_id": reply.turn.id,
        "outcome": outcome_name(reply.outcome),
        "html": reply.text_html(),
        "text": reply.outcome.text,
        "sources": _sources(named_sources(reply.outcome)),
        "pictures": _pictures(reply.turn.id, shown_pictures(reply.outcome)),
    }


def recorded_end_view(turn: RecordedTurn) -> dict[str, Any]:
    """The same of an answer that was kept."""
    return {
        "turn_id": turn.turn_id,
        "outcome": turn.outcome,
        "html": to_html(turn.answer),
        "text": turn.answer,
        "sources": _sources(turn.sources),
        "pictures": _pictures(turn.turn_id, turn.pictures),
    }


def recorded_view(turn: RecordedTurn) -> dict[str, Any]:
    """A question with its answer, as kept."""
    return {
        **recorded_end_view(turn),
        "question": turn.question,
        "asked_at": turn.asked_at.isoformat(),
        "feedback": feedback_view(turn.feedback),
    }


def live_view(reply: WebReply) -> dict[str, Any]:
    """A question whose answer is not kept: it is being written, or could not be kept."""
    begun = {
        "turn_id": reply.turn.id,
        "question": reply.turn.question.text,
        "asked_at": reply.turn.accepted_at.isoformat(),
        "feedback": None,
    }
    if reply.outcome is not None:
        return finished_view(reply) | begun
    return begun | {"outcome": None}


def summary_view(summary: ConversationSummary) -> dict[str, Any]:
    """A line of the list of conversations."""
    return {
        "thread": summary.thread,
        "title": summary.title,
        "turns": summary.turns,
        "last_at": summary.last_at.isoformat(),
    }


def begun_view(reply: WebReply) -> dict[str, Any]:
    """The same of a conversation whose first answer is being written."""
    return {
        "thread": reply.turn.question.conversation.thread,
        "title": reply.turn.question.text,
        "turns": 0,
        "last_at": reply.turn.accepted_at.isoformat(),
    }


def feedback_view(feedback: Feedback | None) -> dict[str, Any] | None:
    """A thumb with its word."""
    if feedback is None:
        return None
    return {"thumb": feedback.thumb.value, "comment": feedback.comment}


def picture_view(picture: Picture, address: str) -> dict[str, Any]:
    """A chart that the browser fetches; it learns its size before, so that nothing jumps."""
    return {
        "address": address,
        "alt_text": picture.alt_text,
        "width": picture.width,
        "height": picture.height,
    }


def _pictures(turn_id: TurnId, pictures: Sequence[Picture]) -> list[dict[str, Any]]:
    return [
        picture_view(picture, f"/api/turns/{turn_id}/pictures/{number}.png")
        for number, picture in enumerate(pictures)
    ]


def _sources(sources: Sequence[Source]) -> list[dict[str, str]]:
    return [{"title": source.title, "address": source.address} for source in sources]

"""What the desk says, as Teams shows it: Markdown in, messages out.

The reply, the poster and the surfaces of this adapter call it; it sends nothing itself.
"""

from adapters.teams.writing.buttons import asks_first
from adapters.teams.writing.escaping import escaped
from adapters.teams.writing.marking import mention
from adapters.teams.writing.messages import (
    answer_messages,
    half_message,
    in_card,
    post_messages,
    status_message,
    told,
)
from adapters.teams.writing.streaming import stream_text

__all__ = [
    "answer_messages",
    "asks_first",
    "escaped",
    "half_message",
    "in_card",
    "mention",
    "post_messages",
    "status_message",
    "stream_text",
    "told",
]

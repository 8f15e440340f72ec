"""Formatted text as Slack understands it: mrkdwn, Markdown and rich text, all read into the same passages.

`reading` and `drawing` show them; nothing here knows a workspace.
"""

from adapters.local_slack.formatted.markdown import mentions_in_markdown, passages_of_markdown
from adapters.local_slack.formatted.mrkdwn import passages_of_mrkdwn
from adapters.local_slack.formatted.passages import (
    NOTIFYING,
    Passage,
    PassageKind,
    Span,
    SpanKind,
    Style,
)
from adapters.local_slack.formatted.rich_text import passages_of_rich_text

__all__ = [
    "NOTIFYING",
    "Passage",
    "PassageKind",
    "Span",
    "SpanKind",
    "Style",
    "mentions_in_markdown",
    "passages_of_markdown",
    "passages_of_mrkdwn",
    "passages_of_rich_text",
]

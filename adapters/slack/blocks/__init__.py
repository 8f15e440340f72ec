"""What the desk says, as Slack shows it: Markdown in, blocks out.

The reply, the poster and the surfaces of this adapter call it; it sends nothing itself.
"""

from adapters.slack.blocks.messages import (
    SlackMessage,
    answer_messages,
    draft_message,
    ending_blocks,
    notice_message,
    post_messages,
    private_message,
)
from adapters.slack.blocks.mrkdwn import (
    escaped,
    may_unfurl,
    mrkdwn_link,
    needs_redrawing,
    stream_text,
    unstyled,
)

__all__ = [
    "SlackMessage",
    "answer_messages",
    "draft_message",
    "ending_blocks",
    "escaped",
    "may_unfurl",
    "mrkdwn_link",
    "needs_redrawing",
    "notice_message",
    "post_messages",
    "private_message",
    "stream_text",
    "unstyled",
]

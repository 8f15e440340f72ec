"""What people write in Slack, as the desk reads it."""

from adapters.slack.text.questions import is_question_like, is_reaction
from adapters.slack.text.reading import mentions, mentions_bot, plain_text

__all__ = ["is_question_like", "is_reaction", "mentions", "mentions_bot", "plain_text"]

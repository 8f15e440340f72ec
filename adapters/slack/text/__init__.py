"""What people write in Slack, as the desk reads it."""

from adapters.slack.text.reading import mentions, mentions_bot, names_group, plain_text

__all__ = ["mentions", "mentions_bot", "names_group", "plain_text"]

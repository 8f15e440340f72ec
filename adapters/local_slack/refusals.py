"""How Slack says no."""

from __future__ import annotations

from typing import Any


class SlackRefusal(Exception):
    """A Web API call is refused: `{"ok": false, "error": …}`."""

    def __init__(self, error: str, **details: Any) -> None:
        """Take Slack's name of the error, and what else stands in the answer.

        Args:
            error: E.g. `channel_not_found`.
            details: E.g. `needed="chat:write"`, or `messages=[…]` for `response_metadata`.
        """
        super().__init__(error)
        self.error = error
        self.details = details

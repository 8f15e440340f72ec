"""How often each method may be called: Slack's tiers, and one message a second in a channel.

Off unless asked for, so that tests run fast.

Source: https://docs.slack.dev/apis/web-api/rate-limits, and for each method its own page under
https://docs.slack.dev/reference/methods
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MINUTE_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in so much time."""

    calls: int
    seconds: float = MINUTE_SECONDS
    is_per_channel: bool = False


_TIER_2, _TIER_3, _TIER_4 = Limit(20), Limit(50), Limit(100)
_SPECIAL = Limit(600)
"""`api.test`, `auth.test`, `assistant.threads.setStatus`, `chat.getPermalink` and `oauth.v2.access`:
"special" on their pages, without a number; hundreds a minute by the overview."""
_POSTING = Limit(calls=5, seconds=5.0, is_per_channel=True)
"""One a second in a channel, short bursts allowed; five are a guess, Slack gives no number."""

TIERS: Mapping[str, Limit] = {
    "apps.connections.open": _TIER_3,
    "chat.postMessage": _POSTING,
    "chat.postEphemeral": _TIER_4,
    "chat.update": _TIER_3,
    "chat.delete": _TIER_3,
    "chat.startStream": _TIER_2,
    "chat.appendStream": _TIER_4,
    "chat.stopStream": _TIER_2,
    "conversations.open": _TIER_3,
    "conversations.info": _TIER_3,
    "conversations.history": _TIER_3,
    "conversations.replies": _TIER_3,
    "conversations.members": _TIER_4,
    "conversations.list": _TIER_2,
    "users.info": _TIER_4,
    "users.list": _TIER_2,
    "bots.info": _TIER_3,
    "team.info": _TIER_3,
    "reactions.add": _TIER_3,
    "reactions.remove": _TIER_2,
    "reactions.get": _TIER_3,
    "files.getUploadURLExternal": _TIER_4,
    "files.completeUploadExternal": _TIER_4,
    "files.delete": _TIER_3,
    "files.info": _TIER_4,
    "views.open": _TIER_4,
    "views.push": _TIER_4,
    "views.update": _TIER_4,
    "views.publish": _TIER_4,
    "assistant.threads.setTitle": _TIER_4,
    "assistant.threads.setSuggestedPrompts": _TIER_4,
    "agents.sessions.setStatus": _TIER_3,
    "agents.sessions.rename": _TIER_3,
    "auth.revoke": _TIER_3,
}
READING_OF_DISTRIBUTED_APPS = Limit(1)
"""Of `conversations.history` and `.replies` each, for apps that are sold outside of the Marketplace.
Source: https://docs.slack.dev/changelog/2025/05/29/rate-limit-changes-for-non-marketplace-apps"""

_READING = frozenset({"conversations.history", "conversations.replies"})


class Limits:
    """Counts calls, and says when one is too many."""

    def __init__(self, *, now_seconds: Callable[[], float], is_on: bool = False) -> None:
        """Begin with nothing counted.

        Args:
            now_seconds: Monotonic time.
            is_on: Whether anything is limited.
        """
        self.is_on = is_on
        self._now_seconds = now_seconds
        self._calls: dict[tuple[str, str], deque[float]] = defaultdict(deque)

    def retry_after_seconds(
        self, method: str, team_id: str, channel: str, *, is_distributed: bool = False
    ) -> int:
        """Count a call.

        Args:
            method: What is called.
            team_id: For which workspace.
            channel: For which channel; may be empty.
            is_distributed: Whether by an app that is sold outside of the Marketplace.

        Returns:
            0 if it may go on, else after how many whole seconds to try again.
        """
        if not self.is_on:
            return 0
        limit = TIERS.get(method, _SPECIAL)
        if is_distributed and method in _READING:
            limit = READING_OF_DISTRIBUTED_APPS
        now = self._now_seconds()
        calls = self._calls[method, channel if limit.is_per_channel else team_id]
        while calls and now - calls[0] >= limit.seconds:
            calls.popleft()
        if len(calls) >= limit.calls:
            return max(1, math.ceil(calls[0] + limit.seconds - now))
        calls.append(now)
        return 0

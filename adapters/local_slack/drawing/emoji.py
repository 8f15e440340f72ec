"""Emoji as people see them: those that the app writes, and those that people put on messages."""

from __future__ import annotations

import re
from collections.abc import Mapping

EMOJI: Mapping[str, str] = {
    "+1": "👍",
    "-1": "👎",
    "bell": "🔔",
    "bulb": "💡",
    "chart_with_upwards_trend": "📈",
    "eyes": "👀",
    "heavy_check_mark": "✔️",
    "hospital": "🏥",
    "hourglass_flowing_sand": "⏳",
    "information_source": "ℹ️",
    "mag": "🔍",
    "no_entry": "⛔",
    "question": "❓",
    "raised_hand": "✋",
    "red_circle": "🔴",
    "rotating_light": "🚨",
    "speech_balloon": "💬",
    "tada": "🎉",
    "thinking_face": "🤔",
    "thumbsdown": "👎",
    "thumbsup": "👍",
    "warning": "⚠️",
    "wave": "👋",
    "white_check_mark": "✅",
    "x": "❌",
}
"""By Slack's names; a name that is not here stays as it is written."""

_NAMED = re.compile(r":([a-z0-9_+'-]+):")


def with_emoji(text: str) -> str:
    """Put the emoji where their names are written."""
    return _NAMED.sub(lambda match: EMOJI.get(match[1], match[0]), text)

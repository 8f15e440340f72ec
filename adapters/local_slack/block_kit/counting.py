"""How long blocks are.

Called by the checks, and by whoever limits a message as a whole.
"""

from __future__ import annotations

from typing import Any

_SAID = frozenset({"text", "alt_text", "title", "fallback", "url", "caption", "description"})
"""Fields whose text people read or follow."""


def characters_of(blocks: list[dict[str, Any]]) -> int:
    """Characters of all text in blocks, addresses included.

    Slack's own count is not documented; `msg_blocks_too_long` has been seen from about 13,200 on.
    Source: https://github.com/slackapi/bolt-js/issues/2509
    """
    return _count(blocks)


def _count(value: object) -> int:
    if isinstance(value, list):
        return sum(_count(one) for one in value)
    if not isinstance(value, dict):
        return 0
    return sum(
        len(one) if isinstance(one, str) and name in _SAID else _count(one)
        for name, one in value.items()
    )

"""Who is in a channel."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from adapters.slack.calls import SlackCalls

_PAGE = 999
"""Source: https://docs.slack.dev/reference/methods/conversations.members"""
_MOST_PAGES = 30


async def those_in(
    calls: SlackCalls,
    workspace: str,
    channel: str,
    persons: Collection[str],
    *,
    in_time_seconds: float,
) -> frozenset[str]:
    """Those of some people who are in a channel; of its first 30,000 members, in huge ones.

    Raises:
        DeliveryRefused: The desk cannot see the channel.
        DeliveryError: Slack did not tell now.
    """
    found: set[str] = set()
    cursor = ""
    for _ in range(_MOST_PAGES):
        more: dict[str, Any] = {"cursor": cursor} if cursor else {}
        told = await calls.call(
            workspace,
            "conversations.members",
            in_time_seconds=in_time_seconds,
            channel=channel,
            limit=_PAGE,
            **more,
        )
        found |= set(persons) & set(told.get("members", ()))
        cursor = (told.get("response_metadata") or {}).get("next_cursor", "")
        if not cursor or len(found) == len(set(persons)):
            break
    return frozenset(found)

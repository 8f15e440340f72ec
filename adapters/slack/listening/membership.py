"""Whether the desk is in a channel: only there it can post.  The command and the shortcut ask."""

from __future__ import annotations

from adapters.slack.calls import SlackCallRefused, SlackCalls
from core.errors import DeliveryError

_LOOK_SECONDS = 1.0
"""The person waits for it, and Slack for its acknowledgement."""


async def is_member(calls: SlackCalls, workspace: str, channel: str) -> bool | None:
    """Whether the desk is in a channel; None: Slack did not say in time.

    Direct messages with the desk need not be asked for: it is in them.
    """
    if channel.startswith("D"):
        return True
    try:
        told = await calls.call(
            workspace, "conversations.info", in_time_seconds=_LOOK_SECONDS, channel=channel
        )
    except SlackCallRefused:
        # A private channel that the desk is not in does not exist for it.
        return False
    except DeliveryError:
        return None
    found = told.get("channel") or {}
    if found.get("is_im") or found.get("is_mpim"):
        return True
    member = found.get("is_member")
    return member if isinstance(member, bool) else None

"""Addresses of messages in Slack, made without asking Slack for each."""

from __future__ import annotations

import re

from slack_bolt.async_app import AsyncBoltContext

_TIMESTAMP = re.compile(r"\d+\.\d{6}")


def message_link(workspace_url: str, channel: str, ts: str) -> str:
    """Where a message can be seen; empty where that is not known or it is no message.

    `chat.getPermalink` gives the same at the price of one call each.

    Args:
        workspace_url: As `auth.test` gives it, ending in a slash.
        channel: Its channel's id.
        ts: The message; the thread of a private question is none.
    """
    if not workspace_url.startswith("https://") and not workspace_url.startswith("http://"):
        return ""
    if not _TIMESTAMP.fullmatch(ts):
        return ""
    return f"{workspace_url}archives/{channel}/p{ts.replace('.', '')}"


def workspace_url(context: AsyncBoltContext) -> str:
    """Where a workspace is, as Bolt learnt it when it trusted the event; empty: it did not."""
    known = context.authorize_result
    return (known.url or "") if known is not None else ""

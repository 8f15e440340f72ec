"""Turns a message back into what a person would type, for whoever edits it."""

from __future__ import annotations

import re
from html import unescape

from adapters.local_slack.state import Workspace

_TOKEN = re.compile(r"<(?P<mark>[@#!]?)(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def as_typed(text: str, workspace: Workspace) -> str:
    """What somebody typed.

    Args:
        text: Slack's mrkdwn of a message that `composing` made.
        workspace: Where names are looked up.
    """

    def shown(match: re.Match[str]) -> str:
        target, label = match["target"], match["label"]
        match match["mark"]:
            case "@":
                user = workspace.users.get(target)
                return f"@{user.name if user else target}"
            case "#":
                channel = workspace.channels.get(target)
                return f"#{channel.name if channel else label or target}"
            case "!":
                return f"@{target}"
            case _:
                return label or target

    return unescape(_TOKEN.sub(shown, text))

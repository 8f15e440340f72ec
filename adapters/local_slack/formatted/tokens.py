"""What stands between `<` and `>` in Slack's text: links, mentions, dates.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re

from adapters.local_slack.formatted.passages import Span, SpanKind

TOKEN = re.compile(r"<([^<>\n]+)>")
BARE_ADDRESS = re.compile(r"https?://[^\s<>|]*[^\s<>|.,;:!?)\]'\"]")
"""An address that Slack makes a link of; not the full stop after it."""

_ESCAPED = re.compile(r"&(amp|lt|gt);")
_MEANING = {"amp": "&", "lt": "<", "gt": ">"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)
_BROADCASTS = frozenset({"channel", "here", "everyone", "group"})
_MENTIONS = {"@U": SpanKind.USER, "@W": SpanKind.USER, "@S": SpanKind.GROUP, "#C": SpanKind.CHANNEL}


def unescaped(text: str) -> str:
    """Text as it is read: `&lt;` is `<`."""
    return _ESCAPED.sub(lambda found: _MEANING[found[1]], text)


def span_of_token(inside: str) -> Span | None:
    """What a token means; None where it means nothing and is read as it stands.

    Args:
        inside: What stands between `<` and `>`, e.g. `@U1|ann`.
    """
    target, _, label = inside.partition("|")
    label = unescaped(label)
    kind = _MENTIONS.get(target[:2])
    if kind is not None and target[1:].isalnum():
        return Span(label, kind, target[1:])
    if target.startswith("!"):
        return _special(target[1:], label)
    if _ADDRESS.fullmatch(target):
        address = unescaped(target)
        return Span(label or address.removeprefix("mailto:"), SpanKind.LINK, address)
    return None


def _special(name: str, label: str) -> Span | None:
    if name in _BROADCASTS:
        return Span("", SpanKind.BROADCAST, name)
    if name.startswith("subteam^"):
        return Span(label, SpanKind.GROUP, name.removeprefix("subteam^"))
    if name.startswith("date^"):
        return Span(label, SpanKind.DATE, name.removeprefix("date^"))
    return None

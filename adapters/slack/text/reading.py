"""A message's `mrkdwn` as the person meant it: links, mentions and entities undone.

The listeners call it before a question goes to the desk.  It must not know what a question is.
Source: https://docs.slack.dev/messaging/formatting-message-text#retrieving-messages
"""

from __future__ import annotations

import re
from collections.abc import Mapping

_TOKEN = re.compile(r"<([^<>\n]+)>")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>\n]*)?>")
_NAMES_A_GROUP = re.compile(r"<!(?:subteam\^|here\b|channel\b|everyone\b)")
_ENTITY = re.compile(r"&(amp|lt|gt);")
_ENTITIES = {"amp": "&", "lt": "<", "gt": ">"}
_GONE = "\x00"
"""Stands where the desk was named until the white space around it is mended."""
_AT_BEGINNING = re.compile(rf"^(?:\s*{_GONE}\s*(?:[,:;!–—-](?=\s|$|\w))?)+\s*")
_WITHIN = re.compile(rf"(?<![ \t])[ \t]*{_GONE}(?=[ \t]*[,.;:!?)]|[ \t]*$)", re.MULTILINE)
_BETWEEN = re.compile(rf"{_GONE}[ \t]*")


def plain_text(text: str, *, bot_user: str, names: Mapping[str, str]) -> str:
    """Turn a message's text into what the person wrote.

    Args:
        text: As Slack sends it.
        bot_user: The user id of the desk there; where it is named, nothing is left.
        names: Of people, channels and groups by their ids, as far as they are known.

    Returns:
        Text in which code, quotes and line breaks stand as they were.
    """

    def read(found: re.Match[str]) -> str:
        return _read(found[1], bot_user, names)

    text = _TOKEN.sub(read, text.replace(_GONE, "").replace("\xa0", " "))
    text = _BETWEEN.sub("", _WITHIN.sub("", _AT_BEGINNING.sub("", text)))
    # In one pass: `&amp;lt;` is what somebody wrote as `&lt;`.
    return _ENTITY.sub(lambda found: _ENTITIES[found[1]], text).strip()


def mentions(text: str) -> tuple[str, ...]:
    """The user ids of those who are named in a message as Slack sends it, in order, each once."""
    return tuple(dict.fromkeys(_PERSON.findall(text)))


def mentions_bot(text: str, bot_user: str) -> bool:
    """Whether the desk is named in a message as Slack sends it."""
    return bool(bot_user) and bot_user in mentions(text)


def names_group(text: str) -> bool:
    """Whether a message as Slack sends it calls a group of people or all of the channel."""
    return bool(_NAMES_A_GROUP.search(text))


def _read(inside: str, bot_user: str, names: Mapping[str, str]) -> str:
    """What stands between angle brackets."""
    target, _, label = inside.partition("|")
    kind, name = target[:1], target[1:]
    if kind == "@":
        return _GONE if name == bot_user else f"@{names.get(name) or label.lstrip('@') or name}"
    if kind == "#":
        return f"#{label.lstrip('#') or names.get(name) or name}"
    if kind == "!":
        return _special(name, label, names)
    return _link(target, label)


def _special(name: str, label: str, names: Mapping[str, str]) -> str:
    """`!here`, `!subteam^S1|@group`, `!date^1392734382^{date}|Feb 18`."""
    kind, _, rest = name.partition("^")
    if kind == "date":
        return label or rest
    group = rest.partition("^")[0]
    return f"@{label.lstrip('@') or names.get(group) or group or kind}"


def _link(target: str, label: str) -> str:
    scheme, _, rest = target.partition(":")
    if scheme == "tel":
        return label or rest
    address = rest.partition("?")[0] if scheme == "mailto" else target
    if not label or _bare(label) == _bare(address):
        return address
    return f"{label} ({address})"


def _bare(address: str) -> str:
    """An address as people type it: without scheme and last slash."""
    return re.sub(r"^(?:https?://|mailto:)", "", address, flags=re.IGNORECASE).rstrip("/").lower()

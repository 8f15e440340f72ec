"""Turns what a person types into what Slack's composer sends: mrkdwn text, and rich text blocks.

`people` calls it.  `@ann` becomes a mention, `#general` a channel, addresses become links, and
`& < >` are escaped; `*bold*`, `_italic_`, `~struck~` and code are drawn as such.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.local_slack.state import Json, Workspace

_PIECES = re.compile(
    r"""
    ```(?P<fenced>.+?)```
    | `(?P<code>[^`\n]+)`
    | (?P<url>\b(?:https?://|www\.)[^\s<>`]*[^\s<>`.,;:!?)\]'"])
    | (?P<email>\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b)
    | (?<![\w&])@(?P<user>[\w][\w.-]*)
    | (?<![\w&])\#(?P<channel>[\w-]+)
    | (?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])
    | (?<![\w])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w])
    | (?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])
    """,
    re.VERBOSE | re.DOTALL,
)
_EVERYBODY = ("here", "channel", "everyone")


@dataclass(frozen=True, slots=True)
class Composed:
    """A message as the composer sends it."""

    text: str
    blocks: list[Json]


def compose(typed: str, workspace: Workspace) -> Composed:
    """Compose a message.

    Args:
        typed: What the person typed; lines that begin with `> ` are quotes.
        workspace: Whose people and channels may be named; names that it does not know stay text.
    """
    pieces = _pieces(typed, workspace)
    texts = "".join(text for text, _ in pieces)
    quoted = re.sub(r"(?m)^&gt; ?", "&gt; ", texts)
    elements = _sections(pieces)
    return Composed(
        quoted,
        [{"type": "rich_text", "block_id": workspace.new_id("b"), "elements": elements}]
        if elements
        else [],
    )


def escape(text: str) -> str:
    """Escape the three characters that mean something to Slack."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _pieces(typed: str, workspace: Workspace) -> list[tuple[str, Json]]:
    """The text of each piece, and its rich text element."""
    found: list[tuple[str, Json]] = []
    end = 0
    for match in _PIECES.finditer(typed):
        piece = _piece(match, workspace)
        if piece is None:
            continue
        found += _plain(typed[end : match.start()])
        found.append(piece)
        end = match.end()
    return found + _plain(typed[end:])


def _plain(text: str) -> list[tuple[str, Json]]:
    return [(escape(text), {"type": "text", "text": text})] if text else []


def _piece(match: re.Match[str], workspace: Workspace) -> tuple[str, Json] | None:
    kind, inside = str(match.lastgroup), str(match[str(match.lastgroup)])
    match kind:
        case "fenced":
            inside = inside.strip("\n")
            element: Json = {
                "type": "rich_text_preformatted",
                "elements": [{"type": "text", "text": inside}],
                "border": 0,
            }
            return f"```{escape(inside)}```", element
        case "url":
            return _link(inside)
        case "email":
            link = {"type": "link", "url": f"mailto:{inside}", "text": inside}
            return f"<mailto:{inside}|{inside}>", link
        case "user":
            return _user(inside, workspace)
        case "channel":
            return _channel(inside, workspace)
        case _:
            return escape(match[0]), {"type": "text", "text": inside, "style": {kind: True}}


def _link(written: str) -> tuple[str, Json]:
    if written.startswith("www."):
        address = f"http://{written}"
        return (
            f"<{escape(address)}|{escape(written)}>",
            {"type": "link", "url": address, "text": written},
        )
    return f"<{escape(written)}>", {"type": "link", "url": written}


def _user(written: str, workspace: Workspace) -> tuple[str, Json] | None:
    name = written.rstrip(".-")
    rest = written[len(name) :]
    if name in _EVERYBODY:
        return f"<!{name}>{rest}", {"type": "broadcast", "range": name}
    user = next((one for one in workspace.users.values() if one.name == name), None)
    if user is None:
        return None
    return f"<@{user.id}>{rest}", {"type": "user", "user_id": user.id, "rest": rest}


def _channel(name: str, workspace: Workspace) -> tuple[str, Json] | None:
    channel = next((one for one in workspace.channels.values() if one.name == name), None)
    if channel is None:
        return None
    return f"<#{channel.id}|{name}>", {"type": "channel", "channel_id": channel.id}


def _sections(pieces: list[tuple[str, Json]]) -> list[Json]:
    """Rich text: sections, quotes and preformatted parts, in order."""
    sections: list[Json] = []
    for _, element in pieces:
        if element["type"] == "rich_text_preformatted":
            sections.append(element)
            continue
        for one in _lines(element):
            _put(sections, one)
    return [one for one in sections if one["elements"]]


def _lines(element: Json) -> list[Json]:
    """An element, cut at each end of line; what stood after a name is put behind it."""
    rest = element.pop("rest", "")
    if element["type"] != "text":
        return [element, {"type": "text", "text": rest}] if rest else [element]
    return [{**element, "text": line} for line in element["text"].splitlines(keepends=True)]


def _put(sections: list[Json], element: Json) -> None:
    text = element.get("text", "") if element["type"] == "text" else ""
    open_section = sections[-1] if sections and not _is_closed(sections[-1]) else None
    begins_line = open_section is None or _ends_line(open_section)
    if begins_line and text.startswith(">"):
        wanted, element = "rich_text_quote", {**element, "text": text[1:].removeprefix(" ")}
    elif begins_line:
        wanted = "rich_text_section"
    else:
        open_section["elements"].append(element)  # type: ignore[index]
        return
    if open_section is None or open_section["type"] != wanted:
        open_section = {"type": wanted, "elements": []}
        sections.append(open_section)
    open_section["elements"].append(element)


def _is_closed(section: Json) -> bool:
    return bool(section["type"] == "rich_text_preformatted")


def _ends_line(section: Json) -> bool:
    last = section["elements"][-1]
    return bool(last["type"] == "text" and last["text"].endswith("\n"))

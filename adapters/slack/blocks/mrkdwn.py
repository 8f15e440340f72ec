"""Text of others inside Slack's own markup, where it must stay text.

`escaped` and `mrkdwn_link` serve text objects of type `mrkdwn`, in views and on the App Home too;
`stream_text` serves streams.  Rich text needs none of it: its elements are literal.
"""

from __future__ import annotations

import re

from adapters.slack.blocks.parsing import parse
from adapters.slack.blocks.pieces import Code, Item, Paragraph, Piece
from core.chatting.markdown.runs import Table

_LOOK_ALIKE = str.maketrans({"*": "∗", "~": "∼", "`": "ˋ"})
"""Slack has no way to escape these."""
_STYLING_UNDERSCORE = re.compile(r"(?<!\w)_(?=\S)|(?<=\S)_(?!\w)")
_EMOJI = re.compile(r":(?=[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*:)")
_QUOTE_AT_LINE_START = re.compile(r"^>", re.MULTILINE)
_LINKABLE = re.compile(r"(?:https?://|mailto:)\S", re.IGNORECASE)
_MAY_UNFURL = re.compile(r"https?:|www\.", re.IGNORECASE)
_ENDS_LINK = {"|": "%7C", "<": "%3C", ">": "%3E", " ": "%20", '"': "%22", "\n": "", "\t": "%09"}


def escaped(text: str) -> str:
    """Text in which nothing is a mention, a link or an entity.

    Source: https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unstyled(text: str) -> str:
    """The same for text that must not look other than it is either: `*` would make it bold."""
    text = text.translate(_LOOK_ALIKE)
    text = _EMOJI.sub("∶", _STYLING_UNDERSCORE.sub("ˍ", text))
    return escaped(_QUOTE_AT_LINE_START.sub("›", text))


def mrkdwn_link(address: str, title: str) -> str:
    """A link in `mrkdwn`; an address that is not of the web or a mailbox leaves the title alone.

    Args:
        address: Where it leads.
        title: What it shows; empty: the address.
    """
    shown = unstyled(" ".join(title.split()) or address)
    if not _LINKABLE.match(address):
        return shown
    target = "".join(_ENDS_LINK.get(character, character) for character in address.strip())
    return f"<{target.replace('&', '&amp;')}|{shown.replace('|', '¦')}>"


def stream_text(markdown: str) -> str:
    """Markdown for a stream, in which nothing is a mention; also a piece of it."""
    return escaped(markdown)


def may_unfurl(markdown: str) -> bool:
    """Whether text holds a link, or the beginning of one, that Slack may show a preview of."""
    return _MAY_UNFURL.search(markdown) is not None


def needs_redrawing(markdown: str) -> bool:
    """Whether an answer looks worse as streamed Markdown than as blocks.

    That is where it holds a table, a quote, or code with characters that `stream_text` escapes.
    """
    return any(map(_is_worse, parse(markdown)))


def _is_worse(piece: Piece) -> bool:
    match piece:
        case Table():
            return True
        case Code(text=text, is_quoted=is_quoted):
            return is_quoted or escaped(text) != text
        case Paragraph(runs=runs, is_quoted=is_quoted) | Item(runs=runs, is_quoted=is_quoted):
            return is_quoted or any(run.is_code and escaped(run.text) != run.text for run in runs)
        case _:
            return False

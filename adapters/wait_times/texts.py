"""Text that strangers published, made fit to be kept and shown.  The parsers of feeds use it.

No control character, no half of a character and nothing that turns the direction of writing gets
through, and no field is long enough to be a burden.
"""

from __future__ import annotations

import re
import unicodedata
from html import unescape

LONGEST_NAME = 200
"""Characters; what is longer is no name."""
LONGEST_TEXT = 2_000
"""Characters of any other field; the rest is cut off, and `…` says so."""
_CUT = "…"
_TAG = re.compile(r"</?[a-z!][^<>]*>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,9}/?>|</(?:p|div|li)>|\n", re.IGNORECASE)


def one_line(text: str) -> str:
    """A text without what cannot be seen or stored, in one line.

    Args:
        text: Plain text; what is beyond `LONGEST_TEXT` characters is cut off.
    """
    return " ".join("".join(map(_visible, _cut(text))).split())


def plain(markup: str) -> str:
    """HTML as plain text in one line; breaks become `; `."""
    # Entities are undone twice: feeds also publish `&amp;amp;`.
    parts = _BREAK.split(unescape(_cut(markup)))
    lines = (one_line(_TAG.sub(" ", unescape(part))) for part in parts)
    return "; ".join(line for line in lines if line)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + _CUT


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    match unicodedata.category(character):
        case "Cc" | "Zs" | "Zl" | "Zp":
            return " "
        case "Cs":
            return "\N{REPLACEMENT CHARACTER}"
        case "Cf":
            return ""
        case _:
            return character

"""Markdown as it is read aloud, on one line: for places that show the beginning of an answer.

Called by `asking_people`.
"""

from __future__ import annotations

import re

from core.words import plain

_RULE = re.compile(r"^\s*(?:[-*_]\s*){3,}$|^[\s|:-]*\|[\s|:-]*$|^\s*```\w*\s*$")
"""Lines that only draw: rules, the second line of a table, fences of code."""
_LEADING = re.compile(r"^\s*(?:(?:#{1,6}|[-*+•>]|\d+[.)])\s+)+")
_MARKS = re.compile(r"\*\*|__|`")
_CELLS = re.compile(r"\s*\|\s*")
_ESCAPED = re.compile(r"\\([\\`*_\[\]<>|~#+.!(){}=-])")
_HIDDEN = 0xE000
"""Code points from here on are nobody's: an escaped mark waits there."""
_IS_HIDDEN = re.compile("[\ue020-\ue07e]")
_ENDS = tuple(".!?:;,…")


def in_plain_words(markdown: str) -> str:
    """A text without its markup; lines become sentences, cells of tables are told apart by commas.

    Args:
        markdown: As answers are written.
    """
    # What is escaped is no markup, whatever it looks like, until all markup is gone.
    hidden = _ESCAPED.sub(lambda found: chr(_HIDDEN + ord(found[1])), markdown)
    said = ""
    for line in plain(hidden).splitlines():
        words = _words_of(line)
        if not words:
            continue
        # A title and what stands beneath it must not run into one another.
        said += f"{'' if not said else ' ' if said.endswith(_ENDS) else '; '}{words}"
    return _IS_HIDDEN.sub(lambda found: chr(ord(found[0]) - _HIDDEN), said)


def _words_of(line: str) -> str:
    if _RULE.match(line):
        return ""
    bare = _LEADING.sub("", _MARKS.sub("", line))
    if bare.lstrip().startswith("|"):
        bare = ", ".join(filter(None, _CELLS.split(bare.strip().strip("|").strip())))
    return " ".join(bare.split())

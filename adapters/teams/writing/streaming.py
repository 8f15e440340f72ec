"""How much of a half-written answer can be shown for good: Teams' streams only ever grow.

Whole lines are shown as `text` will write them in the end; of the last one, the words before anything
that may turn out to be a link, a style or a row of a table.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/streaming-ux (each piece holds what came before)
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile

from adapters.teams.writing.pieces import Code, Piece
from adapters.teams.writing.reading import begins_row, lines_of, read
from adapters.teams.writing.sizes import MOST_STREAM_BYTES, bytes_of
from adapters.teams.writing.text import written
from core.chatting.markdown.runs import Table

_ACTS = re.compile(r"[*_~`\[\]\\<&]")
_SURELY_MEANT = re.compile(
    r"(?<!\S)(?:\*\*[^\W_](?:[^*_~`\[\]\\<&]*[^\W_])?\*\*|\[[^*_~`\[\]\\<&!]+\]\(https?://[\w./?=#%+-]+\))(?=\s)"
)
"""Bold words and links with blanks around them: what comes after them changes them no more."""
_LAST_SPACE = re.compile(r"\s(?=\S*$)")
_LONE_MARKER = re.compile(r"(?:\s*>)*\s*(?:[-*+•#]+|\d{1,9}[.)])\s*")
_BOLD = re.compile(r"\*\*[^*]*\*\*")
_WORD = re.compile(r"[^\W_]")


def stream_text(text: str) -> str:
    """What of an answer that is being written is sure.

    Args:
        text: All of it so far, as Markdown.

    Returns:
        Markdown as Teams takes it in a stream: the beginning of what it is for any longer text, and of
        the first message of the finished answer.
    """
    text = text[:MOST_STREAM_BYTES]
    grown = _sure_text(text)
    if bytes_of(grown) <= MOST_STREAM_BYTES:
        return grown
    # What is sure of more is more: the longest beginning that has room can be searched for.
    most = bisect_right(
        range(len(text)), MOST_STREAM_BYTES, key=lambda end: bytes_of(_sure_text(text[:end]))
    )
    return _sure_text(text[: most - 1])


def _sure_text(text: str) -> str:
    *lines, last = lines_of(text)
    if _is_in_code(lines):
        return _before_table(lines)
    if lines and begins_row(lines[-1]):
        # The next line tells whether these are rows of a table.
        while lines and begins_row(lines[-1]):
            lines.pop()
        return _before_table(lines)
    return _before_table([*lines, _sure_words(last)])


def _before_table(lines: Sequence[str]) -> str:
    pieces = read("\n".join(lines))
    return written(list(takewhile(_is_text, pieces)))


def _is_text(piece: Piece) -> bool:
    return not isinstance(piece, Table)


def _is_in_code(lines: Sequence[str]) -> bool:
    """Whether what comes after these lines stands in code."""
    last = read("\n".join([*lines, "x"]))[-1]
    return isinstance(last, Code) and not last.is_closed


def _sure_words(last: str) -> str:
    """The words of an unfinished line that stay as they are, whatever comes."""
    if begins_row(last) or last.lstrip(" >\t").startswith("#"):
        return ""
    acts = _ACTS.search(_SURELY_MEANT.sub(lambda found: "x" * len(found[0]), last))
    before = last[: acts.start()] if acts else last
    end = _LAST_SPACE.search(before)
    words = before[: end.start()] if end else ""
    # Bold words alone may be a heading.
    return words if _WORD.search(_BOLD.sub("", words)) and not _LONE_MARKER.fullmatch(words) else ""

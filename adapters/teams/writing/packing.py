"""Divides pieces among messages: never within a link, a row of a table or a word, nor a line of code.

Called by `messages`.  White space at a cut goes; everything else stays, in order.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.teams.writing.pieces import Code, Line, Piece
from adapters.teams.writing.sizes import MOST_STREAM_BYTES, MOST_TEXT_BYTES, bytes_of
from adapters.teams.writing.text import following
from core.chatting.markdown.runs import Run, Runs, text_of

_SENTENCE_END = re.compile(r"(?<=[.!?:;])\s+")
_WORD_END = re.compile(r"\s+")
_QUOTES_BYTES = bytes_of("")
_MOST_LINK_BYTES = 8_000


@dataclass(slots=True)
class _Page:
    """The text of a message that is being filled."""

    pieces: list[Piece] = field(default_factory=list)
    size: int = 0

    def cost(self, piece: Piece) -> int:
        """Bytes that a piece would add."""
        before = self.pieces[-1] if self.pieces else None
        return bytes_of(following(before, piece)) - _QUOTES_BYTES

    def takes(self, piece: Piece) -> bool:
        """Whether there is room for it."""
        return self.size + self.cost(piece) <= MOST_TEXT_BYTES

    def add(self, piece: Piece) -> None:
        """Put a piece at the end."""
        self.size += self.cost(piece)
        self.pieces.append(piece)

    @property
    def is_filled(self) -> bool:
        """Whether another may be begun: what was streamed surely stands in this one."""
        return self.size > MOST_STREAM_BYTES


def text_pages(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Divide pieces, none of which is a table, among the texts of messages."""
    pages = [_Page()]
    for whole in pieces:
        piece: Piece | None = whole
        while piece is not None:
            page = pages[-1]
            if page.takes(piece):
                page.add(piece)
                break
            head, piece = (None, piece) if page.is_filled else _cut(piece, page)
            if head is not None:
                page.add(head)
            if piece is not None:
                pages.append(_turned(page))
    return [page.pieces for page in pages if page.pieces]


def fitted(piece: Piece) -> list[Piece]:
    """A piece in parts of which each fits into a message."""
    return [part for page in text_pages([piece]) for part in page]


def _turned(page: _Page) -> _Page:
    """A new page, to which a heading goes that would end the old one."""
    fresh = _Page()
    last = page.pieces[-1] if len(page.pieces) > 1 else None
    if isinstance(last, Line) and last.is_heading:
        size = page.size - bytes_of(following(page.pieces[-2], last)) + _QUOTES_BYTES
        if size > MOST_STREAM_BYTES:
            page.pieces.pop()
            fresh.add(last)
    return fresh


def _cut(piece: Piece, page: _Page) -> tuple[Piece | None, Piece | None]:
    """As much of a piece as the page has room for, and the rest of it."""
    match piece:
        case Line():
            return _cut_line(piece, page)
        case Code():
            return _cut_code(piece, page)
        case _:
            return None, piece


def _cut_line(line: Line, page: _Page) -> tuple[Piece | None, Piece | None]:
    line = replace(line, runs=tuple(map(_short_enough, line.runs)))
    text = text_of(line.runs)
    words = [end for end in _ends(line.runs, _WORD_END) if 0 < end < len(text)]
    # A word that is longer than a message.
    letters = (
        [] if page.pieces else [end for end in range(1, len(text)) if _may_end(line.runs, end)]
    )
    for ends in (words, letters):
        fitting = bisect_right(
            ends, MOST_TEXT_BYTES - page.size, key=lambda end: page.cost(_until(line, end))
        )
        if fitting:
            end = _best(ends[:fitting], line, page)
            rest = replace(
                line, runs=_part(line.runs, end, len(text)), marker="", depth=-1, is_after_gap=False
            )
            return _until(line, end), rest
    return None, line


def _best(ends: Sequence[int], line: Line, page: _Page) -> int:
    """The last end of a sentence where that leaves little room, else the last place."""
    sentences = set(_ends(line.runs, _SENTENCE_END))
    last = next((end for end in reversed(ends) if end in sentences), 0)
    is_late = bool(last) and page.size + page.cost(_until(line, last)) > MOST_STREAM_BYTES
    return last if is_late else ends[-1]


def _short_enough(run: Run) -> Run:
    """A link that no message has room for becomes text."""
    if run.is_whole and bytes_of([run.text, run.url]) > _MOST_LINK_BYTES:
        return replace(
            run, text=f"{run.text} ({run.url})" if run.url else run.text, url="", person=""
        )
    return run


def _ends(runs: Runs, pattern: re.Pattern[str]) -> list[int]:
    """Where a text may be cut, not within a link."""
    ends = (found.start() for found in pattern.finditer(text_of(runs)))
    return [end for end in ends if _may_end(runs, end)]


def _may_end(runs: Runs, end: int) -> bool:
    start = 0
    for run in runs:
        if run.is_whole and start < end < start + len(run.text):
            return False
        start += len(run.text)
    return True


def _until(line: Line, end: int) -> Line:
    return replace(line, runs=_part(line.runs, 0, end))


def _part(runs: Runs, start: int, end: int) -> Runs:
    """The runs of a part of the text, without white space at its ends."""
    text = text_of(runs)
    end -= len(text[:end]) - len(text[:end].rstrip())
    start += len(text[start:]) - len(text[start:].lstrip())
    part: list[Run] = []
    at = 0
    for run in runs:
        inside = run.text[max(0, start - at) : max(0, end - at)]
        part += [replace(run, text=inside)] if inside else []
        at += len(run.text)
    return tuple(part)


def _cut_code(code: Code, page: _Page) -> tuple[Piece | None, Piece | None]:
    text = code.text
    room = MOST_TEXT_BYTES - page.size
    lines = [found.start() for found in re.finditer("\n", text)]
    # A line that is longer than a message.
    letters = [] if page.pieces else list(range(1, len(text)))
    for ends in (lines, letters):
        fitting = bisect_right(
            ends, room, key=lambda end: page.cost(replace(code, text=text[:end], is_closed=True))
        )
        if fitting:
            end = ends[fitting - 1]
            head, rest = text[:end].rstrip(), text[end:].removeprefix("\n")
            return (
                replace(code, text=head, is_closed=True) if head.strip() else None,
                replace(code, text=rest) if rest.strip() else None,
            )
    return None, code

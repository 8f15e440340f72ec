"""The lines of a PDF become blocks: headings by size and weight, paragraphs, items, rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from adapters.documents.pdf_lines import Line
from adapters.documents.pdf_tables import take_table
from core.domain import Block, BlockKind

_PAGE_NUMBER = re.compile(
    r"^(?:page|side|seite|p\.)?\s*[-–]?\s*\d{1,4}\s*[-–]?(?:\s*(?:of|/|av|von)\s*\d{1,4})?$",
    re.IGNORECASE,
)
_EDGE_LINES = 3
_EDGE = 0.1
"""Of the page's height; headers and footers stand outside of it."""
_FEWEST_REPEATS = 3
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{0,4}$")
_BULLET = re.compile(r"^(?P<mark>[•▪●○◦‣■□*·–-]|\d{1,3}[.)]|[a-z][.)])\s+(?P<text>\S.*)$")
_NUMBERED_HEADING = re.compile(r"^(?:\d{1,2}\.)*\d{1,2}\.?\s+[A-ZÀ-Þ]")
_HYPHENATED = re.compile(r"[^\W\d_]-$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LARGER = 1.12
"""Times the body's size that make a heading."""
_HEADING_LENGTH = 120
_MAX_LEVEL = 4
_PARAGRAPH_GAP = 1.35
"""Times the usual distance of lines that end a paragraph."""
_SHORT_LINE = 0.8
"""Share of a column's width; a line that ends before it ends its paragraph."""
_COLUMN_WIDTH = 24.0
"""Points; lines that begin nearer than this stand in one column."""
_INDENT = 6.0
"""Points that make list items deeper."""


def without_furniture(pages: Sequence[list[Line]], heights: Sequence[float]) -> list[Line]:
    """Join the lines of all pages, without running headers, footers and page numbers.

    Args:
        pages: The lines of each page.
        heights: Of each page, in points.
    """
    edges = [_with_edges(*page) for page in zip(pages, heights, strict=True)]
    counts = Counter(
        key for lines in edges for key in {_repeat_key(line) for line in lines if line.is_edge}
    )
    # Two pages of one document hardly begin or end with the same words by chance.
    needed = min(_FEWEST_REPEATS, max(len(pages), 2))
    return [
        line
        for lines in edges
        for line in lines
        if not _LEADER.search(line.text)
        and not (line.is_edge and (_has_page_number(line) or counts[_repeat_key(line)] >= needed))
    ]


def blocks_of(lines: Sequence[Line]) -> list[Block]:
    """Write the blocks of a document."""
    if not lines:
        return []
    writer = _BlockWriter(lines)
    return list(writer.write())


def largest_heading(lines: Iterable[Line]) -> str:
    """Return the largest text of the first page, if it is larger than the rest: the title."""
    first = [line for line in lines if line.page == 0]
    sizes = {line.size for line in first}
    if len(sizes) < 2:  # noqa: PLR2004 - nothing stands out
        return ""
    largest = max(sizes)
    run = next(
        list(group) for size, group in groupby(first, key=lambda line: line.size) if size == largest
    )
    text = " ".join(line.text for line in run)
    return text if len(text) <= _HEADING_LENGTH and any(map(str.isalpha, text)) else ""


class _BlockWriter:
    """Writes the blocks of one document from its measures."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        weights: Counter[float] = Counter()
        for line in lines:
            weights[line.size] += len(line.text)
        self._body = weights.most_common(1)[0][0]
        larger = sorted((s for s in weights if s >= self._body * _LARGER), reverse=True)
        self._levels = {size: min(rank, _MAX_LEVEL) for rank, size in enumerate(larger, 1)}
        self._ends: dict[int, float] = {}
        for line in lines:
            column = round(line.x / _COLUMN_WIDTH)
            self._ends[column] = max(line.end, self._ends.get(column, 0.0))
        self._leading = self._usual_distance(lines)
        self._words = {word.lower() for line in lines for word in _WORD.findall(line.text)}
        self._indents: list[float] = []

    def _usual_distance(self, lines: Sequence[Line]) -> float:
        """Return the distance of two lines of one paragraph: after a full line comes its next."""
        gaps = [
            above.y - below.y
            for above, below in pairwise(lines)
            if above.size == below.size == self._body
            and self._is_full(above)
            and 0 < above.y - below.y < 3 * above.size
        ]
        # Some full lines end their paragraph, so the usual distance is among the small ones.
        return sorted(gaps)[len(gaps) // 4] if gaps else self._body * 1.2

    def write(self) -> Iterator[Block]:
        """Write all blocks."""
        index = 0
        running: Block | None = None
        last: Line | None = None
        while index < len(self._lines):
            line = self._lines[index]
            rows, used = ([], 0) if _is_item(line) else take_table(self._lines, index)
            if used:
                if running is not None:
                    yield running
                running, last = None, None
                yield from (Block(BlockKind.ROW, row) for row in rows)
                index += used
                continue
            started = self._start(line, last)
            if (
                running is not None
                and last is not None
                and self._reads_on(running, started, last, line)
            ):
                running = replace(running, text=self._join(running.text, line.text))
            else:
                if running is not None:
                    yield running
                running = started
            last = line
            index += 1
        if running is not None:
            yield running

    def _start(self, line: Line, last: Line | None) -> Block:
        """Return the block that a line would begin."""
        text = line.text
        match = _BULLET.match(text)
        if level := self._heading_level(line, last):
            return Block(BlockKind.HEADING, text, level)
        if match and match["text"]:
            mark = match["mark"]
            marker = f"{mark[:-1]}." if len(mark) > 1 else "-"
            return Block(BlockKind.ITEM, match["text"], self._depth(line.x), marker)
        return Block(BlockKind.PARAGRAPH, text)

    def _heading_level(self, line: Line, last: Line | None) -> int:
        text = line.text
        if len(text) > _HEADING_LENGTH or not any(map(str.isalpha, text)):
            return 0
        if level := self._levels.get(line.size):
            return level
        is_apart = (
            last is None
            or last.page != line.page
            or last.is_bold
            or (last.y - line.y > self._leading * 1.1)
        )
        is_sentence = text.endswith((".", ",", ";")) and not _NUMBERED_HEADING.match(text)
        if line.is_bold and line.size >= self._body * 0.95 and is_apart and not is_sentence:
            return min(len(set(self._levels.values())) + 1, _MAX_LEVEL + 1)
        return 0

    def _depth(self, x: float) -> int:
        """Return how deep an item lies, by the indents seen since the leftmost."""
        self._indents = [indent for indent in self._indents if indent <= x + _INDENT]
        if not self._indents or x > self._indents[-1] + _INDENT:
            self._indents.append(x)
        return len(self._indents) - 1

    def _reads_on(self, running: Block, started: Block, last: Line, line: Line) -> bool:
        """Whether a line continues the block before it."""
        if running.kind is BlockKind.HEADING or started.kind is BlockKind.HEADING:
            gap = last.y - line.y
            is_near = 0 < gap < 1.6 * line.size and last.size == line.size
            return (
                running.kind is started.kind
                and running.level == started.level
                and is_near
                and (not _NUMBERED_HEADING.match(line.text))
            )
        if started.kind is BlockKind.ITEM:
            return False
        if last.page != line.page or line.y > last.y:
            # Over a page's or column's end only a broken sentence goes on.
            return not running.text.endswith((".", ":", "!", "?")) and line.text[:1].islower()
        if last.y - line.y > self._leading * _PARAGRAPH_GAP:
            return False
        if running.kind is BlockKind.ITEM:
            is_hanging = not self._indents or line.x > self._indents[-1] + 2
            return is_hanging or (self._is_full(last) and line.text[:1].islower())
        return self._is_full(last) or line.text[:1].islower()

    def _is_full(self, line: Line) -> bool:
        """Whether a line reaches the margin of its column, so that the next may continue it."""
        column = round(line.x / _COLUMN_WIDTH)
        end = max(self._ends.get(near, 0.0) for near in (column - 1, column, column + 1))
        return line.end - line.x >= (end - line.x) * _SHORT_LINE

    def _join(self, text: str, following: str) -> str:
        """Join two lines, mending a word that was hyphenated at the line's end."""
        if not _HYPHENATED.search(text) or not following[:1].islower():
            return f"{text} {following}"
        parts = _WORD.findall(text[-40:]), _WORD.findall(following[:40])
        whole = f"{parts[0][-1]}{parts[1][0]}".lower()
        hyphenated = f"{parts[0][-1]}-{parts[1][0]}".lower()
        # The document itself tells how the word is spelt elsewhere.
        is_compound = hyphenated in self._words and whole not in self._words
        return f"{text}{following}" if is_compound else f"{text[:-1]}{following}"


def _is_item(line: Line) -> bool:
    return bool(_BULLET.match(line.text))


def _has_page_number(line: Line) -> bool:
    return any(_PAGE_NUMBER.match(text) for _, text in (*line.cells, (line.x, line.text)))


def _with_edges(lines: list[Line], page_height: float) -> list[Line]:
    """Mark the lines at the top and bottom of a page."""
    heights = sorted({line.y for line in lines})
    outermost = set(heights[:_EDGE_LINES] + heights[-_EDGE_LINES:])
    margin = page_height * _EDGE
    return [
        replace(line, is_edge=True)
        if line.y in outermost and not margin < line.y < page_height - margin
        else line
        for line in lines
    ]


def _repeat_key(line: Line) -> tuple[str, int]:
    """Return what a running header has in common on all pages: its words and height."""
    return re.sub(r"\d+|\b[ivxlc]+\b", "#", line.text.lower()), round(line.y / 4)

"""Markdown of an answer becomes pieces, line by line.

Called by `text`, `cards` and `messages`.  It must not know how Teams draws them.

Blocks are told by lines, not by a parser of documents: what a line is depends on nothing that comes more
than one line after it, so a half-written answer reads as the beginning of the whole one.  Within a line
markdown-it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from adapters.teams.writing.inline import runs_of
from adapters.teams.writing.pieces import Code, Line, Piece
from core.chatting.markdown.runs import Rule, Runs, Table

_FENCE = re.compile(r"\s*(`{3,}|~{3,})([^`]*)")
_QUOTE = re.compile(r"\s{0,3}>[ \t]?")
_RULE = re.compile(r"\s{0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})")
_HEADING = re.compile(r"\s{0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*")
_ITEM = re.compile(r"(\s*)([-*+•]|\d{1,9}[.)])([ \t]+)(\S.*)")
_DELIMITER = re.compile(r"\s*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CELL_ENDS = re.compile(r"(?<!\\)\|")
_BOLD_LINE = re.compile(r"\*\*[^*]+\*\*:?\s*")
"""What answers have for headings: meant to stand alone."""
_MOST_SPACES = 4
"""After a marker; more belong to the text."""


def read(markdown: str, *, knows_people: bool = False) -> tuple[Piece, ...]:
    """Read an answer.

    Args:
        markdown: Single line breaks are meant; a line in bold is a heading.
        knows_people: Whether a link to `person:29:…` mentions that person.
    """
    reader = _Reader(lines_of(markdown), knows_people=knows_people)
    return tuple(reader.pieces())


def lines_of(markdown: str) -> list[str]:
    """Its lines, without what cannot be seen."""
    text = markdown.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text).split("\n")


def begins_row(line: str) -> bool:
    """Whether a line may be a row of a table: with a bar at its beginning, as answers have it."""
    return line.lstrip().startswith("|")


@dataclass(slots=True)
class _Reader:
    """Goes through the lines once."""

    lines: Sequence[str]
    knows_people: bool
    at: int = 0
    contents: list[int] = field(default_factory=list)
    """Of each list that is open, outermost first: how far its items' text is indented."""
    has_gap: bool = False

    def pieces(self) -> Iterator[Piece]:
        """All pieces in order."""
        while self.at < len(self.lines):
            line = self.lines[self.at]
            self.at += 1
            if not line.strip():
                self.has_gap = True
                continue
            if opened := _FENCE.fullmatch(line):
                piece: Piece | None = self._code(line, opened[1])
            else:
                piece = self._table(line) or self._line(line)
            if piece is not None:
                yield piece
                self.has_gap = False

    def _code(self, line: str, fence: str) -> Code | None:
        indent = len(line) - len(line.lstrip())
        closing = re.compile(rf"\s*{fence[0]}{{{len(fence)},}}\s*")
        inside: list[str] = []
        is_closed = False
        while self.at < len(self.lines) and not is_closed:
            text = self.lines[self.at]
            self.at += 1
            is_closed = closing.fullmatch(text) is not None
            if not is_closed:
                inside.append(text[min(indent, len(text) - len(text.lstrip())) :])
        self.contents = []
        text = "\n".join(inside).rstrip()
        return Code(text, fence, is_closed) if text.strip() else None

    def _table(self, line: str) -> Table | None:
        under = self.lines[self.at] if self.at < len(self.lines) else ""
        if not begins_row(line) or not _DELIMITER.fullmatch(under) or "-" not in under:
            return None
        header, marks = self._cells(line), _cut(under)
        if len(header) != len(marks):
            return None
        self.at += 1
        rows: list[tuple[Runs, ...]] = []
        while self.at < len(self.lines) and begins_row(self.lines[self.at]):
            cells = self._cells(self.lines[self.at])
            rows.append((*cells, *([()] * len(header)))[: len(header)])
            self.at += 1
        self.contents = []
        return Table(header, tuple(rows), tuple(map(_align, marks)))

    def _cells(self, line: str) -> tuple[Runs, ...]:
        return tuple(runs_of(cell, knows_people=self.knows_people) for cell in _cut(line))

    def _line(self, line: str) -> Line | Rule | None:
        unquoted, is_quoted = line, False
        while quote := _QUOTE.match(unquoted):
            unquoted, is_quoted = unquoted[quote.end() :], True
        if _RULE.fullmatch(unquoted):
            self.contents = []
            return Rule()
        if is_quoted:
            self.contents = []
        depth, marker, text = self._place(unquoted)
        heading = _HEADING.fullmatch(unquoted)
        runs = runs_of(heading[1] if heading else text, knows_people=self.knows_people)
        if heading:
            self.contents, depth, marker = [], -1, ""
            runs = tuple(replace(run, is_bold=True) for run in runs)
        if not runs:
            self.has_gap |= not is_quoted or not unquoted.strip()
            return None
        return Line(runs, depth, marker, is_quoted, is_after_gap=self.has_gap)

    def _place(self, line: str) -> tuple[int, str, str]:
        """In what list a line stands, what marks it as an item, and its text."""
        indent = _indent(line)
        if item := _ITEM.fullmatch(line):
            # An item belongs to the list inside whose text it begins, else to one beside it.
            while self.contents and indent < self.contents[-1]:
                self.contents.pop()
            self.contents.append(indent + len(item[2]) + min(len(item[3]), _MOST_SPACES))
            marker = item[2] if item[2][0].isdigit() else "-"
            return len(self.contents) - 1, marker.replace(")", "."), item[4]
        if self.has_gap or _BOLD_LINE.fullmatch(line):
            while self.contents and indent < self.contents[-1]:
                self.contents.pop()
        return len(self.contents) - 1, "", line.strip()


def _indent(line: str) -> int:
    """Columns before its text."""
    return len(line[: len(line) - len(line.lstrip())].expandtabs(_MOST_SPACES))


def _cut(line: str) -> list[str]:
    """The cells of a row."""
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip() for cell in _CELL_ENDS.split(line)]


def _align(mark: str) -> str:
    if mark.endswith(":"):
        return "center" if mark.startswith(":") else "right"
    return "left"

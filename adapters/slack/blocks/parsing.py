"""Markdown of an answer becomes pieces.

Called by the makers of messages in this folder.  It must not know how Slack draws them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from markdown_it.token import Token

from adapters.slack.blocks.inline import RULES
from adapters.slack.blocks.pieces import Code, Item, Paragraph, Piece
from core.chatting.markdown.inline import runs_of
from core.chatting.markdown.parser import Markdown
from core.chatting.markdown.runs import Rule, Run, Runs, Table

_NOT_MEANT = ("code", "reference", "html_block", "html_inline", "lheading")
"""Rules that would hide or change what an answer says: indented lines are no code, `[1]: word` is
no definition, a line of dashes makes no heading of the line above."""
_BOLD_LINE = re.compile(r"\*\*[^*\n]+\*\*:?\s*")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_ALIGN = re.compile(r"text-align:(left|center|right)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def parse(markdown: str, *, knows_people: bool = False) -> tuple[Piece, ...]:
    """Read an answer, also one that is half-written.

    Args:
        markdown: Single line breaks are meant; a line in bold is a heading.
        knows_people: Whether a link to `person:U123` mentions that person.
    """
    text = _with_headings_alone(_CONTROL.sub("", markdown))
    tokens = _MARKDOWN.parse(text)
    return tuple(_Reader(tokens, knows_people=knows_people).pieces())


def _make_markdown() -> Markdown:
    markdown = Markdown("js-default", {"html": False, "linkify": False, "breaks": True})
    markdown.disable(_NOT_MEANT)
    return markdown


_MARKDOWN = _make_markdown()


def _with_headings_alone(text: str) -> str:
    """Markdown joins lines; an answer's heading line is meant to stand alone."""
    lines: list[str] = []
    fence = ""
    for line in text.split("\n"):
        opened = _FENCE.match(line)
        if opened and not fence:
            fence = opened[1]
        elif opened and opened[1].startswith(fence):
            fence = ""
        is_heading = not fence and _BOLD_LINE.fullmatch(line) is not None
        lines += ["", line, ""] if is_heading else [line]
    return "\n".join(lines)


@dataclass(slots=True)
class _List:
    """A list that is being read."""

    number: int | None
    """Of the item that comes next."""
    is_fresh: bool = False
    """Whether an item was begun that has said nothing yet."""


@dataclass(slots=True)
class _Reader:
    """Goes through the tokens once."""

    tokens: Sequence[Token]
    knows_people: bool
    lists: list[_List] = field(default_factory=list)
    quotes: int = 0
    is_title: bool = False

    def pieces(self) -> Iterator[Piece]:
        """All pieces in order."""
        at = 0
        while at < len(self.tokens):
            token = self.tokens[at]
            if token.type == "table_open":
                end = _end_of_table(self.tokens, at)
                yield self._table(self.tokens[at:end])
                at = end
                continue
            self._enter_or_leave(token)
            yield from self._said(token)
            at += 1

    def _enter_or_leave(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(_List(None))
            case "ordered_list_open":
                self.lists.append(_List(int(token.attrs.get("start", 1))))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.lists[-1].is_fresh = True
            case "blockquote_open":
                self.quotes += 1
            case "blockquote_close":
                self.quotes -= 1
            case "heading_open" | "heading_close":
                self.is_title = token.type == "heading_open"

    def _said(self, token: Token) -> Iterator[Piece]:
        match token.type:
            case "inline":
                yield from self._text(self._runs(token))
            case "fence":
                yield from self._begun_items()
                if text := token.content.rstrip("\n"):
                    yield Code(text, is_quoted=self.quotes > 0)
            case "hr":
                yield Rule()
            case "list_item_close":
                yield from self._begun_items()

    def _runs(self, token: Token) -> Runs:
        runs = runs_of(token.children or (), RULES, knows_people=self.knows_people)
        return tuple(replace(run, is_bold=True) for run in runs) if self.is_title else runs

    def _text(self, runs: Runs) -> Iterator[Piece]:
        is_quoted = self.quotes > 0
        if not runs:
            return
        yield from self._begun_items(but_last=True)
        if self.lists and self.lists[-1].is_fresh:
            yield self._item(len(self.lists) - 1, runs)
        else:
            yield Paragraph(runs, is_quoted=is_quoted)

    def _begun_items(self, *, but_last: bool = False) -> Iterator[Piece]:
        """Items without words of their own, whose numbers would be lost: `1. - a`."""
        for depth in range(len(self.lists) - but_last):
            if self.lists[depth].is_fresh:
                yield self._item(depth, (Run(" "),))

    def _item(self, depth: int, runs: Runs) -> Item:
        mine = self.lists[depth]
        number, mine.is_fresh = mine.number, False
        if mine.number is not None:
            mine.number += 1
        return Item(runs, depth, number, is_quoted=self.quotes > 0)

    def _table(self, tokens: Sequence[Token]) -> Table:
        rows: list[list[Runs]] = []
        aligns: list[str] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(self._runs(token))
            elif token.type == "th_open":
                found = _ALIGN.search(str(token.attrs.get("style", "")))
                aligns.append(found[1] if found else "left")
        header, *body = (tuple(row) for row in rows)
        return Table(header, tuple(body), tuple(aligns))


def _end_of_table(tokens: Sequence[Token], at: int) -> int:
    while tokens[at].type != "table_close":
        at += 1
    return at + 1

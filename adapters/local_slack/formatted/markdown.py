"""Markdown, as Slack reads it in Markdown blocks and streams.

Slack's tokens (`<@U1>`, `<!channel>`, `<https://x.example|x>`) are read in it too, unless their `<` is
written `&lt;`.  Source: https://docs.slack.dev/reference/block-kit/blocks/markdown-block
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from adapters.local_slack.formatted.passages import (
    NOTIFYING,
    Passage,
    PassageKind,
    Span,
    SpanKind,
    Style,
)
from adapters.local_slack.formatted.tokens import BARE_ADDRESS, TOKEN, span_of_token, unescaped

_KEPT = re.compile("\ue000(\\d+)\ue001")
_STYLES = {"strong": Style.BOLD, "em": Style.ITALIC, "s": Style.STRIKE}
_DIVIDER = Span(" | ", SpanKind.DIVIDER)


def mentions_in_markdown(text: str) -> Iterator[Span]:
    """Every token in Markdown that would notify somebody, wherever it stands, code included."""
    for found in TOKEN.finditer(text):
        span = span_of_token(found[1])
        if span is not None and span.kind in NOTIFYING:
            yield span


def passages_of_markdown(text: str) -> list[Passage]:
    """Read Markdown; what is unfinished, as in a stream, is read as far as it goes."""
    kept: list[Span] = []

    def keep(found: re.Match[str]) -> str:
        span = span_of_token(found[1])
        # CommonMark's own `<https://x.example>` needs no help.
        if span is None or (span.kind is SpanKind.LINK and "|" not in found[1]):
            return found[0]
        kept.append(span)
        return f"\ue000{len(kept) - 1}\ue001"

    text = TOKEN.sub(keep, text.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd"))
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return _Walk(kept).passages(parser.parse(text))


@dataclass(slots=True)
class _Walk:
    """One way through a document's tokens."""

    kept: list[Span]
    lists: list[int] = field(default_factory=list)
    """The number of the item at hand, by depth; 0 in a list without numbers."""
    quotes: int = 0
    heading: bool = False
    row: list[Span] | None = None
    begins_item: bool = False

    def passages(self, tokens: Sequence[Token]) -> list[Passage]:
        return [passage for token in tokens for passage in self._passages_of(token)]

    def _passages_of(self, token: Token) -> Iterator[Passage]:
        self._notice(token)
        match token.type:
            case "fence" | "code_block":
                # Entities mean nothing in CommonMark's code, but Slack unescapes all text it is sent.
                code = self._restored(
                    unescaped(token.content.rstrip("\n")), frozenset({Style.CODE})
                )
                yield Passage(PassageKind.CODE, tuple(code))
            case "hr":
                yield Passage(PassageKind.RULE)
            case "inline":
                spans = list(self._spans(token.children or []))
                if self.row is None:
                    yield self._passage(tuple(spans))
                else:
                    self.row += [_DIVIDER, *spans] if self.row else spans
            case "tr_close" if self.row is not None:
                yield Passage(PassageKind.ROW, tuple(self.row))
                self.row = None

    def _notice(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self.lists.append(0)
            case "ordered_list_open":
                self.lists.append(int(token.attrGet("start") or 1))
            case "bullet_list_close" | "ordered_list_close":
                self.lists.pop()
            case "list_item_open":
                self.begins_item = True
            case "list_item_close":
                self.begins_item = False
                self.lists[-1] += bool(self.lists[-1])
            case "blockquote_open" | "blockquote_close":
                self.quotes += token.nesting
            case "heading_open" | "heading_close":
                self.heading = token.nesting > 0
            case "tr_open":
                self.row = []

    def _passage(self, spans: tuple[Span, ...]) -> Passage:
        if self.heading:
            return Passage(PassageKind.HEADING, spans)
        if self.begins_item:
            self.begins_item = False
            number = self.lists[-1]
            kind = PassageKind.ORDERED if number else PassageKind.BULLET
            return Passage(kind, spans, len(self.lists) - 1, number)
        return Passage(PassageKind.QUOTE if self.quotes else PassageKind.TEXT, spans)

    def _spans(self, tokens: Sequence[Token]) -> Iterator[Span]:
        styles: frozenset[Style] = frozenset()
        link: tuple[str, list[Span]] | None = None
        for token in tokens:
            name = token.type.rpartition("_")[0]
            if name in _STYLES:
                styles = styles ^ {_STYLES[name]}
            elif token.type == "link_open":
                link = (str(token.attrGet("href") or ""), [])
            elif token.type == "link_close" and link is not None:
                yield Span("".join(one.text for one in link[1]), SpanKind.LINK, link[0], styles)
                yield from (one for one in link[1] if one.kind is not SpanKind.TEXT)
                link = None
            elif link is not None:
                link[1].extend(self._words(token, styles))
            else:
                yield from self._words(token, styles)

    def _words(self, token: Token, styles: frozenset[Style]) -> Iterator[Span]:
        match token.type:
            case "softbreak" | "hardbreak":
                yield Span("\n", styles=styles)
            case "code_inline":
                yield from self._restored(unescaped(token.content), styles | {Style.CODE})
            case "image":
                yield Span(token.content, SpanKind.LINK, str(token.attrGet("src") or ""), styles)
            case _:
                yield from self._restored(token.content, styles)

    def _restored(self, text: str, styles: frozenset[Style]) -> Iterator[Span]:
        """Text with the tokens that were set aside put back."""
        at = 0
        for found in _KEPT.finditer(text):
            yield from _linked(text[at : found.start()], styles)
            yield self.kept[int(found[1])].styled(*styles)
            at = found.end()
        yield from _linked(text[at:], styles)


def _linked(text: str, styles: frozenset[Style]) -> Iterator[Span]:
    """Text whose bare addresses have become links."""
    at = 0
    for found in BARE_ADDRESS.finditer(text) if Style.CODE not in styles else ():
        yield Span(text[at : found.start()], styles=styles)
        yield Span(found[0], SpanKind.LINK, found[0], styles)
        at = found.end()
    if text[at:]:
        yield Span(text[at:], styles=styles)

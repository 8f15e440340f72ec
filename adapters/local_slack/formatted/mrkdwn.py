"""Slack's own markup, mrkdwn: `*bold*`, `<https://x.example|link>`, `<@U1>`.

Source: https://docs.slack.dev/messaging/formatting-message-text
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from adapters.local_slack.formatted.passages import Passage, PassageKind, Span, SpanKind, Style
from adapters.local_slack.formatted.tokens import BARE_ADDRESS, TOKEN, span_of_token, unescaped

_CODE_BLOCK = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTED = re.compile(r"(?:&gt;|>) ?")
_INLINE_CODE = re.compile(r"`([^`\n]+)`")
_KEPT = re.compile("\ue000(\\d+)\ue001")
_MARKS = {"*": Style.BOLD, "_": Style.ITALIC, "~": Style.STRIKE}
_MARKED = re.compile(
    "|".join(
        rf"(?<![\w{mark}]){mark}(?=\S)([^{mark}\n]+?)(?<=\S){mark}(?![\w{mark}])"
        for mark in (r"\*", "_", "~")
    )
)
_FOUND = re.compile(
    rf"(?P<address>{BARE_ADDRESS.pattern})|(?<!\w)@(?P<all>channel|here|everyone)\b"
)


def passages_of_mrkdwn(
    text: str, *, finds_links: bool = True, finds_names: bool = False
) -> list[Passage]:
    """Read mrkdwn.

    Args:
        text: As it was sent.
        finds_links: Whether bare addresses become links; not in a `verbatim` text object.
        finds_names: Whether a bare `@channel` notifies.  Slack documents that "certain mentions" are
            found in a text object which is not `verbatim`, so whoever judges takes it at its word.
    """
    text = text.replace("\ue000", "\ufffd").replace("\ue001", "\ufffd")
    passages: list[Passage] = []
    at = 0
    for block in _CODE_BLOCK.finditer(text):
        passages += _lines(text[at : block.start()].removesuffix("\n"), finds_links, finds_names)
        code = tuple(span.styled(Style.CODE) for span in _code(block[1]))
        passages.append(Passage(PassageKind.CODE, code))
        at = block.end()
    rest = text[at:].removeprefix("\n") if at else text
    return passages + list(_lines(rest, finds_links, finds_names))


def _lines(text: str, finds_links: bool, finds_names: bool) -> Iterator[Passage]:  # noqa: FBT001
    if not text:
        return
    for quoted, lines in groupby(text.split("\n"), key=lambda one: bool(_QUOTED.match(one))):
        kind = PassageKind.QUOTE if quoted else PassageKind.TEXT
        bare = [_QUOTED.sub("", line, count=1) if quoted else line for line in lines]
        found = _Reader(finds_links, finds_names).spans("\n".join(bare))
        yield Passage(kind, tuple(found))


def _code(text: str) -> Iterator[Span]:
    """Code: no marks in it, but what Slack escapes is escaped here too, and tokens are read."""
    at = 0
    for token in TOKEN.finditer(text):
        span = span_of_token(token[1])
        if span is not None:
            yield Span(unescaped(text[at : token.start()]))
            yield span
            at = token.end()
    yield Span(unescaped(text[at:]))


class _Reader:
    """Reads one passage: tokens and code are set aside first, because marks inside them mean nothing."""

    def __init__(self, finds_links: bool, finds_names: bool) -> None:  # noqa: FBT001
        self._finds_links = finds_links
        self._finds_names = finds_names
        self._kept: list[list[Span]] = []

    def spans(self, text: str) -> list[Span]:
        """The words of a passage."""
        text = _INLINE_CODE.sub(self._keep_code, text)
        text = TOKEN.sub(self._keep_token, text)
        return [span for span in self._marked(text, frozenset()) if span.text or span.target]

    def _keep(self, spans: list[Span]) -> str:
        self._kept.append(spans)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def _keep_code(self, found: re.Match[str]) -> str:
        return self._keep([span.styled(Style.CODE) for span in _code(found[1])])

    def _keep_token(self, found: re.Match[str]) -> str:
        span = span_of_token(found[1])
        return found[0] if span is None else self._keep([span])

    def _marked(self, text: str, styles: frozenset[Style]) -> Iterator[Span]:
        at = 0
        for found in _MARKED.finditer(text):
            yield from self._plain(text[at : found.start()], styles)
            yield from self._marked(found[0][1:-1], styles | {_MARKS[found[0][0]]})
            at = found.end()
        yield from self._plain(text[at:], styles)

    def _plain(self, text: str, styles: frozenset[Style]) -> Iterator[Span]:
        at = 0
        for found in _KEPT.finditer(text):
            yield from self._found(text[at : found.start()], styles)
            yield from (span.styled(*styles) for span in self._kept[int(found[1])])
            at = found.end()
        yield from self._found(text[at:], styles)

    def _found(self, text: str, styles: frozenset[Style]) -> Iterator[Span]:
        at = 0
        for found in _FOUND.finditer(text):
            if not (self._finds_links if found["address"] else self._finds_names):
                continue
            yield Span(unescaped(text[at : found.start()]), styles=styles)
            at = found.end()
            if found["address"]:
                address = unescaped(found["address"])
                yield Span(address, SpanKind.LINK, address, styles)
            else:
                yield Span("", SpanKind.BROADCAST, found["all"], styles)
        yield Span(unescaped(text[at:]), styles=styles)

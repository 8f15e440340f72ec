"""Rich text, which says itself what it is.

Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.local_slack.formatted.passages import Passage, PassageKind, Span, SpanKind, Style

_MENTIONS = {
    "user": (SpanKind.USER, "user_id"),
    "usergroup": (SpanKind.GROUP, "usergroup_id"),
    "channel": (SpanKind.CHANNEL, "channel_id"),
    "broadcast": (SpanKind.BROADCAST, "range"),
}
_KINDS = {
    "rich_text_section": PassageKind.TEXT,
    "rich_text_quote": PassageKind.QUOTE,
    "rich_text_preformatted": PassageKind.CODE,
}


def passages_of_rich_text(block: dict[str, Any]) -> list[Passage]:
    """Read a `rich_text` block."""
    return [one for element in block["elements"] for one in _passages(element)]


def _passages(element: dict[str, Any]) -> Iterator[Passage]:
    if element["type"] == "rich_text_list":
        yield from _items(element)
        return
    spans = [_span(one) for one in element["elements"]]
    if spans and spans[-1].kind is SpanKind.TEXT:
        # A line break at the end of a section shows nothing: the next element begins a line anyway.
        last = spans[-1]
        spans[-1] = Span(last.text.removesuffix("\n"), styles=last.styles)
    yield Passage(
        _KINDS[element["type"]], tuple(span for span in spans if span.text or span.target)
    )


def _items(element: dict[str, Any]) -> Iterator[Passage]:
    kind = PassageKind.ORDERED if element["style"] == "ordered" else PassageKind.BULLET
    first = element.get("offset", 0) + 1
    for number, item in enumerate(element["elements"], first):
        spans = tuple(_span(one) for one in item["elements"])
        yield Passage(kind, spans, element.get("indent", 0), number)


def _span(word: dict[str, Any]) -> Span:
    styles = frozenset(style for style in Style if word.get("style", {}).get(style.value))
    match word["type"]:
        case "link":
            return Span(word.get("text", word["url"]), SpanKind.LINK, word["url"], styles)
        case "emoji":
            return Span(f":{word['name']}:", styles=styles)
        case "date":
            said = word.get("fallback", str(word["timestamp"]))
            when = f"{word['timestamp']}^{word.get('format', '')}"
            return Span(said, SpanKind.DATE, when, styles)
        case "color":
            return Span(word["value"], styles=styles)
        case "user" | "usergroup" | "channel" | "broadcast":
            kind, name = _MENTIONS[word["type"]]
            return Span("", kind, word[name], styles)
        case _:
            return Span(word.get("text", ""), styles=styles)

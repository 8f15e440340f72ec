"""What in a message leads elsewhere or rings somebody's phone: links and mentions.

Tests call it to prove that nothing which a page or a person said does either by itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from adapters.local_slack.formatted import (
    NOTIFYING,
    Passage,
    Span,
    SpanKind,
    mentions_in_markdown,
    passages_of_markdown,
    passages_of_mrkdwn,
    passages_of_rich_text,
)
from adapters.local_slack.state import Json, Message


def links_of(message: Message) -> list[tuple[str, str]]:
    """All links of a message, buttons that open an address included: (text, address) pairs."""
    said = passages_of_text(message)
    links = [
        (span.text, span.target)
        for passage in [*(said if _shows_text(message) else []), *_passages_in(message.blocks)]
        for span in passage.spans
        if span.kind is SpanKind.LINK
    ]
    return links + list(_links_of_elements(message.blocks))


def mentions_of(message: Message) -> list[str]:
    """Whom a message would notify: user and group ids, `!channel`, `!here`, `!everyone`.

    The text counts beside the blocks, because Slack notifies with it.  A mention in code counts, and so
    does a bare `@channel` in an mrkdwn object that is not `verbatim`: nobody should rely on the contrary.
    """
    return [_named(span) for span in _mentions(message)]


def broadcasts_of(message: Message) -> list[str]:
    """Those of `mentions_of` that would notify a whole channel."""
    return [_named(span) for span in _mentions(message) if span.kind is SpanKind.BROADCAST]


def passages_of_text(message: Message) -> list[Passage]:
    """A message's own text: mrkdwn, or Markdown where it was streamed."""
    if message.stream is not None:
        return passages_of_markdown(message.text)
    return passages_of_mrkdwn(message.text)


def _shows_text(message: Message) -> bool:
    return message.stream is not None or not message.blocks


def _named(span: Span) -> str:
    return f"!{span.target}" if span.kind is SpanKind.BROADCAST else span.target


def _mentions(message: Message) -> Iterator[Span]:
    if message.stream is not None:
        yield from mentions_in_markdown(message.text)
    else:
        yield from _notifying(passages_of_text(message))
    for one in _objects(message.blocks):
        if one.get("type") == "markdown":
            yield from mentions_in_markdown(one["text"])
        else:
            yield from _notifying(_passages_of(one))


def _notifying(passages: list[Passage]) -> Iterator[Span]:
    for passage in passages:
        yield from (span for span in passage.spans if span.kind in NOTIFYING)


def _passages_in(blocks: list[Json]) -> Iterator[Passage]:
    for one in _objects(blocks):
        yield from _passages_of(one)


def _passages_of(one: Json) -> list[Passage]:
    match one.get("type"):
        case "mrkdwn":
            loose = not one.get("verbatim", False)
            return passages_of_mrkdwn(one["text"], finds_links=loose, finds_names=loose)
        case "markdown":
            return passages_of_markdown(one["text"])
        case "rich_text":
            return passages_of_rich_text(one)
        case _:
            return []


def _links_of_elements(blocks: list[Json]) -> Iterator[tuple[str, str]]:
    for one in _objects(blocks):
        text = one.get("text")
        if one.get("type") != "link" and isinstance(one.get("url"), str):
            yield str(text["text"] if isinstance(text, dict) else text), one["url"]


def _objects(value: Any) -> Iterator[Json]:
    """All objects in some JSON, each before those that it holds."""
    if isinstance(value, list):
        for one in value:
            yield from _objects(one)
    elif isinstance(value, dict):
        yield value
        for one in value.values():
            yield from _objects(one)

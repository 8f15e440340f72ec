"""Formatted text as HTML."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from adapters.local_slack.drawing.emoji import with_emoji
from adapters.local_slack.drawing.tags import lines, link, opening, tag
from adapters.local_slack.formatted import Passage, PassageKind, Span, SpanKind, Style
from adapters.local_slack.naming import shown_words
from adapters.local_slack.state import Workspace

_STYLES = {
    Style.CODE: "code",
    Style.BOLD: "b",
    Style.ITALIC: "i",
    Style.STRIKE: "s",
    Style.UNDERLINE: "u",
}
_TAGS = {
    PassageKind.TEXT: ("p", "bk-text"),
    PassageKind.HEADING: ("p", "bk-heading"),
    PassageKind.QUOTE: ("blockquote", "bk-quote"),
    PassageKind.CODE: ("pre", "bk-code"),
}


def passages_as_html(passages: Iterable[Passage], workspace: Workspace) -> str:
    """Draw passages; items of one list that follow each other become one list."""
    groups = groupby(passages, key=lambda one: (one.kind, one.indent))
    return "".join(
        _group(kind, indent, list(members), workspace) for (kind, indent), members in groups
    )


def _group(kind: PassageKind, indent: int, members: list[Passage], workspace: Workspace) -> str:
    match kind:
        case PassageKind.BULLET | PassageKind.ORDERED:
            return _list(kind, indent, members, workspace)
        case PassageKind.ROW:
            rows = (tag("tr", _cells(one, workspace)) for one in members)
            return tag("table", "".join(rows), css="bk-table")
        case PassageKind.RULE:
            return opening("hr", css="bk-divider") * len(members)
        case _:
            name, css = _TAGS[kind]
            return "".join(tag(name, _spans(one.spans, workspace), css=css) for one in members)


def _list(kind: PassageKind, indent: int, members: list[Passage], workspace: Workspace) -> str:
    is_ordered = kind is PassageKind.ORDERED
    items = (
        tag("li", _spans(one.spans, workspace), value=str(one.number) if is_ordered else None)
        for one in members
    )
    css = f"bk-list bk-indent-{indent}"
    return tag("ol" if is_ordered else "ul", "".join(items), css=css)


def _cells(row: Passage, workspace: Workspace) -> str:
    cells: list[list[Span]] = [[]]
    for span in row.spans:
        if span.kind is SpanKind.DIVIDER:
            cells.append([])
        else:
            cells[-1].append(span)
    return "".join(tag("td", _spans(cell, workspace)) for cell in cells)


def _spans(spans: Iterable[Span], workspace: Workspace) -> str:
    return "".join(_span(span, workspace) for span in spans)


def _span(span: Span, workspace: Workspace) -> str:
    words = shown_words(span, workspace)
    content = lines(words if Style.CODE in span.styles else with_emoji(words))
    for style, name in _STYLES.items():
        if style in span.styles:
            content = tag(name, content)
    match span.kind:
        case SpanKind.TEXT | SpanKind.DIVIDER:
            return content
        case SpanKind.LINK:
            return link(span.target, content)
        case SpanKind.DATE:
            seconds, form, *_ = f"{span.target}^".split("^")
            return tag("time", content, data_seconds=seconds, data_format=form)
        case _:
            return tag("span", content, css=f"bk-mention bk-{span.kind.name.lower()}")

"""Pieces become one `rich_text` block.

How Slack draws it: a section, a list, a quote and preformatted text each begin a line; blank lines
are line breaks inside a section.  A list inside a list is a list of its own with a deeper indent.
Source: https://docs.slack.dev/reference/block-kit/blocks/rich-text-block
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from adapters.slack.blocks.pieces import Code, Item, Paragraph, Piece
from core.chatting.markdown.runs import Run, Runs

_DEEPEST = 8
"""Slack's own editor nests no deeper."""
_STYLES = (
    ("bold", "is_bold"),
    ("italic", "is_italic"),
    ("strike", "is_struck"),
    ("code", "is_code"),
)


def rich_text_block(pieces: Sequence[Piece]) -> dict[str, Any]:
    """Draw paragraphs, items and code, at least one."""
    elements: list[dict[str, Any]] = []
    groups = [list(group) for _, group in groupby(pieces, key=_kind)]
    for at, group in enumerate(groups):
        # A list ends without a gap, code and quotes bring their own.
        is_after_list = at > 0 and isinstance(groups[at - 1][0], Item)
        elements += _drawn(group, is_after_list=is_after_list, is_last=at == len(groups) - 1)
    return {"type": "rich_text", "elements": elements}


def link_or_text(run: Run) -> dict[str, Any]:
    """One element inside a section; text is literal there."""
    if run.person:
        return {"type": "user", "user_id": run.person}
    style = {name: True for name, field in _STYLES if getattr(run, field)}
    element: dict[str, Any] = {"type": "text", "text": run.text}
    if run.url:
        element = {"type": "link", "url": run.url}
        # Without a text Slack shows the address.
        element |= {"text": run.text} if run.text != run.url else {}
        # Source: the link element's styles are those of text without `code`.
        style.pop("code", None)
    return element | ({"style": style} if style else {})


def section(runs: Runs) -> dict[str, Any]:
    """A line or more of text."""
    return {"type": "rich_text_section", "elements": [link_or_text(run) for run in runs]}


def _kind(piece: Piece) -> tuple[str, bool]:
    is_quoted = isinstance(piece, Paragraph) and piece.is_quoted
    return type(piece).__name__, is_quoted


def _drawn(
    group: Sequence[Piece], *, is_after_list: bool, is_last: bool
) -> Iterator[dict[str, Any]]:
    paragraphs = [piece for piece in group if isinstance(piece, Paragraph)]
    if paragraphs and paragraphs[0].is_quoted:
        runs = _one_text(paragraphs)
        yield {"type": "rich_text_quote", "elements": [link_or_text(run) for run in runs]}
    elif paragraphs:
        before = (Run("\n"),) if is_after_list else ()
        after = () if is_last else (Run("\n"),)
        yield section(_melted((*before, *_one_text(paragraphs), *after)))
    yield from _lists([piece for piece in group if isinstance(piece, Item)])
    for piece in group:
        if isinstance(piece, Code):
            text = {"type": "text", "text": piece.text}
            yield _bordered(
                {"type": "rich_text_preformatted", "elements": [text]}, is_quoted=piece.is_quoted
            )


def _one_text(paragraphs: Sequence[Paragraph]) -> Runs:
    """Paragraphs in one section: a blank line between them, none below a heading."""
    runs: list[Run] = []
    for before, paragraph in zip([None, *paragraphs], paragraphs, strict=False):
        if before is not None:
            is_under_heading = before.is_heading and not paragraph.is_heading
            runs.append(Run("\n" if is_under_heading else "\n\n"))
        runs += paragraph.runs
    return _melted(tuple(runs))


def _melted(runs: Runs) -> Runs:
    """Line breaks become part of the plain text beside them."""
    melted: list[Run] = []
    for run in runs:
        if melted and melted[-1] == Run(melted[-1].text) and run == Run(run.text):
            melted[-1] = Run(melted[-1].text + run.text)
        else:
            melted.append(run)
    return tuple(melted)


def _lists(items: Sequence[Item]) -> Iterator[dict[str, Any]]:
    started: list[Item] = []
    for item in items:
        if started and not _goes_on(started[-1], item):
            yield _list(started)
            started = []
        started.append(item)
    if started:
        yield _list(started)


def _goes_on(before: Item, item: Item) -> bool:
    """Whether an item belongs to the same list element as the one before it."""
    if (before.depth, before.is_quoted) != (item.depth, item.is_quoted):
        return False
    if before.number is None or item.number is None:
        return before.number is item.number
    return item.number == before.number + 1


def _list(items: Sequence[Item]) -> dict[str, Any]:
    first = items[0]
    drawn: dict[str, Any] = {
        "type": "rich_text_list",
        "style": "bullet" if first.number is None else "ordered",
        "indent": min(first.depth, _DEEPEST),
        "elements": [section(item.runs) for item in items],
    }
    if first.number is not None and first.number > 1:
        # How many numbers are left out before the first one.
        drawn["offset"] = first.number - 1
    return _bordered(drawn, is_quoted=first.is_quoted)


def _bordered(element: dict[str, Any], *, is_quoted: bool) -> dict[str, Any]:
    """What Slack draws beside a quote."""
    return element | ({"border": 1} if is_quoted else {})

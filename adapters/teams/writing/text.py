"""Pieces become the text of messages, in the Markdown that Teams draws there.

No tables, headings, rules or pictures: a heading is a line in bold, tables are drawn by `cards`.
Source: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from adapters.teams.message import Mention
from adapters.teams.writing.escaping import called, without_mentions
from adapters.teams.writing.marking import Place, marked
from adapters.teams.writing.pieces import Code, Line, Piece

PARAGRAPH = "\n\n"
_LINE = "  \n"
"""Two spaces: a single line break is none in Markdown."""
_INDENT = "    "
_RULE = "———"


def written(pieces: Sequence[Piece]) -> str:
    """The text of pieces, none of which is a table.

    The text of the first few is the beginning of the text of all.
    """
    text = ""
    before: Piece | None = None
    for piece in pieces:
        text += following(before, piece)
        before = piece
    return text


def following(before: Piece | None, piece: Piece) -> str:
    """What a piece adds to a text that ends with the one before it."""
    return _between(before, piece) + _by_itself(piece)


def _by_itself(piece: Piece) -> str:
    match piece:
        case Line():
            return _line(piece)
        case Code(text=text, fence=fence, is_closed=is_closed):
            end = f"\n{fence}" if is_closed else ""
            return f"{fence}\n{without_mentions(text)}{end}"
        case _:
            return _RULE


def mentions_in(pieces: Iterable[Piece]) -> tuple[Mention, ...]:
    """Those who are called by the text, each once."""
    people = {
        run.person: Mention(run.person, called(run.text))
        for piece in pieces
        if isinstance(piece, Line)
        for run in piece.runs
        if run.person
    }
    return tuple(people.values())


def _line(line: Line) -> str:
    quote = "> " if line.is_quoted else ""
    text = marked(line.runs, Place.MESSAGE)
    if line.marker:
        return f"{quote}{_INDENT * max(0, line.depth)}{line.marker} {text}"
    return f"{quote}{_under_item(line)}{text}"


def _under_item(line: Line) -> str:
    """What makes a line part of an item that began before it."""
    return _INDENT * (line.depth + 1)


def _between(before: Piece | None, piece: Piece) -> str:
    if before is None:
        return ""
    if not isinstance(before, Line) or not isinstance(piece, Line):
        return PARAGRAPH
    if before.is_quoted != piece.is_quoted:
        return PARAGRAPH
    if piece.is_quoted and piece.is_after_gap:
        return "\n>\n"
    if piece.marker:
        return "\n" if before.depth >= 0 else "\n>\n" if piece.is_quoted else PARAGRAPH
    is_apart = piece.is_after_gap or piece.is_heading or piece.depth != before.depth
    return PARAGRAPH if is_apart else _LINE

"""Cuts pieces that are longer than a message: never within a link or a word, nor a line of code.

Called by `packing`.  White space at a cut goes; everything else stays, in order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from adapters.slack.blocks.pieces import Code, Item, Paragraph, Piece, cost_of
from adapters.slack.blocks.tables import as_lines, fits_a_table
from core.chatting.markdown.runs import Run, Runs, Table

_GOOD_ENDS = (re.compile(r"\n+"), re.compile(r"(?<=[.!?:;])\s+"), re.compile(r"\s+"))
"""Where a text is best cut: between lines, else between sentences, else between words."""
_LEAST_FILLED = 2
"""A cut in the first part of this many is too early to be good."""


def fitted(pieces: Iterable[Piece], most_characters: int) -> Iterator[Piece]:
    """Pieces of which each fits into a message.

    Args:
        pieces: In order.
        most_characters: Of one message, 20 or more.
    """
    for piece in pieces:
        match piece:
            case Table() if not fits_a_table(piece, most_characters):
                yield from fitted(as_lines(piece), most_characters)
            case Code() if cost_of(piece) > most_characters:
                for text in _code(piece.text, most_characters - 1):
                    yield replace(piece, text=text)
            case Paragraph() | Item() if cost_of(piece) > most_characters:
                yield from _parts(piece, most_characters - 2)
            case _:
                yield piece


def _parts(piece: Paragraph | Item, room: int) -> Iterator[Piece]:
    first, *others = _cut(piece.runs, room)
    yield replace(piece, runs=first)
    for runs in others:
        # The rest of an item is no new item.
        yield Paragraph(runs, is_quoted=piece.is_quoted)


def _cut(runs: Runs, room: int) -> Iterator[Runs]:
    """Fill parts with runs; a run that does not fit any more is cut, a link goes on whole."""
    part: list[Run] = []
    left = room
    for run in _short_enough(runs, room):
        rest = run
        while rest.cost > left:
            head, rest = _halves(rest, left, is_first=not part)
            part += [head] if head is not None else []
            if part:
                yield tuple(part)
            part, left = [], room
        if rest.text:
            part.append(rest)
            left -= rest.cost
    if part:
        yield tuple(part)


def _short_enough(runs: Runs, room: int) -> Iterator[Run]:
    """A link that no message has room for becomes text, with its address."""
    for run in runs:
        if run.cost <= room or not run.is_whole:
            yield run
        else:
            told = run.text if run.url.endswith(run.text) else f"{run.text} ({run.url})"
            yield replace(run, text=told, url="", person="")


def _halves(run: Run, room: int, *, is_first: bool) -> tuple[Run | None, Run]:
    """What of a run still fits, and the rest; links are not cut."""
    if run.url or run.person:
        return None, run
    at = _place_to_cut(run.text, room)
    if not at and is_first:
        # A word that is longer than a message.
        return replace(run, text=run.text[:room]), replace(run, text=run.text[room:])
    head, rest = run.text[:at].rstrip(), run.text[at:].lstrip()
    return (replace(run, text=head) if head else None), replace(run, text=rest)


def _place_to_cut(text: str, room: int) -> int:
    """How much of a text is best taken; 0: nothing, its first word is too long."""
    last = 0
    for end in _GOOD_ENDS:
        places = [found.start() for found in end.finditer(text, 0, room + 1)]
        last = places[-1] if places else 0
        if last >= room // _LEAST_FILLED:
            return last
    return last


def _code(text: str, room: int) -> Iterator[str]:
    """Whole lines, as many as fit; a line that is too long alone is cut."""
    taken: list[str] = []
    size = 0
    for line in text.split("\n"):
        for start in range(0, max(1, len(line)), room):
            piece = line[start : start + room]
            if taken and size + 1 + len(piece) > room:
                yield from _whole(taken)
                taken, size = [], 0
            size += len(piece) + bool(taken)
            taken.append(piece)
    yield from _whole(taken)


def _whole(lines: list[str]) -> Iterator[str]:
    text = "\n".join(lines)
    if text.strip():
        yield text

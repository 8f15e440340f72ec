"""Tables that a page cuts into several passages: which go together, and what a quote leaves out.

`extractive` calls it.  Whoever reads a timetable must see whether it is the whole of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from core.domain import Block, BlockKind, Evidence, Passage
from core.engine.quotes import render

_FEWEST_QUOTED = 2
"""Rows; a single one is what was asked for, not a table that is shown."""


def continues(passage: Passage, others: Iterable[Passage]) -> bool:
    """Whether the table of a passage goes on in one of the others, or began there."""
    return any(_is_one_table(passage, other) or _is_one_table(other, passage) for other in others)


def joined(excerpts: Sequence[tuple[Passage, str]]) -> str:
    """Excerpts of one part of a page, in page order; a table that goes on is written as one."""
    text = ""
    before: Passage | None = None
    for passage, excerpt in sorted(excerpts, key=lambda pair: pair[0].ordinal):
        if before is not None:
            text += "\n" if _is_one_table(before, passage) else "\n\n"
        text += excerpt
        before = passage
    return text


def more_rows(excerpts: Sequence[tuple[Passage, str]], evidence: Sequence[Evidence]) -> str:
    """A line that says how many rows of the quoted tables are not quoted; empty: none.

    Args:
        excerpts: What is quoted of one part of a page.
        evidence: All that was found, for what a table has in passages that are not quoted.
    """
    quoted = left_out = 0
    for passage, excerpt in excerpts:
        for run in _tables(passage.blocks):
            told = sum(_is_told(row, excerpt) for row in run)
            quoted += told
            left_out += len(run) - told if told else 0
    if quoted < _FEWEST_QUOTED:
        return ""
    quoted_here = [passage for passage, _ in excerpts]
    further = _further(quoted_here, [piece.passage for piece in evidence])
    left_out += sum(max(map(len, _tables(passage.blocks))) for passage in further)
    if not left_out:
        return ""
    if _may_go_on([*quoted_here, *further]):
        return "- … and more rows on the page"
    return f"- … and {left_out} more {'row' if left_out == 1 else 'rows'} on the page"


def _further(quoted: Sequence[Passage], found: Sequence[Passage]) -> list[Passage]:
    """Passages that are not quoted and in which a quoted table goes on, however far."""
    chain = [*quoted]
    left = [passage for passage in found if passage not in chain]
    while more := [passage for passage in left if continues(passage, chain)]:
        chain += more
        left = [passage for passage in left if passage not in more]
    return chain[len(quoted) :]


def _may_go_on(passages: Sequence[Passage]) -> bool:
    """Whether a table reaches the edge of what was found of its page."""
    ordinals = {-1, *(passage.ordinal for passage in passages)}
    return any(
        (passage.blocks[-1].kind is BlockKind.ROW and passage.ordinal + 1 not in ordinals)
        or (passage.blocks[0].kind is BlockKind.ROW and passage.ordinal - 1 not in ordinals)
        for passage in passages
    )


def _is_one_table(first: Passage, second: Passage) -> bool:
    """Whether a passage ends within a table that the next one begins with."""
    return (
        (first.address, first.heading_path) == (second.address, second.heading_path)
        and first.ordinal + 1 == second.ordinal
        and first.blocks[-1].kind is BlockKind.ROW
        and second.blocks[0].kind is BlockKind.ROW
        and _columns(first.blocks[-1]) == _columns(second.blocks[0])
    )


def _columns(row: Block) -> str:
    """What the first column is called: tables that touch differ in it."""
    return row.text.partition(":")[0]


def _tables(blocks: Sequence[Block]) -> list[list[Block]]:
    """The runs of rows."""
    runs: list[list[Block]] = [[]]
    for block in blocks:
        if block.kind is BlockKind.ROW:
            runs[-1].append(block)
        else:
            runs.append([])
    return [run for run in runs if run]


def _is_told(row: Block, excerpt: str) -> bool:
    return render([row]) in excerpt

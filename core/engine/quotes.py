"""Pieces of pages as they are quoted in an answer: what stands where, written as Markdown.

`extractive` and `brief_quotes` choose what is quoted; how well it answers is not known here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.asking import Wanted
from core.domain import Block, BlockKind, Evidence, Passage, Unit

MOST_OF_LIST = 1400
"""Characters that a quoted list of steps should not exceed."""
MOST_ASIDE = 240
"""Characters that an excerpt of a further passage, or a list in a short answer, should not exceed."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit with its place and worth."""

    evidence: Evidence
    unit: Unit
    position: int
    """Index among the passage's units."""
    worth: float


def is_step(item: Block, kinds: frozenset[Wanted]) -> bool:
    """Whether an item is one of steps, which are quoted whole."""
    return Wanted.STEPS in kinds or item.marker[:1].isdigit()


def whole_list(blocks: Sequence[Block], index: int, most: int, room: int) -> str:
    """The list around an item, with what leads in; empty where it is too long.

    Args:
        blocks: Of the passage.
        index: Of the item.
        most: Characters of a list.
        room: Characters of a lead-in.
    """
    start, end = _list_around(blocks, index)
    if len(render(blocks[start:end])) > most:
        return ""
    lead_in = blocks[start - 1 : start] if start and len(blocks[start - 1].text) < room else ()
    return render([*lead_in, *blocks[start:end]])


def render_units(kept: Sequence[Candidate]) -> str:
    """Units of one passage, in page order."""
    blocks = kept[0].evidence.passage.blocks
    in_order = sorted(kept, key=lambda candidate: candidate.position)
    quoted: list[Block] = []
    for index, group in groupby(in_order, key=lambda candidate: candidate.unit.block):
        text = " ".join(candidate.unit.text for candidate in group)
        quoted.append(replace(blocks[index], text=text))
    return render(quoted)


def _list_around(blocks: Sequence[Block], index: int) -> tuple[int, int]:
    start, end = index, index + 1
    while start > 0 and blocks[start - 1].kind is BlockKind.ITEM:
        start -= 1
    while end < len(blocks) and blocks[end].kind is BlockKind.ITEM:
        end += 1
    return start, end


def label(passage: Passage) -> str:
    """Where the quote stands: page and heading, in bold."""
    heading = passage.heading_path[-1] if passage.heading_path else ""
    parts = [passage.title, heading] if heading and heading != passage.title else [passage.title]
    label = " – ".join(part for part in parts if part)
    return f"**{label}** (out of date)" if passage.superseded else f"**{label}**"


def render(blocks: Sequence[Block]) -> str:
    """Write blocks as Markdown; a blank line ends a list, so that the next text is not part of it."""
    lines: list[str] = []
    for before, block in zip([None, *blocks], blocks, strict=False):
        in_list = before is not None and before.kind in _LISTED
        if before is not None and block.kind not in _LISTED and (in_list or _is_prose(before)):
            lines.append("")
        lines.append(_line(block))
    return "\n".join(lines)


def _line(block: Block) -> str:
    match block.kind:
        case BlockKind.ROW:
            return f"- {block.text.replace(' | ', '; ')}"
        case BlockKind.ITEM:
            return f"{'  ' * block.level}{block.marker or '-'} {block.text}"
        case BlockKind.CODE:
            return f"```\n{block.text}\n```"
        case _:
            return block.text


def _is_prose(block: Block) -> bool:
    return block.kind is BlockKind.PARAGRAPH


_LISTED = frozenset({BlockKind.ROW, BlockKind.ITEM})

"""The extractive answerer: picks, orders and quotes the sentences, items or rows that answer.

The default generator, and the draft that people see while a model is still reading.  What it says
stands on the pages word for word; it adds only the headings that the quotes stand under.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from core.asking import Wanted, satisfied, wanted
from core.domain import Block, BlockKind, Evidence, GenerationRequest, Unit
from core.words import plain

_PASSAGES = 5
"""Passages, best first, that are quoted from at most."""
_WHOLE_PASSAGE = 420
"""Characters up to which a passage is quoted whole."""
_EXCERPT = 520
"""Characters that an excerpt of running text should not exceed."""
_LIST = 1400
"""Characters that a quoted list of steps should not exceed."""
_ANSWER = 900
"""Characters from which nothing is added to an answer."""
_RANK_WEIGHT = 0.30
_COVERAGE_WEIGHT = 0.45
_WANTED_WEIGHT = 0.12
_ROW_MARGIN = 0.10
_ITEM_MARGIN = 0.15
_SUPPLEMENT_MARGIN = 0.12
"""How far below the best unit another may score and still be quoted."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A unit with its place and worth."""

    evidence: Evidence
    unit: Unit
    position: int
    """Index among the passage's units."""
    worth: float


class ExtractiveGenerator:
    """Implements `Generator` without a model."""

    @property
    def name(self) -> str:
        """Shown as the author."""
        return "quoted"

    async def generate(self, request: GenerationRequest) -> AsyncGenerator[str, None]:
        """Stream the quotes, line by line."""
        for number, line in enumerate(compose(request).split("\n")):
            yield line if number == 0 else f"\n{line}"


def compose(request: GenerationRequest) -> str:
    """Write the whole answer: the best excerpt, and what completes it from elsewhere."""
    evidence = request.findings.evidence[:_PASSAGES]
    kinds = wanted(request.question)
    candidates = _ranked(evidence, kinds)
    best = candidates[0]
    excerpts = [(best.evidence, _excerpt(best, candidates, kinds))]
    used = {best.evidence.passage_id}
    for other in candidates[1:]:
        length = sum(len(text) for _, text in excerpts)
        if other.evidence.passage_id in used or length > _ANSWER or len(excerpts) > 2:  # noqa: PLR2004
            continue
        if other.worth < best.worth - _SUPPLEMENT_MARGIN:
            break
        excerpts.append((other.evidence, _excerpt(other, candidates, kinds)))
        used.add(other.evidence.passage_id)
    return "\n\n".join(f"{_label(piece)}\n{text}" for piece, text in excerpts)


def _ranked(evidence: Sequence[Evidence], kinds: frozenset[Wanted]) -> list[_Candidate]:
    """All units, best first."""
    top = max(piece.score for piece in evidence)
    candidates = [
        _Candidate(
            piece, unit, position, _worth(piece, unit, kinds) + _RANK_WEIGHT * piece.score / top
        )
        for piece in evidence
        for position, unit in enumerate(piece.units)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.worth)


def _worth(evidence: Evidence, unit: Unit, kinds: frozenset[Wanted]) -> float:
    """How well a unit seems to answer.  Words in the headings count half for each unit."""
    covered = unit.coverage + 0.5 * max(0.0, evidence.coverage - unit.coverage)
    return (
        unit.similarity
        + _COVERAGE_WEIGHT * covered
        + _WANTED_WEIGHT * satisfied(kinds, plain(unit.text))
    )


def _excerpt(chosen: _Candidate, candidates: Sequence[_Candidate], kinds: frozenset[Wanted]) -> str:
    """What to quote around a unit so that it is complete and reads well."""
    passage = chosen.evidence.passage
    if len(passage.text) <= _WHOLE_PASSAGE:
        return _render(passage.blocks)
    block = passage.blocks[chosen.unit.block]
    match block.kind:
        case BlockKind.ROW:
            return _rows(chosen, candidates)
        case BlockKind.ITEM:
            return _items(chosen, candidates, kinds)
        case BlockKind.CODE:
            return _render(passage.blocks[max(0, chosen.unit.block - 1) : chosen.unit.block + 1])
        case _:
            return _prose(chosen)


def _rows(chosen: _Candidate, candidates: Sequence[_Candidate]) -> str:
    blocks = chosen.evidence.passage.blocks
    near = [
        other.unit.block
        for other in candidates
        if other.evidence is chosen.evidence
        and blocks[other.unit.block].kind is BlockKind.ROW
        and other.worth >= chosen.worth - _ROW_MARGIN
    ]
    return _render([blocks[index] for index in sorted(near[:4])])


def _items(chosen: _Candidate, candidates: Sequence[_Candidate], kinds: frozenset[Wanted]) -> str:
    """The list that an item belongs to, whole when it is steps or short, with its lead-in."""
    blocks = chosen.evidence.passage.blocks
    start, end = _list_around(blocks, chosen.unit.block)
    items = blocks[start:end]
    is_steps = Wanted.STEPS in kinds or blocks[chosen.unit.block].marker[:1].isdigit()
    if len(_render(items)) > (_LIST if is_steps else _EXCERPT):
        near = {
            other.unit.block
            for other in candidates
            if other.evidence is chosen.evidence and other.worth >= chosen.worth - _ITEM_MARGIN
        }
        items = tuple(blocks[index] for index in range(start, end) if index in near)[:6]
    lead_in = blocks[start - 1 : start] if start and len(blocks[start - 1].text) < _EXCERPT else ()
    return _render([*lead_in, *items])


def _list_around(blocks: Sequence[Block], index: int) -> tuple[int, int]:
    start, end = index, index + 1
    while start > 0 and blocks[start - 1].kind is BlockKind.ITEM:
        start -= 1
    while end < len(blocks) and blocks[end].kind is BlockKind.ITEM:
        end += 1
    return start, end


def _prose(chosen: _Candidate) -> str:
    """The sentence with its neighbours, and the list that it leads into."""
    passage = chosen.evidence.passage
    mine = [unit for unit in chosen.evidence.units if unit.block == chosen.unit.block]
    at = next(index for index, unit in enumerate(mine) if unit is chosen.unit)
    first, last = at, at
    while True:
        length = sum(len(unit.text) for unit in mine[first : last + 1])
        after = len(mine[last + 1].text) if last + 1 < len(mine) else _EXCERPT
        before = len(mine[first - 1].text) if first else _EXCERPT
        if length + min(after, before) > _EXCERPT * 0.8:
            break
        if after <= _EXCERPT * 0.8 - length:
            last += 1
        else:
            first -= 1
    text = " ".join(unit.text for unit in mine[first : last + 1])
    following = chosen.unit.block + 1
    if last == len(mine) - 1 and text.rstrip().endswith(":") and following < len(passage.blocks):
        _, end = _list_around(passage.blocks, following)
        text += "\n" + _render(passage.blocks[following:end])[:_LIST]
    return text


def _label(evidence: Evidence) -> str:
    """Where the quote stands: page and heading, in bold."""
    passage = evidence.passage
    heading = passage.heading_path[-1] if passage.heading_path else ""
    parts = [passage.title, heading] if heading and heading != passage.title else [passage.title]
    return f"**{' – '.join(part for part in parts if part)}**"


def _render(blocks: Sequence[Block]) -> str:
    lines: list[str] = []
    for block in blocks:
        match block.kind:
            case BlockKind.ROW:
                lines.append(f"- {block.text.replace(' | ', '; ')}")
            case BlockKind.ITEM:
                lines.append(f"{'  ' * block.level}{block.marker or '-'} {block.text}")
            case BlockKind.CODE:
                lines.append(f"```\n{block.text}\n```")
            case _:
                lines.append(block.text)
    return "\n".join(lines)

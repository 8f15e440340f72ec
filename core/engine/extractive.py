"""The extractive answerer: picks, orders and quotes the sentences, items or rows that answer.

The default generator, and the draft that people see while a model is still reading.  What it says
stands on the pages word for word; it adds only the headings that the quotes stand under.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from core.asking import Wanted, insists_on, satisfied, wanted
from core.contacts import ContactKind, details
from core.domain import Block, BlockKind, Evidence, GenerationRequest, Passage, Unit
from core.words import plain

_PASSAGES = 8
"""Passages, best first, that are quoted from at most."""
_WHOLE_PASSAGE = 600
"""Characters up to which the best passage is quoted whole."""
_EXCERPT = 520
"""Characters that an excerpt of the best passage should not exceed."""
_ASIDE = 240
"""Characters that an excerpt of a further passage should not exceed."""
_LIST = 1400
"""Characters that a quoted list of steps should not exceed."""
_RANK_WEIGHT = 0.50
_PAGE_SHARE = 0.5
"""How much of a passage's standing is that of the best passage of its page."""
_COVERAGE_WEIGHT = 0.40
_WANTED_WEIGHT = 0.12
_MARGINS = (0.0, 0.20, 0.20)
"""How far below the best unit the best of a first, second and third passage may score to be quoted."""


_CONTACT_WEIGHT = 0.15
"""What it is worth to hold the e-mail address or number that the question asks for by name."""


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
    kinds = wanted(request.question)
    evidence = request.findings.evidence[:_PASSAGES]
    if not evidence[0].passage.superseded:
        # Retrieval knows whether the old is asked for; else it is not quoted beside the new.
        evidence = tuple(piece for piece in evidence if not piece.passage.superseded)
    candidates = _ranked(evidence, kinds, insists_on(request.question))
    best = candidates[0]
    firsts = {candidate.evidence.passage_id: candidate for candidate in reversed(candidates)}
    ordered = sorted(firsts.values(), key=lambda candidate: -candidate.worth)
    chosen = [
        candidate
        for candidate, margin in zip(ordered, _MARGINS, strict=False)
        if candidate.worth >= best.worth - margin
    ]
    excerpts: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for candidate in chosen:
        mine = [other for other in candidates if other.evidence is candidate.evidence]
        room = _EXCERPT if candidate is best else _ASIDE
        whole = _WHOLE_PASSAGE if candidate is best else _ASIDE
        passage = candidate.evidence.passage
        excerpts[_label(passage)].append((passage.ordinal, _excerpt(mine, kinds, whole, room)))
    return "\n\n".join(
        "\n".join([label, "\n\n".join(text for _, text in sorted(texts))])
        for label, texts in excerpts.items()
    )


def _ranked(
    evidence: Sequence[Evidence], kinds: frozenset[Wanted], contacts: frozenset[ContactKind]
) -> list[_Candidate]:
    """All units, best first."""
    top = max(piece.score for piece in evidence)
    pages: dict[str, float] = {}
    for piece in evidence:
        address = piece.passage.address
        pages[address] = max(pages.get(address, piece.score), piece.score)

    def standing(piece: Evidence) -> float:
        page = pages[piece.passage.address]
        return _PAGE_SHARE * page + (1 - _PAGE_SHARE) * piece.score - top

    candidates = [
        _Candidate(
            piece,
            unit,
            position,
            _worth(piece, unit, kinds, contacts) + _RANK_WEIGHT * standing(piece),
        )
        for piece in evidence
        for position, unit in enumerate(piece.units)
    ]
    return sorted(candidates, key=lambda candidate: -candidate.worth)


def _worth(
    evidence: Evidence, unit: Unit, kinds: frozenset[Wanted], contacts: frozenset[ContactKind]
) -> float:
    """How well a unit seems to answer.  Words in the headings count half for each unit."""
    text = plain(unit.text)
    covered = unit.coverage + 0.5 * max(0.0, evidence.coverage - unit.coverage)
    worth = unit.similarity + _COVERAGE_WEIGHT * covered + _WANTED_WEIGHT * satisfied(kinds, text)
    if contacts and contacts <= {detail.kind for detail in details(text)}:
        worth += _CONTACT_WEIGHT
    return worth


def _excerpt(mine: Sequence[_Candidate], kinds: frozenset[Wanted], whole: int, room: int) -> str:
    """What to quote of a passage so that it is complete and reads well.

    Args:
        mine: The passage's units, best first.
        whole: Characters up to which the passage is quoted whole.
        room: Characters for the best units of a longer one.
    """
    chosen = mine[0]
    blocks = chosen.evidence.passage.blocks
    if len(chosen.evidence.passage.text) <= whole:
        return _render(blocks)
    if blocks[chosen.unit.block].kind is BlockKind.ITEM:
        start, end = _list_around(blocks, chosen.unit.block)
        steps = Wanted.STEPS in kinds or blocks[chosen.unit.block].marker[:1].isdigit()
        if len(_render(blocks[start:end])) <= (_LIST if steps else room):
            lead_in = (
                blocks[start - 1 : start] if start and len(blocks[start - 1].text) < room else ()
            )
            return _render([*lead_in, *blocks[start:end]])
    return _best_units(mine, room)


def _best_units(mine: Sequence[_Candidate], room: int) -> str:
    """The units that answer best, as many as there is room for, in page order."""
    kept: list[_Candidate] = []
    used = 0
    for candidate in mine:
        if kept and used + len(candidate.unit.text) > room:
            continue
        kept.append(candidate)
        used += len(candidate.unit.text)
    kept.sort(key=lambda candidate: candidate.position)
    blocks = mine[0].evidence.passage.blocks
    quoted: list[Block] = []
    for index, group in groupby(kept, key=lambda candidate: candidate.unit.block):
        text = " ".join(candidate.unit.text for candidate in group)
        quoted.append(replace(blocks[index], text=text))
    return _render(quoted)


def _list_around(blocks: Sequence[Block], index: int) -> tuple[int, int]:
    start, end = index, index + 1
    while start > 0 and blocks[start - 1].kind is BlockKind.ITEM:
        start -= 1
    while end < len(blocks) and blocks[end].kind is BlockKind.ITEM:
        end += 1
    return start, end


def _label(passage: Passage) -> str:
    """Where the quote stands: page and heading, in bold."""
    heading = passage.heading_path[-1] if passage.heading_path else ""
    parts = [passage.title, heading] if heading and heading != passage.title else [passage.title]
    label = " – ".join(part for part in parts if part)
    return f"**{label}** (out of date)" if passage.superseded else f"**{label}**"


def _render(blocks: Sequence[Block]) -> str:
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

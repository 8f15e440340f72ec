"""The extractive answerer: picks, orders and quotes the sentences, items or rows that answer.

The default generator, and the draft that people see while a model is still reading.  What it says
stands on the pages word for word; it adds only the headings that the quotes stand under.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncGenerator, Sequence

from core.asking import Wanted, insists_on, satisfied, wanted
from core.contacts import ContactKind, details
from core.domain import BlockKind, Evidence, GenerationRequest, Passage, Tone, Unit
from core.engine.brief_quotes import in_short
from core.engine.quotes import (
    MOST_ASIDE,
    MOST_OF_LIST,
    Candidate,
    is_step,
    label,
    render,
    render_units,
    whole_list,
)
from core.engine.table_quotes import continues, joined, more_rows
from core.words import plain

_PASSAGES = 8
"""Passages, best first, that are quoted from at most."""
_WHOLE_PASSAGE = 600
"""Characters up to which the best passage is quoted whole."""
_EXCERPT = 520
"""Characters that an excerpt of the best passage should not exceed."""
_RANK_WEIGHT = 0.50
_PAGE_SHARE = 0.5
"""How much of a passage's standing is that of the best passage of its page."""
_COVERAGE_WEIGHT = 0.40
_WANTED_WEIGHT = 0.12
_MARGINS = (0.0, 0.20, 0.20)
"""How far below the best unit the best of a first, second and third passage may score to be quoted."""
_CONTACT_WEIGHT = 0.15
"""What it is worth to hold the e-mail address or number that the question asks for by name."""


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
    if request.tone is Tone.SHORT:
        return in_short(candidates, kinds)
    best = candidates[0]
    firsts = {candidate.evidence.passage_id: candidate for candidate in reversed(candidates)}
    ordered = sorted(firsts.values(), key=lambda candidate: -candidate.worth)
    chosen = [
        candidate
        for candidate, margin in zip(ordered, _MARGINS, strict=False)
        if candidate.worth >= best.worth - margin
    ]
    passages = [candidate.evidence.passage for candidate in chosen]
    excerpts: defaultdict[str, list[tuple[Passage, str]]] = defaultdict(list)
    for candidate in chosen:
        mine = [other for other in candidates if other.evidence is candidate.evidence]
        passage = candidate.evidence.passage
        is_full = candidate is best or continues(passage, passages)
        room = _EXCERPT if is_full else MOST_ASIDE
        whole = _WHOLE_PASSAGE if is_full else MOST_ASIDE
        excerpts[label(passage)].append((passage, _excerpt(mine, kinds, whole, room)))
    return "\n\n".join(
        "\n".join(filter(None, (heading, joined(texts), more_rows(texts, evidence))))
        for heading, texts in excerpts.items()
    )


def _ranked(
    evidence: Sequence[Evidence], kinds: frozenset[Wanted], contacts: frozenset[ContactKind]
) -> list[Candidate]:
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
        Candidate(
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


def _excerpt(mine: Sequence[Candidate], kinds: frozenset[Wanted], whole: int, room: int) -> str:
    """What to quote of a passage so that it is complete and reads well.

    Args:
        mine: The passage's units, best first.
        whole: Characters up to which the passage is quoted whole.
        room: Characters for the best units of a longer one.
    """
    chosen = mine[0]
    blocks = chosen.evidence.passage.blocks
    if len(chosen.evidence.passage.text) <= whole:
        return render(blocks)
    if blocks[chosen.unit.block].kind is BlockKind.ITEM:
        most = MOST_OF_LIST if is_step(blocks[chosen.unit.block], kinds) else room
        if listed := whole_list(blocks, chosen.unit.block, most, room):
            return listed
    return _best_units(mine, room)


def _best_units(mine: Sequence[Candidate], room: int) -> str:
    """The units that answer best, as many as there is room for, in page order."""
    kept: list[Candidate] = []
    used = 0
    for candidate in mine:
        if kept and used + len(candidate.unit.text) > room:
            continue
        kept.append(candidate)
        used += len(candidate.unit.text)
    return render_units(kept)

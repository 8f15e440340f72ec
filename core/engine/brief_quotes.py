"""Quotes the one thing that was asked for, where a channel wants short answers.

`extractive` calls it with the units of the passages, ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from core.asking import Wanted, satisfied
from core.domain import Block, BlockKind
from core.engine.quotes import (
    MOST_ASIDE,
    MOST_OF_LIST,
    Candidate,
    is_step,
    label,
    render_units,
    whole_list,
)
from core.words import plain

_MARGIN_BESIDE = 0.10
_MARGIN_ELSEWHERE = 0.20
"""How far below the best unit a second one may score to be quoted: one of the same passage, one of
another.  Fitted: on `data/eval/sample_site.jsonl` 0.69 of the answers then have the facts looked for,
in 0.4 of the characters of full ones, which have 0.79."""


def in_short(candidates: Sequence[Candidate], kinds: frozenset[Wanted]) -> str:
    """The one or two units that answer best; steps and short lists whole, for half is worse.

    Args:
        candidates: All units, best first; at least one.
        kinds: What the question asks for.
    """
    best = candidates[0]
    second = _second(candidates, kinds)
    if second is None:
        together = [[best]]
    elif second.evidence is best.evidence:
        together = [[best, second]]
    else:
        together = [[best], [second]]
    excerpts: defaultdict[str, list[str]] = defaultdict(list)
    for units in together:
        excerpts[label(units[0].evidence.passage)].append(_short_excerpt(units, kinds))
    return "\n\n".join(
        "\n".join([heading, "\n\n".join(texts)]) for heading, texts in excerpts.items()
    )


def _second(candidates: Sequence[Candidate], kinds: frozenset[Wanted]) -> Candidate | None:
    """The next best unit, if it is about as good as the best or adds to it what is wanted."""
    best, *others = candidates
    text = plain(best.unit.text)
    held = satisfied(kinds, text)
    for other in others:
        is_beside = other.evidence is best.evidence
        if other.worth >= best.worth - (_MARGIN_BESIDE if is_beside else _MARGIN_ELSEWHERE):
            return other
        if is_beside and satisfied(kinds, f"{text}\n{plain(other.unit.text)}") > held:
            return other
    return None


def _short_excerpt(units: Sequence[Candidate], kinds: frozenset[Wanted]) -> str:
    """Units of one passage, with the list that they are of where it is short or asked for."""
    blocks = units[0].evidence.passage.blocks
    index = _item_of(blocks, [unit.unit.block for unit in units], kinds)
    if index is None:
        return render_units(units)
    most = MOST_OF_LIST if is_step(blocks[index], kinds) else MOST_ASIDE
    listed = whole_list(blocks, index, most, MOST_ASIDE)
    if not listed:
        return render_units(units)
    is_apart = units[0].unit.text not in listed
    return f"{render_units(units[:1])}\n\n{listed}" if is_apart else listed


def _item_of(
    blocks: Sequence[Block], chosen: Sequence[int], kinds: frozenset[Wanted]
) -> int | None:
    """An item of the list that chosen blocks are of or lead up to, or of the steps asked for."""
    after = [index + 1 for index in chosen if blocks[index].text.endswith(":")]
    steps = [index for index, block in enumerate(blocks) if block.marker[:1].isdigit()]
    tried = [*chosen, *after, *(steps if Wanted.STEPS in kinds else ())]
    of_lists = (
        index for index in tried if index < len(blocks) and blocks[index].kind is BlockKind.ITEM
    )
    return next(of_lists, None)

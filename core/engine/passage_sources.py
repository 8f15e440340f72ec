"""Which source each passage of an index is from, and which passages may be looked at for a query.

`index_files` writes it, `passage_index` asks it.  Immutable but for what was logged; thread-safe.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

import numpy as np
import structlog
from numpy.typing import NDArray

from core.domain import Passage
from core.errors import IndexUnusable

_log = structlog.get_logger()

Allowed: TypeAlias = NDArray[np.bool_]
"""bool, (n_passages,): whether each passage may be looked at."""

_NAMES, _NUMBERS = "sources.json", "sources.npy"


def write_sources(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the names of the sources, and for each passage the number of its own."""
    names = sorted({passage.source for passage in passages})
    numbers = {name: number for number, name in enumerate(names)}
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), "utf-8")
    of_passages = [numbers[passage.source] for passage in passages]
    np.save(folder / _NUMBERS, np.asarray(of_passages, np.int32))


class PassageSources:
    """The sources of an open snapshot."""

    def __init__(self, *, folder: Path) -> None:
        """Read them; a snapshot of format 1 has none."""
        self._folder = folder
        self._is_known = (folder / _NAMES).is_file()
        if not self._is_known:
            return
        names: list[str] = json.loads((folder / _NAMES).read_text("utf-8"))
        self._names = {name: number for number, name in enumerate(names)}
        self._numbers: NDArray[np.int32] = np.load(folder / _NUMBERS)
        self._told: set[tuple[str, ...]] = set()
        """Choices that were found to be void, so that each is logged once."""

    def allowed(self, sources: Sequence[str]) -> Allowed | None:
        """The passages of some sources; None: all passages may be looked at.

        Names that the index does not know are passed over; where it knows none of them, their
        sources were removed or renamed, and no answer at all would help nobody.

        Args:
            sources: Names of sources; empty: all of them.

        Raises:
            IndexUnusable: Sources are chosen, but the index does not know its passages' sources.
        """
        if not sources:
            return None
        if not self._is_known:
            raise IndexUnusable(
                f"Index at '{self._folder}' was built before passages knew their sources, so a "
                "question that only some sources may answer is not answered. Run `frontdesk "
                "refresh`: pages that did not change are not fetched again."
            )
        chosen = [self._names[name] for name in sources if name in self._names]
        if not chosen:
            self._tell_void(tuple(sources))
            return None
        is_chosen = np.zeros(len(self._names), np.bool_)
        is_chosen[chosen] = True
        allowed: Allowed = is_chosen[self._numbers]
        return None if is_chosen.all() else allowed

    def _tell_void(self, sources: tuple[str, ...]) -> None:
        if sources in self._told:
            return
        self._told.add(sources)
        _log.warning(
            "chosen_sources_unknown",
            chosen=list(sources),
            known=list(self._names),
            consequence="all sources answer; choose anew in the channel's settings",
        )

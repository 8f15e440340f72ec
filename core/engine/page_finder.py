"""Finds what one page says to a question, without an index: for pages that people name.

Weighs as `passage_index` does, but embeds on the spot, so it bounds how much: of a long document
only the passages that its words make likely, of these only the best passages' sentences.
"""

from __future__ import annotations

import asyncio
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.asking import wanted
from core.chunking import PassageLimits, chunk, is_superseded
from core.domain import Evidence, Findings, Page, Passage, Query, Unit
from core.engine.index_files import passage_text, unit_texts
from core.engine.weighing import mend, quotable, shortfall, weigh, weigh_terms, without_repeats
from core.engine.word_index import WordIndex, count_words
from core.planted import honest_part
from core.ports import Embedder, FloatMatrix
from core.spelling import Speller
from core.words import terms

_MOST_EMBEDDED = 96
"""Passages of a page that are embedded for one question."""
_BEGINNING = 8
"""Passages from the page's beginning that always are among them."""
_READ = 6
"""Passages whose units are embedded."""
_MOST_CHARACTERS = 1_000_000
"""Of a page; a book of 400 pages has fewer."""
_KEPT_PAGES = 8
"""Pages kept with their vectors, so that a follow-up is quick."""
_STEP = 0.01
"""By how much each sentence of a page's beginning counts less than the one before it."""


class EmbeddedPageFinder:
    """Implements `core.ports.PageFinder`; thread-safe."""

    def __init__(
        self, *, embedder: Embedder, limits: PassageLimits, most_embedded: int = _MOST_EMBEDDED
    ) -> None:
        """Take what finding needs.

        Args:
            embedder: The one that the index was made with: what it weighs was fitted to it.
            limits: How pages are cut.
            most_embedded: Passages of a page that are embedded for one question at most.
        """
        self._embedder = embedder
        self._limits = limits
        self._most_embedded = most_embedded
        self._pages: OrderedDict[Page, _OpenPage] = OrderedDict()
        self._opening = threading.Lock()

    async def find(self, page: Page, query: Query) -> Findings:
        """Find the page's passages that are nearest to a query; see `PageFinder.find`.

        Raises:
            ModelError: The embedder failed.
        """
        return await asyncio.to_thread(self._find, _bounded(page), query)

    def _find(self, page: Page, query: Query) -> Findings:
        opened = self._open(page)
        with opened.lock:
            opened.cut(self._limits)
            if not query.text.strip() or not opened.has_words:
                return _beginning(opened.passages[: query.limit])
            return self._search(opened, query)

    def _open(self, page: Page) -> _OpenPage:
        """The page as it was kept; pages are the same when their text is."""
        with self._opening:
            opened = self._pages.pop(page, None) or _OpenPage(page, self._embedder)
            self._pages[page] = opened
            while len(self._pages) > _KEPT_PAGES:
                self._pages.popitem(last=False)
        return opened

    def _search(self, opened: _OpenPage, query: Query) -> Findings:
        text = mend(query.text, opened.speller)
        query_terms = weigh_terms(
            text,
            query.context,
            passages=len(opened.passages),
            frequency=opened.words.frequency,
        )
        vector = self._embedder.embed([f"{query.context} {text}".strip()])[0]
        word_scores = opened.words.scores(query_terms)
        best_words = float(word_scores.max(initial=0.0)) or 1.0
        kinds = wanted(text)

        def weighed(number: int, similarity: float, units: Sequence[float]) -> Evidence:
            return weigh(
                opened.passages[number],
                number,
                similarity=similarity,
                unit_similarities=units,
                words_share=float(word_scores[number]) / best_words,
                query_terms=query_terms,
                kinds=kinds,
            )

        candidates = _candidates(word_scores, self._most_embedded)
        similarities = opened.vectors(candidates) @ vector
        roughly = [
            weighed(number, float(similarity), [0.0] * len(opened.units[number]))
            for number, similarity in zip(candidates, similarities, strict=True)
        ]
        roughly.sort(key=lambda piece: -piece.score)
        numbers = [piece.passage_id for piece in without_repeats(roughly, _READ)]
        nearness = dict(zip(candidates, similarities, strict=True))
        found = [
            weighed(number, float(nearness[number]), (units @ vector).tolist())
            for number, units in opened.unit_vectors(numbers).items()
        ]
        found.sort(key=lambda piece: -piece.score)
        evidence = tuple(found[: query.limit])
        best_text = passage_text(evidence[0].passage) if evidence else ""
        missing = shortfall(self._embedder, text, query_terms, best_text)
        return Findings(text, query_terms, evidence, missing)


def _bounded(page: Page) -> Page:
    """A page with no more text than can be searched while somebody waits."""
    left = _MOST_CHARACTERS
    for number, block in enumerate(page.blocks):
        left -= len(block.text)
        if left < 0:
            cut = replace(block, text=block.text[: len(block.text) + left])
            return replace(page, blocks=(*page.blocks[:number], cut))
    return page


class _OpenPage:
    """A page, cut into passages, with the vectors that were needed so far.  Held under its lock."""

    def __init__(self, page: Page, embedder: Embedder) -> None:
        self.lock = threading.Lock()
        self.passages: list[Passage] = []
        self.units: list[list[str]] = []
        """Of each passage, as they are embedded."""
        self.has_words = False
        """Whether it holds a word that carries meaning; without one there is nothing to search."""
        self.words: WordIndex
        self.speller: Speller
        self._page: Page | None = page
        self._embedder = embedder
        self._vectors: dict[int, NDArray[np.float32]] = {}
        self._unit_vectors: dict[int, FloatMatrix] = {}

    def cut(self, limits: PassageLimits) -> None:
        """Cut the page and count its words, once."""
        if self._page is None:
            return
        cut = chunk(self._page, limits, superseded=is_superseded(self._page))
        honest = (honest_part(passage).passage for passage in cut)
        self.passages = [passage for passage in honest if passage.blocks]
        self.units = [unit_texts(passage) for passage in self.passages]
        self.has_words = any(terms(passage_text(passage)) for passage in self.passages)
        if self.has_words:
            ranker, frequencies = count_words(self.passages)
            self.words = WordIndex(ranker=ranker, passages=len(self.passages))
            self.speller = Speller(
                frequencies=frequencies, is_common_word=self._embedder.is_common_word
            )
        self._page = None

    def vectors(self, numbers: Sequence[int]) -> FloatMatrix:
        """Vectors of passages, a row each."""
        new = [number for number in numbers if number not in self._vectors]
        if new:
            embedded = self._embedder.embed([passage_text(self.passages[n]) for n in new])
            self._vectors.update(zip(new, embedded, strict=True))
        return np.stack([self._vectors[number] for number in numbers])

    def unit_vectors(self, numbers: Sequence[int]) -> dict[int, FloatMatrix]:
        """Vectors of the units of passages, a row each."""
        new = [number for number in numbers if number not in self._unit_vectors]
        if new:
            embedded = self._embedder.embed([text for n in new for text in self.units[n]])
            ends = np.cumsum([len(self.units[number]) for number in new])
            self._unit_vectors.update(zip(new, np.split(embedded, ends[:-1]), strict=True))
        return {number: self._unit_vectors[number] for number in numbers}


def _candidates(word_scores: NDArray[np.float32], most: int) -> list[int]:
    """The passages to embed, in page order: all, or of a long page a choice.

    First the page's beginning and what the question's words make likely, then passages from all
    over the page: the answer may be put in other words.
    """
    count = len(word_scores)
    if count <= most:
        return list(range(count))
    by_words = [int(number) for number in np.argsort(-word_scores, kind="stable")]
    likely = [number for number in by_words if word_scores[number] > 0]
    spread = [int(number) for number in np.linspace(0, count - 1, most)]
    ordered = dict.fromkeys([*range(_BEGINNING), *likely, *spread])
    return sorted(list(ordered)[:most])


def _beginning(passages: Sequence[Passage]) -> Findings:
    """The page's first passages, each sentence worth a little less than the one before it."""
    evidence = []
    worth = 1.0
    for number, passage in enumerate(passages):
        first, units = worth, []
        for at, text in quotable(passage):
            units.append(Unit(text, at, worth, 1.0))
            worth = max(worth - _STEP, 0.0)
        evidence.append(Evidence(passage, number, first, first, 1.0, tuple(units)))
    return Findings("", (), tuple(evidence), 0.0 if evidence else 1.0)

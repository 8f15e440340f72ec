"""One finished index in memory: finds the passages that are nearest to a question.

Hybrid: vectors (FAISS) and words (BM25) each propose passages; the proposals are fused by reciprocal
rank, and the best of them are read and weighed by all that speaks for them.  Immutable and
thread-safe; `index_store` loads, publishes and swaps.
"""

from __future__ import annotations

import json
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import Any

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from core.asking import wanted
from core.domain import Findings, Query
from core.engine.index_files import PassageFile, passage_text
from core.engine.passage_sources import Allowed, PassageSources
from core.engine.snapshot import Manifest, check_model, read_manifest
from core.engine.weighing import mend, shortfall, weigh, weigh_terms, without_repeats
from core.engine.word_index import WordIndex
from core.planted import honest_part
from core.ports import Embedder
from core.spelling import Speller

_PROPOSALS = 50
"""Passages that vectors and words each propose."""
_CANDIDATES = 32
"""Proposals, fused by rank, that are read and weighed."""
_RANK_OFFSET = 12
"""Reciprocal rank fusion: 1 / (offset + rank).  Small, because rankings here are short."""
_LOOKED_AT = 500
"""Passages among which an example question is looked for."""


class PassageIndex:
    """An open snapshot."""

    def __init__(self, *, folder: Path, embedder: Embedder) -> None:
        """Check and open a snapshot.

        Raises:
            IndexUnusable: It is cut short, damaged, or was made with another model.
        """
        self.manifest: Manifest = read_manifest(folder)
        check_model(
            self.manifest, folder, model_id=embedder.model_id, dimensions=embedder.dimensions
        )
        self.folder = folder
        self._embedder = embedder
        self._passages = PassageFile(folder)
        self._sources = PassageSources(folder=folder)
        # One thread a search: several people ask at once, and waiting threads would spin.
        faiss.omp_set_num_threads(1)
        self._vectors = faiss.read_index(str(folder / "passages.faiss"), faiss.IO_FLAG_MMAP_IFC)
        self._unit_vectors: NDArray[np.float16] = np.load(folder / "units.npy", mmap_mode="r")
        self._unit_starts: NDArray[np.int64] = np.load(folder / "unit_starts.npy")
        ranker = bm25s.BM25.load(str(folder / "words.bm25"), mmap=True, show_progress=False)
        self._words = WordIndex(ranker=ranker, passages=len(self._passages))
        frequencies: dict[str, int] = json.loads((folder / "words.json").read_text("utf-8"))
        self._speller = Speller(frequencies=frequencies, is_common_word=embedder.is_common_word)

    def __len__(self) -> int:
        return len(self._passages)

    def example_questions(self, count: int) -> tuple[str, ...]:
        """Questions that this index can surely answer, for showing that it works; at most `count`.

        Headings that are questions come first, each from another page; then titles are asked about.
        """
        step = max(1, len(self) // _LOOKED_AT)
        read = (self._passages[number] for number in range(0, len(self), step))
        looked_at = [passage for passage in read if honest_part(passage).passage.blocks]
        asked: dict[str, str] = {}
        for passage in looked_at:
            for heading in passage.heading_path:
                if heading.endswith("?") and not passage.superseded:
                    asked.setdefault(passage.title, heading)
        about = (f"What should I know about {passage.title}?" for passage in looked_at)
        return tuple(dict.fromkeys([*asked.values(), *about]))[:count]

    def find(self, query: Query) -> Findings:
        """Find passages, best first.  Takes milliseconds; call it in a thread.

        Raises:
            IndexUnusable: Sources are chosen, but this snapshot does not know them.
        """
        allowed = self._sources.allowed(query.sources)
        text = mend(query.text, self._speller)
        query_terms = weigh_terms(
            text,
            query.context,
            passages=len(self) if allowed is None else int(np.count_nonzero(allowed)),
            frequency=partial(self._words.frequency, allowed=allowed),
        )
        vector = self._embedder.embed([f"{query.context} {text}".strip()])[0]
        word_scores = self._words.scores(query_terms, allowed)
        candidates = self._candidates(vector, word_scores, allowed)
        similarities = self._vectors.reconstruct_batch(candidates) @ vector
        best_words = float(word_scores.max(initial=0.0)) or 1.0
        kinds = wanted(text)
        found = [
            weigh(
                self._passages[int(number)],
                int(number),
                similarity=float(similarity),
                unit_similarities=self._unit_similarities(int(number), vector),
                words_share=float(word_scores[number]) / best_words,
                query_terms=query_terms,
                kinds=kinds,
            )
            for number, similarity in zip(candidates, similarities, strict=True)
        ]
        found.sort(key=lambda evidence: -evidence.score)
        evidence = without_repeats(found, query.limit)
        best_text = passage_text(evidence[0].passage) if evidence else ""
        missing = shortfall(self._embedder, text, query_terms, best_text)
        return Findings(text, query_terms, evidence, missing)

    def _candidates(
        self,
        vector: NDArray[np.float32],
        word_scores: NDArray[np.float32],
        allowed: Allowed | None,
    ) -> NDArray[np.int64]:
        """Numbers of the passages that vectors and words propose, fused by reciprocal rank."""
        most = min(_PROPOSALS, len(self))
        nearest = self._nearest(vector, most, allowed)
        by_words = np.argpartition(-word_scores, most - 1)[:most]
        by_words = by_words[np.argsort(-word_scores[by_words], kind="stable")]
        by_words = by_words[word_scores[by_words] > 0]
        fused: dict[int, float] = defaultdict(float)
        for ranking in (nearest, by_words):
            for rank, number in enumerate(ranking):
                fused[int(number)] += 1.0 / (_RANK_OFFSET + rank)
        best = sorted(fused, key=lambda number: -fused[number])[:_CANDIDATES]
        return np.asarray(best, np.int64)

    def _nearest(
        self, vector: NDArray[np.float32], most: int, allowed: Allowed | None
    ) -> NDArray[np.int64]:
        """Numbers of the passages whose vectors are nearest, nearest first."""
        only = None
        if allowed is not None:
            # FAISS's stubs know the arguments of C++, not those of its Python classes.
            chosen: Any = faiss.IDSelectorBitmap(np.packbits(allowed, bitorder="little"))  # type: ignore[call-arg,arg-type]
            only = faiss.SearchParameters(sel=chosen)  # type: ignore[call-arg]
        _, (nearest,) = self._vectors.search(vector[None, :], most, params=only)
        # Where there are fewer than asked for, FAISS fills up with -1.
        numbers: NDArray[np.int64] = nearest[nearest >= 0]
        return numbers

    def _unit_similarities(self, number: int, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        start, end = self._unit_starts[number], self._unit_starts[number + 1]
        similarities: NDArray[np.float32] = (
            self._unit_vectors[start:end].astype(np.float32) @ vector
        )
        return similarities

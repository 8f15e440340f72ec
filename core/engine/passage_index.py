"""One finished index in memory: finds the passages that are nearest to a question.

Hybrid: vectors (FAISS) and words (BM25) each bring candidates; the candidates' units are compared
too; the rankings are fused by reciprocal rank.  Immutable and thread-safe; `index_store` loads,
publishes and swaps.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from core.chunking import context_line, units
from core.domain import Evidence, Findings, Query, QueryTerm, Unit
from core.engine.index_files import PassageFile
from core.engine.snapshot import Manifest, check_model, read_manifest
from core.ports import Embedder
from core.spelling import Speller
from core.words import STOP_WORDS, plain, stem, terms, words

_CANDIDATES = 50
"""Passages that vectors and words each propose."""
_RANK_OFFSET = 12
"""Reciprocal rank fusion: 1 / (offset + rank).  Small, because rankings here are short."""
_SUPERSEDED_FACTOR = 0.6
"""What the score of an archived passage keeps, unless the question asks for the archive."""
_CARRIED_WEIGHT = 0.5
"""What a word from the conversation weighs against one of the question."""
_DUPLICATE_OVERLAP = 0.9
"""Share of words in common (Jaccard) from which two passages count as the same text."""
_ASKS_FOR_OLD = frozenset(
    stem(word)
    for word in "archive archived old older previous previously former formerly superseded historical".split()
)


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
        self._vectors = faiss.read_index(str(folder / "passages.faiss"), faiss.IO_FLAG_MMAP_IFC)
        self._unit_vectors: NDArray[np.float16] = np.load(folder / "units.npy", mmap_mode="r")
        self._unit_starts: NDArray[np.int64] = np.load(folder / "unit_starts.npy")
        self._ranker = bm25s.BM25.load(str(folder / "words.bm25"), mmap=True, show_progress=False)
        frequencies: dict[str, int] = json.loads((folder / "words.json").read_text("utf-8"))
        self._speller = Speller(frequencies=frequencies, is_common_word=embedder.is_common_word)

    def __len__(self) -> int:
        return len(self._passages)

    def find(self, query: Query) -> Findings:
        """Find passages, best first.  Takes milliseconds; call it in a thread."""
        text = self._mend(query.text)
        query_terms = self._terms(text, query.context)
        spoken = f"{query.context} {text}".strip() if query.context else text
        vector = self._embedder.embed([spoken])[0]
        candidates, word_scores, coverage = self._candidates(vector, query_terms)
        similarity = vector @ self._vectors.reconstruct_batch(candidates).T
        unit_similarities = [self._unit_similarities(number, vector) for number in candidates]
        best_unit = np.array([float(max(found, default=-1.0)) for found in unit_similarities])
        fused = _fuse((similarity, word_scores[candidates], best_unit, coverage[candidates]))
        order = np.argsort(-fused, kind="stable")
        found = (
            self._evidence(
                int(candidates[row]),
                float(fused[row]),
                float(similarity[row]),
                unit_similarities[row],
                query_terms,
            )
            for row in order
        )
        return Findings(text, query_terms, _best(found, query_terms, query.limit, len(order)))

    def _mend(self, text: str) -> str:
        """Correct the spelling of single words; everything else stays as it was written."""
        for word in dict.fromkeys(words(text)):
            better = self._speller.correct(word) if word not in STOP_WORDS else word
            if better != word:
                text = _replace_word(text, word, better)
        return text

    def _terms(self, text: str, context: str) -> tuple[QueryTerm, ...]:
        own = dict.fromkeys(word for word in words(text) if word not in STOP_WORDS)
        carried = dict.fromkeys(word for word in words(context) if word not in STOP_WORDS)
        stems: dict[str, QueryTerm] = {}
        for word in (*own, *carried):
            stemmed = stem(word)
            if stemmed in stems:
                continue
            frequency = self._frequency(stemmed)
            # A compound such as `oncall` stands beside its parts; unknown, it tells nothing.
            if not frequency and "-" in text and word not in text.lower().replace("-", " ").split():
                continue
            weight = math.log(1 + (len(self) - frequency + 0.5) / (frequency + 0.5))
            is_carried = word not in own
            stems[stemmed] = QueryTerm(
                word,
                stemmed,
                weight * (_CARRIED_WEIGHT if is_carried else 1),
                frequency > 0,
                is_carried,
            )
        return tuple(stems.values())

    def _frequency(self, stemmed: str) -> int:
        token = self._ranker.vocab_dict.get(stemmed)
        if token is None:
            return 0
        starts = self._ranker.scores["indptr"]
        return int(starts[token + 1] - starts[token])

    def _candidates(
        self, vector: NDArray[np.float32], query_terms: Sequence[QueryTerm]
    ) -> tuple[NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
        """Numbers of the candidates, and for all passages their word score and coverage."""
        count = len(self)
        word_scores = np.zeros(count, np.float32)
        coverage = np.zeros(count, np.float32)
        total = sum(term.weight for term in query_terms) or 1.0
        for term in query_terms:
            if term.known:
                scores = self._ranker.get_scores([term.stem])
                word_scores += scores * (_CARRIED_WEIGHT if term.carried else 1)
                coverage += (scores > 0) * np.float32(term.weight / total)
        _, nearest = self._vectors.search(vector[None, :], min(_CANDIDATES, count))
        top = min(_CANDIDATES, count)
        by_words = np.argpartition(-word_scores, top - 1)[:top]
        by_words = by_words[word_scores[by_words] > 0]
        candidates = np.unique(np.concatenate([nearest[0], by_words]))
        return candidates[candidates >= 0], word_scores, coverage

    def _unit_similarities(self, number: int, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        start, end = self._unit_starts[number], self._unit_starts[number + 1]
        return self._unit_vectors[start:end].astype(np.float32) @ vector  # type: ignore[no-any-return]

    def _evidence(
        self,
        number: int,
        score: float,
        similarity: float,
        unit_similarities: NDArray[np.float32],
        query_terms: Sequence[QueryTerm],
    ) -> Evidence:
        passage = self._passages[number]
        context = set(terms(context_line(passage.title, passage.heading_path)))
        pieces = [
            (index, text) for index, block in enumerate(passage.blocks) for text in units(block)
        ]
        stems = [set(terms(plain(text))) for _, text in pieces]
        if passage.superseded and not any(term.stem in _ASKS_FOR_OLD for term in query_terms):
            score *= _SUPERSEDED_FACTOR
        return Evidence(
            passage=passage,
            passage_id=number,
            score=score,
            similarity=similarity,
            coverage=_coverage(context.union(*stems), query_terms),
            units=tuple(
                Unit(text, block, float(unit_similarity), _coverage(found, query_terms))
                for (block, text), unit_similarity, found in zip(
                    pieces, unit_similarities, stems, strict=True
                )
            ),
        )


def _replace_word(text: str, word: str, better: str) -> str:
    start = text.lower().find(word)
    return text if start < 0 else text[:start] + better + text[start + len(word) :]


def _fuse(rankings: Iterable[NDArray[np.float32]]) -> NDArray[np.float64]:
    """Reciprocal rank fusion; equal scores share the better rank."""
    fused: NDArray[np.float64] | float = 0.0
    for scores in rankings:
        order = np.argsort(-scores, kind="stable")
        ranks = np.empty(len(scores))
        ranks[order] = np.arange(len(scores))
        for before, after in pairwise(order):
            if scores[before] == scores[after]:
                ranks[after] = ranks[before]
        fused = fused + 1.0 / (_RANK_OFFSET + ranks)
    return np.asarray(fused)


def _coverage(found: set[str], query_terms: Sequence[QueryTerm]) -> float:
    total = sum(term.weight for term in query_terms)
    covered = sum(term.weight for term in query_terms if term.stem in found)
    return covered / total if total else 0.0


def _best(
    found: Iterable[Evidence], query_terms: Sequence[QueryTerm], limit: int, most: int
) -> tuple[Evidence, ...]:
    """The best passages without repeats of the same text.

    Superseded passages lose score after fusing, so a few more than `limit` are looked at.
    """
    looked_at = sorted(
        (evidence for evidence, _ in zip(found, range(min(most, 3 * limit)), strict=False)),
        key=lambda evidence: -evidence.score,
    )
    kept: list[Evidence] = []
    bags: list[set[str]] = []
    for evidence in looked_at:
        bag = set(words(evidence.passage.text))
        if any(_overlap(bag, other) > _DUPLICATE_OVERLAP for other in bags):
            continue
        kept.append(evidence)
        bags.append(bag)
        if len(kept) == limit:
            break
    return tuple(kept)


def _overlap(one: set[str], other: set[str]) -> float:
    return len(one & other) / (len(one | other) or 1)

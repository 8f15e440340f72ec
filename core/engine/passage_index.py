"""One finished index in memory: finds the passages that are nearest to a question.

Hybrid: vectors (FAISS) and words (BM25) each propose passages; the proposals are fused by reciprocal
rank, and the best of them are read and weighed by all that speaks for them.  Immutable and
thread-safe; `index_store` loads, publishes and swaps.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import bm25s
import faiss
import numpy as np
from numpy.typing import NDArray

from core.asking import Wanted, satisfied, wanted
from core.chunking import context_line, units, years
from core.domain import Evidence, Findings, Passage, Query, QueryTerm, Unit
from core.engine.index_files import PassageFile, passage_text
from core.engine.snapshot import Manifest, check_model, read_manifest
from core.ports import Embedder
from core.spelling import Speller
from core.words import STOP_WORDS, plain, stem, terms, words

_PROPOSALS = 50
"""Passages that vectors and words each propose."""
_CANDIDATES = 32
"""Proposals, fused by rank, that are read and weighed."""
_RANK_OFFSET = 12
"""Reciprocal rank fusion: 1 / (offset + rank).  Small, because rankings here are short."""
_WEIGHTS = {
    "similarity": 0.7,
    "unit_similarity": 1.0,
    "words": 0.25,
    "coverage": 0.20,
    "heading": 0.20,
    "wanted": 0.15,
}
"""What each kind of evidence weighs when candidates are ordered.

Source: docs/decisions/0003-retrieval.md.
"""
_ALIKE = 0.55
"""Cosine from which two words in context count as alike."""
_LOOKED_AT = 500
"""Passages among which an example question is looked for."""
_SUPERSEDED_PENALTY = 0.4
"""What an archived passage loses of its score, unless the question asks for the archive."""
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
        # One thread a search: several people ask at once, and waiting threads would spin.
        faiss.omp_set_num_threads(1)
        self._vectors = faiss.read_index(str(folder / "passages.faiss"), faiss.IO_FLAG_MMAP_IFC)
        self._unit_vectors: NDArray[np.float16] = np.load(folder / "units.npy", mmap_mode="r")
        self._unit_starts: NDArray[np.int64] = np.load(folder / "unit_starts.npy")
        self._ranker = bm25s.BM25.load(str(folder / "words.bm25"), mmap=True, show_progress=False)
        frequencies: dict[str, int] = json.loads((folder / "words.json").read_text("utf-8"))
        self._speller = Speller(frequencies=frequencies, is_common_word=embedder.is_common_word)

    def __len__(self) -> int:
        return len(self._passages)

    def example_question(self) -> str:
        """A question that this index can surely answer, for showing that it works."""
        looked_at = [self._passages[number] for number in range(min(len(self), _LOOKED_AT))]
        headings = [heading for passage in looked_at for heading in passage.heading_path]
        asked = [heading for heading in headings if heading.endswith("?")]
        return asked[0] if asked else f"What should I know about {looked_at[0].title}?"

    def find(self, query: Query) -> Findings:
        """Find passages, best first.  Takes milliseconds; call it in a thread."""
        text = self._mend(query.text)
        query_terms = self._terms(text, query.context)
        vector = self._embedder.embed([f"{query.context} {text}".strip()])[0]
        word_scores = self._word_scores(query_terms)
        candidates = self._candidates(vector, word_scores)
        similarities = self._vectors.reconstruct_batch(candidates) @ vector
        best_words = float(word_scores.max(initial=0.0)) or 1.0
        kinds = wanted(text)
        found = [
            self._weigh(
                int(number),
                similarity=float(similarity),
                words_share=float(word_scores[number]) / best_words,
                vector=vector,
                query_terms=query_terms,
                kinds=kinds,
            )
            for number, similarity in zip(candidates, similarities, strict=True)
        ]
        found.sort(key=lambda evidence: -evidence.score)
        evidence = _without_repeats(found, query.limit)
        shortfall = self._shortfall(text, query_terms, evidence)
        return Findings(text, query_terms, evidence, shortfall)

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

    def _shortfall(
        self, text: str, query_terms: Sequence[QueryTerm], evidence: Sequence[Evidence]
    ) -> float:
        """How far the question's own words stay from the best passage."""
        own = [term for term in query_terms if not term.carried]
        if not evidence:
            return 1.0
        if not own:
            return 0.0
        best = passage_text(evidence[0].passage)
        (aligned,) = self._embedder.align(text, [term.word for term in own], [best])
        missing = np.clip(_ALIKE - aligned, 0.0, None) / _ALIKE
        return float(np.average(missing, weights=[term.weight for term in own]))

    def _word_scores(self, query_terms: Sequence[QueryTerm]) -> NDArray[np.float32]:
        """BM25 of every passage."""
        scores = np.zeros(len(self), np.float32)
        for term in query_terms:
            if term.known:
                weight = _CARRIED_WEIGHT if term.carried else 1.0
                scores += np.float32(weight) * self._ranker.get_scores([term.stem])
        return scores

    def _candidates(
        self, vector: NDArray[np.float32], word_scores: NDArray[np.float32]
    ) -> NDArray[np.int64]:
        """Numbers of the passages that vectors and words propose, fused by reciprocal rank."""
        most = min(_PROPOSALS, len(self))
        _, nearest = self._vectors.search(vector[None, :], most)
        by_words = np.argpartition(-word_scores, most - 1)[:most]
        by_words = by_words[np.argsort(-word_scores[by_words], kind="stable")]
        by_words = by_words[word_scores[by_words] > 0]
        fused: dict[int, float] = defaultdict(float)
        for ranking in (nearest[0], by_words):
            for rank, number in enumerate(ranking):
                fused[int(number)] += 1.0 / (_RANK_OFFSET + rank)
        best = sorted(fused, key=lambda number: -fused[number])[:_CANDIDATES]
        return np.asarray(best, np.int64)

    def _unit_similarities(self, number: int, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        start, end = self._unit_starts[number], self._unit_starts[number + 1]
        return self._unit_vectors[start:end].astype(np.float32) @ vector

    def _weigh(
        self,
        number: int,
        *,
        similarity: float,
        words_share: float,
        vector: NDArray[np.float32],
        query_terms: Sequence[QueryTerm],
        kinds: frozenset[Wanted],
    ) -> Evidence:
        """Read a candidate and weigh all that speaks for it."""
        passage = self._passages[number]
        heading = set(terms(context_line(passage.title, passage.heading_path)))
        quotable = self._units(number, passage, vector, query_terms)
        covered = heading.union(*(terms(plain(unit.text)) for unit in quotable))
        coverage = _coverage(covered, query_terms)
        signals = {
            "similarity": similarity,
            "unit_similarity": max((unit.similarity for unit in quotable), default=0.0),
            "words": words_share,
            "coverage": coverage,
            "heading": _coverage(heading, query_terms),
            "wanted": satisfied(kinds, plain(passage.text)),
        }
        score = sum(_WEIGHTS[name] * value for name, value in signals.items())
        if passage.superseded and not _asks_for(passage, query_terms):
            score -= _SUPERSEDED_PENALTY
        return Evidence(passage, number, score, similarity, coverage, quotable)

    def _units(
        self,
        number: int,
        passage: Passage,
        vector: NDArray[np.float32],
        query_terms: Sequence[QueryTerm],
    ) -> tuple[Unit, ...]:
        pieces = [(at, text) for at, block in enumerate(passage.blocks) for text in units(block)]
        similarities = self._unit_similarities(number, vector)
        return tuple(
            Unit(text, at, float(similarity), _coverage(set(terms(plain(text))), query_terms))
            for (at, text), similarity in zip(pieces, similarities, strict=True)
        )


def _asks_for(passage: Passage, query_terms: Sequence[QueryTerm]) -> bool:
    """Whether the question wants what is out of date, or names the passage's year."""
    asked = {term.stem for term in query_terms}
    return bool(asked & _ASKS_FOR_OLD) or any(
        str(year) in asked for year in years(f"{passage.title} {passage.address}")
    )


def _replace_word(text: str, word: str, better: str) -> str:
    return re.sub(rf"\b{re.escape(word)}\b", better, text, flags=re.IGNORECASE)


def _coverage(found: set[str], query_terms: Sequence[QueryTerm]) -> float:
    total = sum(term.weight for term in query_terms)
    covered = sum(term.weight for term in query_terms if term.stem in found)
    return covered / total if total else 0.0


def _without_repeats(found: Iterable[Evidence], limit: int) -> tuple[Evidence, ...]:
    """The best passages; of those with the same text only the first."""
    kept: list[Evidence] = []
    bags: list[set[str]] = []
    for evidence in found:
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

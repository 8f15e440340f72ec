"""Finds passages by their words: BM25 over stems, and how many passages hold each word.

Made of passages by whoever indexes them, or read from a snapshot; immutable, thread-safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import bm25s
import numpy as np
from numpy.typing import NDArray

from core.chunking import context_line
from core.domain import Passage, QueryTerm
from core.engine.passage_sources import Allowed
from core.engine.weighing import CARRIED_WEIGHT, rarity
from core.words import STOP_WORDS, plain, stem, words

_TITLE_WEIGHT = 2
"""How often the words of title and headings count, beside the text's own."""


class WordIndex:
    """The words of a number of passages."""

    def __init__(self, *, ranker: Any, passages: int) -> None:
        """Use a ranker that `count_words` made.

        Args:
            ranker: A `bm25s.BM25` over the stems.
            passages: How many there are.
        """
        self._ranker = ranker
        self._passages = passages

    def frequency(self, stemmed: str, allowed: Allowed | None = None) -> int:
        """How many passages hold a stem, of all or of those that may be looked at."""
        token = self._ranker.vocab_dict.get(stemmed)
        if token is None:
            return 0
        starts = self._ranker.scores["indptr"]
        start, end = int(starts[token]), int(starts[token + 1])
        if allowed is None:
            return end - start
        return int(np.count_nonzero(allowed[self._ranker.scores["indices"][start:end]]))

    def scores(
        self, query_terms: Sequence[QueryTerm], allowed: Allowed | None = None
    ) -> NDArray[np.float32]:
        """BM25 of every passage; 0 for one that may not be looked at.

        Args:
            query_terms: Weighed among the passages that may be looked at.
            allowed: Those passages; None: all.
        """
        scores = np.zeros(self._passages, np.float32)
        for term in query_terms:
            if term.known:
                weight = CARRIED_WEIGHT if term.carried else 1.0
                if allowed is not None:
                    # A word's rarity among all passages is part of what the ranker kept.
                    everywhere = rarity(self.frequency(term.stem), self._passages)
                    among = self.frequency(term.stem, allowed)
                    weight *= rarity(among, int(np.count_nonzero(allowed))) / everywhere
                scores += np.float32(weight) * self._ranker.get_scores([term.stem])
        if allowed is not None:
            scores[~allowed] = 0.0
        return scores


def count_words(passages: Sequence[Passage]) -> tuple[Any, Counter[str]]:
    """A `bm25s.BM25` over the passages' stems, and how many passages hold each folded word.

    At least one passage must hold a word that carries meaning.
    """
    frequencies: Counter[str] = Counter()
    corpus: list[list[str]] = []
    for passage in passages:
        context = words(context_line(passage.title, passage.heading_path))
        text = words(plain(passage.text))
        frequencies.update({*context, *text})
        corpus.append(
            [stem(word) for word in context * _TITLE_WEIGHT + text if word not in STOP_WORDS]
        )
    ranker = bm25s.BM25(k1=1.2, b=0.6, method="lucene")
    ranker.index(corpus, show_progress=False)
    return ranker, frequencies

"""An embedder for tests: words are hashed into a vector; texts that share words are near."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np

from core.ports import FloatMatrix
from core.words import terms

DIMENSIONS = 64


class FakeEmbedder:
    """Implements `Embedder` without a model."""

    def __init__(self, *, model_id: str = "fake@1", common_words: Sequence[str] = ()) -> None:
        self.model_id = model_id
        self.dimensions = DIMENSIONS
        self.max_tokens = 256
        self.embedded: list[str] = []
        """All texts that were embedded, in order."""
        self._common_words = frozenset(common_words)

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def is_common_word(self, word: str) -> bool:
        return word in self._common_words

    def embed(self, texts: Sequence[str]) -> FloatMatrix:
        self.embedded.extend(texts)
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in enumerate(texts):
            for term in terms(text):
                vectors[row, zlib.crc32(term.encode()) % DIMENSIONS] += 1.0
        vectors[:, 0] += 1e-3
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)

    def align(self, question: str, words: Sequence[str], texts: Sequence[str]) -> FloatMatrix:
        aligned = np.zeros((len(texts), len(words)), np.float32)
        asked = set(terms(question))
        for row, text in enumerate(texts):
            held = set(terms(text))
            aligned[row] = [
                set(terms(word)) <= held or not set(terms(word)) <= asked for word in words
            ]
        return aligned

"""An `EmbeddingCache` in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from core.ports import FloatMatrix


class FakeEmbeddingCache:
    """Keeps vectors in a dictionary."""

    def __init__(self) -> None:
        self._vectors: dict[tuple[str, str], NDArray[np.float32]] = {}

    async def load(self, model_id: str, keys: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors known for `keys`."""
        wanted = ((key, self._vectors.get((model_id, key))) for key in keys)
        return {key: vector for key, vector in wanted if vector is not None}

    async def save(self, model_id: str, keys: Sequence[str], vectors: FloatMatrix) -> None:
        """Keep vectors, one row a key."""
        for key, vector in zip(keys, vectors, strict=True):
            self._vectors[model_id, key] = vector.copy()

    async def keep_only(self, model_id: str, keys: Sequence[str]) -> int:
        """Delete the vectors of all other keys and models; return how many."""
        kept = {(model_id, key) for key in keys}
        before = len(self._vectors)
        self._vectors = {key: vector for key, vector in self._vectors.items() if key in kept}
        return before - len(self._vectors)

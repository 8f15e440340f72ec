"""Vectors in the database: the `EmbeddingCache` port.  Refreshing uses it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import delete, func, select

from core.ports import FloatMatrix
from storage.database import Database
from storage.tables import EmbeddingRow
from storage.upsert import upsert

BATCH = 500
"""Vectors handled by one statement: below the 999 variables that old SQLite versions allow."""

STORED = np.dtype("<f4")
"""Vectors come back bit by bit as they were saved: an index built from them stays the same."""


class SqlEmbeddingCache:
    """Keeps the vector of each text, so that a refresh embeds only what changed."""

    def __init__(self, *, database: Database) -> None:
        """Use a database that has been upgraded."""
        self._database = database

    async def load(self, model_id: str, keys: Sequence[str]) -> Mapping[str, NDArray[np.float32]]:
        """Return the vectors known for `keys`, each float32, (dimensions,), read-only.

        Raises:
            StorageError: The database cannot be read.
        """
        known: dict[str, NDArray[np.float32]] = {}
        for start in range(0, len(keys), BATCH):
            statement = select(EmbeddingRow.key, EmbeddingRow.vector).where(
                EmbeddingRow.model_id == model_id,
                EmbeddingRow.key.in_(keys[start : start + BATCH]),
            )
            async with self._database.reading() as session:
                rows = (await session.execute(statement)).all()
            known.update((key, np.frombuffer(vector, STORED)) for key, vector in rows)
        return known

    async def save(self, model_id: str, keys: Sequence[str], vectors: FloatMatrix) -> None:
        """Keep vectors, one row a key.

        Each batch is a transaction of its own, so that other writers get their turn between
        them; a save that is cut short has kept some of the vectors, which harms nothing.

        Raises:
            StorageError: The database cannot be written.
        """
        if len(keys) != len(vectors):
            raise ValueError(f"{len(keys)} keys for {len(vectors)} vectors")
        for start in range(0, len(keys), BATCH):
            rows = [
                {"model_id": model_id, "key": key, "vector": vector.astype(STORED).tobytes()}
                for key, vector in zip(
                    keys[start : start + BATCH], vectors[start : start + BATCH], strict=True
                )
            ]
            async with self._database.writing() as session:
                await session.run_sync(upsert, EmbeddingRow, rows)

    async def keep_only(self, model_id: str, keys: Sequence[str]) -> int:
        """Delete the vectors of all other keys and models; return how many.

        Raises:
            StorageError: The database cannot be written.
        """
        async with self._database.writing() as session:
            of_others = EmbeddingRow.model_id != model_id
            count = (
                await session.scalar(
                    select(func.count()).select_from(EmbeddingRow).where(of_others)
                )
                or 0
            )
            await session.execute(delete(EmbeddingRow).where(of_others))
            stored = await session.scalars(
                select(EmbeddingRow.key).where(EmbeddingRow.model_id == model_id)
            )
            unwanted = iter(set(stored).difference(keys))
            while batch := list(islice(unwanted, BATCH)):
                await session.execute(
                    delete(EmbeddingRow).where(
                        EmbeddingRow.model_id == model_id, EmbeddingRow.key.in_(batch)
                    )
                )
                count += len(batch)
        return count

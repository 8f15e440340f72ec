"""What every `EmbeddingCache` keeps, shown on the fake and on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest

from core.ports import EmbeddingCache
from storage.database import Database
from storage.embeddings import BATCH, SqlEmbeddingCache
from tests.fakes.embeddings import FakeEmbeddingCache


@pytest.fixture(params=["fake", "sql"])
async def cache(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[EmbeddingCache]:
    if request.param == "fake":
        yield FakeEmbeddingCache()
        return
    async with Database(url=f"sqlite+aiosqlite:///{tmp_path}/frontdesk.db") as database:
        yield SqlEmbeddingCache(database=database)


def vectors(count: int, dimensions: int = 8) -> np.ndarray:
    return np.random.default_rng(count).standard_normal((count, dimensions), np.float32)


async def test_vectors_come_back_bit_by_bit(cache: EmbeddingCache) -> None:
    """Also very small and very large components; what is not known is left out."""
    matrix = vectors(2)
    matrix[0, :3] = [1e-40, -3.4e38, -0.0]
    await cache.save("m", ["a", "b"], matrix)
    known = await cache.load("m", ["b", "c", "a"])
    assert sorted(known) == ["a", "b"]
    assert known["a"].tobytes() == matrix[0].tobytes()
    assert known["b"].dtype == np.float32


async def test_more_keys_than_one_statement_takes(cache: EmbeddingCache) -> None:
    """Batches are put together again."""
    keys = [f"{number:064x}" for number in range(3 * BATCH + 7)]
    matrix = vectors(len(keys))
    await cache.save("m", keys, matrix)
    known = await cache.load("m", keys)
    assert np.array_equal(np.stack([known[key] for key in keys]), matrix)


async def test_models_are_kept_apart(cache: EmbeddingCache) -> None:
    """The same text has another vector in another model."""
    await cache.save("m", ["a"], vectors(1))
    assert await cache.load("n", ["a"]) == {}


async def test_saving_again_replaces(cache: EmbeddingCache) -> None:
    """The later vector counts."""
    await cache.save("m", ["a"], vectors(1))
    later = vectors(2)[1:]
    await cache.save("m", ["a"], later)
    assert np.array_equal((await cache.load("m", ["a"]))["a"], later[0])


async def test_keeping_only_some_deletes_the_rest(cache: EmbeddingCache) -> None:
    """Other keys of the model and all of other models go, and are counted."""
    await cache.save("m", ["a", "b", "c"], vectors(3))
    await cache.save("old", ["a"], vectors(1))
    assert await cache.keep_only("m", ["a", "unknown"]) == 3
    assert list(await cache.load("m", ["a", "b", "c"])) == ["a"]
    assert await cache.load("old", ["a"]) == {}


async def test_nothing_to_load_or_save_is_fine(cache: EmbeddingCache) -> None:
    """An empty refresh asks for no vectors."""
    await cache.save("m", [], np.zeros((0, 8), np.float32))
    assert await cache.load("m", []) == {}


async def test_a_key_without_vector_is_a_mistake(cache: EmbeddingCache) -> None:
    """Rows and keys must match, otherwise texts would get each other's vectors."""
    with pytest.raises(ValueError, match="2"):
        await cache.save("m", ["a", "b"], vectors(1))

"""Builds an index of invented passages as a refresh would, but with mostly made-up vectors.

Embedding half a million texts takes more than an hour.  The first passages and their units are
embedded for real, and questions are asked about those.  Every other text gets a mixture of three
real vectors with some noise: search costs the same whatever the vectors are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

import numpy as np

from core.domain import Passage
from core.engine.index_files import (
    passage_text,
    unit_texts,
    write_passages,
    write_vectors,
    write_words,
)
from core.engine.snapshot import FORMAT, Manifest, SnapshotFolder, write_manifest
from core.ports import Embedder, FloatMatrix

EMBEDDED = 600
"""Passages that are embedded for real: with their units some 3,000 texts."""
_MIXED = 3
_NOISE = 0.02
_STEP = 50_000


def build_index(home: Path, passages: Sequence[Passage], embedder: Embedder) -> None:
    """Write an index of `passages` into a home folder and make it the current one."""
    real = passages[:EMBEDDED]
    of_passages = embedder.embed([passage_text(passage) for passage in real])
    of_units = embedder.embed([*chain.from_iterable(map(unit_texts, real))])
    unit_count = sum(len(unit_texts(passage)) for passage in passages)
    folder = SnapshotFolder(home / "index")
    building = folder.begin()
    write_passages(building, passages)
    write_vectors(building, _fill_up(of_passages, len(passages)))
    np.save(building / "units.npy", _fill_up(of_units, unit_count).astype(np.float16))
    write_words(building, passages)
    manifest = Manifest(
        format=FORMAT,
        created_at=datetime.now(UTC),
        model_id=embedder.model_id,
        dimensions=embedder.dimensions,
        pages=len({passage.address for passage in passages}),
        passages=len(passages),
        units=unit_count,
        fingerprint="invented",
        files={},
    )
    write_manifest(building, manifest)
    folder.make_current(building)
    folder.prune(1)


def _fill_up(real: FloatMatrix, count: int) -> FloatMatrix:
    """The real vectors, then mixtures of them up to `count` rows; float32, L2-normalised."""
    dice = np.random.default_rng(1)
    filled = np.empty((count, real.shape[1]), np.float32)
    filled[: len(real)] = real[:count]
    for start in range(len(real), count, _STEP):
        rows = min(_STEP, count - start)
        shares = dice.dirichlet(np.ones(_MIXED), rows).astype(np.float32)
        chosen = real[dice.integers(len(real), size=(rows, _MIXED))]
        mixed = np.einsum("rm,rmd->rd", shares, chosen)
        mixed += dice.normal(0, _NOISE, mixed.shape).astype(np.float32)
        filled[start : start + rows] = mixed / np.linalg.norm(mixed, axis=1, keepdims=True)
    return filled

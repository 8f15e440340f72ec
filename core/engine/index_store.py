"""Publishes finished indexes and serves the current one, swapping without missing a question."""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import structlog

from core.domain import Findings, Passage, Published, Query
from core.engine.index_files import (
    passage_text,
    unit_texts,
    write_passages,
    write_vectors,
    write_words,
)
from core.engine.passage_index import PassageIndex
from core.engine.snapshot import (
    FORMAT,
    Manifest,
    SnapshotFolder,
    check_model,
    read_manifest,
    write_manifest,
)
from core.errors import IndexUnusable, RefreshError
from core.ports import Embedder, EmbeddingCache, FloatMatrix, Progress

_log = structlog.get_logger()

_BATCH = 256
"""Texts embedded between two reports of progress and two writes to the cache."""
_UNREADABLE = Path("CURRENT")
"""Stands for the snapshot that a pointer names which cannot be read."""
_PROBES = 20
"""Passages that a new index must find again by their own text before it may serve."""


class SnapshotIndexStore:
    """Implements `IndexStore` with folders on disk."""

    def __init__(
        self, *, folder: SnapshotFolder, embedder: Embedder, cache: EmbeddingCache, keep: int
    ) -> None:
        self._folder = folder
        self._embedder = embedder
        self._cache = cache
        self._keep = keep

    async def fingerprint(self) -> str:
        """What the current index was made from; empty where there is none that can be used."""
        return await asyncio.to_thread(self._fingerprint)

    async def publish(
        self, passages: Sequence[Passage], *, pages: int, fingerprint: str, progress: Progress
    ) -> Published:
        """Build an index aside, check it and make it current by one rename.

        Raises:
            RefreshError: It could not be written or did not pass its checks.
            ModelError: The embedder failed.
        """
        if not passages:
            raise RefreshError(
                "No page has any text: an empty index would answer nothing, so the index stays as it "
                "was. Check the sources with `frontdesk sources`."
            )
        try:
            building = self._folder.begin()
        except OSError as error:
            raise _unwritable(error) from error
        try:
            return await self._build(building, passages, pages, fingerprint, progress)
        except OSError as error:
            raise _unwritable(error) from error
        finally:
            await asyncio.to_thread(shutil.rmtree, building, ignore_errors=True)

    async def _build(
        self,
        building: Path,
        passages: Sequence[Passage],
        pages: int,
        fingerprint: str,
        progress: Progress,
    ) -> Published:
        await asyncio.to_thread(write_passages, building, passages)
        units = [text for passage in passages for text in unit_texts(passage)]
        texts = [*map(passage_text, passages), *units]
        vectors, embedded = await self._embed(texts, progress)
        await asyncio.to_thread(write_vectors, building, vectors[: len(passages)])
        await asyncio.to_thread(
            np.save, building / "units.npy", vectors[len(passages) :].astype(np.float16)
        )
        progress("Indexing words", 0, 0)
        await asyncio.to_thread(write_words, building, passages)
        manifest = Manifest(
            format=FORMAT,
            created_at=datetime.now(UTC),
            model_id=self._embedder.model_id,
            dimensions=self._embedder.dimensions,
            pages=pages,
            passages=len(passages),
            units=len(units),
            fingerprint=fingerprint,
            files={},
        )
        await asyncio.to_thread(write_manifest, building, manifest)
        progress("Checking", 0, 0)
        await asyncio.to_thread(self._check, building, passages)
        finished = await asyncio.to_thread(self._folder.make_current, building)
        await asyncio.to_thread(self._folder.prune, self._keep)
        return Published(
            snapshot_id=finished.name,
            folder=str(finished),
            model_id=manifest.model_id,
            dimensions=manifest.dimensions,
            pages=pages,
            passages=len(passages),
            units=len(units),
            embedded=embedded,
        )

    async def _embed(self, texts: Sequence[str], progress: Progress) -> tuple[FloatMatrix, int]:
        """Vectors of all texts, from the cache where it has them; and how many it had not."""
        model_id = self._embedder.model_id
        keys = [hashlib.sha256(text.encode("utf-8", "replace")).hexdigest() for text in texts]
        vectors = np.empty((len(texts), self._embedder.dimensions), np.float32)
        embedded = 0
        for start in range(0, len(texts), _BATCH):
            batch = dict(
                zip(keys[start : start + _BATCH], texts[start : start + _BATCH], strict=True)
            )
            known = dict(await self._cache.load(model_id, list(batch)))
            missing = [key for key in batch if key not in known]
            if missing:
                made = await asyncio.to_thread(
                    self._embedder.embed, [batch[key] for key in missing]
                )
                await self._cache.save(model_id, missing, made)
                known.update(zip(missing, made, strict=True))
                embedded += len(missing)
            for row, key in enumerate(keys[start : start + _BATCH], start):
                vectors[row] = known[key]
            progress("Embedding", min(start + _BATCH, len(texts)), len(texts))
        await self._cache.keep_only(model_id, keys)
        return vectors, embedded

    def _check(self, building: Path, passages: Sequence[Passage]) -> None:
        """Open the new index as a question would and look for passages that must be there."""
        try:
            index = PassageIndex(folder=building, embedder=self._embedder)
        except IndexUnusable as error:
            raise RefreshError(f"The new index cannot be read back: {error}") from error
        step = max(1, len(passages) // _PROBES)
        probes = range(0, len(passages), step)
        missed = [number for number in probes if not _finds_itself(index, passages[number])]
        if len(missed) > len(probes) // 4:
            raise RefreshError(
                f"The new index does not find {len(missed)} of {len(probes)} of its own passages; "
                "the index stays as it was. Run `frontdesk refresh --full`; if it happens again, "
                "`frontdesk doctor` checks the embedding model."
            )

    def _fingerprint(self) -> str:
        try:
            current = self._folder.current()
            if current is None:
                return ""
            manifest = read_manifest(current)
            check_model(
                manifest,
                current,
                model_id=self._embedder.model_id,
                dimensions=self._embedder.dimensions,
            )
        except IndexUnusable as error:
            _log.warning("index_unusable", reason=str(error))
            return ""
        # One that an earlier version built is to be built anew, whatever it was made from.
        return manifest.fingerprint if manifest.format == FORMAT else ""


class SnapshotRetriever:
    """Implements `Retriever` over the current snapshot.

    Before each question the pointer file is looked at; a newer snapshot is opened beside the one
    that serves and takes its place when it is ready.  One that cannot be used is reported once and
    the older one goes on serving.
    """

    def __init__(self, *, folder: SnapshotFolder, embedder: Embedder) -> None:
        self._folder = folder
        self._embedder = embedder
        self._index: PassageIndex | None = None
        self._refused: Path | None = None
        self._opening = asyncio.Lock()

    async def retrieve(self, query: Query) -> Findings:
        """Find the passages nearest to a query.

        Raises:
            IndexUnusable: There is no index that can be used.
        """
        index = await self.open()
        return await asyncio.to_thread(index.find, query)

    async def open(self) -> PassageIndex:
        """The current index, opened or swapped if need be.

        Raises:
            IndexUnusable: There is no index that can be used.
        """
        try:
            current = await asyncio.to_thread(self._folder.current)
        except IndexUnusable as error:
            return self._stay(_UNREADABLE, error)
        if self._index is not None and current in (None, self._index.folder, self._refused):
            return self._index
        if current is None:
            raise IndexUnusable(
                "There is no index yet. Run `frontdesk refresh` to read the sources."
            )
        async with self._opening:
            if self._index is not None and current in (self._index.folder, self._refused):
                return self._index
            return await self._swap(current)

    async def _swap(self, current: Path) -> PassageIndex:
        try:
            self._index = await asyncio.to_thread(self._read, current)
        except IndexUnusable as error:
            newer = await asyncio.to_thread(self._folder.current)
            if newer not in (None, current):
                # It was replaced, and maybe deleted, while it was being opened.
                return await self._swap(newer)
            return self._stay(current, error)
        self._refused = None
        if self._index.manifest.format != FORMAT:
            _log.warning(
                "index_of_earlier_version",
                folder=str(current),
                consequence="channels that chose sources get no answers until `frontdesk refresh`",
            )
        return self._index

    def _read(self, folder: Path) -> PassageIndex:
        try:
            return PassageIndex(folder=folder, embedder=self._embedder)
        except (OSError, RuntimeError, ValueError) as error:
            raise IndexUnusable(
                f"Index at '{folder}' cannot be opened ({error}). "
                "Run `frontdesk refresh` to build it anew."
            ) from error

    def _stay(self, refused: Path, error: IndexUnusable) -> PassageIndex:
        """Go on with the index that serves, if there is one; said once for each refused."""
        if self._index is None:
            raise error
        if refused != self._refused:
            _log.error("index_refused", reason=str(error), serving=str(self._index.folder))
        self._refused = refused
        return self._index


def _finds_itself(index: PassageIndex, passage: Passage) -> bool:
    """Whether a passage's own first words lead back to its text."""
    wanted = passage.text
    query = Query(text=" ".join(passage_text(passage).split()[:40]), limit=8)
    return any(evidence.passage.text == wanted for evidence in index.find(query).evidence)


def _unwritable(error: OSError) -> RefreshError:
    return RefreshError(
        f"The index cannot be written ({error.strerror or error}): '{error.filename or 'index'}'. "
        "Free some space or mend the folder's rights, then run `frontdesk refresh` again; "
        "the index that serves is as it was."
    )

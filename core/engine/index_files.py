"""The files of a snapshot: how they are written and read back.

passages.jsonl     one passage a line; read by offset, so that it need not be in memory
offsets.npy        int64, (n_passages + 1,): where each line starts
passages.faiss     vectors of the passages, float16, memory-mapped
units.npy          float16, (n_units, dimensions), memory-mapped
unit_starts.npy    int64, (n_passages + 1,): first unit of each passage
sources.json       names of the sources
sources.npy        int32, (n_passages,): which of them each passage is from
words.bm25/        BM25 weights of the stems (bm25s)
words.json         how many passages hold each word, for mending spelling
"""

from __future__ import annotations

import errno
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import faiss
import numpy as np
from numpy.typing import NDArray

from core.chunking import context_line, units
from core.domain import Block, BlockKind, Passage
from core.engine.passage_sources import write_sources
from core.engine.word_index import count_words
from core.ports import FloatMatrix
from core.words import plain


def passage_text(passage: Passage) -> str:
    """What is embedded of a passage."""
    context = context_line(passage.title, passage.heading_path)
    return f"{context}\n{plain(passage.text)}"


def unit_texts(passage: Passage) -> list[str]:
    """What is embedded of a passage's units, each with the heading it stands under."""
    heading = passage.heading_path[-1] if passage.heading_path else passage.title
    return [f"{heading}: {plain(unit)}" for block in passage.blocks for unit in units(block)]


def write_passages(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the passages' texts, the table of their units, and their sources."""
    offsets, starts = [0], [0]
    with (folder / "passages.jsonl").open("wb") as file:
        for passage in passages:
            offsets.append(offsets[-1] + file.write(_encode(passage)))
            starts.append(starts[-1] + sum(len(units(block)) for block in passage.blocks))
    np.save(folder / "offsets.npy", np.asarray(offsets, np.int64))
    np.save(folder / "unit_starts.npy", np.asarray(starts, np.int64))
    write_sources(folder, passages)


def write_vectors(folder: Path, vectors: FloatMatrix) -> None:
    """Write the passages' vectors for exact search by inner product.

    Raises:
        OSError: The file cannot be written.
    """
    quantizer = faiss.ScalarQuantizer.QT_fp16
    index = faiss.IndexScalarQuantizer(vectors.shape[1], quantizer, faiss.METRIC_INNER_PRODUCT)
    index.train(vectors[:1])
    index.add(vectors)
    file = folder / "passages.faiss"
    try:
        faiss.write_index(index, str(file))
    except RuntimeError as error:
        # A full disk, say; faiss tells it in an error of its own.
        raise OSError(errno.EIO, f"{error}", str(file)) from error


def write_words(folder: Path, passages: Sequence[Passage]) -> None:
    """Write the word index."""
    ranker, frequencies = count_words(passages)
    ranker.save(str(folder / "words.bm25"), show_progress=False)
    (folder / "words.json").write_text(json.dumps(frequencies, ensure_ascii=False), "utf-8")


class PassageFile:
    """Reads passages by number; thread-safe."""

    def __init__(self, folder: Path) -> None:
        self._descriptor = os.open(folder / "passages.jsonl", os.O_RDONLY)
        self._offsets: NDArray[np.int64] = np.load(folder / "offsets.npy")

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def __getitem__(self, number: int) -> Passage:
        start, end = int(self._offsets[number]), int(self._offsets[number + 1])
        return _decode(os.pread(self._descriptor, end - start, start))

    def __del__(self) -> None:
        os.close(self._descriptor)


def _encode(passage: Passage) -> bytes:
    record = {
        "address": passage.address,
        "title": passage.title,
        "headings": passage.heading_path,
        "blocks": [[block.kind, block.text, block.level, block.marker] for block in passage.blocks],
        "ordinal": passage.ordinal,
        "superseded": passage.superseded,
        "published": passage.published,
        "source": passage.source,
    }
    return (json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "replace"
    )


def _decode(line: bytes) -> Passage:
    record: dict[str, Any] = json.loads(line)
    return Passage(
        address=record["address"],
        title=record["title"],
        heading_path=tuple(record["headings"]),
        blocks=tuple(
            Block(BlockKind(kind), text, level, marker)
            for kind, text, level, marker in record["blocks"]
        ),
        ordinal=record["ordinal"],
        superseded=record["superseded"],
        published=record["published"],
        source=record.get("source", ""),
    )

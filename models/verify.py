"""Tells whether a model file is whole and the right one.

`models.pull` calls it after a download, the `models` commands on request.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, ValidationError

from core.errors import ModelError
from models.registry import ModelEntry

MAGIC = b"GGUF"
"""First bytes of every model file.

Source: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

CHUNK_BYTES = 1 << 20

Progress: TypeAlias = Callable[[int, int], None]
"""Is told the bytes done and the bytes in total, at times from another thread."""


class Checksum(BaseModel):
    """What a file must be."""

    model_config = ConfigDict(frozen=True)

    size_bytes: PositiveInt
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    known_from: Literal["registry", "hub"]


class Verified(Checksum):
    """The record beside a model file: what it was found to be, and when."""

    repository: str
    revision: str
    checked_at: datetime


def record_path(path: Path) -> Path:
    """Where the record of a model file lies."""
    return path.with_name(f"{path.name}.json")


def read_record(path: Path) -> Verified | None:
    """The record of a model file; None where there is none, or none that fits the file."""
    try:
        record = Verified.model_validate_json(record_path(path).read_bytes())
        return record if path.stat().st_size == record.size_bytes else None
    except (OSError, ValidationError):
        return None


async def verify(path: Path, *, entry: ModelEntry, progress: Progress) -> Verified:
    """Read a model file again from the first byte to the last.

    Args:
        path: The file.
        entry: The model that it should be.
        progress: Is told how far it has come.

    Returns:
        The new record, which was also written beside the file.

    Raises:
        ModelError: The file is missing or not what the registry or its own record says.
    """
    return await asyncio.to_thread(_verify, path, entry, progress)


def _verify(path: Path, entry: ModelEntry, progress: Progress) -> Verified:
    if not path.is_file():
        raise ModelError(
            f"{path} does not exist. Run `frontdesk models pull {entry.name}` to fetch it."
        )
    expected: Checksum | None = pinned(entry) or read_record(path)
    if expected is None:
        raise ModelError(
            f"{path} has no record of what it should be: it was not downloaded by frontdesk, or is "
            f"not whole. Run `frontdesk models pull {entry.name}`, which compares it with the hub."
        )
    return check(path, path, entry, expected, progress)


def pinned(entry: ModelEntry) -> Checksum | None:
    """What the registry says the file must be, if it does."""
    if not (entry.sha256 and entry.size_bytes):
        return None
    return Checksum(size_bytes=entry.size_bytes, sha256=entry.sha256, known_from="registry")


def check(
    path: Path, target: Path, entry: ModelEntry, expected: Checksum, progress: Progress
) -> Verified:
    """Compare a file with what it must be, and write its record.  Takes seconds a gigabyte.

    Args:
        path: The file as it lies now.
        target: What it is, or will be, called; the record goes beside it.
        entry: The model that it should be.
        expected: Its size and hash.
        progress: Is told how far it has come.

    Raises:
        ModelError: The file is another, cut short or damaged.
    """
    size = path.stat().st_size
    if size != expected.size_bytes:
        raise ModelError(
            f"{path} has {size:,} bytes, {entry.name} has {expected.size_bytes:,}: it is cut short "
            f"or another file. Delete it and run `frontdesk models pull {entry.name}`."
        )
    check_magic(path)
    sha256 = _hash(path, progress)
    if sha256 != expected.sha256:
        raise ModelError(
            f"{path} is not what the {expected.known_from} says {entry.name} is: its SHA-256 is "
            f"{sha256}, expected was {expected.sha256}. It is damaged or was replaced: do not use "
            f"it. Delete it and run `frontdesk models pull {entry.name}`."
        )
    record = Verified(
        size_bytes=size,
        sha256=sha256,
        known_from=expected.known_from,
        repository=entry.repository,
        revision=entry.revision,
        checked_at=datetime.now(UTC),
    )
    record_path(target).write_text(record.model_dump_json(indent=2) + "\n", encoding="utf-8")
    return record


def check_magic(path: Path) -> None:
    """Tell a model file from, say, the page of a login portal.

    Raises:
        ModelError: The file does not begin like a model file.
    """
    with path.open("rb") as file:
        beginning = file.read(len(MAGIC))
    if beginning != MAGIC:
        raise ModelError(
            f"{path} is no GGUF model file: it begins with {beginning!r}. If it came through a "
            "proxy or portal, that may have sent a page of its own."
        )


def _hash(path: Path, progress: Progress) -> str:
    total, done, digest = path.stat().st_size, 0, hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            digest.update(chunk)
            done += len(chunk)
            progress(done, total)
    return digest.hexdigest()

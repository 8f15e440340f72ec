"""A snapshot is a folder with one finished index and a manifest that vouches for it.

index/
  CURRENT                 the name of the snapshot that serves, replaced by one rename
  snapshots/20260331-021500-482913-3f9a/
    manifest.json         model, dimensions, counts, size and SHA-256 of every file
    passages.jsonl …      see `passage_index`
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from core.errors import IndexUnusable

FORMAT = 2
"""Raised whenever the files of a snapshot, or the way text is cut, change."""
_READABLE = (1, FORMAT)
"""Format 1 does not know its passages' sources; it serves until the next refresh builds anew."""
_MANIFEST = "manifest.json"
_CURE = "Run `frontdesk refresh` to build it anew; pages that did not change are not fetched again."


class FileRecord(BaseModel):
    """One file of a snapshot."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    size_bytes: int
    sha256: str


class Manifest(BaseModel):
    """What a snapshot holds and what it was made with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int
    created_at: datetime
    model_id: str
    dimensions: int
    pages: int
    passages: int
    units: int
    fingerprint: str
    """Identifies the pages it was made from."""
    files: Mapping[str, FileRecord]


class SnapshotFolder:
    """The folder that keeps the snapshots."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pointer = folder / "CURRENT"

    def current(self) -> Path | None:
        """Folder of the snapshot that serves, or None when nothing was ever published.

        Raises:
            IndexUnusable: The pointer cannot be read.
        """
        try:
            name = self._pointer.read_text("utf-8").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise IndexUnusable(
                f"'{self._pointer}', which names the index, cannot be read ({error}). {_CURE}"
            ) from error
        return self._folder / "snapshots" / name if name else None

    def begin(self) -> Path:
        """Make an empty folder, aside, for a new snapshot; debris of broken-off ones goes."""
        snapshots = self._folder / "snapshots"
        snapshots.mkdir(parents=True, exist_ok=True)
        for debris in snapshots.glob(".building-*"):
            shutil.rmtree(debris, ignore_errors=True)
        # To the microsecond: names sort by age, also of snapshots made in one second.
        name = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}-{secrets.token_hex(2)}"
        building = snapshots / f".building-{name}"
        building.mkdir()
        return building

    def make_current(self, building: Path) -> Path:
        """Give a finished snapshot its name and point to it, atomically.

        Raises:
            OSError: The disk is full or the folder cannot be written; nothing has changed.
        """
        finished = building.with_name(building.name.removeprefix(".building-"))
        building.rename(finished)
        aside = self._pointer.with_suffix(".new")
        try:
            with aside.open("w", encoding="utf-8") as file:
                file.write(finished.name + "\n")
                file.flush()
                os.fsync(file.fileno())
            aside.replace(self._pointer)
        except OSError:
            shutil.rmtree(finished, ignore_errors=True)
            raise
        return finished

    def prune(self, keep: int) -> None:
        """Delete all but the newest `keep` snapshots; never the current one."""
        current = self.current()
        finished = sorted((self._folder / "snapshots").glob("[0-9]*"), reverse=True)
        for old in finished[keep:]:
            if old != current:
                shutil.rmtree(old, ignore_errors=True)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Describe the files in `folder`; `manifest.files` is filled in here."""
    files = {
        path.relative_to(folder).as_posix(): FileRecord(
            size_bytes=path.stat().st_size, sha256=_sha256(path)
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != _MANIFEST
    }
    complete = manifest.model_copy(update={"files": files})
    (folder / _MANIFEST).write_text(complete.model_dump_json(indent=2) + "\n", "utf-8")


def read_manifest(folder: Path) -> Manifest:
    """Read a snapshot's manifest and hold every file against it.

    Raises:
        IndexUnusable: Something is missing, cut short or damaged, or of another format.
    """
    try:
        manifest = Manifest.model_validate_json((folder / _MANIFEST).read_bytes())
    except FileNotFoundError as error:
        raise IndexUnusable(
            f"Index at '{folder}' has no manifest: it is not whole. {_CURE}"
        ) from error
    except (OSError, ValidationError) as error:
        raise IndexUnusable(
            f"Manifest of the index at '{folder}' cannot be read. {_CURE}"
        ) from error
    if manifest.format not in _READABLE:
        raise IndexUnusable(
            f"Index at '{folder}' has format {manifest.format}, this version reads up to {FORMAT}. "
            f"{_CURE}"
        )
    for name, record in manifest.files.items():
        _check_file(folder / name, record)
    return manifest


def check_model(manifest: Manifest, folder: Path, *, model_id: str, dimensions: int) -> None:
    """Refuse a snapshot whose vectors another model made.

    Raises:
        IndexUnusable: Model or dimensions differ.
    """
    if (manifest.model_id, manifest.dimensions) != (model_id, dimensions):
        raise IndexUnusable(
            f"Index at '{folder}' was made with '{manifest.model_id}' ({manifest.dimensions} dimensions) "
            f"but the embedding model is '{model_id}' ({dimensions}): answers would be wrong. "
            "Run `frontdesk refresh`, or set `embedding.model` back."
        )


def _check_file(path: Path, record: FileRecord) -> None:
    try:
        size = path.stat().st_size
        if size != record.size_bytes:
            raise IndexUnusable(
                f"Index file '{path}' has {size} bytes instead of {record.size_bytes}: "
                f"it was cut short or changed. {_CURE}"
            )
        if _sha256(path) != record.sha256:
            raise IndexUnusable(f"Index file '{path}' is damaged (checksum differs). {_CURE}")
    except OSError as error:
        raise IndexUnusable(
            f"Index file '{path}' cannot be read ({error.strerror}). {_CURE}"
        ) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

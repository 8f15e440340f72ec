"""A file that has arrived in part, and what is known about the whole.

Only `models.pull` uses it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import BinaryIO

from core.errors import ModelError

SPARE_BYTES = 256 << 20
"""Left free on the disk: the database and the index need room too."""


class PartialFile:
    """The `.part` beside a file that is being downloaded, and the tag of the version it is of."""

    def __init__(self, target: Path) -> None:
        """Refer to the part of `target`; it need not exist."""
        self.path = target.with_name(f"{target.name}.part")
        self._target = target
        self._etag_path = target.with_name(f"{target.name}.part.etag")

    @property
    def is_finished(self) -> bool:
        """True when the whole file is in its place."""
        return self._target.exists()

    @property
    def size_bytes(self) -> int:
        """How much has arrived."""
        return self.path.stat().st_size if self.path.exists() else 0

    @property
    def etag(self) -> str:
        """The tag of the version that has arrived; weak tags cannot vouch for bytes."""
        etag = self._etag_path.read_text(encoding="utf-8") if self._etag_path.exists() else ""
        return "" if etag.startswith("W/") else etag

    def open(self, *, etag: str, keep: bool) -> BinaryIO:
        """Open the part for writing, at its end or, unless `keep`, from the start."""
        self._etag_path.write_text(etag, encoding="utf-8")
        return self.path.open("ab" if keep else "wb")

    def discard(self) -> None:
        """Throw away what has arrived."""
        self.path.unlink(missing_ok=True)
        self._etag_path.unlink(missing_ok=True)

    def finish(self) -> None:
        """Put the file in its place, all at once."""
        self.path.replace(self._target)
        self._etag_path.unlink(missing_ok=True)

    def set_aside(self) -> Path:
        """Move a file that turned out wrong out of the way, for whoever wants to look at it."""
        self._etag_path.unlink(missing_ok=True)
        return self.path.replace(self._target.with_name(f"{self._target.name}.bad"))

    def check_room(self, size_bytes: int) -> None:
        """Make sure that the rest of `size_bytes` will fit.

        Raises:
            ModelError: It will not.
        """
        missing = size_bytes - self.size_bytes
        free = shutil.disk_usage(self.path.parent).free
        if free < missing + SPARE_BYTES:
            raise ModelError(
                f"{self.path.parent} has {free >> 20:,} MiB free; the model needs "
                f"{missing >> 20:,} MiB and {SPARE_BYTES >> 20} MiB should stay free. Make room, "
                "or set FRONTDESK_MODEL_FOLDER to another disk."
            )

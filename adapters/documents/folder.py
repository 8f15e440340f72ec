"""`FolderSource`: a folder of documents as a source of knowledge.

Refreshing asks it to walk; parsers, also the one for HTML, are given to it.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections import deque
from collections.abc import AsyncGenerator, Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

import structlog

from core.domain import (
    Address,
    PageFailed,
    PageGone,
    PageRead,
    PageUnchanged,
    PageVersion,
    ReadEvent,
    SourceDone,
)
from core.errors import SourceError
from core.media_types import SNIFFED_BYTES, media_type_of, media_type_of_name
from core.ports import PageParser

_SKIPPED_PREFIXES = (".", "~$", "__MACOSX")
"""Hidden files, Word's lock files, what archives from a Mac leave behind."""

logger = structlog.get_logger(__name__)


class FolderSource:
    """Reads the documents of a folder and its sub-folders; implements `core.ports.PageSource`.

    A document's `etag` is the SHA-256 of its bytes; its `last_modified` holds time and size, so
    that an untouched file need not be opened.  Symbolic links are followed to files within the
    folder only: others lead out of it, or in circles.
    """

    def __init__(
        self,
        *,
        name: str,
        folder: Path,
        base_address: Address,
        parsers: Mapping[str, PageParser],
        max_bytes: int = 50_000_000,
        workers: int = 2,
    ) -> None:
        """Take what the source works with.

        Args:
            name: Unique among the sources, stable over time.
            folder: What to read.
            base_address: What a document's relative path is put behind, e.g.
                `https://files.example.org/policies`.
            parsers: By media type; files of other types are passed over.
            max_bytes: Of one file.
            workers: Files read at a time.
        """
        self._name = name
        self._folder = folder
        self._base = base_address.rstrip("/")
        self._parsers = dict(parsers)
        self._max_bytes = max_bytes
        self._workers = workers

    @property
    def name(self) -> str:
        """Unique among the configured sources, stable over time."""
        return self._name

    async def read(self, known: Mapping[Address, PageVersion]) -> AsyncGenerator[ReadEvent, None]:
        """Walk the folder; see `core.ports.PageSource.read`."""
        problems: list[PageFailed] = []
        paths = await asyncio.to_thread(lambda: list(self._files(problems)))
        if reason := self._unusable(paths, known):
            yield SourceDone(complete=False, reason=reason)
            return
        for problem in problems:
            yield problem
        seen: set[Address] = set()
        async for event in self._read_files(paths, known):
            seen.add(event.page.address if isinstance(event, PageRead) else event.address)
            yield event
        if not problems:
            for address in known:
                if address not in seen:
                    yield PageGone(address)
        reason = "some folders could not be listed" if problems else ""
        yield SourceDone(complete=not problems, reason=reason)

    def _unusable(self, paths: list[Path], known: Mapping[Address, PageVersion]) -> str:
        """Say why nothing may be concluded from what was found, or nothing."""
        if not self._folder.is_dir():
            return f"folder {self._folder} does not exist; create it or correct the setting"
        if not paths and known:
            # A share that is not mounted looks just like a folder that was emptied.
            return f"folder {self._folder} is empty but held {len(known)} pages; is it mounted?"
        return ""

    def _files(self, problems: list[PageFailed]) -> Iterator[Path]:
        """Yield the files that have a parser, in order of their paths."""

        def note(error: OSError) -> None:
            folder = Path(str(error.filename))
            reason = f"The folder cannot be listed ({error.strerror}). Grant reading of it."
            problems.append(PageFailed(self._address(folder), reason))

        for folder, folders, names in os.walk(self._folder, onerror=note):
            folders[:] = sorted(f for f in folders if not f.startswith(_SKIPPED_PREFIXES))
            for name in sorted(names):
                path = Path(folder, name)
                is_kind = media_type_of_name(quote(name)) in self._parsers
                if is_kind and not name.startswith(_SKIPPED_PREFIXES) and self._is_inside(path):
                    yield path

    def _is_inside(self, path: Path) -> bool:
        if not path.is_symlink():
            return True
        try:
            return path.resolve(strict=True).is_relative_to(self._folder.resolve())
        except (OSError, RuntimeError):
            return False

    async def _read_files(
        self, paths: list[Path], known: Mapping[Address, PageVersion]
    ) -> AsyncGenerator[PageRead | PageUnchanged | PageFailed, None]:
        """Read files in threads, a few ahead of the consumer, in order."""
        ahead: deque[asyncio.Task[PageRead | PageUnchanged | PageFailed]] = deque()
        try:
            for path in paths:
                ahead.append(asyncio.create_task(asyncio.to_thread(self._read_file, path, known)))
                if len(ahead) >= self._workers:
                    yield await ahead.popleft()
            while ahead:
                yield await ahead.popleft()
        finally:
            for task in ahead:
                task.cancel()
            await asyncio.gather(*ahead, return_exceptions=True)

    def _read_file(
        self, path: Path, known: Mapping[Address, PageVersion]
    ) -> PageRead | PageUnchanged | PageFailed:
        """Read one file.  Synchronous: runs in a thread."""
        address = self._address(path)
        try:
            return self._parse_file(path, address, known.get(address))
        except SourceError as error:
            return PageFailed(address, str(error))
        except OSError as error:
            reason = f"The file cannot be read ({error.strerror or error}). Check its permissions."
            return PageFailed(address, reason)
        except Exception:
            logger.exception("file could not be handled", path=str(path))
            return PageFailed(address, "It could not be handled: a fault of ours, told in the log.")

    def _parse_file(
        self, path: Path, address: Address, version: PageVersion | None
    ) -> PageRead | PageUnchanged:
        stat = path.stat()
        stamp = f"{stat.st_mtime_ns}-{stat.st_size}"
        if version is not None and version.last_modified == stamp:
            return PageUnchanged(address)
        if stat.st_size > self._max_bytes:
            raise SourceError(
                f"The file has {stat.st_size / 1e6:.0f} MB, beyond the limit of "
                f"{self._max_bytes / 1e6:g} MB. Split it, or raise max_bytes."
            )
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        if version is not None and version.etag == digest:
            return PageUnchanged(address)
        named = media_type_of_name(address)
        media_type = media_type_of(data[:SNIFFED_BYTES], declared=named, address=address)
        parser = self._parsers.get(media_type)
        if parser is None:
            raise SourceError(
                f"The file is called {path.suffix} but holds {media_type}. Rename it."
            )
        page = parser.parse(data, address=address, media_type=media_type)
        return PageRead(page, etag=digest, last_modified=stamp)

    def _address(self, path: Path) -> Address:
        relative = path.relative_to(self._folder).as_posix()
        return f"{self._base}/{quote(relative)}" if relative != "." else self._base

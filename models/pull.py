"""Fetches model files from a hub, so that an interrupted download goes on where it stopped.

The `models` commands use it.  It speaks the addresses of the Hugging Face hub, which its mirrors
share, and knows nothing of running a model.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
from filelock import FileLock, Timeout
from pydantic import BaseModel, TypeAdapter, ValidationError

from core.errors import ModelError
from models.partial import PartialFile
from models.registry import ModelEntry
from models.verify import CHUNK_BYTES, Checksum, Progress, check, pinned, read_record

MAX_FAILURES = 5
"""Failures in a row, without a byte between them, before giving up."""


class _LfsFile(BaseModel):
    oid: str
    size: int


class _Listed(BaseModel):
    """A file as the hub lists it; only large files carry their SHA-256."""

    path: str
    lfs: _LfsFile | None = None


_LISTING = TypeAdapter(list[_Listed])


class _Retry(Exception):
    """The hub could not be reached or is busy: worth another try."""


class ModelHub:
    """Downloads model files; one at a time for each folder."""

    def __init__(
        self,
        *,
        mirror: str,
        token: str = "",
        timeout_seconds: float = 30.0,
        pause: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Prepare; nothing is opened before the first download.

        Args:
            mirror: The hub's address, e.g. `https://huggingface.co`.
            token: Access token for models that need one.
            timeout_seconds: How long the hub may stay silent.
            pause: Waits between tries, in seconds.
        """
        self._mirror = mirror.rstrip("/")
        self._pause = pause
        self._client = httpx.AsyncClient(
            headers={
                # Compressed answers could not be continued by byte positions.
                "Accept-Encoding": "identity",
                **({"Authorization": f"Bearer {token}"} if token else {}),
            },
            timeout=timeout_seconds,
            follow_redirects=True,
        )

    async def __aenter__(self) -> Self:
        """Nothing to prepare."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Close all connections."""
        await self._client.aclose()

    async def pull(self, entry: ModelEntry, *, folder: Path, progress: Progress) -> Path:
        """Fetch a model file, or what is missing of it, and verify it.

        A file that is there already, and verified, is left as it is.  Cancelling keeps what has
        arrived for the next call.

        Args:
            entry: Which model.
            folder: Where model files lie; it is made if need be.
            progress: Is told how far it has come.

        Returns:
            The path of the verified file.

        Raises:
            ModelError: It cannot be had, does not fit on the disk, or is not what it should be.
        """
        target = folder / entry.file
        if read_record(target) is not None:
            return target
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            with FileLock(folder / f"{entry.file}.lock", blocking=False):
                await self._fetch(entry, target, progress)
        except Timeout as error:
            raise ModelError(
                f"{entry.name} is being downloaded by another process already. Wait for it."
            ) from error
        except OSError as error:
            raise ModelError(f"{target} cannot be written: {error}.") from error
        return target

    async def _fetch(self, entry: ModelEntry, target: Path, progress: Progress) -> None:
        """Download until all bytes are there, check them, and put the file in its place."""
        expected = pinned(entry) or await self._listed(entry, target)
        part = PartialFile(target)
        if part.is_finished:
            await asyncio.to_thread(check, target, target, entry, expected, progress)
            return
        part.check_room(expected.size_bytes)
        # Twice at most: what had arrived before may be of another file, and cannot be continued.
        for _ in range(2):
            if part.size_bytes < expected.size_bytes:
                await self._with_retries(
                    lambda: self._download(entry, part, expected, progress), target, part
                )
        try:
            await asyncio.to_thread(check, part.path, target, entry, expected, progress)
        except ModelError as error:
            bad = part.set_aside()
            raise ModelError(f"{error} (What arrived was kept aside as {bad}.)") from error
        part.finish()

    async def _download(
        self, entry: ModelEntry, part: PartialFile, expected: Checksum, progress: Progress
    ) -> None:
        """Fetch what is missing of the part, or all of it where the hub has another file now."""
        done = part.size_bytes
        headers = {"Range": f"bytes={done}-"} if done else {}
        if done and part.etag:
            headers["If-Range"] = part.etag
        async with self._answer("GET", entry.address(self._mirror), entry, headers) as response:
            if response.status_code == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
                part.discard()
                return
            continues = response.status_code == httpx.codes.PARTIAL_CONTENT
            done = done if continues else 0
            with part.open(etag=response.headers.get("ETag", ""), keep=continues) as file:
                async for chunk in response.aiter_bytes(CHUNK_BYTES):
                    await asyncio.to_thread(file.write, chunk)
                    done += len(chunk)
                    progress(done, expected.size_bytes)
                    if done > expected.size_bytes:
                        return

    async def _listed(self, entry: ModelEntry, target: Path) -> Checksum:
        """Ask the hub for size and hash of a file, by its listing or, failing that, headers."""
        found: list[Checksum] = []

        async def ask() -> None:
            found.extend(await self._from_listing(entry) or await self._from_headers(entry))

        await self._with_retries(ask, target, PartialFile(target))
        if not found:
            raise ModelError(
                f"{self._mirror} does not say what {entry.file} must be (no SHA-256 in its listing "
                "or headers), so a download could not be trusted. Use another mirror, or write "
                "size_bytes and sha256 of the file into models/registry.toml."
            )
        return found[0]

    async def _from_listing(self, entry: ModelEntry) -> list[Checksum]:
        address = f"{self._mirror}/api/models/{entry.repository}/tree/{entry.revision}"
        try:
            async with self._answer("GET", address, entry, {}) as response:
                listing = _LISTING.validate_json(await response.aread())
        except (ModelError, ValidationError):
            # A mirror may serve files only; what is wrong with the model itself, the headers tell.
            return []
        return [
            Checksum(size_bytes=file.lfs.size, sha256=file.lfs.oid, known_from="hub")
            for file in listing
            if file.path == entry.file and file.lfs
        ]

    async def _from_headers(self, entry: ModelEntry) -> list[Checksum]:
        """The hub tells them where it redirects to its storage.

        Source: https://huggingface.co/docs/huggingface_hub/package_reference/file_download
        """
        async with self._answer("HEAD", entry.address(self._mirror), entry, {}) as last:
            for response in (*last.history, last):
                sha256 = response.headers.get("X-Linked-Etag", "").strip('"')
                size = response.headers.get("X-Linked-Size", "")
                try:
                    return [Checksum(size_bytes=size, sha256=sha256, known_from="hub")]
                except ValidationError:
                    continue
        return []

    async def _with_retries(
        self, action: Callable[[], Awaitable[None]], target: Path, part: PartialFile
    ) -> None:
        """Try again after growing pauses, as long as it gets on or has not failed too often."""
        failures, furthest = 0, part.size_bytes
        while True:
            try:
                await action()
            except _Retry as error:
                failures = 1 if part.size_bytes > furthest else failures + 1
                furthest = max(furthest, part.size_bytes)
                if failures >= MAX_FAILURES:
                    raise ModelError(
                        f"{self._mirror} cannot be reached: {error}. What has arrived is kept. "
                        "Check the connection and proxy, or set FRONTDESK_MODEL_MIRROR to a mirror "
                        f"within reach, or fetch {target.name} elsewhere and put it at {target}."
                    ) from error
                await self._pause(2.0 ** (failures - 1))
            else:
                return

    @asynccontextmanager
    async def _answer(
        self, method: str, address: str, entry: ModelEntry, headers: dict[str, str]
    ) -> AsyncIterator[httpx.Response]:
        """Send a request and sort out what is wrong with the answer."""
        try:
            async with self._client.stream(method, address, headers=headers) as response:
                _check_status(response, entry)
                yield response
        except (httpx.TransportError, httpx.TooManyRedirects) as error:
            raise _Retry(str(error) or type(error).__name__) from error


def _check_status(response: httpx.Response, entry: ModelEntry) -> None:
    status = response.status_code
    if response.is_success or status == httpx.codes.REQUESTED_RANGE_NOT_SATISFIABLE:
        return
    where = f"{response.request.url.host} answers {status} for {entry.repository}"
    match status:
        case httpx.codes.UNAUTHORIZED | httpx.codes.FORBIDDEN:
            raise ModelError(
                f"{where}: the model needs permission, or does not exist. Accept its terms on its "
                "page, make an access token there and set FRONTDESK_MODEL_TOKEN."
            )
        case httpx.codes.NOT_FOUND:
            raise ModelError(
                f"{where}: it has no file {entry.file} at revision {entry.revision}. It was moved "
                "or deleted, or the mirror does not carry it: correct models/registry.toml, or set "
                "FRONTDESK_MODEL_MIRROR."
            )
        case httpx.codes.TOO_MANY_REQUESTS | httpx.codes.REQUEST_TIMEOUT:
            raise _Retry(where)
        case _ if response.is_server_error:
            raise _Retry(where)
        case _:
            raise ModelError(f"{where}: the download is refused. Try another mirror.")

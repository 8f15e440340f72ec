"""Serves the sample intranet in `data/sample_site`, so that frontdesk can be tried and measured.

The demonstration, the evaluation and the end-to-end tests start it.  It stands in for a foreign
web server: it knows nothing of crawling, and the rest of frontdesk knows nothing of its files.
"""

from __future__ import annotations

import asyncio
import hashlib
import tomllib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import aiohttp
from aiohttp import web

from core.errors import SettingsError

SAMPLE_HEADER = "X-Frontdesk-Sample"
"""Every response carries it; by it another process's sample site is recognised."""

RECOGNISE_TIMEOUT_SECONDS = 3.0

SitePath: TypeAlias = str
"""The part of an address after the origin: path and, where there is one, query."""

_CONTENT_TYPES: Mapping[str, str] = {
    ".aspx": "text/html",
    ".css": "text/css",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".txt": "text/plain",
    ".xml": "application/xml",
}
_FILES_THAT_NAME_THE_ORIGIN = frozenset({"robots.txt", "sitemap.xml"})
_NOT_FOUND_PAGE = (
    "<!DOCTYPE html><html><head><title>Page not found</title></head><body>"
    "<h1>Sorry, something went wrong</h1><p>The page does not exist any more.</p></body></html>"
)


def sample_site_app(folder: Path) -> web.Application:
    """Build the web application that serves the files of a sample site.

    Args:
        folder: Holds `site.toml` and the files, each at the path of its address.

    Returns:
        An application that answers GET and HEAD for every path.

    Raises:
        SettingsError: The folder holds no readable `site.toml`.
    """
    app = web.Application()
    app.router.add_get("/{path:.*}", _SampleSite.read(folder).answer)
    app.on_response_prepare.append(_mark_as_sample)
    return app


@asynccontextmanager
async def serve_sample_site(
    folder: Path, *, host: str = "127.0.0.1", port: int = 8808
) -> AsyncIterator[str]:
    """Serve the sample site for as long as the context lasts.

    A sample site that another process serves on the port already is used as it is.

    Args:
        folder: Holds `site.toml` and the files.
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.

    Yields:
        The origin, without a slash at its end, such as `http://127.0.0.1:8808`.

    Raises:
        SettingsError: The folder is no sample site, or the port cannot be listened on.
    """
    runner = web.AppRunner(sample_site_app(folder), access_log=None)
    await runner.setup()
    try:
        yield await _listen(runner, host, port)
    finally:
        await runner.cleanup()


@dataclass(frozen=True, slots=True)
class _SampleSite:
    """The files of a sample site and what `site.toml` says about them."""

    folder: Path
    redirects: Mapping[SitePath, SitePath]
    queries: Mapping[SitePath, str]
    charsets: Mapping[SitePath, str]

    @classmethod
    def read(cls, folder: Path) -> _SampleSite:
        description = folder / "site.toml"
        try:
            tables = tomllib.loads(description.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise SettingsError(
                f"The sample site's description {str(description)!r} cannot be read ({error}): "
                "nothing was served. Start frontdesk in its own checkout, or name the folder."
            ) from error
        return cls(
            folder=folder.resolve(),
            redirects=tables.get("redirects", {}),
            queries=tables.get("queries", {}),
            charsets=tables.get("charsets", {}),
        )

    async def answer(self, request: web.Request) -> web.StreamResponse:
        if request.path_qs in self.redirects:
            raise web.HTTPMovedPermanently(self.redirects[request.path_qs])
        file = self._find(request)
        if file is None:
            raise web.HTTPNotFound(text=_NOT_FOUND_PAGE, content_type="text/html")
        if file.name in _FILES_THAT_NAME_THE_ORIGIN:
            return await _fill_in_origin(request, file)
        return web.FileResponse(file, headers={"Content-Type": self._content_type(request, file)})

    def _find(self, request: web.Request) -> Path | None:
        if request.path_qs in self.queries:
            return self.folder / self.queries[request.path_qs]
        file = (self.folder / request.path.lstrip("/")).resolve()
        # `site.toml` and the files behind query strings have no address of their own.
        is_public = (
            file.is_relative_to(self.folder)
            and file.suffix in _CONTENT_TYPES
            and file.relative_to(self.folder).parts[0] != "_queries"
        )
        return file if is_public and file.is_file() else None

    def _content_type(self, request: web.Request, file: Path) -> str:
        content_type = _CONTENT_TYPES[file.suffix]
        if not content_type.startswith("text/"):
            return content_type
        return f"{content_type}; charset={self.charsets.get(request.path_qs, 'utf-8')}"


async def _fill_in_origin(request: web.Request, file: Path) -> web.StreamResponse:
    template = await asyncio.to_thread(file.read_text, "utf-8")
    text = template.replace("{origin}", str(request.url.origin()))
    response = web.Response(text=text, content_type=_CONTENT_TYPES[file.suffix])
    response.etag = hashlib.sha256(text.encode()).hexdigest()[:16]
    if request.if_none_match and response.etag in request.if_none_match:
        return web.Response(status=304, headers={"ETag": response.headers["ETag"]})
    return response


async def _mark_as_sample(_request: web.Request, response: web.StreamResponse) -> None:
    response.headers[SAMPLE_HEADER] = "1"


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    """Give the origin: of the site that now listens, or of the one that has the port already."""
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        if await _is_sample_site(origin_of(host, port)):
            return origin_of(host, port)
        raise SettingsError(
            f"The sample site cannot listen on {host}:{port} ({error.strerror or error}), and what "
            "answers there, if anything, is no sample site: nothing was served. Stop the program "
            "that has the port, or choose another port (0 picks a free one)."
        ) from error
    return origin_of(host, runner.addresses[0][1])


def origin_of(host: str, port: int) -> str:
    """The address of a server, without a path."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


async def _is_sample_site(origin: str) -> bool:
    timeout = aiohttp.ClientTimeout(total=RECOGNISE_TIMEOUT_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout) as session,
            session.get(f"{origin}/robots.txt") as response,
        ):
            return response.headers.get(SAMPLE_HEADER) == "1"
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False

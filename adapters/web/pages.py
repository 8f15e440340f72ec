"""The files that browsers get: pages, scripts, styles.  All come from this folder, none from afar."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from adapters.web.markup import Html, element

_FOLDER = Path(__file__).parent
_CONTENT_TYPES = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


@dataclass(frozen=True, slots=True)
class _File:
    content: str
    content_type: str
    etag: str


class Pages:
    """Holds all files in memory; there are few, and they are small."""

    def __init__(self) -> None:
        """Read the files."""
        self._files = {
            path.name: _read(path)
            for path in sorted((_FOLDER / "static").iterdir())
            if path.suffix in _CONTENT_TYPES
        }
        self._templates = {
            path.stem: path.read_text("utf-8") for path in (_FOLDER / "templates").glob("*.html")
        }

    async def static(self, request: web.Request) -> web.Response:
        """`GET /static/{name}`: asked for each time, sent when it has changed."""
        file = self._files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound
        headers = {"Cache-Control": "no-cache", "ETag": f'"{file.etag}"'}
        asked = request.if_none_match or ()
        if any(etag.value == file.etag for etag in asked):
            return web.Response(status=304, headers=headers)
        response = web.Response(text=file.content, content_type=file.content_type, headers=headers)
        response.enable_compression()
        return response

    async def chat(self, _request: web.Request) -> web.Response:
        """`GET /`."""
        return _page(self._templates["chat"])

    def status(self, content: Html) -> web.Response:
        """The status page around its content."""
        return _page(Template(self._templates["status"]).substitute(content=content))

    def sign_in(
        self, *, target: str, problem: str, status: int, headers: Mapping[str, str] | None
    ) -> web.Response:
        """The sign-in form, perhaps with what was wrong."""
        notice = (
            element("p", problem, class_="notice bad", id="problem", role="alert")
            if problem
            else ""
        )
        page = Template(self._templates["sign_in"]).substitute(
            target=escape(target),
            notice=notice,
            described='aria-describedby="problem" aria-invalid="true"' if problem else "",
        )
        return _page(page, status=status, headers=headers)


def _read(path: Path) -> _File:
    content = path.read_text("utf-8")
    etag = sha256(content.encode()).hexdigest()[:16]
    return _File(content, _CONTENT_TYPES[path.suffix], etag)


def _page(
    html: str, *, status: int = 200, headers: Mapping[str, str] | None = None
) -> web.Response:
    return web.Response(text=html, content_type="text/html", status=status, headers=headers)

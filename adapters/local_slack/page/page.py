"""The routes of the page: its files, what it shows, what people do on it, and pictures.

`bot` serves it beside the local Slack, at an address of its own.
"""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from pydantic import ValidationError

from adapters.local_slack.page.changes import Changes
from adapters.local_slack.page.deeds import Deed, Deeds
from adapters.local_slack.page.guard import guard, set_headers
from adapters.local_slack.page.moods import Moods
from adapters.local_slack.page.views import Look, Views
from adapters.local_slack.server import LocalSlack
from adapters.local_slack.state import Json

_HOST = "127.0.0.1"
_STATIC = Path(__file__).parent / "static"
_FILES = {
    "": ("page.html", "text/html; charset=utf-8"),
    "page.css": ("page.css", "text/css; charset=utf-8"),
    "page.js": ("page.js", "text/javascript; charset=utf-8"),
}
_PICTURES = ("image/png", "image/jpeg", "image/gif")
_SHUTDOWN_SECONDS = 0.5


class SlackPage:
    """A client of one local Slack."""

    def __init__(self, *, slack: LocalSlack) -> None:
        """Build it; it is served by `serving`.

        Args:
            slack: Which has started.
        """
        self._workspace = slack.workspace
        self._changes = Changes()
        moods = Moods(slack=slack)
        self._views = Views(slack=slack, moods=moods)
        self._deeds = Deeds(slack=slack, views=self._views, moods=moods)

    @asynccontextmanager
    async def serving(self, *, port: int = 0) -> AsyncIterator[str]:
        """Serve the page while the block is open; gives its address.

        Args:
            port: On this machine; 0: any free one.

        Raises:
            OSError: The port is taken.
        """
        self._workspace.watchers.append(self._changes.changed)
        runner = web.AppRunner(
            self._application(), access_log=None, shutdown_timeout=_SHUTDOWN_SECONDS
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, _HOST, port).start()
            yield f"http://{_HOST}:{runner.addresses[0][1]}/"
        finally:
            self._workspace.watchers.remove(self._changes.changed)
            self._changes.end()
            await runner.cleanup()

    def _application(self) -> web.Application:
        application = web.Application(middlewares=[guard])
        application.on_response_prepare.append(set_headers)
        application.add_routes(
            [
                web.get("/{name:[a-z.]*}", self._static),
                web.get("/api/state", self._state),
                web.post("/api/{deed:[a-z]+}", self._do),
                web.get("/files/{file}", self._picture),
            ]
        )
        return application

    async def _static(self, request: web.Request) -> web.StreamResponse:
        """The page, its style and its script."""
        if request.match_info["name"] not in _FILES:
            raise web.HTTPNotFound
        name, kind = _FILES[request.match_info["name"]]
        return web.FileResponse(_STATIC / name, headers={"Content-Type": kind})

    async def _state(self, request: web.Request) -> web.Response:
        """`GET /api/state`: what there is to show, as soon as it differs from what is known."""
        asked = request.query
        if asked.get("after", "").isdecimal():
            await self._changes.after(int(asked["after"]))
        look = Look(asked.get("person", ""), asked.get("place", ""), asked.get("thread", ""))
        number = self._changes.number
        try:
            shown = self._views.drawn(look)
        except LookupError as error:
            return _problem(404, str(error))
        return web.json_response({"number": number, **shown})

    async def _do(self, request: web.Request) -> web.Response:
        """`POST /api/{deed}`: answered once it is done, and the app has heard of it."""
        try:
            deed = Deed.model_validate_json(await request.read())
        except ValidationError as error:
            return _problem(400, f"That cannot be done: {error.errors()[0]['msg']}.")
        try:
            await self._deeds.do(request.match_info["deed"], deed)
        except (LookupError, ValueError) as error:
            return _problem(409, str(error))
        return web.json_response({})

    async def _picture(self, request: web.Request) -> web.Response:
        """`GET /files/{id}`: a picture that the app uploaded; other files are only saved."""
        file = self._workspace.files.get(request.match_info["file"])
        if file is None or not file.is_complete:
            raise web.HTTPNotFound
        kind = mimetypes.guess_type(file.name)[0] or ""
        if kind in _PICTURES:
            return web.Response(body=file.content, content_type=kind)
        return web.Response(
            body=file.content,
            content_type="application/octet-stream",
            headers={"Content-Disposition": "attachment"},
        )


def _problem(status: int, told: str) -> web.Response:
    problem: Json = {"problem": told}
    return web.json_response(problem, status=status)

"""Takes and gives the bytes of files: the upload address, the private one, and the one for people.

`server.py` mounts it; `methods/files.py` makes the addresses.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping

from aiohttp import web

from adapters.local_slack.arguments import TokenKind
from adapters.local_slack.refusals import SlackRefusal
from adapters.local_slack.state import File, Workspace
from adapters.local_slack.tokens import workspace_of


class FileDoor:
    """Where the bytes of files go in and out."""

    def __init__(self, *, workspaces: Mapping[str, Workspace]) -> None:
        """Take the workspaces whose files they are, by team id."""
        self._workspaces = workspaces

    def add_to(self, application: web.Application) -> None:
        """Answer at the three addresses."""
        application.router.add_post("/upload/{file}/{length}", self._upload)
        application.router.add_get("/files-pri/{file}/{name}", self._private)
        application.router.add_get("/files/{file}/{name}", self._for_people)

    async def _upload(self, request: web.Request) -> web.Response:
        """Take the bytes, as many as were announced; they come raw or as a form's file."""
        file = self._file(request)
        content = await _content(request)
        if len(content) != int(request.match_info["length"]):
            raise web.HTTPBadRequest(text=f"Announced was another length than {len(content)}.")
        file.content = content
        return web.Response(text=f"OK - {len(content)}")

    async def _private(self, request: web.Request) -> web.Response:
        """Give the bytes to the app, which needs its token and the scope `files:read`."""
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        try:
            workspace = workspace_of(self._workspaces, TokenKind.BOT, token)
        except SlackRefusal as refusal:
            raise web.HTTPUnauthorized(text=refusal.error) from refusal
        if "files:read" not in workspace.app.scopes:
            raise web.HTTPForbidden(text="missing_scope: files:read")
        if request.match_info["file"] not in workspace.files:
            raise web.HTTPNotFound
        return _shown(self._file(request))

    async def _for_people(self, request: web.Request) -> web.Response:
        """Give the bytes to somebody at this machine, who is signed in by being there."""
        file = self._file(request)
        if not file.is_complete:
            raise web.HTTPNotFound
        return _shown(file)

    def _file(self, request: web.Request) -> File:
        for workspace in self._workspaces.values():
            if request.match_info["file"] in workspace.files:
                return workspace.files[request.match_info["file"]]
        raise web.HTTPNotFound


async def _content(request: web.Request) -> bytes:
    if request.content_type != "multipart/form-data":
        return await request.read()
    form = await request.post()
    for value in form.values():
        if isinstance(value, web.FileField):
            return value.file.read()
    raise web.HTTPBadRequest(text="The form holds no file.")


def _shown(file: File) -> web.Response:
    kind, _ = mimetypes.guess_type(file.name)
    return web.Response(body=file.content, content_type=kind or "application/octet-stream")

"""What browsers send: read up to a limit, and validated before anybody uses it."""

from __future__ import annotations

import asyncio
import json
from typing import Annotated, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from core.domain import Thumb

Thread = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$")]
"""What the browser calls a conversation, or an event; random."""

_READ_TIMEOUT_SECONDS = 20.0
_MOST_COMMENT_CHARACTERS = 1000


class Payload(BaseModel):
    """What every request body has in common: nothing but what is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class AskPayload(Payload):
    """`POST /api/questions`."""

    thread: Thread
    text: str
    event_id: Thread
    """The same when the browser sends a question again, not knowing whether it came through."""


class FeedbackPayload(Payload):
    """`PUT /api/turns/{id}/feedback`."""

    thread: Thread
    thumb: Thumb | None
    """None takes it back."""
    comment: Annotated[str, StringConstraints(max_length=_MOST_COMMENT_CHARACTERS)] = ""


AnyPayload = TypeVar("AnyPayload", bound=Payload)


async def read_payload(
    request: web.Request, kind: type[AnyPayload], *, most_bytes: int
) -> AnyPayload:
    """Read and validate a JSON body.

    Raises:
        HTTPBadRequest: It is not what was expected; says what is wrong.
        HTTPRequestEntityTooLarge: It is longer than `most_bytes`.
    """
    body = await read_body(request, most_bytes=most_bytes)
    try:
        return kind.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "body"
        raise web.HTTPBadRequest(
            text=json.dumps({"error": f"{where}: {first['msg']}"}), content_type="application/json"
        ) from error


async def read_body(request: web.Request, *, most_bytes: int) -> bytes:
    """Read a whole body.

    Raises:
        HTTPRequestEntityTooLarge: It is longer than `most_bytes`.
        HTTPRequestTimeout: It comes too slowly.
    """
    body = bytearray()
    try:
        async with asyncio.timeout(_READ_TIMEOUT_SECONDS):
            async for chunk in request.content.iter_any():
                body += chunk
                if len(body) > most_bytes:
                    raise _too_large(most_bytes)
    except TimeoutError as error:
        raise web.HTTPRequestTimeout from error
    return bytes(body)


def _too_large(most_bytes: int) -> web.HTTPRequestEntityTooLarge:
    return web.HTTPRequestEntityTooLarge(
        max_size=most_bytes,
        text=json.dumps({"error": f"This is longer than {most_bytes} bytes."}),
        content_type="application/json",
    )

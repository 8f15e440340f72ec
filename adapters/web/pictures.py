"""Charts on their way to the browser."""

from __future__ import annotations

from aiohttp import web

from core.domain import Picture


def picture_response(picture: Picture) -> web.Response:
    """A picture, which the browser keeps for a day: its address never gives another one."""
    return web.Response(
        body=picture.png,
        content_type="image/png",
        headers={
            "Cache-Control": "private, max-age=86400, immutable",
            "Content-Disposition": 'inline; filename="chart.png"',
        },
    )

"""What is posted to a visitor without having been asked for: digests, alerts.

The core keeps every post in its outbox, and the page reads it from there: an open page looks every
20 seconds while it is seen.  A stream for each visitor would be quicker by some seconds, but each
holds one of the six connections that a browser has for all its tabs, and it would have to tell of a
post before the outbox counts it as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import quote

from aiohttp import web

from adapters.web.access import problem
from adapters.web.pictures import picture_response
from adapters.web.rendering import to_html
from adapters.web.status.subscriptions import Describe
from adapters.web.views import picture_view
from adapters.web.visitors import Visitors, conversation_key
from core.domain import Post, PostRecord
from core.ports import Outbox, SubscriptionActions

_MOST_SHOWN = 20
_MOST_LOOKED_AT = 60
"""More than are shown: of one that was updated again and again only the latest is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebPosting:
    """What the page needs where posts are made."""

    outbox: Outbox
    subscriptions: SubscriptionActions
    describe: Describe


class WebPoster:
    """Posts to visitors; implements `core.ports.Poster` for the platform `web`.

    There is nothing to do: what the outbox holds as shown is what visitors see, now or at their
    next visit, and by its id each post is seen once, however often it is given here.
    """

    async def post(self, post: Post) -> str:
        """Return the post's name on the page: its id."""
        return post.id


class PostList:
    """The API of a visitor's posts."""

    def __init__(self, *, outbox: Outbox, visitors: Visitors) -> None:
        """Take where posts are kept, and who tells visitors apart."""
        self._outbox = outbox
        self._visitors = visitors

    async def all(self, request: web.Request) -> web.Response:
        """`GET /api/posts`: newest first.  The answer is sent only when there is something new."""
        visitor = self._visitors.of(request)
        latest = await self._shown(visitor, 1)
        etag = sha256("".join(_key(record) for record in latest).encode()).hexdigest()[:16]
        headers = {"Cache-Control": "private, no-cache", "ETag": f'"{etag}"'}
        if any(known.value == etag for known in request.if_none_match or ()):
            return web.Response(status=304, headers=headers)
        records = _newest_of_chains(await self._shown(visitor, _MOST_LOOKED_AT))
        view = {"posts": [_post_view(record) for record in records[:_MOST_SHOWN]]}
        return web.json_response(view, headers=headers)

    async def picture(self, request: web.Request) -> web.Response:
        """`GET /api/posts/{post_id}/picture.png`: of the visitor's own posts."""
        wanted = request.match_info["post_id"]
        for record in await self._shown(self._visitors.of(request), _MOST_LOOKED_AT):
            if record.post.id == wanted and record.post.picture is not None:
                return picture_response(record.post.picture)
        return problem(request, 404, "There is no such picture any more.")

    async def _shown(self, visitor: str, limit: int) -> Sequence[PostRecord]:
        """Oldest first."""
        if not visitor:
            return ()
        return await self._outbox.of_channel(conversation_key(visitor, ""), limit)


def _key(record: PostRecord) -> str:
    return f"{record.post.id} {record.ended_at}"


def _newest_of_chains(records: Sequence[PostRecord]) -> list[PostRecord]:
    """Newest first, without those that a later one took the place of."""
    replaced = {record.post.updates for record in records if record.post.updates}
    return [record for record in reversed(records) if record.ref not in replaced]


def _post_view(record: PostRecord) -> dict[str, Any]:
    post = record.post
    address = f"/api/posts/{quote(post.id, safe='')}/picture.png"
    return {
        "id": post.id,
        "at": (record.ended_at or post.made_at).isoformat(),
        "html": to_html(post.text),
        "picture": picture_view(post.picture, address) if post.picture is not None else None,
    }

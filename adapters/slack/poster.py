"""Posts in channels of Slack that nobody asked for just now: digests, alerts, handed-over questions.

`core.posting` calls it for one post of a channel at a time, and keeps the name that it gives back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from adapters.slack.blocks import SlackMessage, post_messages
from adapters.slack.calls import SlackCalls
from adapters.slack.clients import Clients
from adapters.slack.messages import Change, Found, Mark, Messages, Spot
from adapters.slack.names import POST_METADATA
from adapters.slack.uploads import Uploads, picture_name
from core.chatting.pacing import Priority
from core.domain import Post

_CLOCK_SECONDS = 300
"""By how much our clock and Slack's may differ."""


class SlackPoster:
    """Implements `core.ports.Poster`."""

    def __init__(self, *, calls: SlackCalls, clients: Clients) -> None:
        """Take who calls Slack, and who we are there."""
        self._messages = Messages(calls=calls, clients=clients)
        self._uploads = Uploads(calls=calls)

    async def post(self, post: Post) -> str:
        """Show a post; see `core.ports.Poster`.

        The first message stands in the channel, what does not fit into it in its thread, and the
        picture right after it in the channel.

        Returns:
            `CHANNEL TS`, the id of the picture's file where there is one, and `+2` where two messages
            stand in its thread.

        Raises:
            DeliveryRefused: As `Poster.post`.
            DeliveryError: As `Poster.post`.
        """
        spot = Spot(post.channel.workspace, post.channel.channel)
        mark = Mark(POST_METADATA, "post_id", post.id)
        before = _read(post.updates)
        shown = Found()
        if post.attempts:
            shown = await self._messages.find(
                spot, mark, since_ts=_since_ts(post), enough=() if post.picture else {0}
            )
        first, *others = post_messages(post.text)
        ts = shown.parts.get(0, "") or await self._show_first(spot, post, first, mark, before.ts)
        await self._show_others(
            Spot(spot.workspace, spot.channel, ts),
            others,
            mark,
            may_be_there=bool(before.others or (post.attempts and others)),
        )
        file = await self._show_picture(spot, post, before, shown)
        return _Ref(spot.channel, ts, file, len(others)).written()

    async def _show_first(
        self, spot: Spot, post: Post, message: SlackMessage, mark: Mark, updates_ts: str
    ) -> str:
        """Show the first message in the place of an earlier one, or anew; returns its ts."""
        if updates_ts:
            change = await self._messages.update(
                spot, updates_ts, message, mark, bare=post.text, priority=Priority.POST
            )
            if change is Change.MADE:
                return updates_ts
        return await self._messages.post(
            spot, message, mark, since_ts=_since_ts(post), bare=post.text, priority=Priority.POST
        )

    async def _show_others(
        self, thread: Spot, others: Sequence[SlackMessage], mark: Mark, *, may_be_there: bool
    ) -> None:
        """Show the rest in the thread; what an earlier post left there gives way."""
        parts: dict[int, str] = {}
        if may_be_there:
            of_any_post = replace(mark, value="")
            found = await self._messages.find(thread, of_any_post, since_ts=thread.thread_ts)
            parts = {part: ts for part, ts in found.parts.items() if part > 0}
        for part, message in enumerate(others, start=1):
            ts, marked = parts.pop(part, ""), replace(mark, part=part)
            if ts:
                change = await self._messages.update(
                    thread, ts, message, marked, priority=Priority.POST
                )
                if change is Change.MADE:
                    continue
            await self._messages.post(
                thread, message, marked, since_ts=thread.thread_ts, priority=Priority.POST
            )
        for ts in parts.values():
            await self._messages.delete(thread, ts)

    async def _show_picture(self, spot: Spot, post: Post, before: _Ref, shown: Found) -> str:
        """Show the picture in the place of an earlier one; returns its file's id."""
        name = picture_name(post.id)
        if name in shown.files:
            return shown.files[name]
        if before.file:
            await self._uploads.remove(spot, before.file)
        if post.picture is None:
            return ""
        return await self._uploads.share(spot, post.picture, name)


@dataclass(frozen=True, slots=True)
class _Ref:
    """The name of a post: its channel and message, the file of its picture, and what is in its thread."""

    channel: str = ""
    ts: str = ""
    file: str = ""
    others: int = 0
    """Messages in the thread; where there are none it need not be read."""

    def written(self) -> str:
        others = f"+{self.others}" if self.others else ""
        return " ".join(filter(None, (self.channel, self.ts, self.file, others)))


def _read(ref: str) -> _Ref:
    names = [word for word in ref.split() if not word.startswith("+")]
    others = sum(int(word) for word in ref.split() if re.fullmatch(r"\+\d+", word))
    channel, ts, file = (*names, "", "", "")[:3]
    return _Ref(channel, ts, file, others)


def _since_ts(post: Post) -> str:
    """Nothing of a post stands in its channel before this."""
    return f"{post.made_at.timestamp() - _CLOCK_SECONDS:.6f}"

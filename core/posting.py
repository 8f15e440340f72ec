"""The desk that shows posts: everything that is owed in the outbox, once, in order, again if need be.

The schedule calls `deliver` every few seconds.  A post's life: put into the outbox, begun, shown by
its platform, recorded as sent.  Where the process dies in between, the platform is asked first the
next time (see `core.ports.Poster`), so that a post is shown once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from typing import TypeAlias

import structlog

from core.domain import Post, PostRecord, PostState
from core.errors import DeliveryRefused, FrontdeskError, StorageError
from core.ports import Clock, Outbox, Poster

_log = structlog.get_logger()

_Channel: TypeAlias = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class PostingRules:
    """How posts are shown."""

    at_once: int = 4
    """Channels of a platform that are written to at the same time: posts never crowd out answers."""
    timeout_seconds: float = 30.0
    """For a platform to take one post."""
    pause_seconds: float = 1.0
    """Between two posts in one channel; platforms refuse bursts."""
    put_off_seconds: tuple[float, ...] = (30, 60, 120, 300, 900, 1800)
    """Until the next attempt, by how many there were; the last one holds from then on."""
    give_up_hours: float = 6.0
    """A post that is older tells nothing any more."""


class PostingDesk:
    """Shows what is in the outbox."""

    def __init__(
        self,
        *,
        outbox: Outbox,
        now: Clock,
        rules: PostingRules,
        given_up: Callable[[PostRecord], Awaitable[None]],
        posted: Callable[[str, str], None],
    ) -> None:
        """Take what posting needs; platforms are attached before the first `deliver`.

        Args:
            outbox: Where posts wait.
            now: Tells the time.
            rules: How they are shown.
            given_up: Told of each post that will not be shown, for operators.
            posted: Told, for figures, of what kind a post was (`subscription` or `operators`) and
                what became of it: `sent`, `refused`, `put_off` or `given_up`.
        """
        self._outbox = outbox
        self._now = now
        self._rules = rules
        self._given_up = given_up
        self._posted = posted
        self._posters: dict[str, Poster] = {}
        self._delivering = asyncio.Lock()
        self._rooms: dict[str, asyncio.Semaphore] = {}
        """By platform: one that is slow holds up no other."""
        self._silent: set[str] = set()
        """Platforms that did not answer in time, in the delivery that is going on."""

    def attach(self, platform: str, poster: Poster) -> None:
        """Show posts on a platform.

        Args:
            platform: As its conversations' keys name it.
            poster: Shows them.
        """
        self._posters[platform] = poster
        self._rooms[platform] = asyncio.Semaphore(self._rules.at_once)

    async def deliver(self) -> int:
        """Show all that waits and whose time has come; a second call waits for the first.

        Posts of a platform that is not attached wait: another process may show it.  A platform that
        does not answer in time is left alone until the next call.

        Returns:
            How many posts were shown.

        Raises:
            StorageError: The outbox cannot be read.
        """
        async with self._delivering:
            self._silent.clear()
            waiting = [
                record
                for record in await self._outbox.waiting(self._now())
                if record.post.channel.platform in self._posters
            ]
            by_channel = groupby(sorted(waiting, key=_channel_of), key=_channel_of)
            tasks: list[asyncio.Task[int]] = []
            async with asyncio.TaskGroup() as group:
                for channel, records in by_channel:
                    showing = self._show_in_order(channel, [record.post for record in records])
                    tasks.append(group.create_task(showing))
            return sum(task.result() for task in tasks)

    async def _show_in_order(self, channel: _Channel, posts: Sequence[Post]) -> int:
        """Show the posts of one channel until one of them must wait; returns how many were shown."""
        shown, platform = 0, channel[0]
        async with self._rooms[platform]:
            for post in posts:
                if platform in self._silent:
                    break
                if shown:
                    await asyncio.sleep(self._rules.pause_seconds)
                try:
                    shown += await self._show(post)
                # The boundary of a channel: the others must go on; this post is tried again later.
                except Exception as error:  # noqa: BLE001
                    if isinstance(error, TimeoutError):
                        self._silent.add(platform)
                    await self._put_off(post, error)
                    # The later ones must not overtake it.
                    break
        return shown

    async def _show(self, post: Post) -> bool:
        """Show a post if it is still owed; whether it was."""
        if self._is_too_old(post):
            await self._give_up(post, "It could not be shown in time.", "given_up")
            return False
        if not await self._outbox.begin(post.id):
            return False
        try:
            async with asyncio.timeout(self._rules.timeout_seconds):
                ref = await self._posters[post.channel.platform].post(post)
        except DeliveryRefused as error:
            await self._give_up(post, str(error), "refused")
            return False
        await self._outbox.sent(post.id, ref, self._now())
        self._posted(_kind(post), "sent")
        _log.info("post_shown", post=post.id[:8], platform=post.channel.platform)
        return True

    def _is_too_old(self, post: Post) -> bool:
        return self._now() - post.made_at >= timedelta(hours=self._rules.give_up_hours)

    async def _give_up(self, post: Post, reason: str, outcome: str) -> None:
        now = self._now()
        await self._outbox.give_up(post.id, reason, now)
        self._posted(_kind(post), outcome)
        _log.error("post_given_up", post=post.id[:8], platform=post.channel.platform, reason=reason)
        await self._report(PostRecord(post, PostState.FAILED, ended_at=now, error=reason))

    async def _report(self, record: PostRecord) -> None:
        try:
            await self._given_up(record)
        # The boundary of reporting: what could not be reported is in the log all the same.
        except Exception as error:  # noqa: BLE001
            _log.error("post_not_reported", post=record.post.id[:8], kind=type(error).__name__)

    async def _put_off(self, post: Post, error: Exception) -> None:
        """Try a post again later, unless it would be too old by then."""
        reason = _reason(error)
        delays = self._rules.put_off_seconds
        delay_seconds = delays[min(post.attempts, len(delays) - 1)]
        again_at = self._now() + timedelta(seconds=delay_seconds)
        # A database that fails now leaves the post as it was: it waits, and is tried again.
        with suppress(StorageError):
            if again_at - post.made_at >= timedelta(hours=self._rules.give_up_hours):
                await self._give_up(post, reason, "given_up")
                return
            _log.warning("post_put_off", post=post.id[:8], reason=reason, kind=type(error).__name__)
            await self._outbox.put_off(post.id, reason, again_at)
            self._posted(_kind(post), "put_off")


def _channel_of(record: PostRecord) -> _Channel:
    channel = record.post.channel
    return channel.platform, channel.workspace, channel.channel


def _kind(post: Post) -> str:
    return "operators" if post.subscription_id is None else "subscription"


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "The platform did not answer in time."
    if isinstance(error, FrontdeskError):
        return str(error)
    # What nobody foresaw may quote a message: only its kind is kept.
    return f"An unexpected error ({type(error).__name__})."

"""Tells the operators' channel what they should know: a job that fails or works again, a lost post.

`bot.clockwork` hands these methods to the schedule and to the posting desk.  Where no channel is
set, the log and the status page have to do.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from adapters.teams.names import PLATFORM
from core.domain import ConversationKey, Post, PostRecord
from core.ports import Clock, Outbox
from core.waits.telling.wording import escaped
from scheduler.jobs import JobChange


class OperatorsChannel:
    """Posts for those who run the desk."""

    def __init__(self, *, name: str, outbox: Outbox, now: Clock) -> None:
        """Take where they are.

        Args:
            name: `PLATFORM/WORKSPACE/CHANNEL`; empty: nobody is told.
            outbox: Takes the posts.
            now: Tells the time.
        """
        self._channel = channel_key(name) if name else None
        self._outbox = outbox
        self._now = now

    async def job_changed(self, change: JobChange) -> None:
        """Tell that a job has begun to fail, or works again.

        Raises:
            StorageError: The database cannot be written.
        """
        if change.is_failing:
            times = f", {change.failures} times in a row" if change.failures > 1 else ""
            told = f"**Job `{change.job}` failed{times}.** It {_lower(change.purpose)}."
            text = f"{told}\n\n{escaped(change.detail)}\n\nYou are told again when it works."
        else:
            runs = "1 failed run" if change.failures == 1 else f"{change.failures} failed runs"
            text = f"Job `{change.job}` works again, after {runs}."
        state = "fails" if change.is_failing else "works"
        await self._tell(f"job {change.job} {state} {change.started_at.isoformat()}", text)

    async def post_given_up(self, record: PostRecord) -> None:
        """Tell that a post will not be shown, unless it was for the operators themselves.

        Raises:
            StorageError: The database cannot be written.
        """
        post = record.post
        if self._channel is not None and replace(post.channel, thread="") == self._channel:
            return
        what = (
            "A question that somebody wanted people to answer"
            if post.subscription_id is None
            else f"A post of subscription {post.subscription_id}"
        )
        text = (
            f"**{what} could not be shown** in {post.channel.platform}: {escaped(record.error)} "
            f"It was made {post.made_at:%Y-%m-%d %H:%M} UTC and is given up. The status page lists "
            "posts and subscriptions."
        )
        await self._tell(f"given up {post.id}", text)

    async def _tell(self, name: str, text: str) -> None:
        if self._channel is None:
            return
        number = sha256(name.encode()).hexdigest()
        await self._outbox.put(Post(number, self._channel, text, self._now()))


def channel_key(name: str) -> ConversationKey:
    """The channel that `PLATFORM/WORKSPACE/CHANNEL` names."""
    platform, workspace, channel = name.split("/")
    if platform == PLATFORM:
        # A tenant's letters count the same large and small; Teams writes them small.
        workspace = workspace.lower()
    return ConversationKey(platform, workspace, channel)


def _lower(purpose: str) -> str:
    return purpose[:1].lower() + purpose[1:]

"""Tells the operators' channel what they should know: a job that fails or works again, a lost post.

`bot.clockwork` hands these methods to the schedule and to the posting desk.  Where no channel is
set, the log and the status page have to do.
"""

from __future__ import annotations

from hashlib import sha256

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
        """Tell that a post of a subscription will not be shown.

        Raises:
            StorageError: The database cannot be written.
        """
        post = record.post
        text = (
            f"**A post of subscription {post.subscription_id} could not be shown** in "
            f"{post.channel.platform}: {escaped(record.error)} It was made {post.made_at:%Y-%m-%d %H:%M} UTC "
            "and is given up. The status page lists subscriptions."
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
    return ConversationKey(platform, workspace, channel)


def _lower(purpose: str) -> str:
    return purpose[:1].lower() + purpose[1:]

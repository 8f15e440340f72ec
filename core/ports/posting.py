"""Boundaries of what is posted without being asked for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from core.domain import (
    AlertState,
    ConversationKey,
    NewSubscription,
    Post,
    PostId,
    PostRecord,
    Subscription,
    SubscriptionId,
)


class Poster(Protocol):
    """A platform that can be written to without having been asked.

    The desk calls it for one post of a channel at a time.
    """

    async def post(self, post: Post) -> str:
        """Show a post, or put it in the place of the one that it updates.

        The same post (by `Post.id`) shown again is shown once: where `Post.attempts` is more than 0
        a process may have died after the platform took it, so the platform is asked first.  Where
        what it updates is gone, it is shown anew.

        Returns:
            The platform's name of the post, by which it can be updated.

        Raises:
            DeliveryRefused: The channel is gone or closed to the desk: trying again is no use.
            DeliveryError: It did not work now.
        """
        ...


class SubscriptionStore(Protocol):
    """Standing wishes, kept."""

    async def add(
        self, wanted: NewSubscription, *, next_due_at: datetime | None, most_in_channel: int
    ) -> Subscription:
        """Keep a wish.

        Raises:
            SubscriptionRefused: The channel has as many as it may have; fit for the person.
            StorageError: The database cannot be written.
        """
        ...

    async def find(self, subscription_id: SubscriptionId) -> Subscription | None:
        """One of them."""
        ...

    async def of_channel(self, channel: ConversationKey) -> Sequence[Subscription]:
        """Those of a channel, oldest first; its thread is ignored."""
        ...

    async def all(self) -> Sequence[Subscription]:
        """All of them, oldest first."""
        ...

    async def pause(self, subscription_id: SubscriptionId, at: datetime) -> bool:
        """Pause it; False where there is none.  Its posts that still wait are given up."""
        ...

    async def resume(self, subscription_id: SubscriptionId, next_due_at: datetime | None) -> bool:
        """Go on with it; False where there is none.  An alert begins anew."""
        ...

    async def remove(self, subscription_id: SubscriptionId) -> bool:
        """Delete it; False where there is none.  Its posts that still wait are given up."""
        ...

    async def emit(
        self,
        subscription_id: SubscriptionId,
        post: Post | None,
        *,
        next_due_at: datetime | None,
        alert_states: Sequence[AlertState] = (),
        judged_as_of: datetime | None = None,
    ) -> bool:
        """Put a post into the outbox and move on, in one step: a crash loses or doubles nothing.

        Where the subscription keeps one post, those of it that still wait are given up, and the new
        one takes the place of the latest that was shown.

        Args:
            subscription_id: Whose it is.  Where it was removed or paused meanwhile, nothing happens.
            post: What to show; None where there is nothing to tell.
            next_due_at: Of a digest.
            alert_states: Of an alert: what it remembers from now on.
            judged_as_of: Of an alert: of what moment the board is that it has judged.

        Returns:
            Whether the post is new; False for one that was made before, or where nothing happened.
        """
        ...


class Outbox(Protocol):
    """Posts that are owed, kept until they are shown or given up."""

    async def put(self, post: Post) -> bool:
        """Keep a post that stands by itself; False where it is known already."""
        ...

    async def waiting(self, now: datetime) -> Sequence[PostRecord]:
        """Those whose time to be tried has come, oldest first.

        None overtakes another of its channel: it waits as long as an older one does.
        """
        ...

    async def begin(self, post_id: PostId) -> bool:
        """Count an attempt, durably, before the platform is called; False: it waits no longer."""
        ...

    async def sent(self, post_id: PostId, ref: str, at: datetime) -> None:
        """It was shown, under this name of the platform's.

        Where its subscription keeps one post, the next one takes its place, also if that waits already.
        """
        ...

    async def put_off(self, post_id: PostId, error: str, again_at: datetime) -> None:
        """It was not shown now; try again later."""
        ...

    async def give_up(self, post_id: PostId, error: str, at: datetime) -> None:
        """It will not be shown."""
        ...

    async def recent(self, limit: int) -> Sequence[PostRecord]:
        """The latest, newest first, for lists: the bytes of their pictures (`png`) are empty."""
        ...

    async def of_channel(self, channel: ConversationKey, limit: int) -> Sequence[PostRecord]:
        """The latest of a channel that were shown, oldest first; its thread is ignored."""
        ...

"""Posts in chats of Teams that nobody asked for just now: digests, alerts, handed-over questions.

`core.posting` calls it for one post of a channel at a time, and keeps the name that it gives back.  Teams
lets no bot look for its own messages: what this process has shown of a post is remembered here; a post that
an earlier one may have shown, or whose sending nobody answered, is shown again.  Twice is better than never.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from adapters.teams.calls import Change, TeamsCalls, TeamsTooBig
from adapters.teams.message import TeamsMessage
from adapters.teams.own_posts import OwnPosts
from adapters.teams.references import References
from adapters.teams.shrinking import smaller
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.writing import post_messages
from core.chatting.lately import Lately
from core.chatting.pacing import Priority
from core.domain import Post, PostId
from core.errors import DeliveryError, DeliveryRefused, StorageError

_MOST_REMEMBERED = 1000


class TeamsPoster:
    """Implements `core.ports.Poster`."""

    def __init__(self, *, calls: TeamsCalls, references: References, own: OwnPosts) -> None:
        """Take who calls Teams, how chats are reached, and who remembers what is ours."""
        self._own = own
        self._calls = calls
        self._references = references
        self._begun: Lately[PostId, _Ref] = Lately(most=_MOST_REMEMBERED)
        """What was shown of posts that could not be shown to their end."""

    async def post(self, post: Post) -> str:
        """Show a post; see `core.ports.Poster`.

        The first message stands in the channel, as a thread of its own, and what does not fit into it in
        that thread; in chats, which have no threads, right after it.

        Returns:
            `CHAT ID`, and the ids of further messages where there are some.

        Raises:
            DeliveryRefused: As `Poster.post`.
            DeliveryError: As `Poster.post`.
        """
        spot = await self._spot(post)
        showing = _Showing(self._calls, spot, self._before(post, spot))
        try:
            await showing.show(post_messages(post))
        except DeliveryError:
            self._begun.put(post.id, showing.ref)
            raise
        self._begun.forget(post.id)
        await self._own.keep(spot, showing.ref.ids[0])
        return showing.ref.written()

    async def _spot(self, post: Post) -> Spot:
        channel = post.channel
        try:
            reference = await self._references.reach(channel.workspace, channel.channel)
        except StorageError as error:
            raise DeliveryError(f"How the chat is reached cannot be read ({error}).") from error
        if reference is None:
            raise DeliveryRefused(
                f"Nothing can be posted in the chat {channel.channel} of Teams: the app was never there, or "
                "was removed. Add it there, or remove the subscription."
            )
        return reference.spot

    def _before(self, post: Post, spot: Spot) -> _Ref:
        """What stands there already: of this post, or of the one that it takes the place of."""
        before = self._begun.get(post.id) or _read(post.updates)
        return before if before.chat == spot.chat else _Ref(spot.chat)


@dataclass(frozen=True, slots=True)
class _Ref:
    """The name of a post: its chat and its messages."""

    chat: str = ""
    ids: tuple[str, ...] = ()
    fresh: int = 0
    """How many of them show the post already; the others what it takes the place of."""

    def written(self) -> str:
        return " ".join((self.chat, *self.ids))


def _read(ref: str) -> _Ref:
    chat, *ids = ref.split() or [""]
    return _Ref(chat, tuple(ids))


@dataclass(slots=True)
class _Showing:
    """Shows the messages of one post, each in the place of one before, if there is one."""

    calls: TeamsCalls
    spot: Spot
    ref: _Ref
    _count: int = field(default=0, init=False)

    async def show(self, messages: Sequence[TeamsMessage]) -> None:
        """Show them all; what is left of an earlier post is taken away."""
        waiting = deque(messages)
        while waiting:
            message = waiting.popleft()
            try:
                await self._show_next(message)
            except TeamsTooBig:
                instead = smaller(message)
                if not instead:
                    raise
                waiting.extendleft(reversed(instead))
        for left in self.ref.ids[self._count :]:
            await self.calls.delete(self._place, left)
        self.ref = replace(self.ref, ids=self.ref.ids[: self._count])

    async def _show_next(self, message: TeamsMessage) -> None:
        number, ids = self._count, list(self.ref.ids)
        if number < self.ref.fresh:
            self._count += 1
            return
        if number < len(ids):
            change = await self.calls.update(
                self._place, ids[number], message, priority=Priority.POST
            )
            if change is Change.MADE:
                self._done(ids)
                return
            # The thread of a first message that is gone is gone with it.
            ids = ids[:number] if not number else [*ids[:number], *ids[number + 1 :]]
            self.ref = replace(self.ref, ids=tuple(ids))
        sent = await self.calls.send(self._place, message, priority=Priority.POST)
        self._done([*ids[:number], sent, *ids[number:]])

    def _done(self, ids: Sequence[str]) -> None:
        self._count += 1
        self.ref = replace(self.ref, ids=tuple(ids), fresh=self._count)

    @property
    def _place(self) -> Spot:
        """Where the next message goes: the first one into the channel, the others under it."""
        if not self._count or self.spot.kind is not ChatKind.CHANNEL:
            return self.spot
        return replace(self.spot, root=self.ref.ids[0])

"""The private answer to an order that concerns a whole chat: the chat is told, too, in one line.

The chat adapters' openers make one for what is ordered about subscriptions without the others seeing it.
Posts that begin or end without a word would surprise everybody else.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from core.chatting.passing_reply import PassingReply
from core.domain import Answered, Outcome
from core.ports import Reply
from core.waits.subscribing.done import Deed, read_done

_DONE = {Deed.REMOVED: "removed", Deed.PAUSED: "paused", Deed.RESUMED: "resumed"}
_MOST_WISH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivateOrder:
    """What somebody ordered for a chat."""

    text: str
    """In their words."""
    noun: str
    """What the chat is: `channel`, `chat`."""
    literal: Callable[[str], str]
    """Makes a text of others fit to stand among the platform's markup."""

    def what_was_done(self, outcome: Outcome) -> str:
        """What the chat is told after the person's name; empty: nothing was changed.

        Args:
            outcome: What became of the order.
        """
        done = read_done(outcome.text) if isinstance(outcome, Answered) else None
        if done is None:
            return ""
        if done.deed is Deed.MADE:
            wish = self.literal(" ".join(self.text.split())[:_MOST_WISH])
            return f"has subscribed this {self.noun} (subscription {done.subscription}): {wish}"
        return f"has {_DONE[done.deed]} subscription {done.subscription} of this {self.noun}."


class AnnouncingReply(PassingReply):
    """Implements `core.ports.Reply`: passes everything on, and announces what was done."""

    def __init__(
        self,
        reply: Reply,
        *,
        order: PrivateOrder,
        is_made: bool,
        announce: Callable[[str], Awaitable[None]],
    ) -> None:
        """Take the private reply.

        Args:
            reply: Shows the answer to who gave the order.
            order: What it is.
            is_made: Whether the chat was told already.
            announce: Tells the chat, given what stands after the person's name.  It must not fail: the
                order is carried out and answered.
        """
        super().__init__(reply)
        self._order = order
        self._is_made = is_made
        self._announce = announce

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer to its person; tell the chat what was done."""
        await super().finish(outcome)
        await self.announce_once(outcome)

    async def announce_once(self, outcome: Outcome) -> None:
        """Tell the chat, unless it was told, or nothing was done."""
        what = self._order.what_was_done(outcome)
        if what and not self._is_made:
            self._is_made = True
            await self._announce(what)

"""Tells a chat what was ordered for it in private, in one line.

`adapters.teams.opener` makes one for what is ordered about subscriptions through the message extension.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.message import Mention, TeamsMessage
from adapters.teams.own_posts import OwnPosts
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.writing import escaped, mention
from adapters.teams.writing.escaping import called
from core.chatting import announcing_reply
from core.chatting.announcing_reply import PrivateOrder
from core.domain import AcceptedTurn, Outcome
from core.errors import DeliveryError, DeliveryRefused
from core.ports import Reply

_log = structlog.get_logger()

_SOMEBODY = "Somebody"


class AnnouncingReply(announcing_reply.AnnouncingReply):
    """Implements `core.ports.Reply`: passes everything on, and tells the chat."""

    def __init__(
        self,
        reply: Reply,
        *,
        turn: AcceptedTurn,
        spot: Spot,
        calls: TeamsCalls,
        own: OwnPosts,
        is_made: bool,
        made: Callable[[], Awaitable[None]],
    ) -> None:
        """Take the private reply.

        Args:
            reply: Shows the answer to who gave the order.
            turn: The order.
            spot: The chat that it concerns.
            calls: Calls Teams.
            own: Remembers that the line is ours.
            is_made: Whether the chat was told already.
            made: Called as soon as it was.
        """
        order = private_order(turn.question.text, kind=spot.kind)
        super().__init__(reply, order=order, is_made=is_made, announce=self._tell)
        self._person = turn.question.person
        self._spot = spot
        self._calls = calls
        self._own = own
        self._made = made

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer to its person; tell the chat, once, what was done."""
        try:
            await super().finish(outcome)
        except DeliveryRefused:
            # Nobody sees the answer, but what was ordered is done.
            await self.announce_once(outcome)
            raise

    async def _tell(self, what: str) -> None:
        try:
            sent = await self._calls.send(self._spot, await self._announcement(what))
        except DeliveryError as error:
            # The order is carried out and answered: that must not fail for it.
            _log.warning("order_not_announced", reason=str(error))
            return
        await self._own.keep(self._spot, sent)
        await self._made()

    async def _announcement(self, what: str) -> TeamsMessage:
        """Who has done it is mentioned, where Teams tells their name."""
        member = await self._calls.member(self._spot, self._person)
        if member is None or not member.name:
            return TeamsMessage(f"{_SOMEBODY} {what}")
        named = Mention(self._person, called(member.name))
        return TeamsMessage(f"{mention(member.name)} {what}", mentions=(named,))


def private_order(text: str, *, kind: ChatKind) -> PrivateOrder:
    """What was ordered, told in Teams' Markdown.

    Args:
        text: In the person's words.
        kind: Of the chat that it concerns.
    """
    noun = "channel" if kind is ChatKind.CHANNEL else "chat"
    return PrivateOrder(text=text, noun=noun, literal=escaped)

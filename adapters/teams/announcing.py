"""The private answer to an order that concerns a whole chat: the chat is told, too, in one line.

`adapters.teams.opener` makes one for what is ordered about subscriptions through the message extension.
Posts that begin or end without a word would surprise everybody else.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable

import structlog

from adapters.teams.calls import TeamsCalls
from adapters.teams.message import Mention, TeamsMessage
from adapters.teams.own_posts import OwnPosts
from adapters.teams.spot import ChatKind, Spot
from adapters.teams.writing import escaped
from adapters.teams.writing.escaping import called
from core.domain import AcceptedTurn, Answered, Outcome
from core.errors import DeliveryError, DeliveryRefused
from core.ports import Reply

_log = structlog.get_logger()

_DONE = re.compile(r"Subscription (?P<id>\d+)(?P<what>:| is removed| is paused\.| goes on\.)")
"""How the desk says that an order was carried out; refusals begin otherwise."""
_TOLD = {" is removed": "removed", " is paused.": "paused", " goes on.": "resumed"}
_MOST_WISH = 200
_SOMEBODY = "Somebody"


class AnnouncingReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

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
        self._reply = reply
        self._turn = turn
        self._spot = spot
        self._calls = calls
        self._own = own
        self._is_made = is_made
        self._made = made

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._reply.status(text)

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._reply.draft(text)

    async def append(self, text: str) -> None:
        """Show some more of the answer."""
        await self._reply.append(text)

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer to its person; tell the chat, once, what was done."""
        try:
            await self._reply.finish(outcome)
        except DeliveryRefused:
            # Nobody sees the answer, but what was ordered is done.
            await self._announce(outcome)
            raise
        await self._announce(outcome)

    async def abandon(self) -> None:
        """Nothing was changed that the chat should know of."""
        await self._reply.abandon()

    async def _announce(self, outcome: Outcome) -> None:
        what = what_was_done(self._turn.question.text, outcome, kind=self._spot.kind)
        if not what or self._is_made:
            return
        self._is_made = True
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
        person = self._turn.question.person
        member = await self._calls.member(self._spot, person)
        if member is None or not member.name:
            return TeamsMessage(f"{_SOMEBODY} {what}")
        mention = Mention(person, called(member.name))
        return TeamsMessage(f"<at>{mention.name}</at> {what}", mentions=(mention,))


def what_was_done(order: str, outcome: Outcome, *, kind: ChatKind) -> str:
    """What the chat is told after the person's name, in Teams' Markdown; empty: nothing was changed.

    Args:
        order: In the person's words.
        outcome: What became of it.
        kind: Of the chat.
    """
    done = _DONE.match(outcome.text) if isinstance(outcome, Answered) else None
    if done is None:
        return ""
    chat = "channel" if kind is ChatKind.CHANNEL else "chat"
    what = _TOLD.get(done["what"], "")
    if what:
        return f"has {what} subscription {done['id']} of this {chat}."
    wish = " ".join(order.split())[:_MOST_WISH]
    return f"has subscribed this {chat} (subscription {done['id']}): {escaped(wish)}"

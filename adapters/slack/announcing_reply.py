"""The private answer to an order that concerns a whole channel: the channel is told, too, in one line.

`adapters.slack.opener` makes one for what `/frontdesk` is told about subscriptions.  Posts that begin
or end without a word would surprise everybody else.
"""

from __future__ import annotations

import re

from adapters.slack.blocks import escaped
from adapters.slack.calls import SlackCalls
from adapters.slack.place import SHOWN, Place
from core.domain import AcceptedTurn, Answered, Outcome
from core.ports import Reply

_DONE = re.compile(r"Subscription (?P<id>\d+)(?P<what>:| is removed| is paused\.| goes on\.)")
"""How the desk says that an order was carried out; refusals begin otherwise."""
_TOLD = {" is removed": "removed", " is paused.": "paused", " goes on.": "resumed"}
_MOST_WISH = 200


class AnnouncingReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(
        self, reply: Reply, *, turn: AcceptedTurn, place: Place, calls: SlackCalls
    ) -> None:
        """Take the private reply.

        Args:
            reply: Shows the answer to who gave the order.
            turn: The order.
            place: Where it was given.
            calls: Calls Slack.
        """
        self._reply = reply
        self._turn = turn
        self._place = place
        self._calls = calls
        self._has_told = place.answer_ts == SHOWN

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
        """Show the answer to its person; tell the channel, once, what was done."""
        await self._reply.finish(outcome)
        question = self._turn.question
        told = announcement(question.person, question.text, outcome)
        if not told or self._has_told:
            return
        self._has_told = True
        await self._calls.try_call(
            question.conversation.workspace,
            "chat.postMessage",
            channel=self._place.channel,
            text=told,
            unfurl_links=False,
            unfurl_media=False,
        )

    async def abandon(self) -> None:
        """Nothing was changed that the channel should know of."""
        await self._reply.abandon()


def announcement(person: str, order: str, outcome: Outcome) -> str:
    """What the channel is told, in Slack's markup; empty: nothing was changed.

    Args:
        person: Who gave the order.
        order: In their words.
        outcome: What became of it.
    """
    done = _DONE.match(outcome.text) if isinstance(outcome, Answered) else None
    if done is None:
        return ""
    what = _TOLD.get(done["what"], "")
    if what:
        return f"<@{person}> has {what} subscription {done['id']} of this channel."
    wish = " ".join(order.split())[:_MOST_WISH]
    return f"<@{person}> has subscribed this channel (subscription {done['id']}): {escaped(wish)}"

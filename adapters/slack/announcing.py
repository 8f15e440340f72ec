"""Tells a channel what was ordered for it in private, in one line.

`adapters.slack.opener` asks here for what `/frontdesk` is told about subscriptions.
"""

from __future__ import annotations

from dataclasses import dataclass

from adapters.slack.blocks import escaped
from adapters.slack.calls import SlackCalls
from adapters.slack.place import SHOWN, Place
from core.chatting.announcing_reply import AnnouncingReply, PrivateOrder
from core.domain import AcceptedTurn
from core.ports import Reply


def announcing(reply: Reply, *, turn: AcceptedTurn, place: Place, calls: SlackCalls) -> Reply:
    """A private reply of which the channel is told.

    Args:
        reply: Shows the answer to who gave the order.
        turn: The order.
        place: Where it was given.
        calls: Calls Slack.
    """
    question = turn.question
    channel = _Channel(question.conversation.workspace, place.channel, question.person, calls)
    return AnnouncingReply(
        reply,
        order=private_order(question.text),
        is_made=place.answer_ts == SHOWN,
        announce=channel.tell,
    )


def private_order(text: str) -> PrivateOrder:
    """What was ordered, told in Slack's markup."""
    return PrivateOrder(text=text, noun="channel", literal=escaped)


@dataclass(frozen=True, slots=True)
class _Channel:
    """Who is told, and of whom."""

    workspace: str
    channel: str
    person: str
    calls: SlackCalls

    async def tell(self, what: str) -> None:
        """Say what the person has done."""
        await self.calls.try_call(
            self.workspace,
            "chat.postMessage",
            channel=self.channel,
            text=f"<@{self.person}> {what}",
            unfurl_links=False,
            unfurl_media=False,
        )

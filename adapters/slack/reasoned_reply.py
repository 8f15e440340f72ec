"""A reply whose person is told why nothing comes where Slack takes nothing in its thread.

`adapters.slack.opener` makes one for everybody who asked: they would otherwise never hear of it.
"""

from __future__ import annotations

from collections.abc import Awaitable
from dataclasses import replace

from adapters.slack.refusals import SlackCallRefused
from adapters.slack.taking_in.telling import Addressee, Teller
from core.domain import Outcome
from core.ports import Reply

_GONE_THREADS = frozenset({"cannot_reply_to_message", "thread_not_found"})
_OUTSIDE = frozenset({"channel_not_found", "not_in_channel"})


class ReasonedReply:
    """Implements `core.ports.Reply`: passes everything on to another."""

    def __init__(self, reply: Reply, *, teller: Teller, addressee: Addressee) -> None:
        """Take the reply in the thread.

        Args:
            reply: Shows the answer.
            teller: Tells the person.
            addressee: Where they are told: not in the thread, if that can be avoided.
        """
        self._reply = reply
        self._teller = teller
        self._addressee = addressee
        self._refusal: SlackCallRefused | None = None

    async def status(self, text: str) -> None:
        """Show what is going on."""
        await self._refusable(self._reply.status(text))

    async def draft(self, text: str) -> None:
        """Show a draft."""
        await self._refusable(self._reply.draft(text))

    async def append(self, text: str) -> None:
        """Show some more of the answer."""
        await self._refusable(self._reply.append(text))

    async def finish(self, outcome: Outcome) -> None:
        """Show the answer in its final form."""
        await self._refusable(self._reply.finish(outcome))

    async def abandon(self) -> None:
        """Tell the person why, once, if it was Slack's refusal."""
        refusal, self._refusal = self._refusal, None
        if refusal is not None:
            self._teller.tell(self._reachable(refusal), why_not(refusal.error, self._addressee))
        await self._reply.abandon()

    async def _refusable(self, work: Awaitable[None]) -> None:
        try:
            await work
        except SlackCallRefused as error:
            self._refusal = error
            raise

    def _reachable(self, refusal: SlackCallRefused) -> Addressee:
        """Where they are told; not in a thread that is gone."""
        if refusal.error in _GONE_THREADS:
            return replace(self._addressee, thread_ts="")
        return self._addressee


def why_not(error: str, addressee: Addressee) -> str:
    """What a person is told, in Slack's markup.

    Args:
        error: Slack's name of it.
        addressee: Who asked, and where.
    """
    where = "here" if addressee.is_direct else f"in <#{addressee.channel}>"
    if error == "is_archived":
        why = f"<#{addressee.channel}> was archived"
    elif error in _OUTSIDE:
        why = f"I am not {where} any more"
    elif error in _GONE_THREADS:
        why = f"the message {where} that you asked under is gone"
    else:
        why = f"Slack does not let me post under your message {where}"
    return f"I am sorry: {why}, so you get no answer there. Write to me directly instead."

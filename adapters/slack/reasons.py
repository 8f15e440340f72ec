"""Tells people why they get no answer, where Slack takes nothing in its thread.

`adapters.slack.opener` asks here for everybody who asked: they would otherwise never hear of it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.slack.refusals import SlackCallRefused
from adapters.slack.taking_in.telling import Addressee, Teller
from core.chatting.reasoned_reply import ReasonedReply
from core.ports import Reply

_GONE_THREADS = frozenset({"cannot_reply_to_message", "thread_not_found"})
_OUTSIDE = frozenset({"channel_not_found", "not_in_channel"})


def with_reasons(reply: Reply, *, teller: Teller, addressee: Addressee) -> Reply:
    """A reply whose person is told why nothing comes.

    Args:
        reply: Shows the answer in the thread.
        teller: Tells the person.
        addressee: Where they are told: not in the thread, if that can be avoided.
    """
    asker = _Asker(teller, addressee)
    return ReasonedReply(reply, refusal=SlackCallRefused, tell=asker.tell)


@dataclass(frozen=True, slots=True)
class _Asker:
    """Who waits for the answer."""

    teller: Teller
    addressee: Addressee

    def tell(self, refusal: SlackCallRefused) -> None:
        """Begin to tell them; not in a thread that is gone."""
        addressee = self.addressee
        if refusal.error in _GONE_THREADS:
            addressee = replace(addressee, thread_ts="")
        self.teller.tell(addressee, why_not(refusal.error, self.addressee))


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

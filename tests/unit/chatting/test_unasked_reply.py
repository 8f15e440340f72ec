"""Replies that are shown only where they help, and orders that a channel is told of."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from adapters.slack.announcing_reply import announcement
from core.chatting.unasked_reply import UnaskedReply
from core.domain import Answered, Declined, Outcome, Stopped, Unavailable


@dataclass(slots=True)
class FakeReply:
    """Implements `core.ports.Reply`: remembers what is shown."""

    shown: list[object] = field(default_factory=list)

    async def status(self, text: str) -> None:
        """Remember it."""
        self.shown.append(text)

    async def draft(self, text: str) -> None:
        """Remember it."""
        self.shown.append(text)

    async def append(self, text: str) -> None:
        """Remember it."""
        self.shown.append(text)

    async def finish(self, outcome: Outcome) -> None:
        """Remember it."""
        self.shown.append(outcome)

    async def abandon(self) -> None:
        """Remember it."""
        self.shown.append("abandoned")


async def replied(outcome: Outcome) -> tuple[list[object], list[bool]]:
    """What is shown of an answer that grew, and what was told of its end."""
    inner, told = FakeReply(), list[bool]()
    reply = UnaskedReply(inner, ended=told.append)
    await reply.status("Reading 4 passages")
    await reply.draft("A draft")
    await reply.append("It costs")
    await reply.finish(outcome)
    return inner.shown, told


async def test_an_answer_is_shown_whole() -> None:
    """Nobody waits for it, so nothing is shown before."""
    answer = Answered("It costs CAD 20.")
    assert await replied(answer) == ([answer], [True])


@pytest.mark.parametrize(
    "outcome", [Declined("I could not find an answer."), Unavailable("Later."), Stopped("It")]
)
async def test_that_there_is_none_is_not(outcome: Outcome) -> None:
    """Who did not ask the desk need not read that it does not know."""
    assert await replied(outcome) == ([], [False])


async def test_what_is_given_up_is_not_told() -> None:
    """Nobody waits for it."""
    inner, told = FakeReply(), list[bool]()
    await UnaskedReply(inner, ended=told.append).abandon()
    assert (inner.shown, told) == ([], [False])


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "Subscription 1: I will post here on …",
            "<@U1> has subscribed this channel (subscription 1): subscribe daily 7:00 &lt;x&gt;",
        ),
        ("Subscription 7 is removed: daily", "<@U1> has removed subscription 7 of this channel."),
        (
            "Subscription 7 is paused. `resume 7` …",
            "<@U1> has paused subscription 7 of this channel.",
        ),
        ("Subscription 7 goes on. Next: …", "<@U1> has resumed subscription 7 of this channel."),
        ("Subscription 7 is paused already. `resume 7` goes on with it.", ""),
        ("Subscription 7 is not paused.", ""),
        ("Subscription 7 can be removed by who made it, or by an operator.", ""),
        ("There is no subscription 7 here.", ""),
        ("Subscriptions:\n\n- **1** daily", ""),
    ],
)
def test_a_channel_is_told_what_was_changed_for_it(answer: str, told: str) -> None:
    """And nothing of what was not."""
    assert announcement("U1", "subscribe daily  7:00 <x>", Answered(answer)) == told


def test_a_channel_is_not_told_of_failures() -> None:
    """Who gave the order is."""
    assert announcement("U1", "pause 7", Unavailable("Subscription 7 is removed: no")) == ""

"""Private orders that a channel is told of."""

from __future__ import annotations

import pytest

from core.chatting.announcing_reply import AnnouncingReply, PrivateOrder
from core.domain import Answered, Declined, Unavailable
from tests.fakes.replies import ShownReply

ORDER = PrivateOrder(text="subscribe daily  7:00 x", noun="channel", literal=str.upper)
PAUSED = Answered("Subscription 7 is paused. `resume 7` …")


def announcing(inner: ShownReply, told: list[str], *, is_made: bool = False) -> AnnouncingReply:
    """A reply that tells a list."""

    async def tell(what: str) -> None:
        told.append(what)

    return AnnouncingReply(inner, order=ORDER, is_made=is_made, announce=tell)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (
            "Subscription 1: I will post here on …",
            "has subscribed this channel (subscription 1): SUBSCRIBE DAILY 7:00 X",
        ),
        ("Subscription 7 is removed: daily", "has removed subscription 7 of this channel."),
        ("Subscription 7 is paused. `resume 7` …", "has paused subscription 7 of this channel."),
        ("Subscription 7 goes on. Next: …", "has resumed subscription 7 of this channel."),
        ("Subscription 7 is paused already. `resume 7` goes on with it.", ""),
        ("Subscription 7 is not paused.", ""),
        ("Subscription 7 can be removed by who made it, or by an operator.", ""),
        ("There is no subscription 7 here.", ""),
        ("Subscriptions:\n\n- **1** daily", ""),
    ],
)
def test_a_channel_is_told_what_was_changed_for_it(answer: str, told: str) -> None:
    """And nothing of what was not."""
    assert ORDER.what_was_done(Answered(answer)) == told


@pytest.mark.parametrize("outcome", [Unavailable(PAUSED.text), Declined(PAUSED.text)])
def test_a_channel_is_not_told_of_failures(outcome: Unavailable | Declined) -> None:
    """Who gave the order is."""
    assert ORDER.what_was_done(outcome) == ""


async def test_everything_is_passed_on() -> None:
    """The person sees the answer as ever."""
    inner, told = ShownReply(), list[str]()
    reply = announcing(inner, told)
    await reply.status("Looking")
    await reply.draft("A draft")
    await reply.append("Sub")
    await reply.finish(PAUSED)
    await reply.abandon()
    assert inner.shown == ["Looking", "A draft", "Sub", PAUSED, "abandoned"]


async def test_a_channel_is_told_once() -> None:
    """The end may be shown again."""
    told = list[str]()
    reply = announcing(ShownReply(), told)
    await reply.finish(PAUSED)
    await reply.finish(PAUSED)
    assert told == ["has paused subscription 7 of this channel."]


async def test_a_channel_that_was_told_is_not_told_again() -> None:
    """By another process, before it died."""
    told = list[str]()
    await announcing(ShownReply(), told, is_made=True).finish(PAUSED)
    assert told == []

"""What a channel is told of private orders, and people of refusals."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from adapters.teams.announcing import AnnouncingReply, private_order
from adapters.teams.calls import TeamsCallRefused
from adapters.teams.own_posts import OwnPosts
from adapters.teams.reasons import why_not
from adapters.teams.spot import ChatKind
from core.domain import AcceptedTurn, Answered, Declined, Outcome, Question
from tests.fakes.reaching import FakeShownAnswers
from tests.fakes.teams_calls import THREAD, FakeTeamsCalls

SUBSCRIBE = "every day at *seven*: waits"


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("Subscription 3: every day at seven.",
         r"has subscribed this channel (subscription 3): every day at \*seven\*: waits"),
        ("Subscription 3 is removed.", "has removed subscription 3 of this channel."),
        ("Subscription 3 is paused.", "has paused subscription 3 of this channel."),
        ("Subscription 3 goes on.", "has resumed subscription 3 of this channel."),
        ("There is no subscription 3.", ""),
    ],
)  # fmt: skip
def test_a_channel_is_told_what_was_changed(answer: str, told: str) -> None:
    """And nothing where nothing was."""
    order = private_order(SUBSCRIBE, kind=ChatKind.CHANNEL)
    assert order.what_was_done(Answered(answer)) == told


def test_a_group_chat_is_no_channel() -> None:
    """People call it otherwise."""
    done = Answered("Subscription 3 is paused.")
    order = private_order("pause 3", kind=ChatKind.GROUP)
    assert order.what_was_done(done).endswith("of this chat.")


def test_what_was_not_done_is_not_told() -> None:
    """Whatever the words are."""
    order = private_order("x", kind=ChatKind.GROUP)
    assert order.what_was_done(Declined("Subscription 3 is paused.")) == ""


def test_a_refusal_says_where_and_what_to_do() -> None:
    """In words that the person understands."""
    told = why_not("in #general")
    assert "I cannot post in #general any more" in told
    assert "Ask me here instead" in told


class RefusedReply:
    """Implements `core.ports.Reply`: the person has removed the app."""

    async def status(self, text: str) -> None:
        """Nothing is shown."""

    async def draft(self, text: str) -> None:
        """Nothing is shown."""

    async def append(self, text: str) -> None:
        """Nothing is shown."""

    async def finish(self, outcome: Outcome) -> None:
        """Never."""
        raise TeamsCallRefused("send", status=403)

    async def abandon(self) -> None:
        """There is nothing to leave."""


async def test_what_was_done_is_told_though_its_person_cannot_be() -> None:
    """Posts that begin without a word would surprise everybody."""
    calls, made = FakeTeamsCalls(), []

    async def told() -> None:
        made.append(True)

    question = Question("subscribe weekdays 7:00", THREAD.channel.key, "29:ann")
    reply = AnnouncingReply(
        RefusedReply(),
        turn=AcceptedTurn("t", question, datetime(2026, 3, 31, tzinfo=UTC)),
        spot=THREAD.channel,
        calls=calls,
        own=OwnPosts(shown=FakeShownAnswers()),
        is_made=False,
        made=told,
    )
    with pytest.raises(TeamsCallRefused):
        await reply.finish(Answered("Subscription 3: weekdays at 07:00."))
    assert [text for _, text in calls.told] == [
        "Somebody has subscribed this channel (subscription 3): subscribe weekdays 7:00"
    ]
    assert made == [True]

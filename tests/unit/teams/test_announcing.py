"""What a channel is told of private orders, and people of refusals."""

from __future__ import annotations

import pytest

from adapters.teams.announcing import what_was_done
from adapters.teams.reasons import why_not
from adapters.teams.spot import ChatKind
from core.domain import Answered, Declined

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
    assert what_was_done(SUBSCRIBE, Answered(answer), kind=ChatKind.CHANNEL) == told


def test_a_group_chat_is_no_channel() -> None:
    """People call it otherwise."""
    done = Answered("Subscription 3 is paused.")
    assert what_was_done("pause 3", done, kind=ChatKind.GROUP).endswith("of this chat.")


def test_what_was_not_done_is_not_told() -> None:
    """Whatever the words are."""
    assert what_was_done("x", Declined("Subscription 3 is paused."), kind=ChatKind.GROUP) == ""


def test_a_refusal_says_where_and_what_to_do() -> None:
    """In words that the person understands."""
    told = why_not("in #general")
    assert "I cannot post in #general any more" in told
    assert "Ask me here instead" in told

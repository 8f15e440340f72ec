"""What a channel of Slack is told of private orders."""

from __future__ import annotations

from adapters.slack.announcing import private_order
from core.domain import Answered


def test_what_was_ordered_is_told_literally() -> None:
    """Nobody is called by what somebody else wrote."""
    told = private_order("daily 7:00 <!here> &").what_was_done(Answered("Subscription 1: I will …"))
    assert told == "has subscribed this channel (subscription 1): daily 7:00 &lt;!here&gt; &amp;"

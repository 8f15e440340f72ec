"""How often Slack lets its methods be called."""

import pytest

from adapters.slack.paces import SLACK_PACES


def test_more_reactions_are_not_added_than_can_be_taken_away() -> None:
    """Slack allows fewer of the latter."""
    assert SLACK_PACES["reactions.add"] == SLACK_PACES["reactions.remove"]


@pytest.mark.parametrize("method", ["conversations.history", "conversations.replies"])
def test_reading_is_paced(method: str) -> None:
    """At most as tier 3 has it; the 429 of an app that may read less holds it back further."""
    assert SLACK_PACES[method].calls_per_minute <= 50


def test_every_stream_that_begins_may_end_at_once() -> None:
    """One that stays open cannot be changed into the final answer."""
    start, stop = SLACK_PACES["chat.startStream"], SLACK_PACES["chat.stopStream"]
    assert start.calls_per_minute <= stop.calls_per_minute
    assert start.burst < stop.burst
